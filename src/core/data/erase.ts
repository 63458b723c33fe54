// Erasing a workspace or a person: wanted on a page, taken back for a week, then carried out whole. The audit stays.
import { record, recordErased } from '../../db/audit.ts'
import { asSystem, asWorkspace, type Tx, withSystem } from '../../db/client.ts'
import {
  beginErasure,
  dropErasure,
  dueErasures,
  type Erasure,
  endErasure,
  erasePerson,
  eraseWorkspace,
  filesOf,
  isOfInstallation,
  lockErasure,
  ownedAlone,
  putOffErasure,
  seatsOf,
  waitingErasure,
  wantErasure,
} from '../../db/erasures.ts'
import { putHold } from '../../db/holds.ts'
import { placeToReach, type Teammate, teamOf } from '../../db/team.ts'
import { brandsOf } from '../../db/tenants.ts'
import type { Context } from '../context.ts'
import { forgetInPolicies } from '../team/policies.ts'
import type { DataOutcome } from './outcome.ts'
import { revokeAll } from './revoke.ts'

const waitMs = 7 * 24 * 3_600_000
const dayMs = 24 * 3_600_000
/** The last word is brought to chats before what it is about goes. */
const lastWordMs = 30_000

/** Why nothing begins: the installation stands on it, or a workspace would be left without an owner. */
export type ErasureRefusal = 'installation' | 'onlyOwner'

/** What is to be erased, and from which seat it is asked for. */
type Wish = { what: Erasure['what']; subjectId: string; by: { workspaceId: string; memberId: string } }

/** Begins the waiting time and tells the other owners of a workspace, or says why not. System role. */
export async function beginErasing(
  { clock, tell }: Pick<Context, 'clock' | 'tell'>,
  tx: Tx,
  { what, subjectId, personId, by }: Wish & { personId: string },
): Promise<ErasureRefusal | undefined> {
  if (await isOfInstallation(tx, subjectId)) return 'installation'
  if (what === 'person' && (await ownedAlone(tx, subjectId)).length > 0) return 'onlyOwner'
  if ((await waitingErasure(tx, subjectId)) !== undefined) return undefined
  const now = clock.now()
  const dueAt = new Date(now.getTime() + waitMs)
  await wantErasure(tx, { what, subjectId, personId, dueAt, createdAt: now })
  const zone = (await brandsOf(tx, [by.workspaceId])).get(by.workspaceId)?.zone ?? 'UTC'
  if (what === 'workspace') await tellOthers(tell, tx, by, (name) => ({ kind: 'erasureAsked', by: name, dueAt, zone }))
  return undefined
}

/** Takes a wish back, until its time has come, and tells the other owners. True where there was one. System role. */
export async function keepEverything(
  { clock, tell }: Pick<Context, 'clock' | 'tell'>,
  tx: Tx,
  { what, subjectId, by }: Wish,
): Promise<boolean> {
  if (!(await dropErasure(tx, subjectId, clock.now()))) return false
  if (what === 'workspace') await tellOthers(tell, tx, by, (name) => ({ kind: 'erasureDropped', by: name }))
  return true
}

async function tellOthers(
  tell: Context['tell'],
  tx: Tx,
  { workspaceId, memberId }: Wish['by'],
  say: (name: string) => DataOutcome,
): Promise<void> {
  const team = await teamOf(tx, workspaceId)
  const name = team.find(({ id }) => id === memberId)?.name ?? ''
  const others = team.filter(({ id, role }) => role === 'owner' && id !== memberId)
  await tellEach(tell, tx, { workspaceId, members: others }, say(name))
}

async function tellEach(
  tell: Context['tell'],
  tx: Tx,
  { workspaceId, members }: { workspaceId: string; members: Teammate[] },
  outcome: DataOutcome,
): Promise<void> {
  for (const { personId } of members) {
    const conversationId = await placeToReach(tx, { personId, workspaceId })
    await tell(tx, { conversationId, workspaceId }, outcome)
  }
}

type World = Pick<Context, 'db' | 'clock' | 'log' | 'storage' | 'sealer' | 'platforms' | 'tell'>

/** Carries out what has waited long enough. Safe in several processes at once. Answers how many were erased. */
export async function eraseDue(world: World): Promise<number> {
  const { db, clock, log } = world
  let erased = 0
  for (const one of await withSystem(db, (tx) => dueErasures(tx, clock.now()))) {
    try {
      const isDone = one.what === 'workspace' ? await workspaceGoes(world, one) : await personGoes(world, one)
      if (isDone) erased += 1
    } catch (error) {
      // The others need not wait for this one.
      log.error({ erasure: one.id, err: error }, 'an erasure waits for the next minute')
    }
  }
  return erased
}

/** First the end is told, a little later it comes. */
async function workspaceGoes(world: World, one: Erasure): Promise<boolean> {
  if (one.begunAt === null) {
    await workspaceEnds(world, one)
    return false
  }
  return world.clock.now().getTime() - one.begunAt.getTime() < lastWordMs ? false : takeAway(world, one)
}

/** Publishing stops, access at networks is ended, and the owners are told what of it could not be. */
async function workspaceEnds(world: World, { id, subjectId }: Erasure): Promise<void> {
  const { db, clock, tell } = world
  const isSending = await withSystem(db, async (tx) => {
    const owner = (await teamOf(tx, subjectId)).find(({ role }) => role === 'owner')
    await asWorkspace(tx, subjectId)
    const hold = { workspaceId: subjectId, reason: 'erased', at: clock.now() }
    if (owner !== undefined) await putHold(tx, { ...hold, memberId: owner.id })
    await asSystem(tx)
    return (await filesOf(tx, subjectId)).isSending
  })
  // Its answer has to be written down first: what is out is out.
  if (isSending) return
  const left = await revokeAll(world, subjectId)
  await withSystem(db, async (tx) => {
    const locked = await lockErasure(tx, id)
    if (locked?.begunAt !== null) return
    await beginErasure(tx, id, clock.now())
    const members = (await teamOf(tx, subjectId)).filter(({ role }) => role === 'owner')
    const name = (await brandsOf(tx, [subjectId])).get(subjectId)?.name ?? ''
    await tellEach(tell, tx, { workspaceId: subjectId, members }, { kind: 'workspaceEnds', name, left })
  })
}

/** Files before rows: a process that dies between them leaves rows that name what is still to be taken away. */
async function takeAway({ db, clock, storage }: World, { id, subjectId }: Erasure): Promise<boolean> {
  const gone = new Set<string>()
  for (;;) {
    const { keys } = await withSystem(db, (tx) => filesOf(tx, subjectId))
    for (const key of keys) {
      if (!gone.has(key)) await storage.remove(key)
      gone.add(key)
    }
    const end = await withSystem(db, async (tx) => {
      if ((await lockErasure(tx, id)) === undefined) return 'other' as const
      const now = await filesOf(tx, subjectId)
      if (now.keys.some((key) => !gone.has(key))) return 'again' as const
      const at = clock.now()
      await eraseWorkspace(tx, subjectId)
      await recordErased(tx, subjectId, at)
      await endErasure(tx, id, at)
      return 'done' as const
    })
    if (end !== 'again') return end === 'done'
  }
}

/** Somebody who became the only owner of a workspace meanwhile is asked about again a day later. */
async function personGoes({ db, clock, log }: World, { id, subjectId }: Erasure): Promise<boolean> {
  return withSystem(db, async (tx) => {
    if ((await lockErasure(tx, id)) === undefined) return false
    const at = clock.now()
    if ((await ownedAlone(tx, subjectId)).length > 0) {
      await putOffErasure(tx, id, new Date(at.getTime() + dayMs))
      log.info({ erasure: id }, 'a person to be erased is the only owner of a workspace')
      return false
    }
    const seats = await seatsOf(tx, subjectId)
    for (const { workspaceId, memberId } of seats) {
      await asWorkspace(tx, workspaceId)
      await forgetInPolicies(tx, memberId)
    }
    await asSystem(tx)
    await erasePerson(tx, subjectId, at)
    await record(
      tx,
      seats.map(({ workspaceId, memberId }) => ({ workspaceId, memberId, act: 'erase member', createdAt: at })),
    )
    await endErasure(tx, id, at)
    return true
  })
}

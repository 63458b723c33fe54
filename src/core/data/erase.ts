// Erasing a workspace or a person: wanted on a page, taken back for a week, then carried out whole. The audit stays.
import { record, recordErased } from '../../db/audit.ts'
import { asSystem, asWorkspace, type Tx, withSystem } from '../../db/client.ts'
import {
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
  wantErasure,
} from '../../db/erasures.ts'
import type { Context } from '../context.ts'
import { forgetInPolicies } from '../team/policies.ts'

const waitMs = 7 * 24 * 3_600_000
const dayMs = 24 * 3_600_000

/** What is to be erased: the installation stands on it, or somebody else would be left without an owner. */
export type ErasureRefusal = 'installation' | 'onlyOwner'

/** Begins the waiting time, or says why not. System role. */
export async function beginErasing(
  tx: Tx,
  given: { what: Erasure['what']; subjectId: string; personId: string; now: Date },
): Promise<ErasureRefusal | undefined> {
  const { now, ...wish } = given
  if (await isOfInstallation(tx, wish.subjectId)) return 'installation'
  if (wish.what === 'person' && (await ownedAlone(tx, wish.subjectId)).length > 0) return 'onlyOwner'
  await wantErasure(tx, { ...wish, dueAt: new Date(now.getTime() + waitMs), createdAt: now })
  return undefined
}

/** Takes a wish back, until its time has come. True where there was one. System role. */
export function keepEverything(tx: Tx, subjectId: string, now: Date): Promise<boolean> {
  return dropErasure(tx, subjectId, now)
}

type World = Pick<Context, 'db' | 'clock' | 'log' | 'storage'>

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

/** Files before rows: a process that dies between them leaves rows that name what is still to be taken away. */
async function workspaceGoes({ db, clock, storage }: World, { id, subjectId }: Erasure): Promise<boolean> {
  const gone = new Set<string>()
  for (;;) {
    const { keys, isSending } = await withSystem(db, (tx) => filesOf(tx, subjectId))
    // Its answer has to be written down first: what is out is out.
    if (isSending) return false
    for (const key of keys) {
      if (!gone.has(key)) await storage.remove(key)
      gone.add(key)
    }
    const end = await withSystem(db, async (tx) => {
      if ((await lockErasure(tx, id)) === undefined) return 'other' as const
      const now = await filesOf(tx, subjectId)
      if (now.isSending || now.keys.some((key) => !gone.has(key))) return 'again' as const
      const at = clock.now()
      await eraseWorkspace(tx, subjectId)
      await recordErased(tx, subjectId, at)
      await endErasure(tx, id, at)
      return 'done' as const
    })
    if (end !== 'again') return end === 'done'
  }
}

/** Somebody who became the only owner of a workspace meanwhile is asked for again a day later: their name stays until then. */
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

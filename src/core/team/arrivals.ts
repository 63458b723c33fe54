// Coming to a workspace: by an invitation, or where anybody may come, to one of their own.
import { record } from '../../db/audit.ts'
import { setLimit } from '../../db/budgets.ts'
import { asSystem, asWorkspace, type Tx, withSystem } from '../../db/client.ts'
import { goodInvitation, invitationOf, useInvitation } from '../../db/invitations.ts'
import { setPlan } from '../../db/plans.ts'
import { placeToReach, teamOf } from '../../db/team.ts'
import { deskOf, makeWorkspace, type Seat } from '../../db/tenants.ts'
import type { Language } from '../../db/words.ts'
import { periodIn } from '../budget.ts'
import type { Context } from '../context.ts'
import { hashToken } from '../secrets.ts'
import { fullOf, plans } from './plans.ts'

type World = Pick<Context, 'db' | 'clock' | 'tell'>

/** Who comes: somebody we know, or a name. */
export type Arriving = { code: string; personId: string | undefined; name: string }

/** The longest name of a person. */
const longestName = 80

/** Takes the seat of an invitation, and welcomes them in the conversation that `more` makes, else on the web; `undefined` where its code is good for nothing, `full` where the plan has no room. */
export async function arrive(
  ctx: World,
  { code, personId, name }: Arriving,
  more?: (tx: Tx, seat: Seat) => Promise<{ conversationId: string }>,
): Promise<Seat | 'full' | undefined> {
  const now = ctx.clock.now()
  const hash = hashToken(code)
  return withSystem(ctx.db, async (tx) => {
    const found = await goodInvitation(tx, hash, now)
    if (found === undefined) return refuse(tx, { hash, now })
    const { workspaceId } = found
    await asWorkspace(tx, workspaceId)
    const full = await fullOf(tx, 'members', { now })
    await asSystem(tx)
    if (full !== undefined) return 'full'
    const called = named(name) || found.name
    const used = await useInvitation(tx, { hash, now, personId, name: called })
    if (used === undefined) return undefined
    const here = await more?.(tx, used.seat)
    if (used.isMemberAlready) return used.seat
    const { id, invitedBy, role, isClient } = used.invitation
    const detail = { invitation: id, role }
    await record(tx, [{ workspaceId, memberId: used.seat.memberId, act: 'join', detail, createdAt: now }])
    const inviter = (await teamOf(tx, workspaceId)).find((one) => one.id === invitedBy)
    if (inviter !== undefined) {
      const conversationId = await placeToReach(tx, { personId: inviter.personId, workspaceId })
      await ctx.tell(tx, { conversationId, workspaceId }, { kind: 'joined', name: called, role, isClient })
    }
    const { workspace } = await deskOf(tx, used.seat)
    const conversationId = here?.conversationId ?? (await placeToReach(tx, used.seat))
    await ctx.tell(tx, { conversationId, workspaceId }, { kind: 'welcome', workspace, role, isClient })
    return used.seat
  })
}

/** A code that was an invitation once is written down where it belongs to; one that never was belongs nowhere. */
async function refuse(tx: Tx, { hash, now }: { hash: string; now: Date }): Promise<undefined> {
  const spent = await invitationOf(tx, hash)
  if (spent === undefined) return undefined
  const why = spent.usedAt !== null ? 'used' : spent.revokedAt !== null ? 'taken back' : 'expired'
  const detail = { invitation: spent.id, why }
  await record(tx, [{ workspaceId: spent.workspaceId, memberId: null, act: 'refused', detail, createdAt: now }])
}

/** Makes a workspace of their own for somebody who just came, on the free plan with its small budget. */
export async function begin(
  ctx: World,
  given: { name: string; zone: string; language: Language },
  more?: (tx: Tx, seat: Seat) => Promise<void>,
): Promise<Seat> {
  const name = named(given.name) || '?'
  const now = ctx.clock.now()
  return withSystem(ctx.db, async (tx) => {
    const seat = await makeWorkspace(tx, { ...given, personName: name, name })
    const { workspaceId, memberId } = seat
    await setPlan(tx, workspaceId, 'free')
    await record(tx, [{ workspaceId, memberId, act: 'join', detail: { role: 'owner' }, createdAt: now }])
    const micros = plans.free?.money ?? null
    await asWorkspace(tx, workspaceId)
    await setLimit(tx, { ...periodIn(given.zone, now), workspaceId, of: 'month', micros })
    await asSystem(tx)
    await more?.(tx, seat)
    return seat
  })
}

/** A name as it is kept: one line, nothing that steers. */
export function named(name: string): string {
  return name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, longestName)
}

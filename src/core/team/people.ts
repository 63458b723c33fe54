// The people of a workspace: shown, invited, given a role, and taken out with every way in they had.
import { beyond, type Tx } from '../../db/client.ts'
import { openInvitations, writeInvitation } from '../../db/invitations.ts'
import { getPosts } from '../../db/posts.ts'
import { hurryRequestsOf } from '../../db/requests.ts'
import { scheduledBy } from '../../db/signed.ts'
import { changeMember, placesOf, removeMember, type Teammate, teamOf } from '../../db/team.ts'
import type { Role } from '../../db/words.ts'
import type { Outcome } from '../outcome.ts'
import { viewPost } from '../posts/view.ts'
import { hashToken, newToken } from '../secrets.ts'
import { type Commit, mayManage, type Turn } from '../turn.ts'
import type { TeamIntent } from './intent.ts'
import { named } from './members.ts'
import { fullOf } from './plans.ts'
import { forgetInPolicies } from './policies.ts'

type Of<K extends TeamIntent['kind']> = Extract<TeamIntent, { kind: K }>

const inviteDays = 7
const notOwner: Outcome = { kind: 'teamRefused', why: 'notOwner', names: [] }

/** Who is here, and who is invited. */
export function showTeam(turn: Turn): Commit {
  return async (tx) => {
    const invited = await openInvitations(tx, turn.now)
    const team = await membersOf(tx, turn)
    const members = team.map(({ id, name, role, isClient }) => ({ name, role, isClient, isYou: id === turn.member.id }))
    return [{ kind: 'team', members, invited: invited.map(({ name, role }) => ({ name, role })) }]
  }
}

/** An invitation as it is handed out: its code is said once and kept as a hash. */
export type Invited = { code: string; id: string; expiresAt: Date }

/** Writes an invitation; the code is in no row. */
export async function invitation(
  tx: Tx,
  turn: Pick<Turn, 'workspaceId' | 'member' | 'now'>,
  { code = newToken(), ...given }: { name: string; role: Role; isClient: boolean; code?: string },
): Promise<Invited> {
  const expiresAt = new Date(turn.now.getTime() + inviteDays * 24 * 3_600_000)
  const { workspaceId, member, now } = turn
  const row = { ...given, workspaceId, invitedBy: member.id, hash: hashToken(code), expiresAt, createdAt: now }
  return { code, expiresAt, id: await writeInvitation(tx, row) }
}

/** Makes an invitation with a role, for somebody the owner names. Its link is said only where nobody else reads. */
export async function invite(turn: Turn, intent: Of<'invite'>): Promise<Commit> {
  const { name, role, isClient } = intent
  if (!mayManage(turn)) return async () => [notOwner]
  if (!turn.isAlone && turn.chat !== 'web') return async () => [{ kind: 'teamRefused', why: 'notAlone', names: [] }]
  if (role === undefined) return async () => [{ kind: 'inviteRole', name }]
  const code = newToken()
  const chatUrl = (await turn.inviteLink?.(code)) ?? null
  return async (tx) => {
    const full = await fullOf(tx, 'members', { now: turn.now })
    if (full !== undefined) return [full]
    await invitation(tx, turn, { name, role, isClient, code })
    const url = `${turn.publicUrl()}/join/${code}`
    return [{ kind: 'invited', name, role, isClient, url, chatUrl, code, days: inviteDays }]
  }
}

/** Gives a member another role. The last owner stays one. */
export function setRole(turn: Turn, { name, role, isClient }: Of<'setRole'>): Commit {
  return async (tx) => {
    if (!mayManage(turn)) return [notOwner]
    const team = await membersOf(tx, turn)
    const found = named(team, name)
    if (!found.ok) return [found.outcome]
    return [await changeRole(tx, turn, found.member, { role, isClient, team })]
  }
}

/** Gives a member another role, or says why not. */
export async function changeRole(
  tx: Tx,
  turn: Pick<Turn, 'workspaceId'>,
  member: Teammate,
  to: { role: Role; isClient: boolean; team: Teammate[] },
): Promise<Outcome> {
  const owners = to.team.filter((one) => one.role === 'owner')
  if (member.role === 'owner' && to.role !== 'owner' && owners.length === 1)
    return { kind: 'teamRefused', why: 'lastOwner', names: [member.name] }
  const { role, isClient } = to
  if (role !== 'owner' && role !== 'approver') await forgetInPolicies(tx, member.id)
  await beyond(tx, turn.workspaceId, (system) => changeMember(system, member.id, { role, isClient }))
  return { kind: 'roleSet', name: member.name, role, isClient }
}

/** Takes a member out: asked by name it asks back, by id it is done. */
export function remove(turn: Turn, intent: Of<'removeMember'>): Commit {
  return async (tx) => {
    if (!mayManage(turn)) return [notOwner]
    const team = await membersOf(tx, turn)
    const found =
      intent.memberId === undefined
        ? named(team, intent.name)
        : { ok: true as const, member: team.find(({ id }) => id === intent.memberId) }
    if (!found.ok) return [found.outcome]
    if (found.member === undefined) return [{ kind: 'teamRefused', why: 'noSuchMember', names: [intent.name] }]
    const { id, name } = found.member
    if (id === turn.member.id) return [{ kind: 'teamRefused', why: 'yourself', names: [] }]
    if (intent.memberId === undefined) return [{ kind: 'confirmRemoveMember', name, memberId: id }]
    return [await takeOut(tx, turn, found.member)]
  }
}

/** Ends every way in of a member at once. What they approved stands; the owner gets the list. */
export async function takeOut(
  tx: Tx,
  turn: Pick<Turn, 'workspaceId' | 'now' | 'tell' | 'platforms' | 'brand'>,
  member: Teammate,
): Promise<Outcome> {
  const { workspaceId, now } = turn
  const policies = await forgetInPolicies(tx, member.id)
  await hurryRequestsOf(tx, member.id, now)
  const stored = await getPosts(tx, await scheduledBy(tx, member.id))
  const posts = stored.map((one) => viewPost(turn, one, turn.brand))
  const isGone = await beyond(tx, workspaceId, async (system) => {
    const gone = { memberId: member.id, personId: member.personId, workspaceId, now }
    const { conversationIds, isGone: hasNone } = await removeMember(system, gone)
    const [next] = await placesOf(system, member.personId)
    for (const conversationId of next === undefined ? [] : conversationIds.toSorted())
      if (next !== undefined)
        await turn.tell(
          system,
          { conversationId, workspaceId: next.workspaceId },
          { kind: 'switched', name: next.name, mark: next.mark, because: 'removed' },
        )
    return hasNone
  })
  return { kind: 'memberRemoved', name: member.name, isGone, posts, policies }
}

function membersOf(tx: Tx, turn: Pick<Turn, 'workspaceId'>): Promise<Teammate[]> {
  return beyond(tx, turn.workspaceId, (system) => teamOf(system, turn.workspaceId))
}

// The table of what can be asked about people and approvals -> the code that does it.
import { beyond } from '../../db/client.ts'
import { lockPost, setWish } from '../../db/posts.ts'
import { keepLink } from '../../db/sessions.ts'
import { changeMember } from '../../db/team.ts'
import { sign } from '../actions/approve.ts'
import { cancel } from '../actions/discard.ts'
import { reread, subject } from '../actions/subject.ts'
import { draftsOf, nextVersion } from '../actions/versions.ts'
import { wishOf } from '../actions/wish.ts'
import { exportData } from '../data/export.ts'
import { askErasing, keepAll } from '../data/forget.ts'
import { notify, showNotices } from '../notices/choose.ts'
import { hashToken, newToken } from '../secrets.ts'
import { chatLinks, keepCodes } from '../sign-in/pairing.ts'
import { type Commit, type Focus, mayDraft, type Turn } from '../turn.ts'
import { askComment, comment } from './comments.ts'
import type { TeamIntent } from './intent.ts'
import { invite, remove, setRole, showTeam } from './people.ts'
import { switchTo } from './places.ts'
import { setPolicy, showPolicy } from './policies.ts'
import { whoApproved } from './trail.ts'
import { approveMany, reviewAll } from './week.ts'

type Of<K extends TeamIntent['kind']> = Extract<TeamIntent, { kind: K }>
type Action<K extends TeamIntent['kind']> = (
  turn: Turn,
  intent: Of<K>,
  focus: Readonly<Focus>,
) => Commit | Promise<Commit>

const linkMs = 15 * 60_000

/** Every intent about people and approvals. */
export const teamActions: { [K in TeamIntent['kind']]: Action<K> } = {
  askComment,
  comment,
  withdrawRequest: (turn) => withdraw(turn),
  askAgain,
  skipRequest,
  policy: setPolicy,
  showPolicy,
  showTeam,
  invite,
  setRole,
  removeMember: remove,
  switchTo,
  whoApproved,
  quietHours,
  reviewAll,
  approveMany,
  signInLink,
  pair,
  exportData,
  askErasing,
  keepEverything: keepAll,
  showNotices,
  notify,
}

/** The choice on a card that waits: nobody is asked any more. */
function withdraw(turn: Turn): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, { ...focus })
    if (found.ok && found.view.review === undefined) return [{ kind: 'teamRefused', why: 'requestOver', names: [] }]
    return cancel(turn)(tx, focus)
  }
}

/** Asks again for a yes that nobody gave in time: for the next free slot, or to go out once it is approved. */
function askAgain(turn: Turn, { postId, atNextSlot }: Of<'askAgain'>): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    if ((await lockPost(tx, postId)) === undefined) return [{ kind: 'nothingOpen' }]
    focus.postId = postId
    const wish = atNextSlot ? await wishOf(tx, turn, { kind: 'nextSlot' }) : undefined
    const { stored, view } = await reread(tx, turn, postId)
    if (wish?.kind === 'ask') {
      focus.asked = { what: 'schedule', postId }
      return [{ ...wish.outcome, post: view }]
    }
    const isPast = view.dueAt !== null && view.dueAt <= turn.now
    if (wish?.kind === 'at') await setWish(tx, postId, wish.wished, wish.dueAt)
    else if (isPast) await setWish(tx, postId, null, null)
    if (wish?.kind === 'at' || isPast) await nextVersion(tx, turn, stored, { drafts: draftsOf(stored) })
    const now = await reread(tx, turn, postId)
    return sign(tx, turn, now.stored, now.view)
  }
}

/** Lets the moment go: the post stays a draft. */
function skipRequest(turn: Turn, { postId }: Of<'skipRequest'>): Commit {
  return async (tx) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    if ((await lockPost(tx, postId)) === undefined) return [{ kind: 'nothingOpen' }]
    return [{ kind: 'requestSkipped', post: (await reread(tx, turn, postId)).view }]
  }
}

/** Sets when this member is not reminded of anything; null takes it away. */
function quietHours(turn: Turn, { hours }: Of<'quietHours'>): Commit {
  return async (tx) => {
    await beyond(tx, turn.workspaceId, (system) => changeMember(system, turn.member.id, { quiet: hours }))
    return [{ kind: 'quietSet', hours }]
  }
}

/** A way into the web for somebody who talks to us alone in a chat that knows them; nobody else is told one. */
function signInLink(turn: Turn): Commit {
  return async (tx) => {
    if (!turn.isAlone || turn.scope !== 'admin') return [{ kind: 'teamRefused', why: 'notAlone', names: [] }]
    const code = newToken()
    const expiresAt = new Date(turn.now.getTime() + linkMs)
    const { workspaceId } = turn
    const link = { personId: turn.member.personId, hash: hashToken(code), expiresAt, workspaceId, target: '/' }
    await beyond(tx, workspaceId, (system) => keepLink(system, link))
    return [{ kind: 'signInAt', url: `${turn.publicUrl()}/sign-in/${code}` }]
  }
}

/** Links that make another chat one of this person's. Said to them alone: never in a group, to a program only with all rights. */
async function pair(turn: Turn, { chat }: Of<'pair'>): Promise<Commit> {
  const { personId } = turn.member
  const isOwnPlace = turn.scope === 'admin' && (turn.isAlone || turn.chat === 'web')
  if (!isOwnPlace) return async () => [{ kind: 'teamRefused', why: 'notAlone', names: [] }]
  const links = await chatLinks(turn, chat)
  return async (tx) => {
    await beyond(tx, turn.workspaceId, (system) => keepCodes(system, links, { personId, now: turn.now }))
    return [{ kind: 'pairing', links, chat }]
  }
}

// A person's yes: a signoff, and the approval it adds up to. The only way a publication becomes scheduled.
import { approvePublications, signOff, type Yes } from '../../db/approvals.ts'
import { beyond, type Tx } from '../../db/client.ts'
import { isHeld } from '../../db/holds.ts'
import { wasShown } from '../../db/outbox.ts'
import { type StoredPost, setWish } from '../../db/posts.ts'
import { namesOf } from '../../db/team.ts'
import type { Intent } from '../intent.ts'
import type { Outcome, PostView, VariantView } from '../outcome.ts'
import { approved, pictureAsked, unapproved } from '../posts/view.ts'
import { leadMs } from '../publishing/prepare.ts'
import { askNext, closeRequest, type Vote, vote } from '../team/asking.ts'
import { type Commit, type Focus, mayApprove, mayDraft, refusal, type Turn } from '../turn.ts'
import { approveChanges, proposed } from './changes.ts'
import { learnFrom } from './learn.ts'
import { reread, subject } from './subject.ts'
import { heldBackBy } from './terms.ts'
import { remember } from './versions.ts'

/** How long "post now" can be taken back. */
export const undoMs = 10_000

/**
 * Approves the post in focus for its moment; without one it goes out in ten seconds and can be undone until then. Where the
 * yes of somebody else is needed, it is asked for.
 */
export function approve(turn: Turn, intent: Extract<Intent, { kind: 'approve' }>): Commit {
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = pictureAsked(found.view)
    return sign(tx, turn, found.stored, found.view, intent.allowing)
  }
}

/** Approves a post for now, whatever time it had. */
export async function approveNow(tx: Tx, turn: Turn, focus: Focus, post: PostView): Promise<Outcome[]> {
  await setWish(tx, post.id, null, null)
  const { stored, view } = await reread(tx, turn, post.id)
  focus.postId = post.id
  return sign(tx, turn, stored, view)
}

/** A member's yes to a version as it stands: counted, or turned into a request to those whose yes is needed. */
export async function sign(
  tx: Tx,
  turn: Turn,
  stored: StoredPost,
  post: PostView,
  allowed: string[] = [],
): Promise<Outcome[]> {
  // Whoever drafts may ask for a yes; who may give one must have come in by a way that may.
  const isAsking = mayDraft(turn) && turn.member.role === 'editor'
  if (!mayApprove(turn) && !isAsking) return [refusal(turn)]
  const waiting = unapproved(post)
  if (post.status === 'discarded') return [{ kind: 'card', post, note: { what: 'stale' } }]
  if (waiting.length === 0) return [{ kind: approved(post).length > 0 ? 'alreadyApproved' : 'tooLate', post }]
  if (waiting.some((one) => one.problems.length > 0)) return [{ kind: 'card', post, note: { what: 'problems' } }]
  const ids = new Set(waiting.map((one) => one.publication.id))
  const meant = stored.variants.filter((one) => ids.has(one.publication.id))
  const never = await heldBackBy(tx, stored, post, allowed)
  if (never.length > 0) return [{ kind: 'card', post, note: { what: 'never', terms: never } }]
  if (post.media.length > 0 && !(await sawPictures(tx, turn, post)))
    return [{ kind: 'card', post, note: { what: 'look' } }]
  // It was held back for a term at its moment: let through, it goes out at once.
  const isLate = allowed.length > 0 && post.dueAt !== null && post.dueAt <= turn.now
  const changes = proposed(waiting)
  const fresh = waiting.filter((one) => one.change === null)
  if (fresh.length > 0 && !isLate && post.dueAt !== null && post.dueAt <= turn.now) {
    return [{ kind: 'askWhen', why: 'past', words: '', offers: [], post }]
  }
  const votes = await vote(tx, turn, stored, { about: waiting, canSay: mayApprove(turn) })
  if (!votes.weighed.counts) return [await askOrRefuse(tx, turn, stored, post, votes)]
  const isNow = post.dueAt === null || isLate
  const dueAt = post.dueAt === null || isLate ? new Date(turn.now.getTime() + undoMs) : post.dueAt
  const yes: Yes = {
    workspaceId: turn.workspaceId,
    postId: post.id,
    version: post.version,
    versionHash: post.hash,
    memberId: turn.member.id,
    conversationId: turn.conversationId,
    evidence: turn.evidence,
    at: turn.now,
    policies: votes.policies,
  }
  await signOff(tx, yes)
  const now = await vote(tx, turn, stored, { about: waiting, canSay: false })
  if (!now.weighed.isFulfilled) return [await passOn(tx, turn, stored, post, now)]
  await closeRequest(tx, turn, post, { end: 'approved', dueAt })
  const changing = changes.length > 0 ? await change(tx, turn, stored, yes, changes) : []
  if (fresh.length === 0) return changing
  const going = meant.filter((one) => fresh.some(({ publication }) => publication.id === one.publication.id))
  const publications = going.map((one) => one.publication)
  await approvePublications(tx, yes, { publications, dueAt, allowed })
  if (isNow) await remember(tx, turn, { act: 'publishNow', postId: post.id })
  if (dueAt.getTime() - turn.now.getTime() < leadMs) {
    await turn.enqueue(
      tx,
      'prepare',
      publications.map((one) => ({ key: one.id })),
    )
  }
  const { view } = await reread(tx, turn, post.id)
  const lessons = await learnFrom(tx, turn, stored, new Set(meant.map((one) => one.account.id)))
  return [{ kind: 'approved', post: view, dueAt, now: isNow, held: await isHeld(tx) }, ...changing, ...lessons]
}

/** A yes that would not count: it asks those whose yes is needed, or says why it cannot. */
async function askOrRefuse(tx: Tx, turn: Turn, stored: StoredPost, post: PostView, votes: Vote): Promise<Outcome> {
  const { next } = votes.weighed
  const hasSigned = votes.yeses.some(({ memberId }) => memberId === turn.member.id)
  const team = votes.team.filter(({ memberId }) => next.some((one) => one.memberId === memberId))
  const isAuthor = stored.post.authorId === turn.member.id
  if (team.length === 0) return { kind: 'teamRefused', why: 'nobody', names: [] }
  if (mayApprove(turn) && hasSigned && post.review?.isMine !== true) return refused(tx, turn, 'signed', team)
  if (mayApprove(turn) && !isAuthor && post.review !== undefined && !post.review.isMine)
    return refused(tx, turn, 'notYourTurn', team)
  return askNext(tx, turn, stored, post, team)
}

async function refused(tx: Tx, turn: Turn, why: 'signed' | 'notYourTurn', team: Vote['team']): Promise<Outcome> {
  const ids = team.map(({ memberId }) => memberId)
  const names = await beyond(tx, turn.workspaceId, (system) => namesOf(system, ids))
  return { kind: 'teamRefused', why, names: [...names.values()] }
}

/** A yes that is not the last one needed: those who come next are asked. */
async function passOn(tx: Tx, turn: Turn, stored: StoredPost, post: PostView, votes: Vote): Promise<Outcome> {
  const team = votes.team.filter(({ memberId }) => votes.weighed.next.some((one) => one.memberId === memberId))
  const asked = await askNext(tx, turn, stored, post, team)
  return asked.kind === 'requested' ? { kind: 'signed', post: asked.post, names: asked.names } : asked
}

/** What is out is changed at once: the clock finds it at its next tick. */
async function change(tx: Tx, turn: Turn, stored: StoredPost, yes: Yes, changes: VariantView[]): Promise<Outcome[]> {
  const wanted = stored.variants
    .filter((one) => changes.some(({ publication }) => publication.id === one.publication.id))
    .map(({ variant, publication }) => ({
      publicationId: publication.id,
      variantId: variant.id,
      variantHash: variant.hash,
    }))
  await approveChanges(tx, yes, wanted)
  const { view } = await reread(tx, turn, yes.postId)
  return [{ kind: 'changing', post: view, platforms: changes.map(({ platform }) => platform) }]
}

/** Nobody approves a picture that was not before their eyes. */
async function sawPictures(tx: Tx, turn: Turn, { id: postId, media }: PostView): Promise<boolean> {
  const given = { personId: turn.member.personId, postId, media }
  return beyond(tx, turn.workspaceId, (system) => wasShown(system, given))
}

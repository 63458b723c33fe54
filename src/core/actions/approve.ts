// A person's yes: a signoff, and the approval it adds up to. The only way a publication becomes scheduled.
import { approvePublications, signOff, type Yes } from '../../db/approvals.ts'
import { asSystem, asWorkspace, type Tx } from '../../db/client.ts'
import { isHeld } from '../../db/holds.ts'
import { wasShown } from '../../db/outbox.ts'
import { type StoredPost, setWish } from '../../db/posts.ts'
import type { Outcome, PostView, VariantView } from '../outcome.ts'
import { approved, pictureAsked, unapproved } from '../posts/view.ts'
import { leadMs } from '../publishing/prepare.ts'
import { type Commit, type Focus, mayApprove, refusal, type Turn } from '../turn.ts'
import { approveChanges, proposed } from './changes.ts'
import { reread, subject } from './subject.ts'
import { remember } from './versions.ts'

/** How long "post now" can be taken back. */
export const undoMs = 10_000

/** Approves the post in focus for its moment; without one it goes out in ten seconds and can be undone until then. */
export function approve(turn: Turn): Commit {
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = pictureAsked(found.view)
    if (!mayApprove(turn)) return [refusal(turn)]
    return sign(tx, turn, found.stored, found.view)
  }
}

/** Approves a post for now, whatever time it had. */
export async function approveNow(tx: Tx, turn: Turn, focus: Focus, post: PostView): Promise<Outcome[]> {
  await setWish(tx, post.id, null, null)
  const { stored, view } = await reread(tx, turn, post.id)
  focus.postId = post.id
  return sign(tx, turn, stored, view)
}

async function sign(tx: Tx, turn: Turn, stored: StoredPost, post: PostView): Promise<Outcome[]> {
  const waiting = unapproved(post)
  if (post.status === 'discarded') return [{ kind: 'card', post, note: { what: 'stale' } }]
  if (waiting.length === 0) return [{ kind: approved(post).length > 0 ? 'alreadyApproved' : 'tooLate', post }]
  if (waiting.some((one) => one.problems.length > 0)) return [{ kind: 'card', post, note: { what: 'problems' } }]
  if (post.media.length > 0 && !(await sawPictures(tx, turn, post)))
    return [{ kind: 'card', post, note: { what: 'look' } }]
  const changes = proposed(waiting)
  const fresh = waiting.filter((one) => one.change === null)
  if (fresh.length > 0 && post.dueAt !== null && post.dueAt <= turn.now) {
    return [{ kind: 'askWhen', why: 'past', words: '', offers: [], post }]
  }
  const isNow = post.dueAt === null
  const dueAt = post.dueAt ?? new Date(turn.now.getTime() + undoMs)
  const yes: Yes = {
    workspaceId: turn.workspaceId,
    postId: post.id,
    version: post.version,
    versionHash: post.hash,
    memberId: turn.member.id,
    conversationId: turn.conversationId,
    evidence: turn.evidence,
    at: turn.now,
  }
  await signOff(tx, yes)
  const changing = changes.length > 0 ? await change(tx, turn, stored, yes, changes) : []
  if (fresh.length === 0) return changing
  const ids = new Set(fresh.map((one) => one.publication.id))
  const publications = stored.variants.map((one) => one.publication).filter((one) => ids.has(one.id))
  await approvePublications(tx, yes, { publications, dueAt })
  if (isNow) await remember(tx, turn, { act: 'publishNow', postId: post.id })
  if (dueAt.getTime() - turn.now.getTime() < leadMs) {
    await turn.enqueue(
      tx,
      'prepare',
      publications.map((one) => ({ key: one.id })),
    )
  }
  const { view } = await reread(tx, turn, post.id)
  return [{ kind: 'approved', post: view, dueAt, now: isNow, held: await isHeld(tx) }, ...changing]
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
  await asSystem(tx)
  const isShown = await wasShown(tx, { personId: turn.member.personId, postId, media })
  await asWorkspace(tx, turn.workspaceId)
  return isShown
}

// Letting a draft go, and cancelling what is approved.
import { cancel as cancelPublications } from '../../db/approvals.ts'
import type { Tx } from '../../db/client.ts'
import { publicContents } from '../../db/corrections.ts'
import { type StoredPost, setDiscarded } from '../../db/posts.ts'
import type { Outcome, PostView } from '../outcome.ts'
import { approved } from '../posts/view.ts'
import { closeRequest } from '../team/asking.ts'
import { type Commit, mayApprove, mayDraft, refusal, type Turn } from '../turn.ts'
import { proposed } from './changes.ts'
import { reread, subject } from './subject.ts'
import { draftsOf, nextVersion, remember } from './versions.ts'

/** Discards the draft in focus; undo brings it back. What is approved must be cancelled instead. */
export function discard(turn: Turn): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    if (proposed(found.view.variants).length > 0) return withdrawChange(tx, turn, found.stored)
    if (approved(found.view).length > 0) return [{ kind: 'alreadyApproved', post: found.view }]
    if (found.view.status === 'published' || found.view.status === 'sending')
      return [{ kind: 'tooLate', post: found.view }]
    await closeRequest(tx, turn, found.view, { end: 'withdrawn' })
    await setDiscarded(tx, found.view.id, turn.now)
    await remember(tx, turn, { act: 'discard', postId: found.view.id })
    focus.postId = null
    focus.asked = null
    return [{ kind: 'discarded', post: found.view }]
  }
}

/** What is out stays as it is: its public words become the newest version again. */
async function withdrawChange(tx: Tx, turn: Turn, stored: StoredPost): Promise<Outcome[]> {
  const { post } = stored
  const out = await publicContents(tx, post.id)
  const drafts = draftsOf(stored).map((draft) => {
    const shown = out.find(({ accountId }) => accountId === draft.accountId)
    return shown === undefined ? draft : { ...draft, content: shown.content }
  })
  await remember(tx, turn, { act: 'version', postId: post.id, to: post.version, what: 'change' })
  await nextVersion(tx, turn, stored, { drafts })
  return [{ kind: 'undone', act: 'change' }]
}

/** Nobody is asked any more: the post is a draft again. */
async function withdrawRequest(tx: Tx, turn: Turn, post: PostView): Promise<Outcome[]> {
  if (!mayDraft(turn)) return [refusal(turn)]
  await closeRequest(tx, turn, post, { end: 'withdrawn' })
  const { view } = await reread(tx, turn, post.id)
  return [{ kind: 'card', post: view, note: { what: 'current' } }]
}

/** Cancels what is approved and not yet on its way. A draft in focus is discarded instead. */
export function cancel(turn: Turn): Commit {
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    if (found.view.review !== undefined && approved(found.view).length === 0)
      return withdrawRequest(tx, turn, found.view)
    if (!mayApprove(turn)) return [refusal(turn)]
    const open = approved(found.view)
    if (open.length === 0 && found.view.status === 'draft') return discard(turn)(tx, focus)
    const done = await cancelPublications(
      tx,
      open.map((one) => one.publication.id),
      turn.now,
    )
    const { view } = await reread(tx, turn, found.view.id)
    focus.asked = null
    if (done === 0) return [{ kind: 'tooLate', post: view }]
    focus.postId = null
    return [{ kind: 'cancelled', post: view }]
  }
}

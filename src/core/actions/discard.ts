// Letting a draft go, and cancelling what is approved.
import { cancel as cancelPublications } from '../../db/approvals.ts'
import { setDiscarded } from '../../db/posts.ts'
import { approved } from '../posts/view.ts'
import { type Commit, mayApprove, mayDraft, refusal, type Turn } from '../turn.ts'
import { reread, subject } from './subject.ts'
import { remember } from './versions.ts'

/** Discards the draft in focus; undo brings it back. What is approved must be cancelled instead. */
export function discard(turn: Turn): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    if (approved(found.view).length > 0) return [{ kind: 'alreadyApproved', post: found.view }]
    if (found.view.status === 'published' || found.view.status === 'sending')
      return [{ kind: 'tooLate', post: found.view }]
    await setDiscarded(tx, found.view.id, turn.now)
    await remember(tx, turn, { act: 'discard', postId: found.view.id })
    focus.postId = null
    focus.asked = null
    return [{ kind: 'discarded', post: found.view }]
  }
}

/** Cancels what is approved and not yet on its way. A draft in focus is discarded instead. */
export function cancel(turn: Turn): Commit {
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
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

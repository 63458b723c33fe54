// A moment for a post: the wish of a draft, or the move of what is approved.

import { moveApproved } from '../../db/approvals.ts'
import type { Tx } from '../../db/client.ts'
import { isHeld } from '../../db/holds.ts'
import { type StoredPost, setWish } from '../../db/posts.ts'
import type { Wished } from '../../db/schema/posts.ts'
import type { Intent } from '../intent.ts'
import type { Outcome, PostView } from '../outcome.ts'
import { approved, unapproved } from '../posts/view.ts'
import { leadMs } from '../publishing/prepare.ts'
import { type Commit, type Focus, mayApprove, mayDraft, refusal, type Turn } from '../turn.ts'
import { approveNow } from './approve.ts'
import { reread, subject } from './subject.ts'
import { draftsOf, nextVersion, remember } from './versions.ts'
import { wishOf } from './wish.ts'

/** Sets the moment. What is approved moves only by somebody who may approve; a draft only shows its new time. */
export function schedule(turn: Turn, intent: Extract<Intent, { kind: 'schedule' | 'propose' }>): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = null
    if (intent.when.kind === 'now') return postNow(tx, turn, focus, found.view, intent.kind === 'schedule')
    const wish = await wishOf(tx, turn, intent.when)
    if (wish.kind === 'ask') {
      focus.asked = { what: 'schedule', postId: found.view.id }
      return [{ ...wish.outcome, post: found.view }]
    }
    if (wish.kind !== 'at') return [{ kind: 'card', post: found.view, note: { what: 'current' } }]
    const moving = approved(found.view)
    if (moving.length === 0 && unapproved(found.view).length === 0) return [{ kind: 'tooLate', post: found.view }]
    // What is out is changed at once, and only that.
    if (moving.length === 0 && unapproved(found.view).every((one) => one.change !== null))
      return [{ kind: 'tooLate', post: found.view }]
    if (moving.length > 0 && intent.kind === 'propose') {
      // A proposal moves nothing that is approved: the person says the time.
      focus.asked = { what: 'schedule', postId: found.view.id }
      return [{ kind: 'ask', what: 'schedule', post: found.view, slot: null }]
    }
    if (moving.length > 0 && !mayApprove(turn)) return [refusal(turn)]
    return setTime(tx, turn, found.stored, found.view, wish.wished, wish.dueAt)
  }
}

async function setTime(
  tx: Tx,
  turn: Turn,
  stored: StoredPost,
  before: PostView,
  wished: Wished,
  dueAt: Date,
): Promise<Outcome[]> {
  const was = { wished: stored.post.wished, dueAt: stored.post.dueAt?.toISOString() ?? null }
  await remember(tx, turn, { act: 'time', postId: before.id, ...was })
  await setWish(tx, before.id, wished, dueAt)
  const moving = approved(before).map((one) => one.publication.id)
  if (moving.length === 0) {
    const post = await nextVersion(tx, turn, stored, { drafts: draftsOf(stored) })
    return [{ kind: 'card', post, note: { what: 'time' } }]
  }
  await moveApproved(tx, moving, dueAt)
  if (dueAt.getTime() - turn.now.getTime() < leadMs)
    await turn.enqueue(
      tx,
      'prepare',
      moving.map((key) => ({ key })),
    )
  const { view } = await reread(tx, turn, before.id)
  return [{ kind: 'moved', post: view, dueAt, held: await isHeld(tx) }]
}

/** "Post now": for a draft it is the approval, with the time taken away; for what is approved it is a move to now. */
async function postNow(tx: Tx, turn: Turn, focus: Focus, post: PostView, typed: boolean): Promise<Outcome[]> {
  // An editor's "post now" asks for a yes; what is approved already only moves by somebody who may approve.
  const mayAsk = turn.member.role === 'editor' && approved(post).length === 0
  if (!typed || !(mayApprove(turn) || mayAsk)) return [refusal(turn)]
  return approveNow(tx, turn, focus, post)
}

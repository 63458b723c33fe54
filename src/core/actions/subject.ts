// Which post a turn is about: the one of the pressed card, else the focus, else the member's latest draft from any chat.
import type { Tx } from '../../db/client.ts'
import { getPost, latestDraft, lockPost, type StoredPost } from '../../db/posts.ts'
import { waitingFor } from '../../db/requests.ts'
import type { Outcome, PostView } from '../outcome.ts'
import { viewPost } from '../posts/view.ts'
import { reviewOf, staleCard } from '../team/asking.ts'
import type { Focus, Turn } from '../turn.ts'
import { crowdedOn } from './gap.ts'

/** A post that is locked for this turn, or the outcome that says why there is none. */
export type Subject = { ok: true; stored: StoredPost; view: PostView } | { ok: false; outcome: Outcome }

/** Finds and locks the post a turn is about, and makes it the focus. A card from before a change is stale and does nothing. */
export async function subject(tx: Tx, turn: Turn, focus: Focus): Promise<Subject> {
  const own = turn.bound?.postId ?? focus.postId ?? (await latestDraft(tx, turn.member.id))
  // Nothing of their own is open: what waits for their yes is shown first, and nothing is done with it unseen.
  const waiting = own === undefined ? (await waitingFor(tx, turn.member.id))[0] : undefined
  const id = own ?? waiting
  if (id === undefined) return { ok: false, outcome: { kind: 'nothingOpen' } }
  if ((await lockPost(tx, id)) === undefined) return { ok: false, outcome: { kind: 'nothingOpen' } }
  const found = await reread(tx, turn, id)
  focus.postId = id
  if (waiting !== undefined)
    return { ok: false, outcome: { kind: 'card', post: found.view, note: { what: 'current' } } }
  const pressed = turn.bound?.version
  if (typeof pressed === 'number' && pressed !== found.view.version)
    return { ok: false, outcome: await staleCard(tx, found.stored, found.view, pressed) }
  return { ok: true, ...found }
}

/** A post that certainly exists, as it stands in this transaction. */
export async function reread(tx: Tx, turn: Turn, postId: string): Promise<{ stored: StoredPost; view: PostView }> {
  const stored = await getPost(tx, postId)
  if (stored === undefined) throw new Error('a post that was just there is gone')
  const crowded = await crowdedOn(tx, stored)
  const review = await reviewOf(tx, turn, stored)
  return {
    stored,
    view: { ...viewPost(turn, stored, turn.brand), ...(crowded && { crowded }), ...(review && { review }) },
  }
}

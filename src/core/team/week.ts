// Many posts at once: shown one after another, and approved as a list that was echoed, with one press.
import type { Tx } from '../../db/client.ts'
import { draftsUntil, lockPost } from '../../db/posts.ts'
import { waitingFor } from '../../db/requests.ts'
import { sign } from '../actions/approve.ts'
import { reread } from '../actions/subject.ts'
import type { Outcome, PostView } from '../outcome.ts'
import { unapproved } from '../posts/view.ts'
import { type Commit, mayApprove, refusal, type Turn } from '../turn.ts'
import { staleCard, vote } from './asking.ts'
import type { TeamIntent } from './intent.ts'

const weekMs = 7 * 24 * 3_600_000
const mostCards = 12

/** Shows every post that this member's yes would count for, as cards in the order of the list. */
export function reviewAll(turn: Turn): Commit {
  return async (tx, focus) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const posts = await reviewable(tx, turn)
    if (posts.length === 0) return [{ kind: 'nothingToReview' }]
    focus.postId = null
    focus.asked = null
    return [
      ...posts.map((post): Outcome => ({ kind: 'card', post, note: { what: 'current' } })),
      { kind: 'review', posts },
    ]
  }
}

/** Without `posts` it echoes what would be approved; with them it approves exactly those versions. */
export function approveMany(turn: Turn, { except, posts }: Extract<TeamIntent, { kind: 'approveMany' }>): Commit {
  return async (tx, focus) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    if (posts === undefined) {
      const all = await reviewable(tx, turn)
      const meant = all.filter((_, i) => !except.includes(i + 1))
      if (meant.length === 0) return [{ kind: 'nothingToReview' }]
      return [{ kind: 'confirmMany', posts: meant, left: all.filter((one) => !meant.includes(one)) }]
    }
    const outcomes: Outcome[] = []
    for (const [i, { id, version }] of posts.entries()) {
      if ((await lockPost(tx, id)) === undefined) continue
      const { stored, view } = await reread(tx, turn, id)
      // Each yes is evidence of its own.
      const own = { ...turn, evidence: `${turn.evidence}/${i + 1}`, bound: { postId: id, version } }
      const isStale = view.version !== version
      outcomes.push(...(isStale ? [await staleCard(tx, stored, view, version)] : await sign(tx, own, stored, view)))
    }
    focus.postId = null
    return outcomes.length > 0 ? outcomes : [{ kind: 'nothingToReview' }]
  }
}

async function reviewable(tx: Tx, turn: Turn): Promise<PostView[]> {
  const until = new Date(turn.now.getTime() + weekMs)
  const ids = new Set([...(await waitingFor(tx, turn.member.id)), ...(await draftsUntil(tx, turn.now, until))])
  const found: PostView[] = []
  for (const id of ids) {
    if (found.length === mostCards) break
    const { stored, view } = await reread(tx, turn, id)
    const about = unapproved(view)
    if (about.length === 0) continue
    const { weighed } = await vote(tx, turn, stored, { about, canSay: true })
    if (weighed.counts) found.push(view)
  }
  return found
}

// How long an account rests between two posts: set by a person, told on the card whose time falls into it, kept at firing.
import { connectedAccounts, dueAround, setGap } from '../../db/accounts.ts'
import type { Tx } from '../../db/client.ts'
import type { StoredPost } from '../../db/posts.ts'
import type { Intent } from '../intent.ts'
import type { PostView } from '../outcome.ts'
import { type Commit, mayApprove, refusal, type Turn } from '../turn.ts'

/** Sets the rest of the accounts of these networks, of all where none is named. */
export function gap(turn: Turn, intent: Extract<Intent, { kind: 'gap' }>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const all = await connectedAccounts(tx)
    const meant = intent.platforms.length === 0 ? all : all.filter((one) => intent.platforms.includes(one.platform))
    if (meant.length === 0) return [{ kind: 'notConnected', platforms: intent.platforms }]
    await setGap(
      tx,
      meant.map((one) => one.id),
      intent.seconds,
    )
    return [{ kind: 'gapSet', platforms: [...new Set(meant.map((one) => one.platform))], seconds: intent.seconds }]
  }
}

/** The first network on which the post's moment is too near to another post, and when it is free. */
export async function crowdedOn(tx: Tx, stored: StoredPost): Promise<PostView['crowded']> {
  const { dueAt } = stored.post
  if (dueAt === null) return undefined
  for (const { account, publication } of stored.variants) {
    const seconds = account.settings.gapSeconds ?? 0
    if (seconds === 0 || !['draft', 'awaiting_approval', 'scheduled'].includes(publication.status)) continue
    const others = await dueAround(tx, { accountId: account.id, postId: stored.post.id, after: dueAt, seconds })
    const near = others.find((one) => Math.abs(one.getTime() - dueAt.getTime()) < seconds * 1000)
    if (near === undefined) continue
    return { platform: account.platform, seconds, other: near, free: freeAfter(dueAt, others, seconds * 1000) }
  }
  return undefined
}

/** The first moment from `wanted` on that keeps `ms` away from all the others, which are in order. */
function freeAfter(wanted: Date, others: Date[], ms: number): Date {
  let free = wanted.getTime()
  for (const other of others) if (Math.abs(other.getTime() - free) < ms) free = other.getTime() + ms
  return new Date(free)
}

// What a workspace may have, by the name of its plan: data, and the one question whether there is room for more.
import type { Tx } from '../../db/client.ts'
import { countAccounts, countMembers, countPosts, planOf, sumMedia } from '../../db/plans.ts'
import type { LimitName } from './outcome.ts'

/** Null is without a limit. Posts are those begun in a month; storage is in bytes, money in micro-dollars a month. */
export type Plan = { name: string } & Record<LimitName, number | null>

/** The plans. `own` is that of whoever runs the installation and those they invite; `free` that of whoever just comes in. */
export const plans: Record<string, Plan> = {
  own: { name: 'Own', members: null, accounts: null, posts: null, storage: null, money: null },
  free: { name: 'Free', members: 3, accounts: 3, posts: 60, storage: 200_000_000, money: 1_000_000 },
  team: { name: 'Team', members: 15, accounts: 30, posts: 1_000, storage: 10_000_000_000, money: 50_000_000 },
}

/** A plan has no room for more of something. */
export type Full = { kind: 'limitReached'; what: LimitName; limit: number; plan: string }

/** Undefined where there is room for `more`, in the transaction of one workspace; else what is full. */
export async function fullOf(
  tx: Tx,
  what: Exclude<LimitName, 'money'>,
  given: { now: Date; more?: number },
): Promise<Full | undefined> {
  const plan = plans[await planOf(tx)] ?? plans.own
  const limit = plan?.[what]
  if (plan === undefined || limit === null || limit === undefined) return undefined
  const monthAgo = new Date(given.now.getTime() - 30 * 24 * 3_600_000)
  const used = await {
    members: () => countMembers(tx),
    accounts: () => countAccounts(tx),
    posts: () => countPosts(tx, monthAgo),
    storage: () => sumMedia(tx),
  }[what]()
  return used + (given.more ?? 1) > limit ? { kind: 'limitReached', what, limit, plan: plan.name } : undefined
}

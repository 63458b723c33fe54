// What the models cost, the budget that the owner sets, and the one warning when most of it is spent.
import { getBrand } from '../../db/brands.ts'
import { readBudget, setLimit, takeWarnings } from '../../db/budgets.ts'
import type { Tx } from '../../db/client.ts'
import { planOf } from '../../db/plans.ts'
import { getPost } from '../../db/posts.ts'
import { costs } from '../../db/usage.ts'
import { beginningsOf, periodIn } from '../budget.ts'
import type { Intent } from '../intent.ts'
import type { Outcome } from '../outcome.ts'
import { plans } from '../team/plans.ts'
import type { Commit, Turn } from '../turn.ts'

/** What the models cost: this day, this month, the draft in focus, and what the limits are. */
export function cost(turn: Turn): Commit {
  return async (tx, focus) => {
    const { zone } = await getBrand(tx)
    const period = periodIn(zone, turn.now)
    const since = beginningsOf(zone, period)
    const post = focus.postId === null ? undefined : await getPost(tx, focus.postId)
    const spent = post?.version.cost ?? 0
    return [
      {
        kind: 'cost',
        day: await costs(tx, since.day),
        month: await costs(tx, since.month),
        budget: await readBudget(tx, period),
        draft: spent === 0 ? null : spent,
      },
    ]
  }
}

/** Sets what models may cost in a day or a month, or takes the limit away. Only the owner, from a chat or with full scope. */
export function budget(turn: Turn, intent: Extract<Intent, { kind: 'budget' }>): Commit {
  return async (tx) => {
    if (turn.member.role !== 'owner') return [{ kind: 'refused', why: 'role' }]
    if (turn.scope !== 'admin') return [{ kind: 'refused', why: 'scope' }]
    const { of, micros } = intent
    if (micros === undefined) return [{ kind: 'budgetUnclear' }]
    const plan = plans[await planOf(tx)]
    const most = plan?.money ?? null
    if (plan !== undefined && most !== null && of === 'month' && (micros === null || micros > most))
      return [{ kind: 'limitReached', what: 'money', limit: most, plan: plan.name }]
    const period = periodIn((await getBrand(tx)).zone, turn.now)
    await setLimit(tx, { ...period, workspaceId: turn.workspaceId, of, micros })
    const { spent } = (await readBudget(tx, period))[of]
    return [{ kind: 'budgetSet', of, limit: micros, spent }]
  }
}

/** What is to be told of limits that run low, once a day or a month; empty most of the time. */
export async function warnings(tx: Tx, turn: Turn): Promise<Outcome[]> {
  const period = periodIn(turn.brand.zone, turn.now)
  const low = await takeWarnings(tx, period)
  if (low.length === 0) return []
  const state = await readBudget(tx, period)
  return low.map((of) => ({ kind: 'budgetLow', of, limit: state[of].limit ?? 0, spent: state[of].spent }))
}

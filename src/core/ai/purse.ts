// Money for model calls: reserved before a question, settled after each call, given back at its end.
import { randomUUID } from 'node:crypto'
import { addSpent, readBudget, release, reserve } from '../../db/budgets.ts'
import { type Db, withWorkspace } from '../../db/client.ts'
import { spend } from '../../db/usage.ts'
import type { UsageKind } from '../../db/words.ts'
import { periodOf } from '../budget.ts'

/** One model call, as the ledger keeps it. `key` names it once and for all; `failure` says how it failed, if it did. */
export type Spending = {
  key: string
  task: string
  kind: UsageKind
  model: string
  tokensIn: number
  tokensOut: number
  tokensCached: number
  /** Pictures made, or seconds heard. */
  amount: number
  micros: number
  ms: number
  failure: string | null
}

/** Why no model may be asked: a limit is reached, or the rest of it is held by other questions under way (`isHeld`). */
export type Refusal = { of: 'day' | 'month'; limit: number; spent: number; isHeld: boolean }

/** Money held for one question; `isTight` where only cheap models may be asked. */
export type Reservation = { kind: 'held'; id: string; isTight: boolean } | ({ kind: 'refused' } & Refusal)

/** Where money for model calls comes from and where each call is written down. */
export type Purse = {
  /** Reserves what the dearest answer could cost by the usual route, or by the cheap one where money is tight. */
  reserve(workspaceId: string, estimate: { full: number; cheap: number }): Promise<Reservation>
  /** Writes a call down and counts its cost; the same key twice counts once. */
  settle(workspaceId: string, row: Spending): Promise<void>
  release(workspaceId: string, id: string): Promise<void>
}

/** The purse of this installation. Days and months are those of the brand's clock. */
export function createPurse({ db, now }: { db: Db; now: () => number }): Purse {
  return {
    reserve: (workspaceId, { full, cheap }) =>
      withWorkspace(db, workspaceId, async (tx) => {
        const period = await periodOf(tx, new Date(now()))
        const id = randomUUID()
        const held = await reserve(tx, { ...period, workspaceId, id, full, cheap })
        if (held !== undefined) return { kind: 'held', id, ...held }
        const { day, month, held: open } = await readBudget(tx, period)
        const isOver = (one: typeof day) => one.limit !== null && one.spent + open >= one.limit
        // The longer wait is the one to tell.
        const [of, one] = isOver(month) ? (['month', month] as const) : (['day', day] as const)
        return { kind: 'refused', of, limit: one.limit ?? 0, spent: one.spent, isHeld: one.spent < (one.limit ?? 0) }
      }),
    settle: (workspaceId, row) =>
      withWorkspace(db, workspaceId, async (tx) => {
        const at = new Date(now())
        if (!(await spend(tx, { ...row, workspaceId, createdAt: at })) || row.micros === 0) return
        await addSpent(tx, { ...(await periodOf(tx, at)), workspaceId, micros: row.micros })
      }),
    release: (workspaceId, id) => withWorkspace(db, workspaceId, (tx) => release(tx, { workspaceId, id })),
  }
}

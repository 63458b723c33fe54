// The ledger of model calls of one workspace.
import { desc, gte, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { usage } from './schema/usage.ts'

export type UsageRow = typeof usage.$inferSelect

/** Writes one call; the same key twice is written once. True where it was written now. */
export async function spend(tx: Tx, row: typeof usage.$inferInsert): Promise<boolean> {
  const written = await tx
    .insert(usage)
    .values(row)
    .onConflictDoNothing({ target: usage.key })
    .returning({ id: usage.id })
  return written.length > 0
}

/** What was spent: micro-dollars, calls that did what was asked, and the tokens read, with how many came from a cache. */
export type Spent = { micros: number; calls: number; tokensIn: number; tokensCached: number }

/** What was spent since a moment. A call that failed counts with its cost, not as a call. */
export async function costs(tx: Tx, since: Date): Promise<Spent> {
  const [sum] = await tx
    .select({
      micros: sql<number>`coalesce(sum(${usage.micros}), 0)::float8`,
      calls: sql<number>`(count(*) filter (where ${usage.failure} is null))::int`,
      tokensIn: sql<number>`coalesce(sum(${usage.tokensIn}), 0)::float8`,
      tokensCached: sql<number>`coalesce(sum(${usage.tokensCached}), 0)::float8`,
    })
    .from(usage)
    .where(gte(usage.createdAt, since))
  return sum ?? { micros: 0, calls: 0, tokensIn: 0, tokensCached: 0 }
}

/** The calls since a moment, newest first. */
export function listUsage(tx: Tx, since: Date, limit: number): Promise<UsageRow[]> {
  return tx.select().from(usage).where(gte(usage.createdAt, since)).orderBy(desc(usage.createdAt)).limit(limit)
}

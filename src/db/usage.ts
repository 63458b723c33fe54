// The ledger of model calls of one workspace.
import { desc, gte, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { usage } from './schema/usage.ts'

export type UsageRow = typeof usage.$inferSelect

/** Writes one call; the same key twice is written once. */
export async function spend(tx: Tx, row: typeof usage.$inferInsert): Promise<void> {
  await tx.insert(usage).values(row).onConflictDoNothing({ target: usage.key })
}

/** What was spent since a moment, in micro-dollars, and by how many calls. */
export async function costs(tx: Tx, since: Date): Promise<{ micros: number; calls: number }> {
  const [sum] = await tx
    .select({ micros: sql<number>`coalesce(sum(${usage.micros}), 0)::float8`, calls: sql<number>`count(*)::int` })
    .from(usage)
    .where(gte(usage.createdAt, since))
  return sum ?? { micros: 0, calls: 0 }
}

/** The calls since a moment, newest first. */
export function listUsage(tx: Tx, since: Date, limit: number): Promise<UsageRow[]> {
  return tx.select().from(usage).where(gte(usage.createdAt, since)).orderBy(desc(usage.createdAt)).limit(limit)
}

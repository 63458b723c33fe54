// What was read in documents and pages of one workspace.
import { and, eq, gt, lt } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { readings } from './schema/readings.ts'

type Row = typeof readings.$inferSelect

/** What was found under a key since; undefined where nobody read it. */
export async function knownReading(tx: Tx, key: string, since: Date): Promise<Row['found'] | undefined> {
  const [known] = await tx
    .select({ found: readings.found })
    .from(readings)
    .where(and(eq(readings.key, key), gt(readings.readAt, since)))
  return known?.found
}

/** Keeps what was found, in the place of what was before. */
export async function keepReading(tx: Tx, row: Omit<Row, 'id'>): Promise<void> {
  const { found, readAt } = row
  await tx
    .insert(readings)
    .values(row)
    .onConflictDoUpdate({ target: [readings.workspaceId, readings.key], set: { found, readAt } })
}

/** Forgets what was read before. System role. */
export async function forgetReadings(tx: Tx, before: Date): Promise<void> {
  await tx.delete(readings).where(lt(readings.readAt, before))
}

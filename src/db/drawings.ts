// Pictures that a model is asked for: who takes one up, and how it ended.
import { and, count, eq, inArray, lte, or, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { drawings } from './schema/drawings.ts'

export type DrawingRow = typeof drawings.$inferSelect

const open = inArray(drawings.status, ['waiting', 'asking'])

/** Writes down what is wanted. In the transaction of the workspace. */
export async function writeDrawing(tx: Tx, row: typeof drawings.$inferInsert): Promise<string> {
  const [kept] = await tx.insert(drawings).values(row).returning({ id: drawings.id })
  if (kept === undefined) throw new Error('a drawing was not written')
  return kept.id
}

/** How many pictures of the workspace are being made. */
export async function countDrawings(tx: Tx): Promise<number> {
  const [found] = await tx.select({ count: count() }).from(drawings).where(open)
  return found?.count ?? 0
}

const isFree = (now: Date) =>
  or(eq(drawings.status, 'waiting'), and(eq(drawings.status, 'asking'), lte(drawings.leaseUntil, now)))

/** What waits, or was left by a process that died. System role. */
export async function dueDrawings(tx: Tx, now: Date, limit = 100): Promise<string[]> {
  const found = await tx
    .select({ id: drawings.id })
    .from(drawings)
    .where(isFree(now))
    .orderBy(drawings.createdAt)
    .limit(limit)
  return found.map(({ id }) => id)
}

/** Takes one up; undefined where it is done or somebody else has it. `model` is who was being asked before. System role. */
export async function takeDrawing(
  tx: Tx,
  { id, now, leaseUntil }: { id: string; now: Date; leaseUntil: Date },
): Promise<DrawingRow | undefined> {
  const [taken] = await tx
    .update(drawings)
    .set({ status: 'asking', leaseUntil, attempts: sql`${drawings.attempts} + 1` })
    .where(and(eq(drawings.id, id), isFree(now)))
    .returning()
  return taken
}

/** Says who is asked, or that whoever asks lives on. System role. */
export async function markDrawing(tx: Tx, id: string, mark: { model?: string; leaseUntil?: Date }): Promise<void> {
  await tx
    .update(drawings)
    .set(mark)
    .where(and(eq(drawings.id, id), open))
}

/** Ends it; false where it had ended before. System role. */
export async function endDrawing(tx: Tx, id: string, status: 'done' | 'failed', now: Date): Promise<boolean> {
  const ended = await tx
    .update(drawings)
    .set({ status, endedAt: now, leaseUntil: null })
    .where(and(eq(drawings.id, id), open))
    .returning({ id: drawings.id })
  return ended.length > 0
}

// Holds of one workspace, and what waits behind them.
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { holds } from './schema/holds.ts'

/** True while all publishing of the workspace is paused. */
export async function isHeld(tx: Tx): Promise<boolean> {
  const found = await tx
    .select({ id: holds.id })
    .from(holds)
    .where(and(isNull(holds.releasedAt), isNull(holds.accountId), isNull(holds.platform)))
    .limit(1)
  return found.length > 0
}

/** Pauses all publishing of the workspace. Returns the hold, or undefined where it was paused already. */
export async function putHold(
  tx: Tx,
  given: { workspaceId: string; memberId: string; reason: string; at: Date },
): Promise<string | undefined> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`hold:${given.workspaceId}`}, 0))`)
  if (await isHeld(tx)) return undefined
  const [hold] = await tx
    .insert(holds)
    .values({ workspaceId: given.workspaceId, memberId: given.memberId, reason: given.reason, createdAt: given.at })
    .returning({ id: holds.id })
  return hold?.id
}

/** Resumes the publishing of the workspace. False where nothing was paused. */
export async function releaseHolds(tx: Tx, at: Date): Promise<boolean> {
  const released = await tx
    .update(holds)
    .set({ releasedAt: at })
    .where(and(isNull(holds.releasedAt), isNull(holds.accountId), isNull(holds.platform)))
    .returning({ id: holds.id })
  return released.length > 0
}

/** Resumes by taking back one hold. */
export async function releaseHold(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.update(holds).set({ releasedAt: at }).where(eq(holds.id, id))
}

/** How many approved publications wait, and how many of them are past the hour in which they are still useful. */
export async function waiting(tx: Tx, now: Date): Promise<{ all: number; late: number }> {
  const [found] = await rows<{ all: number; late: number }>(
    tx,
    sql`select count(*)::int as all, count(*) filter (where useful_until <= ${now.toISOString()})::int as late
      from publications where status in ('scheduled', 'armed')`,
  )
  return found ?? { all: 0, late: 0 }
}

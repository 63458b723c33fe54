// The stored access of accounts while it is renewed, and which accounts are to be looked after. System role only.
import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { accounts } from './schema/accounts.ts'
import type { PlatformId } from './words.ts'

/** Takes an account's row for this transaction and shows its sealed access; undefined where it was removed. */
export async function lockAccess(
  tx: Tx,
  id: string,
  now: Date,
): Promise<{ credentials: string | null; isRenewing: boolean } | undefined> {
  const [found] = await tx
    .select({ credentials: accounts.credentials, until: accounts.renewingUntil })
    .from(accounts)
    .where(and(eq(accounts.id, id), isNull(accounts.removedAt)))
    .for('update')
  if (found === undefined) return undefined
  return { credentials: found.credentials, isRenewing: found.until !== null && found.until > now }
}

/** Notes that somebody renews the access of this account, until then at the latest; null when it is over. */
export async function setRenewing(tx: Tx, id: string, until: Date | null): Promise<void> {
  await tx.update(accounts).set({ renewingUntil: until }).where(eq(accounts.id, id))
}

/** Stores renewed access. */
export async function storeAccess(tx: Tx, id: string, credentials: string): Promise<void> {
  await tx.update(accounts).set({ credentials, renewingUntil: null }).where(eq(accounts.id, id))
}

/** Marks as looked after, and answers, the next account of these networks that was not since `before`; undefined where none is left. */
export async function takeToTend(tx: Tx, given: { platforms: PlatformId[]; before: Date; now: Date }) {
  if (given.platforms.length === 0) return undefined
  const [found] = await tx
    .select()
    .from(accounts)
    .where(
      and(
        inArray(accounts.platform, given.platforms),
        isNull(accounts.removedAt),
        isNull(accounts.lostAt),
        or(isNull(accounts.tendedAt), lt(accounts.tendedAt, given.before)),
      ),
    )
    .orderBy(asc(accounts.tendedAt))
    .limit(1)
    .for('update', { skipLocked: true })
  if (found !== undefined) await tx.update(accounts).set({ tendedAt: given.now }).where(eq(accounts.id, found.id))
  return found
}

/** Adds to an account's settings what its network said of itself. */
export async function addSettings(tx: Tx, id: string, said: Record<string, unknown>): Promise<void> {
  await tx
    .update(accounts)
    .set({ settings: sql`${accounts.settings} || ${JSON.stringify(said)}::jsonb` })
    .where(eq(accounts.id, id))
}

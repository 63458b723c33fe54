// Connected accounts of one workspace.
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { accounts } from './schema/accounts.ts'

export type AccountRow = typeof accounts.$inferSelect

/** The accounts that can be posted to, lost ones included: their posts wait. */
export function connectedAccounts(tx: Tx): Promise<AccountRow[]> {
  return tx
    .select()
    .from(accounts)
    .where(isNull(accounts.removedAt))
    .orderBy(asc(accounts.platform), asc(accounts.name))
}

/** One account that was not removed, or undefined. */
export async function getAccount(tx: Tx, id: string): Promise<AccountRow | undefined> {
  const [found] = await tx
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, id), isNull(accounts.removedAt)))
  return found
}

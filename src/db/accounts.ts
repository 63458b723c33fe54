// Connected accounts of one workspace.
import { and, asc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { type AccountSettings, accounts } from './schema/accounts.ts'
import { publications } from './schema/publications.ts'
import type { PlatformId } from './words.ts'

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

/**
 * Connects an account, or the same one again: `new` where it was not here, `back` where it was lost, `renewed` where it was
 * connected already. Sealed credentials replace stored ones, none never do.
 */
export async function connectAccount(
  tx: Tx,
  given: {
    workspaceId: string
    platform: PlatformId
    remoteId: string
    name: string
    credentials?: string
    settings?: AccountSettings
  },
): Promise<{ account: AccountRow; how: 'new' | 'back' | 'renewed' }> {
  const same = and(eq(accounts.platform, given.platform), eq(accounts.remoteId, given.remoteId))
  const [known] = await tx.select().from(accounts).where(same).for('update')
  const isHere = known !== undefined && known.removedAt === null
  const how = !isHere ? 'new' : known.lostAt !== null ? 'back' : 'renewed'
  const settings = { ...known?.settings, ...given.settings }
  const { name, credentials } = given
  const [account] = await tx
    .insert(accounts)
    .values({ ...given, settings })
    .onConflictDoUpdate({
      target: [accounts.workspaceId, accounts.platform, accounts.remoteId],
      set: { name, settings, removedAt: null, lostAt: null, lostReason: null, ...(credentials && { credentials }) },
    })
    .returning()
  if (account === undefined) throw new Error('an account was not written')
  return { account, how }
}

/** Sets how many seconds accounts rest between two posts; 0 is none. */
export async function setGap(tx: Tx, ids: string[], seconds: number): Promise<void> {
  await tx
    .update(accounts)
    .set({ settings: sql`${accounts.settings} || jsonb_build_object('gapSeconds', ${seconds}::int)` })
    .where(inArray(accounts.id, ids))
}

/** When other posts of an account go out, from `seconds` before a moment on, in order. */
export async function dueAround(
  tx: Tx,
  given: { accountId: string; postId: string; after: Date; seconds: number },
): Promise<Date[]> {
  const from = new Date(given.after.getTime() - given.seconds * 1000)
  const found = await tx
    .select({ dueAt: publications.dueAt, sentAt: publications.sentAt })
    .from(publications)
    .where(
      and(
        eq(publications.accountId, given.accountId),
        ne(publications.postId, given.postId),
        inArray(publications.status, ['scheduled', 'armed', 'sending', 'published']),
        gt(publications.dueAt, from),
      ),
    )
    .orderBy(publications.dueAt)
    .limit(200)
  return found.flatMap((one) => one.sentAt ?? one.dueAt ?? [])
}

/** Removes an account, unless something is planned on it: then it answers how many publications. Undefined where there is no such account. */
export async function removeAccount(tx: Tx, id: string, at: Date): Promise<{ planned: number } | undefined> {
  const [known] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.id, id), isNull(accounts.removedAt)))
    .for('update')
  if (known === undefined) return undefined
  const planned = await tx.$count(
    publications,
    and(
      eq(publications.accountId, id),
      inArray(publications.status, ['awaiting_approval', 'scheduled', 'armed', 'sending', 'unconfirmed']),
    ),
  )
  if (planned === 0) await tx.update(accounts).set({ removedAt: at }).where(eq(accounts.id, id))
  return { planned }
}

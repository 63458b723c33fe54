// Stored access to accounts, across workspaces: sealing it again under another key, and what was lost. System role only.
import { and, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { accounts } from './schema/accounts.ts'
import { installation } from './schema/installation.ts'
import { modelKeys } from './schema/model-keys.ts'

/** One stored secret and whose it is. */
export type Sealed = { id: string; workspaceId: string; name: string; platform: string; credentials: string }

/** The next accounts after `after` that hold credentials, in the order of their ids, taken for this transaction. */
export async function nextSealed(tx: Tx, after: string, limit: number): Promise<Sealed[]> {
  const { id, workspaceId, name, platform, credentials } = accounts
  const found = await tx
    .select({ id, workspaceId, name, platform, credentials })
    .from(accounts)
    .where(and(isNotNull(credentials), gt(id, after)))
    .orderBy(id)
    .limit(limit)
    .for('update')
  return found.flatMap((one) => (one.credentials === null ? [] : [{ ...one, credentials: one.credentials }]))
}

/** Puts the same secret back under another seal. */
export async function putSealed(tx: Tx, id: string, credentials: string): Promise<void> {
  await tx.update(accounts).set({ credentials }).where(eq(accounts.id, id))
}

/** Gives up credentials that nobody can open any more: the account waits to be connected again. */
export async function loseSealed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .update(accounts)
    .set({ credentials: null, lostAt: at, lostReason: 'accessUnopened' })
    .where(eq(accounts.id, id))
}

/** The next keys for models after `after`, taken for this transaction. */
export async function nextSealedKeys(tx: Tx, after: string, limit: number): Promise<Sealed[]> {
  const { id, workspaceId, provider, credentials } = modelKeys
  const found = await tx
    .select({ id, workspaceId, provider, credentials })
    .from(modelKeys)
    .where(gt(id, after))
    .orderBy(id)
    .limit(limit)
    .for('update')
  return found.map(({ provider, ...one }) => ({ ...one, name: 'key', platform: provider }))
}

/** Puts the same key back under another seal. */
export async function putSealedKey(tx: Tx, id: string, credentials: string): Promise<void> {
  await tx.update(modelKeys).set({ credentials }).where(eq(modelKeys.id, id))
}

/** Gives up a key that nobody can open any more. */
export async function loseSealedKey(tx: Tx, id: string): Promise<void> {
  await tx.delete(modelKeys).where(eq(modelKeys.id, id))
}

/** Sealed things that are not accounts: consents under way, clients registered with servers, and secrets of webhooks. */
export const otherSeals = ['consents', 'registrations', 'webhooks'] as const
export type OtherSeal = (typeof otherSeals)[number]
const columnOf: Record<OtherSeal, string> = {
  consents: 'memory',
  registrations: 'registration',
  webhooks: 'secret',
}

/** The next rows of such a table after `after`, in the order of their ids, taken for this transaction. */
export function nextOther(
  tx: Tx,
  table: OtherSeal,
  after: string,
  limit: number,
): Promise<{ id: string; workspace_id: string; sealed: string }[]> {
  return rows(
    tx,
    sql`select id, workspace_id, ${sql.identifier(columnOf[table])} sealed from ${sql.identifier(table)}
      where id > ${after}::uuid order by id limit ${limit} for update`,
  )
}

/** Puts it back under another seal; undefined where nobody can open it: it is begun again then. */
export async function putOther(tx: Tx, table: OtherSeal, id: string, sealed: string | undefined): Promise<void> {
  const name = sql.identifier(table)
  await tx.execute(
    sealed === undefined
      ? sql`delete from ${name} where id = ${id}::uuid`
      : sql`update ${name} set ${sql.identifier(columnOf[table])} = ${sealed} where id = ${id}::uuid`,
  )
}

/** Notes which key the database is sealed with now. */
export async function setKeyFingerprint(tx: Tx, keyFingerprint: string): Promise<void> {
  await tx.update(installation).set({ keyFingerprint })
}

/** Takes turns with any other process that rotates the key, until the transaction ends. */
export async function rotationTurn(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(7311946203)`)
}

/** The names of accounts whose access was lost and that somebody should connect again. */
export async function lostAccounts(tx: Tx): Promise<string[]> {
  const { name, platform } = accounts
  const found = await tx
    .select({ name, platform })
    .from(accounts)
    .where(and(isNotNull(accounts.lostAt), isNull(accounts.removedAt)))
  return found.map((one) => `${one.name} (${one.platform})`)
}

/** Every connected account of every workspace, as far as its access and the care for it go. */
export async function accountsInUse(tx: Tx) {
  const { workspaceId, name, platform, credentials, tendedAt, createdAt, lostAt } = accounts
  const found = await tx
    .select({ workspaceId, name, platform, credentials, tendedAt, createdAt, lostAt })
    .from(accounts)
    .where(isNull(accounts.removedAt))
  return found.map(({ lostAt: at, ...one }) => ({ ...one, isLost: at !== null }))
}

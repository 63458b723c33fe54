// Pictures of one workspace, as rows; the bytes are in the storage under the workspace's prefix.
import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { media } from './schema/media.ts'

export type MediaRow = typeof media.$inferSelect

/** The row of this content in the workspace, or undefined. */
export async function knownMedia(tx: Tx, sha256: string): Promise<MediaRow | undefined> {
  const [known] = await tx.select().from(media).where(eq(media.sha256, sha256)).limit(1)
  return known
}

/** Writes what a file is; where its content is there already, that row is the answer. */
export async function writeMedia(tx: Tx, row: typeof media.$inferInsert): Promise<MediaRow> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${row.workspaceId}/${row.sha256}`}, 0))`)
  const known = await knownMedia(tx, row.sha256)
  if (known !== undefined) return known
  const [kept] = await tx.insert(media).values(row).returning()
  if (kept === undefined) throw new Error('a file was not written')
  return kept
}

/**
 * Which of these keys no row names, among those of workspaces that are here: other keys may belong to another installation.
 * System role.
 */
export async function orphanKeys(tx: Tx, keys: string[]): Promise<string[]> {
  const found = await rows<{ key: string }>(
    tx,
    sql`select k.key from jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb) as k(key)
      join workspaces w on w.workspace_id::text = split_part(k.key, '/', 1)
      where not exists (select 1 from media m where m.key = k.key)`,
  )
  return found.map(({ key }) => key)
}

/** The next rows that were written before a moment, by id. System role. */
export function mediaAfter(
  tx: Tx,
  given: { id: string; before: Date; limit: number },
): Promise<Pick<MediaRow, 'id' | 'key' | 'workspaceId'>[]> {
  return tx
    .select({ id: media.id, key: media.key, workspaceId: media.workspaceId })
    .from(media)
    .where(and(gt(media.id, given.id), lt(media.createdAt, given.before)))
    .orderBy(asc(media.id))
    .limit(given.limit)
}

/** Forgets a file that nothing speaks of any more; answers whether it was forgotten. System role. */
export async function forgetUnnamed(
  tx: Tx,
  { id, workspaceId }: Pick<MediaRow, 'id' | 'workspaceId'>,
): Promise<boolean> {
  const spoken = `%${id}%`
  const [found] = await rows<{ named: boolean }>(
    tx,
    sql`select exists (select 1 from versions where workspace_id = ${workspaceId} and media::text like ${spoken})
      or exists (select 1 from variants where workspace_id = ${workspaceId} and content::text like ${spoken})
      or exists (select 1 from messages where workspace_id = ${workspaceId} and said::text like ${spoken})
      or exists (select 1 from replies where workspace_id = ${workspaceId} and body::text like ${spoken})
      or exists (select 1 from choices where workspace_id = ${workspaceId} and intent::text like ${spoken}) as named`,
  )
  if (found?.named !== false) return false
  await tx.delete(media).where(eq(media.id, id))
  return true
}

/** The picture that was made of one of these, or undefined. */
export async function drawnFrom(tx: Tx, hashes: string[]): Promise<MediaRow | undefined> {
  const [known] = await tx.select().from(media).where(inArray(media.drawnFrom, hashes)).limit(1)
  return known
}

/** Keeps how pictures are described to who does not see them. */
export async function keepAlt(tx: Tx, ids: string[], alt: string): Promise<void> {
  if (ids.length > 0) await tx.update(media).set({ alt }).where(inArray(media.id, ids))
}

/** Keeps what was heard in a recording. */
export async function keepHeard(tx: Tx, id: string, heard: string): Promise<void> {
  await tx.update(media).set({ heard }).where(eq(media.id, id))
}

/** Files by id, in the order asked for; unknown ids are left out. */
export async function getMedia(tx: Tx, ids: string[]): Promise<MediaRow[]> {
  if (ids.length === 0) return []
  const found = await tx.select().from(media).where(inArray(media.id, ids))
  return ids.flatMap((id) => found.find((row) => row.id === id) ?? [])
}

// Pictures of one workspace, as rows; the bytes are in the storage under the workspace's prefix.
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { media } from './schema/media.ts'

export type MediaRow = typeof media.$inferSelect

/** Writes what a picture is; the same content twice in a workspace is one row. */
export async function keepMedia(tx: Tx, row: typeof media.$inferInsert): Promise<MediaRow> {
  const [known] = await tx
    .select()
    .from(media)
    .where(and(eq(media.sha256, row.sha256), eq(media.type, row.type)))
    .limit(1)
  if (known !== undefined) return known
  const [kept] = await tx.insert(media).values(row).returning()
  if (kept === undefined) throw new Error('a picture was not written')
  return kept
}

/** Pictures by id, in the order asked for; unknown ids are left out. */
export async function getMedia(tx: Tx, ids: string[]): Promise<MediaRow[]> {
  if (ids.length === 0) return []
  const found = await tx.select().from(media).where(inArray(media.id, ids))
  return ids.flatMap((id) => found.find((row) => row.id === id) ?? [])
}

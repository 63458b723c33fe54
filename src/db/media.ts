// Pictures of one workspace, as rows; the bytes are in the storage under the workspace's prefix.
import { eq, inArray } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { media } from './schema/media.ts'

export type MediaRow = typeof media.$inferSelect

/** The row of this content in the workspace, or undefined. */
export async function knownMedia(tx: Tx, sha256: string): Promise<MediaRow | undefined> {
  const [known] = await tx.select().from(media).where(eq(media.sha256, sha256)).limit(1)
  return known
}

/** Writes what a file is. */
export async function writeMedia(tx: Tx, row: typeof media.$inferInsert): Promise<MediaRow> {
  const [kept] = await tx.insert(media).values(row).returning()
  if (kept === undefined) throw new Error('a file was not written')
  return kept
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

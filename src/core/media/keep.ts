// Keeping what was taken in: bytes into the storage, then the row that names them; the same content is kept once.
import { createHash, randomUUID } from 'node:crypto'
import { withWorkspace } from '../../db/client.ts'
import { getMedia, knownMedia, type MediaRow, writeMedia } from '../../db/media.ts'
import type { Context } from '../context.ts'
import type { Limits, Picture } from '../platform.ts'
import { fullOf } from '../team/plans.ts'
import { MediaError, sizeInWords } from './error.ts'
import { fitImage } from './fit.ts'
import { endingOf, type MediaType } from './kind.ts'
import { mediaKey } from './storage.ts'
import { type Taken, takeIn } from './take-in.ts'

/** Takes a file in for a workspace. Throws a MediaError for what cannot be used and a StorageError where there is no room. */
export async function keep(ctx: Context, workspaceId: string, bytes: Uint8Array): Promise<MediaRow> {
  return store(ctx, workspaceId, await takeIn(bytes))
}

/** What a picture may be at most. */
export type PictureBounds = Pick<Limits['pictures'], 'bytes' | 'pixels' | 'types'>

/** The kept pictures of these ids, made to fit the limits of a network; a changed copy is kept as a picture of its own. */
export async function picturesFor(
  ctx: Context & { workspaceId: string },
  ids: string[],
  limits: PictureBounds,
): Promise<Picture[]> {
  if (ids.length === 0) return []
  const { workspaceId } = ctx
  const known = await withWorkspace(ctx.db, workspaceId, (tx) => getMedia(tx, ids))
  const pictures: Picture[] = []
  // One after the other: never more than one whole picture in memory.
  for (const row of known.filter((one) => one.type.startsWith('image/')))
    pictures.push(pictureOf(await fitted(ctx, row, limits)))
  return pictures
}

/** The key under which the bytes of a picture are kept. */
export function keyOf(workspaceId: string, mediaId: string, type: string): string {
  return mediaKey({ workspaceId, name: mediaId, ending: endingOf(type as MediaType) })
}

async function fitted(ctx: Context & { workspaceId: string }, row: MediaRow, limits: PictureBounds): Promise<MediaRow> {
  const { bytes: maxBytes, pixels: maxPixels, types } = limits
  const isFine = row.bytes <= maxBytes && types.includes(row.type) && (row.width ?? 0) * (row.height ?? 0) <= maxPixels
  if (isFine) return row
  const bytes = await ctx.storage.get(row.key)
  if (bytes === undefined) return row
  const made = await fitImage(bytes, { maxBytes, maxPixels, types })
  return store(ctx, ctx.workspaceId, { ...made, type: made.type as MediaType }, { alt: row.alt })
}

/** Keeps a picture that was made here; `drawnFrom` names all that it was made of, `alt` says what is on it. */
export function keepDrawn(
  ctx: Context,
  workspaceId: string,
  { bytes, type, width, height }: Pick<Taken, 'bytes' | 'type'> & { width: number; height: number },
  more: { drawnFrom?: string; alt?: string },
): Promise<MediaRow> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return store(ctx, workspaceId, { bytes, type, sha256, width, height }, more)
}

async function store(
  ctx: Context,
  workspaceId: string,
  taken: Taken,
  made: { drawnFrom?: string; alt?: string } = {},
): Promise<MediaRow> {
  const known = await withWorkspace(ctx.db, workspaceId, (tx) => knownMedia(tx, taken.sha256))
  if (known !== undefined) return known
  const more = { now: new Date(0), more: taken.bytes.length }
  const full = await withWorkspace(ctx.db, workspaceId, (tx) => fullOf(tx, 'storage', more))
  if (full !== undefined)
    throw new MediaError('tooLarge', `The plan ${full.plan} has room for ${sizeInWords(full.limit)} of files.`)
  const id = randomUUID()
  const key = keyOf(workspaceId, id, taken.type)
  await ctx.storage.put(key, taken.bytes, taken.type)
  const { sha256, type, width, height } = taken
  const row = {
    id,
    workspaceId,
    sha256,
    type,
    bytes: taken.bytes.length,
    key,
    width: width ?? null,
    height: height ?? null,
    ...made,
  }
  return withWorkspace(ctx.db, workspaceId, (tx) => writeMedia(tx, row))
}

function pictureOf(row: MediaRow): Picture {
  const { id: mediaId, sha256, type, bytes, alt } = row
  return { mediaId, sha256, type, bytes, width: row.width ?? 0, height: row.height ?? 0, alt }
}

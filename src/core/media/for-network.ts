// Kept pictures as a network takes them: what does not fit is changed of shape, type, size or weight before anybody approves.
import { createHash } from 'node:crypto'
import { withWorkspace } from '../../db/client.ts'
import { drawnFrom, getMedia, type MediaRow } from '../../db/media.ts'
import type { Context } from '../context.ts'
import type { Limits, Picture } from '../platform.ts'
import { type FitLimits, fitImage } from './fit.ts'
import { keepDrawn } from './keep.ts'
import { framesFor } from './shapes.ts'

/** What a picture may be at most. */
export type PictureBounds = Pick<Limits['pictures'], 'bytes' | 'pixels' | 'types' | 'moving' | 'shapes'>

/** How pictures of a wrong shape are brought to one that is taken: cut, or whole on a ground of this colour. */
export type Shaping = { how: 'crop' } | { how: 'pad'; ground: string }

type World = Context & { workspaceId: string }

/**
 * The kept pictures of these ids, all those of one post, made to fit the limits of a network; a changed copy is kept as a
 * picture of its own, and the same is never made twice.
 */
export async function picturesFor(
  ctx: World,
  ids: string[],
  limits: PictureBounds,
  shaping: Shaping = { how: 'crop' },
): Promise<Picture[]> {
  if (ids.length === 0) return []
  const known = await withWorkspace(ctx.db, ctx.workspaceId, (tx) => getMedia(tx, ids))
  const rows = known.filter((one) => one.type.startsWith('image/'))
  const frames = framesFor(
    rows.map(({ width, height }) => ({ width: width ?? 0, height: height ?? 0 })),
    limits.shapes,
  )
  const pictures: Picture[] = []
  // One after the other: never more than one whole picture in memory.
  for (const [i, row] of rows.entries()) pictures.push(await fitted(ctx, row, { limits, frame: frames[i], shaping }))
  return pictures
}

type Wanted = { limits: PictureBounds; frame: number | undefined; shaping: Shaping }

async function fitted(ctx: World, row: MediaRow, { limits, frame, shaping }: Wanted): Promise<Picture> {
  if (frame === undefined && isFine(row, limits)) return pictureOf(row)
  const { bytes: maxBytes, pixels: maxPixels, types, moving } = limits
  const ground = shaping.how === 'pad' ? shaping.ground : undefined
  const wanted: FitLimits = {
    ...{ maxBytes, maxPixels, types, moving },
    ...(frame !== undefined && { frame: { shape: frame, ground } }),
  }
  const done = frame === undefined ? {} : { shaped: { how: shaping.how, to: frame } }
  const key = createHash('sha256')
    .update(JSON.stringify(['fit', row.sha256, wanted]))
    .digest('hex')
  const still = `${key}-still`
  const made = await withWorkspace(ctx.db, ctx.workspaceId, (tx) => drawnFrom(tx, [key, still]))
  if (made !== undefined && (await ctx.storage.size(made.key)) !== undefined)
    return { ...pictureOf(made), alt: row.alt, ...done, ...(made.drawnFrom === still && { isStill: true }) }
  const bytes = await ctx.storage.get(row.key)
  if (bytes === undefined) return pictureOf(row)
  const { change, ...fresh } = await fitImage(bytes, wanted)
  if (change === undefined) return pictureOf(row)
  const isStill = change.from.moves && !change.to.moves
  const kept = await keepDrawn(ctx, ctx.workspaceId, fresh, { alt: row.alt, drawnFrom: isStill ? still : key })
  return { ...pictureOf(kept), alt: row.alt, ...done, ...(isStill && { isStill }) }
}

/** As far as its row says: whether a picture moves is in its bytes alone. */
function isFine({ bytes, type, width, height }: MediaRow, limits: PictureBounds): boolean {
  const mayMove = type === 'image/gif' || type === 'image/webp'
  return (
    bytes <= limits.bytes &&
    limits.types.includes(type) &&
    (width ?? 0) * (height ?? 0) <= limits.pixels &&
    (!mayMove || limits.moving === undefined || limits.moving.includes(type))
  )
}

function pictureOf(row: MediaRow): Picture {
  const { id: mediaId, sha256, type, bytes, alt } = row
  return { mediaId, sha256, type, bytes, width: row.width ?? 0, height: row.height ?? 0, alt }
}

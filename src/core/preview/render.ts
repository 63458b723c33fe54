// Previews of a post: one or more pictures for each network, kept under what they were drawn from, so that the same is
// never drawn twice.
import { createHash } from 'node:crypto'
import { getBrand } from '../../db/brands.ts'
import { withWorkspace } from '../../db/client.ts'
import { drawnFrom } from '../../db/media.ts'
import type { StoredPost } from '../../db/posts.ts'
import type { Context } from '../context.ts'
import { colourOf } from '../drawing/colour.ts'
import { type Painted, paint } from '../drawing/paint.ts'
import { alone } from '../media/gate.ts'
import { keepDrawn, keyOf } from '../media/keep.ts'
import { openPicture } from '../media/picture.ts'
import { usualLimits } from '../media/take-in.ts'
import { type Content, type Picture, type PlatformId, platformNames } from '../platform.ts'
import { count } from '../posts/count.ts'
import { type Cell, type Cells, cellsOf } from './cells.ts'
import { inner, type Scene, sceneOf, width } from './draw.ts'
import { aboveFold } from './looks.ts'

/** What a preview of one network shows, for telling: what is cut away, and letters that could not be drawn. */
export type Shown = {
  platform: PlatformId
  account: string
  media: string[]
  /** What stands where the words fold. */
  folds: string | null
  /** What stands on them where a warning covers them. */
  covers: string | null
  /** How many of its pictures the network cuts visibly. */
  cut: number
  isMissing: boolean
}

/** Raised with every change of how previews are drawn: what was kept before is drawn anew. */
const edition = 1
const partsInOne = 6
/** Less than this is cut from a picture without anybody seeing it. */
const seen = 0.04

type World = Context & { workspaceId: string }

/** Draws what the networks of a post would show; those of the second asking are there already. */
export async function previewsOf(ctx: World, stored: StoredPost, only: readonly PlatformId[]): Promise<Shown[]> {
  const brand = await withWorkspace(ctx.db, ctx.workspaceId, getBrand)
  const shown: Shown[] = []
  for (const one of stored.variants) {
    if (only.length > 0 && !only.includes(one.variant.platform)) continue
    const platform = ctx.platforms.get(one.variant.platform)
    if (platform === undefined) continue
    const { content } = one.variant
    const { looks } = platform
    const text = platform.limits(one.account).text
    const cells = cellsOf(content.pictures, looks, inner)
    const parts = (content.parts.length > 0 ? content.parts : [content.text]).map((part) => ({
      text: part,
      used: count(part, text.unit),
    }))
    const scene: Omit<Scene, 'parts' | 'from' | 'shots'> = {
      network: platformNames[one.variant.platform],
      brand: brand.name,
      account: one.account.name,
      colour: colourOf(brand),
      looks,
      ...(typeof content.options.contentWarning === 'string' && { warning: content.options.contentWarning }),
      of: parts.length,
      limit: text.limit,
      cells,
    }
    const media: string[] = []
    let isMissing = false
    for (let from = 0; from < parts.length; from += partsInOne) {
      const some = { ...scene, parts: parts.slice(from, from + partsInOne), from: from + 1 }
      const made = await drawnOnce(ctx, { ...some, hash: one.variant.hash, edition }, async () => {
        const shots = from === 0 ? await shotsOf(ctx, content, cells) : []
        return paint(sceneOf({ ...some, shots }), { width, hasPhotos: shots.length > 0 })
      })
      media.push(made.id)
      isMissing ||= made.isMissing
    }
    const isFolded = parts.some((part) => aboveFold(part.text, looks.fold).rest !== '')
    shown.push({
      ...{ platform: one.variant.platform, account: one.account.name, media, isMissing },
      covers: scene.warning === undefined ? null : (looks.covers ?? null),
      folds: isFolded ? (looks.fold?.say ?? null) : null,
      cut: cells.columns.flat().filter(({ cut }) => cut > seen).length,
    })
  }
  return shown
}

/** What is kept of a drawing, drawn only where it is not kept yet. `from` is all that it is made of. */
export async function drawnOnce(
  ctx: World,
  from: unknown,
  draw: () => Promise<Painted>,
): Promise<{ id: string; isMissing: boolean }> {
  const key = createHash('sha256').update(JSON.stringify(from)).digest('hex')
  const [whole, lacking] = [key, `${key}-`]
  const known = await withWorkspace(ctx.db, ctx.workspaceId, (tx) => drawnFrom(tx, [whole, lacking]))
  if (known !== undefined) return { id: known.id, isMissing: known.drawnFrom === lacking }
  const painted = await draw()
  const isMissing = painted.missing.length > 0
  const row = await keepDrawn(ctx, ctx.workspaceId, painted, { drawnFrom: isMissing ? lacking : whole })
  return { id: row.id, isMissing }
}

/** The pictures that are seen, cut as the network cuts them, as data addresses by index. One after the other in memory. */
async function shotsOf(ctx: World, content: Content, { columns }: Cells): Promise<string[]> {
  const shots: string[] = []
  for (const cell of columns.flat()) {
    const one = content.pictures[cell.index]
    const shot = one === undefined ? undefined : await shotOf(ctx, one, cell)
    if (shot !== undefined) shots[cell.index] = shot
  }
  return shots
}

async function shotOf(ctx: World, { mediaId, type }: Picture, cell: Cell): Promise<string | undefined> {
  const bytes = await ctx.storage.get(keyOf(ctx.workspaceId, mediaId, type))
  if (bytes === undefined) return undefined
  const jpeg = await alone(async () => {
    const { pipeline } = await openPicture(bytes, usualLimits.maxPixels)
    const cut = pipeline('first').resize({ width: cell.width * 2, height: cell.height * 2, fit: 'cover' })
    return cut.flatten({ background: '#ffffff' }).jpeg({ quality: 82 }).toBuffer()
  })
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`
}

// Making a picture fit a network's limits, with as little loss as possible.
import { createHash } from 'node:crypto'
import { MediaError, sizeInWords } from './error.ts'
import { alone } from './gate.ts'
import { openPicture, type Picture, type PictureType, pictureTypes, type Shape, writePicture } from './picture.ts'
import { usualLimits } from './take-in.ts'

/** What a network accepts. `types` in no order; the picture's own type is kept where it is among them. */
export type PictureLimits = {
  maxBytes: number
  maxPixels?: number
  maxWidth?: number
  maxHeight?: number
  types: readonly string[]
}

/** A picture as numbers. `moves` is true for an animation. */
export type Looks = { bytes: number; width: number; height: number; type: string; moves: boolean }

/** A picture that fits. `change` is undefined when it did so from the start and the bytes are the same. */
export type Fitted = {
  bytes: Uint8Array
  type: string
  width: number
  height: number
  sha256: string
  change: { from: Looks; to: Looks } | undefined
}

const qualities: Record<PictureType, number[]> = {
  'image/jpeg': [88, 80, 70],
  'image/webp': [88, 80, 70],
  'image/png': [100],
  'image/gif': [100],
}
const mostShrinks = 8
const leastSide = 64

/**
 * Fits a picture or throws a `MediaError`. It is changed of type, then compressed, then made smaller, and only as far
 * as needed.
 */
export function fitImage(bytes: Uint8Array, limits: PictureLimits): Promise<Fitted> {
  return alone(() => fitted(bytes, limits))
}

async function fitted(bytes: Uint8Array, limits: PictureLimits): Promise<Fitted> {
  const picture = await openPicture(bytes, usualLimits.maxPixels)
  const { type, width, height, pages } = picture.shape
  const from: Looks = { bytes: bytes.length, width, height, type, moves: pages > 1 }
  const scale = scaleFor(picture.shape, limits)
  if (limits.types.includes(type) && scale === 1 && bytes.length <= limits.maxBytes) {
    return { bytes, type, width, height, sha256: hash(bytes), change: undefined }
  }
  const targets = targetsFor(picture.shape, limits.types)
  if (targets.length === 0)
    throw new MediaError('unsupported', 'This network takes no pictures of a type that can be made here.')
  const small = await smallEnough(picture, { targets, scale, maxBytes: limits.maxBytes })
  if (!small) throw new MediaError('tooLarge', `This picture cannot be brought under ${sizeInWords(limits.maxBytes)}.`)
  const { bytes: made, ...looks } = small
  return { ...looks, bytes: made, sha256: hash(made), change: { from, to: { ...looks, bytes: made.length } } }
}

type Small = { bytes: Uint8Array; width: number; height: number; type: PictureType; moves: boolean }

async function smallEnough(
  picture: Picture,
  { targets, scale: first, maxBytes }: { targets: PictureType[]; scale: number; maxBytes: number },
): Promise<Small | undefined> {
  const { width, height } = picture.shape
  let scale = first
  for (let shrinks = 0; shrinks <= mostShrinks; shrinks++) {
    let least = Number.POSITIVE_INFINITY
    for (const type of targets) {
      for (const quality of qualities[type]) {
        const written = await write(picture, { type, quality, scale })
        if (written.bytes.length <= maxBytes) return written
        least = Math.min(least, written.bytes.length)
        // The lowest quality takes off about half.
        if (written.bytes.length > maxBytes * 2) break
      }
    }
    // The size goes with the area, roughly; a little more is taken off than that says.
    scale *= Math.min(0.9, Math.sqrt(maxBytes / least) * 0.95)
    if (Math.min(width, height) * scale < Math.min(leastSide, width, height)) return undefined
  }
  return undefined
}

async function write(
  { shape, pipeline }: Picture,
  { type, quality, scale }: { type: PictureType; quality: number; scale: number },
): Promise<Small> {
  const moves = shape.pages > 1 && moving.includes(type)
  const whole = pipeline(moves ? 'all' : 'first')
  const side = (length: number) => Math.max(1, Math.floor(length * scale + 1e-6))
  const sized = scale < 1 ? whole.resize({ width: side(shape.width), height: side(shape.height), fit: 'fill' }) : whole
  return { ...(await writePicture(sized, { type, quality })), type, moves }
}

function scaleFor({ width, height }: Shape, { maxPixels, maxWidth, maxHeight }: PictureLimits): number {
  const none = Number.POSITIVE_INFINITY
  const byArea = Math.sqrt((maxPixels ?? none) / (width * height))
  return Math.min(1, (maxWidth ?? none) / width, (maxHeight ?? none) / height, byArea)
}

const moving: PictureType[] = ['image/gif', 'image/webp']
const transparent: PictureType[] = ['image/png', 'image/webp', 'image/gif']

/** The types to try, best first. Movement and transparency are given up only where the network has no type for them. */
function targetsFor({ type, pages, hasAlpha }: Shape, types: readonly string[]): PictureType[] {
  const order = hasAlpha ? transparent : (['image/jpeg', 'image/webp', 'image/png', 'image/gif'] as const)
  const own = pictureTypes.filter((one) => one === type)
  const accepted = [...new Set([...own, ...order, ...pictureTypes])].filter((one) => types.includes(one))
  const moves = pages > 1 ? accepted.filter((one) => moving.includes(one)) : []
  if (moves.length > 0) return moves
  const clear = hasAlpha ? accepted.filter((one) => transparent.includes(one)) : []
  if (clear.length > 0) return clear
  // What is lossy already gets no smaller without loss.
  const lossy = accepted.filter((one) => one === type || qualities[one].length > 1)
  return lossy.length > 0 ? lossy : accepted
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

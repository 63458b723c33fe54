// Making a picture fit a network's limits, with as little loss as possible.
import { createHash } from 'node:crypto'
import type { ResizeOptions } from 'sharp'
import { MediaError, sizeInWords } from './error.ts'
import { alone } from './gate.ts'
import { openPicture, type Picture, type PictureType, pictureTypes, type Shape, writePicture } from './picture.ts'
import { sizeIn } from './shapes.ts'
import { usualLimits } from './take-in.ts'

/**
 * What a network accepts. `types` in no order; the picture's own type is kept where it is among them. `moving` are those
 * that may move there: all of them unless told.
 */
export type FitLimits = {
  maxBytes: number
  maxPixels?: number
  maxWidth?: number
  maxHeight?: number
  types: readonly string[]
  moving?: readonly string[] | undefined
  frame?: Frame | undefined
}

/** The shape (width by height) that a picture is brought to: by cutting edges off, or whole on a ground of a colour. */
export type Frame = { shape: number; ground?: string | undefined }

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
export function fitImage(bytes: Uint8Array, limits: FitLimits): Promise<Fitted> {
  return alone(() => fitted(bytes, limits))
}

async function fitted(bytes: Uint8Array, limits: FitLimits): Promise<Fitted> {
  const picture = await openPicture(bytes, usualLimits.maxPixels)
  const { type, width, height, pages } = picture.shape
  const { frame, maxBytes } = limits
  const from: Looks = { bytes: bytes.length, width, height, type, moves: pages > 1 }
  const size = frame === undefined ? { width, height } : sizeIn(picture.shape, frame.shape, howOf(frame))
  const scale = scaleFor(size, limits)
  const moves = moving.filter((one) => limits.types.includes(one) && (limits.moving ?? moving).includes(one))
  const mayMove = pages === 1 || moves.some((one) => one === type)
  if (limits.types.includes(type) && mayMove && frame === undefined && scale === 1 && bytes.length <= maxBytes) {
    return { bytes, type, width, height, sha256: hash(bytes), change: undefined }
  }
  const targets = targetsFor(picture.shape, limits.types, moves)
  if (targets.length === 0)
    throw new MediaError('unsupported', 'This network takes no pictures of a type that can be made here.')
  const small = await smallEnough(picture, { targets, moves, size, frame, scale, maxBytes })
  if (!small) throw new MediaError('tooLarge', `This picture cannot be brought under ${sizeInWords(limits.maxBytes)}.`)
  const { bytes: made, ...looks } = small
  return { ...looks, bytes: made, sha256: hash(made), change: { from, to: { ...looks, bytes: made.length } } }
}

type Small = { bytes: Uint8Array; width: number; height: number; type: PictureType; moves: boolean }

/** What is made of a picture: `size` is that of its shape before it is made smaller, `moves` are the types that may move. */
type Plan = {
  size: { width: number; height: number }
  frame: Frame | undefined
  moves: readonly PictureType[]
}

async function smallEnough(
  picture: Picture,
  { targets, scale: first, maxBytes, ...plan }: Plan & { targets: PictureType[]; scale: number; maxBytes: number },
): Promise<Small | undefined> {
  const { width, height } = plan.size
  let scale = first
  for (let shrinks = 0; shrinks <= mostShrinks; shrinks++) {
    let least = Number.POSITIVE_INFINITY
    for (const type of targets) {
      for (const quality of qualities[type]) {
        const written = await write(picture, { ...plan, type, quality, scale })
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
  { type, quality, scale, ...plan }: Plan & { type: PictureType; quality: number; scale: number },
): Promise<Small> {
  const moves = shape.pages > 1 && plan.moves.includes(type)
  const whole = pipeline(moves ? 'all' : 'first')
  const side = (length: number) => Math.max(1, Math.floor(length * scale + 1e-6))
  const size = { width: side(plan.size.width), height: side(plan.size.height) }
  const { frame } = plan
  const made = await writePicture(
    frame !== undefined
      ? whole.resize({ ...size, ...framing(frame, moves) })
      : scale < 1
        ? whole.resize({ ...size, fit: 'fill' })
        : whole,
    { type, quality },
  )
  return { ...made, type, moves }
}

/** Cut where there is least to see; of a picture that moves the edges alike, as each frame must be cut the same. */
function framing({ ground }: Frame, moves: boolean): ResizeOptions {
  if (ground !== undefined) return { fit: 'contain', background: ground }
  return { fit: 'cover', position: moves ? 'centre' : 'attention' }
}

function howOf({ ground }: Frame): 'crop' | 'pad' {
  return ground === undefined ? 'crop' : 'pad'
}

function scaleFor({ width, height }: Plan['size'], { maxPixels, maxWidth, maxHeight }: FitLimits): number {
  const none = Number.POSITIVE_INFINITY
  const byArea = Math.sqrt((maxPixels ?? none) / (width * height))
  return Math.min(1, (maxWidth ?? none) / width, (maxHeight ?? none) / height, byArea)
}

const moving: PictureType[] = ['image/gif', 'image/webp']
const transparent: PictureType[] = ['image/png', 'image/webp', 'image/gif']

/** The types to try, best first. Movement and transparency are given up only where the network has no type for them. */
function targetsFor(
  { type, pages, hasAlpha }: Shape,
  types: readonly string[],
  moves: readonly PictureType[],
): PictureType[] {
  const order = hasAlpha ? transparent : (['image/jpeg', 'image/webp', 'image/png', 'image/gif'] as const)
  const own = pictureTypes.filter((one) => one === type)
  const accepted = [...new Set([...own, ...order, ...pictureTypes])].filter((one) => types.includes(one))
  const lively = pages > 1 ? accepted.filter((one) => moves.includes(one)) : []
  if (lively.length > 0) return lively
  const clear = hasAlpha ? accepted.filter((one) => transparent.includes(one)) : []
  if (clear.length > 0) return clear
  // What is lossy already gets no smaller without loss.
  const lossy = accepted.filter((one) => one === type || qualities[one].length > 1)
  return lossy.length > 0 ? lossy : accepted
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

// Taking in a file somebody sent: what it is by its content, and for a picture a clean copy of it, upright, in sRGB,
// without location or any other metadata.
import { createHash } from 'node:crypto'
import type { Called } from '../chat.ts'
import { MediaError, sizeInWords } from './error.ts'
import { alone } from './gate.ts'
import { fromHeic } from './heic.ts'
import { isCalledText, kindOf, type MediaType, readsAsText } from './kind.ts'
import { openPicture, type PictureType, type Shape, writePicture } from './picture.ts'

/** A file fit to be kept. Sounds, films and documents are kept as they came, without width and height. */
export type Taken = { bytes: Uint8Array; type: MediaType; sha256: string; width?: number; height?: number }

/** What is taken in at most. Pixels count over all frames of a picture that moves. */
export type TakeInLimits = { maxBytes: number; maxPixels: number }

/** 100 MB and 100 megapixels. */
export const usualLimits: TakeInLimits = { maxBytes: 100_000_000, maxPixels: 100_000_000 }

const quality = 90
const noMedia =
  'This is not a kind of file that can be used, whatever its name says. JPEG, PNG, WebP, GIF, HEIC, MP4, MP3, OGG, PDF and plain text can.'

/**
 * Takes a file in or throws a `MediaError`. The same bytes give the same result; nothing is stored. `called` is what its
 * sender calls it: only what is called a text may be one.
 */
export async function takeIn(
  bytes: Uint8Array,
  { maxBytes, maxPixels }: TakeInLimits = usualLimits,
  called: Called = {},
): Promise<Taken> {
  if (bytes.length > maxBytes) {
    throw new MediaError(
      'tooLarge',
      `This file has ${sizeInWords(bytes.length)}; at most ${sizeInWords(maxBytes)} are taken.`,
    )
  }
  const type = kindOf(bytes) ?? (isCalledText(called) && readsAsText(bytes) ? 'text/plain' : undefined)
  if (!type) throw new MediaError('notMedia', noMedia)
  if (!type.startsWith('image/')) return { bytes, type, sha256: hash(bytes) }
  if (type === 'image/heic') {
    const made = await fromHeic(bytes, maxPixels)
    return alone(() => cleaned(made, 'image/jpeg', maxPixels))
  }
  return alone(() => cleaned(bytes, type, maxPixels))
}

async function cleaned(bytes: Uint8Array, type: MediaType, maxPixels: number): Promise<Taken> {
  const { shape, pipeline } = await openPicture(bytes, maxPixels)
  if (shape.type !== type) throw new MediaError('broken', 'This picture is damaged: it pretends to be of another type.')
  const kept = keptType(shape)
  const frames = kept === type ? 'all' : 'first'
  const { width, height, bytes: clean } = await writePicture(pipeline(frames), { type: kept, quality })
  return { bytes: clean, type: kept, sha256: hash(clean), width, height }
}

/** AVIF, which no network takes, becomes what they do; the rest stays what it is. */
function keptType({ type, hasAlpha }: Shape): PictureType {
  if (type !== 'image/avif') return type
  return hasAlpha ? 'image/png' : 'image/jpeg'
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

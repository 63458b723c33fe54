// Reading and writing pictures with sharp, within bounds of pixels and time.
import type { Sharp } from 'sharp'
import { MediaError } from './error.ts'

/** The picture types that can be written. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const

export type PictureType = (typeof pictureTypes)[number]

/** What a picture is, as it is seen: turned the right way up. `pages` is above 1 where it moves. */
export type Shape = {
  type: PictureType | 'image/avif'
  width: number
  height: number
  pages: number
  hasAlpha: boolean
}

/** A picture that was opened: its shape, and a fresh pipeline for each use, over all its frames or the first alone. */
export type Picture = { shape: Shape; pipeline(frames: 'all' | 'first'): Sharp }

const secondsAllowed = 30

/**
 * Reads the head of a picture. Throws a `MediaError` for what is broken, too large in pixels, or of a sort that cannot
 * be read.
 */
export async function openPicture(bytes: Uint8Array, mostPixels: number): Promise<Picture> {
  // Loaded at the first picture: a desk that never sees one starts sooner and stays smaller.
  const { default: sharp } = await import('sharp')
  // One thread for each picture: several are worked on beside the rest of the desk.
  sharp.concurrency(1)
  // The head is read without a limit, to tell what is too large from what is broken; it costs no pixel.
  const head = await sharp(bytes, { limitInputPixels: false }).metadata().catch(broken)
  const type = typeOf(head.format, head.compression)
  if (!type) throw new MediaError('unsupported', 'This kind of picture cannot be read here. Send it as JPEG or PNG.')
  const { width, height } = head.autoOrient
  const pages = head.pages ?? 1
  const pixels = width * height * pages
  if (pixels > mostPixels) {
    const [has, most] = [pixels, mostPixels].map((count) => Math.round(count / 1_000_000))
    throw new MediaError('tooManyPixels', `This picture has ${has} megapixels; at most ${most} can be read.`)
  }
  const options = { limitInputPixels: mostPixels, failOn: 'error' as const }
  // Colours become sRGB and every piece of metadata is left behind, which is what sharp does unless told otherwise.
  const pipeline = (frames: 'all' | 'first') =>
    frames === 'all' && pages > 1
      ? sharp(bytes, { ...options, animated: true }).timeout({ seconds: secondsAllowed })
      : sharp(bytes, options).autoOrient().timeout({ seconds: secondsAllowed })
  return { shape: { type, width, height, pages, hasAlpha: head.hasAlpha }, pipeline }
}

/**
 * Writes a picture. `quality` counts for JPEG and WebP. Throws a `MediaError` for a picture that turns out to be
 * broken.
 */
export async function writePicture(
  pipeline: Sharp,
  { type, quality }: { type: PictureType; quality: number },
): Promise<{ bytes: Uint8Array; width: number; height: number }> {
  const { data, info } = await encoders[type](pipeline.toColourspace('srgb'), quality)
    .toBuffer({ resolveWithObject: true })
    .catch(broken)
  return { bytes: data, width: info.width, height: info.pageHeight ?? info.height }
}

const encoders: Record<PictureType, (pipeline: Sharp, quality: number) => Sharp> = {
  // What was transparent becomes white, not black.
  'image/jpeg': (pipeline, quality) => pipeline.flatten({ background: '#ffffff' }).jpeg({ quality }),
  'image/png': (pipeline) => pipeline.png({ compressionLevel: 8 }),
  'image/webp': (pipeline, quality) => pipeline.webp({ quality }),
  'image/gif': (pipeline) => pipeline.gif(),
}

function typeOf(format: string | undefined, compression: string | undefined): Shape['type'] | undefined {
  if (format === 'heif' && compression === 'av1') return 'image/avif'
  return pictureTypes.find((type) => type === `image/${format}`)
}

function broken(cause: unknown): never {
  throw new MediaError('broken', 'This picture is damaged or incomplete. Send it again.', cause)
}

// HEIC pictures, as telephones take them, become JPEG: decoded in a process of its own, as sharp does not read them.
import { ApartError, runApart } from './apart/run.ts'
import { MediaError } from './error.ts'

const program = new URL('./apart/heic.ts', import.meta.url)
/** A decoded picture is there several times over while it is written anew. */
const mostMemory = 1_300_000_000
const mostPixels = 60_000_000

/** The same picture as a JPEG, upright and without anything that is not picture. Throws a MediaError. */
export async function fromHeic(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const limit = Math.min(most, mostPixels)
  const bounds = { program, timeoutMs: 40_000, mostMemory, mostOutput: 60_000_000 }
  try {
    const made = await runApart({ ...bounds, argument: String(limit), input: bytes })
    if (made[0] === 0xff) return made
    const { pixels } = JSON.parse(Buffer.from(made).toString()) as { pixels?: number }
    if (pixels === undefined) throw new MediaError('broken', 'This picture is damaged or incomplete. Send it again.')
    const [has, can] = [pixels, limit].map((count) => Math.round(count / 1_000_000))
    throw new MediaError('tooManyPixels', `This picture has ${has} megapixels; at most ${can} can be read as HEIC.`)
  } catch (error) {
    if (!(error instanceof ApartError)) throw error
    throw new MediaError('broken', 'This HEIC picture cannot be read. Send it as JPEG or PNG.', error)
  }
}

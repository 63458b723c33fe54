// A program: a HEIC picture from its input, as a JPEG of the same size, upright; a word in its place where it cannot be one.
import { answer, guard, readInput } from './guard.ts'

/** The second argument: the most pixels that are decoded. */
const mostPixels = Number(process.argv[3])

guard()
const buffer = await readInput()
const [{ default: decode }, { default: sharp }] = await Promise.all([import('heic-decode'), import('sharp')])
sharp.concurrency(1)
try {
  const images = await decode.all({ buffer })
  const [first] = images
  if (first === undefined) throw new Error('no picture in it')
  const { width, height } = first
  if (width * height > mostPixels) answer(JSON.stringify({ pixels: width * height }))
  else {
    const { data } = await first.decode()
    const raw = { width, height, channels: 4 } as const
    answer(await sharp(data, { raw }).flatten({ background: '#ffffff' }).jpeg({ quality: 95 }).toBuffer())
  }
} catch {
  answer('{}')
}

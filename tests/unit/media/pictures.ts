// Pictures for tests, made on the spot.
import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** A plain picture. */
export function plain(width: number, height: number, background = '#336699'): Sharp {
  return sharp({ create: { width, height, channels: 3, background } })
}

/** A picture that compresses badly, the same each time. */
export function noisy(width: number, height: number, channels: 3 | 4 = 3): Sharp {
  let state = 1
  const data = Buffer.alloc(width * height * channels)
  for (let index = 0; index < data.length; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    data[index] = channels === 4 && index % 4 === 3 ? 128 : state >> 16
  }
  return sharp(data, { raw: { width, height, channels } })
}

/** A picture that moves: so many frames, each of another colour. */
export async function moving(width: number, height: number, frames: number): Promise<Sharp> {
  const colours = ['red', 'green', 'blue', 'white', 'black'].slice(0, frames)
  const pages = await Promise.all(colours.map((colour) => plain(width, height, colour).png().toBuffer()))
  return sharp(pages, { join: { animated: true } })
}

/** A PNG whose head claims another size than it has. */
export async function claiming(width: number, height: number): Promise<Buffer> {
  const bytes = await plain(8, 8).png().toBuffer()
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes
}

// What an MP4 or MOV says of itself in its boxes, read without decoding anything. Other films are taken as they are.
// https://www.iso.org/standard/83102.html (ISO/IEC 14496-12)
import { open } from 'node:fs/promises'
import type { Film } from './film.ts'

type Box = { type: string; start: number; end: number }

/** The index of a film of hours has a few megabytes. */
const mostIndex = 16_000_000
const mostBoxes = 10_000

/** A film by its boxes; undefined for one without an index, which is cut off. */
export async function filmInBoxes(file: string, type: string): Promise<Film | undefined> {
  if (type === 'video/webm') return {}
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const read = async (at: number, length: number) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at)
      return buffer.subarray(0, bytesRead)
    }
    for (let at = 0, count = 0; at + 8 <= size && count < mostBoxes; count++) {
      const head = await read(at, 16)
      const box = boxAt(head, 0, size - at)
      if (box === undefined || at + box.end > size) return undefined
      if (box.type === 'moov')
        return box.end > mostIndex ? undefined : filmIn(await read(at + box.start, box.end - box.start))
      at += box.end
    }
    return undefined
  } finally {
    await handle.close()
  }
}

/** The box at a place: where its content begins and ends there. Undefined for what is none. */
function boxAt(bytes: Buffer, at: number, most: number): Box | undefined {
  if (at + 8 > bytes.length) return undefined
  const type = bytes.toString('latin1', at + 4, at + 8)
  const short = bytes.readUInt32BE(at)
  const isLong = short === 1
  if (isLong && at + 16 > bytes.length) return undefined
  const length = short === 0 ? most : isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short
  const start = at + (isLong ? 16 : 8)
  return length < start - at || !Number.isSafeInteger(length) ? undefined : { type, start, end: at + length }
}

function boxesIn(bytes: Buffer): { type: string; content: Buffer }[] {
  const found: { type: string; content: Buffer }[] = []
  for (let at = 0; found.length < mostBoxes; ) {
    const box = boxAt(bytes, at, bytes.length - at)
    if (box === undefined || box.end > bytes.length) return found
    found.push({ type: box.type, content: bytes.subarray(box.start, box.end) })
    at = box.end
  }
  return found
}

function inside(bytes: Buffer | undefined, ...path: string[]): Buffer | undefined {
  return path.reduce<Buffer | undefined>(
    (from, type) => from && boxesIn(from).find((box) => box.type === type)?.content,
    bytes,
  )
}

/** What the index says. */
function filmIn(moov: Buffer): Film {
  const seconds = lengthOf(inside(moov, 'mvhd'))
  const film: Film = { ...(seconds !== undefined && { seconds }) }
  for (const { type, content } of boxesIn(moov)) {
    if (type !== 'trak') continue
    const handler = inside(content, 'mdia', 'hdlr')?.toString('latin1', 8, 12)
    const entry = inside(content, 'mdia', 'minf', 'stbl', 'stsd')
    const codec = entry === undefined || entry.length < 16 ? undefined : codecOf(entry.toString('latin1', 12, 16))
    if (handler === 'soun' && codec !== undefined) film.audio = codec
    if (handler !== 'vide') continue
    if (codec !== undefined) film.video = codec
    Object.assign(film, sizeOf(inside(content, 'tkhd')))
  }
  return film
}

/** Seconds, from a head with a scale; it has a short and a long form. */
function lengthOf(mvhd: Buffer | undefined): number | undefined {
  if (mvhd === undefined || mvhd.length < 32) return undefined
  const isLong = mvhd[0] === 1
  const scale = mvhd.readUInt32BE(isLong ? 20 : 12)
  const length = isLong ? Number(mvhd.readBigUInt64BE(24)) : mvhd.readUInt32BE(16)
  return scale === 0 ? undefined : Math.round((length / scale) * 100) / 100
}

/** Width and height as shown: a film that was taken upright says that it is to be turned. */
function sizeOf(tkhd: Buffer | undefined): Pick<Film, 'width' | 'height'> {
  const at = tkhd?.[0] === 1 ? 52 : 40
  if (tkhd === undefined || tkhd.length < at + 44) return {}
  const isTurned = tkhd.readInt32BE(at) === 0
  const [width, height] = [tkhd.readUInt32BE(at + 36) >>> 16, tkhd.readUInt32BE(at + 40) >>> 16]
  return isTurned ? { width: height, height: width } : { width, height }
}

const codecs: Record<string, string> = {
  ...{ avc1: 'h264', avc3: 'h264', hvc1: 'hevc', hev1: 'hevc', vp08: 'vp8', vp09: 'vp9', av01: 'av1' },
  ...{ mp4v: 'mpeg4', s263: 'h263', mp4a: 'aac', Opus: 'opus', samr: 'amr', '.mp3': 'mp3', 'ac-3': 'ac3' },
}

function codecOf(name: string): string {
  return codecs[name] ?? name.trim()
}

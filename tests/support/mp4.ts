// Films in small: the boxes of ISO 14496-12 around bytes that nobody decodes.

type Wish = {
  seconds: number
  width: number
  height: number
  where?: 'first' | 'last'
  brand?: string
  isTurned?: boolean
  /** So many bytes of film. */
  filler?: number
  /** The index says that it is longer than the file. */
  lies?: boolean
}

/** An MP4 or MOV with one track of H.264 and one of AAC. */
export function mp4Of(wish: Wish): Buffer {
  const { where = 'first', brand = 'isom', filler = 100 } = wish
  const head = box('ftyp', Buffer.from(`${brand}\0\0\0\0isomavc1`))
  const index = indexOf(wish)
  if (wish.lies) index.writeUInt32BE(0x7fffffff)
  const film = box('mdat', Buffer.alloc(filler, 7))
  return Buffer.concat(where === 'first' ? [head, index, film] : [head, film, index])
}

function indexOf({ seconds, width, height, isTurned }: Wish): Buffer {
  const mvhd = Buffer.alloc(100)
  mvhd.writeUInt32BE(1_000, 12)
  mvhd.writeUInt32BE(Math.round(seconds * 1_000), 16)
  const tkhd = Buffer.alloc(84)
  const matrix = isTurned ? [0, 0x10000, 0, -0x10000, 0, 0] : [0x10000, 0, 0, 0, 0x10000, 0]
  for (const [i, value] of matrix.entries()) tkhd.writeInt32BE(value, 40 + i * 4)
  tkhd.writeUInt32BE(width * 65_536, 76)
  tkhd.writeUInt32BE(height * 65_536, 80)
  return box('moov', box('mvhd', mvhd), trackOf('vide', 'avc1', tkhd), trackOf('soun', 'mp4a', Buffer.alloc(84)))
}

function trackOf(handler: string, codec: string, tkhd: Buffer): Buffer {
  const hdlr = box('hdlr', Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(13))
  const entry = Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box(codec, Buffer.alloc(78))])
  return box('trak', box('tkhd', tkhd), box('mdia', hdlr, box('minf', box('stbl', box('stsd', entry)))))
}

function box(type: string, ...content: Buffer[]): Buffer {
  const inner = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(inner.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, inner])
}

// Recordings as their containers begin and end; nobody plays them here.

/** An Ogg of so many seconds of Opus; `mark` makes it another recording. */
export function ogg(seconds: number, mark = ''): Buffer {
  const last = Buffer.alloc(28)
  last.write('OggS\0\x04', 'latin1')
  last.writeBigUInt64LE(BigInt(seconds * 48_000), 6)
  return Buffer.concat([Buffer.from('OggS\0\x02', 'latin1'), Buffer.alloc(22), Buffer.from(`OpusHead${mark}`), last])
}

/** A recording of a browser: a WebM whose only track is sound. */
export function webm(): Buffer {
  const head = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 1, 0, 0, 0, 0, 0, 0, 0x1f])
  return Buffer.concat([
    head,
    Buffer.from('B\x82\x84webm', 'latin1'),
    Buffer.from('\x86\x86A_OPUS', 'latin1'),
    Buffer.alloc(300),
  ])
}

/** What Safari records: an MP4 whose only track is sound. */
export function mp4(): Buffer {
  return Buffer.concat([
    Buffer.from([0, 0, 0, 20]),
    Buffer.from('ftypisom\0\0\0\0mp42moovtrakhdlr\0\0\0\0\0\0\0\0soun', 'latin1'),
    Buffer.alloc(60),
  ])
}

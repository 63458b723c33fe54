// Files that are hard to take: each is accepted rightly or refused with a sentence, in the chat, at a bounded cost.
import { readFileSync } from 'node:fs'
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeFiles } from '../../src/bot/files.ts'
import { sayUnread } from '../../src/bot/replies/unread.ts'
import type { Unreadable } from '../../src/core/chat.ts'
import { alone } from '../../src/core/media/gate.ts'
import { keep } from '../../src/core/media/keep.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { claiming, noisy, plain } from '../unit/media/pictures.ts'

/** 64 by 48, blue above red, written by the encoder kvazaar through libheif. */
const heic = readFileSync(new URL('../fixtures/media/small.heic', import.meta.url))

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const take = (...files: { bytes: Uint8Array; name?: string }[]) =>
  takeFiles(
    desk.app.ctx,
    desk.seat.workspaceId,
    files.map(({ bytes, name }) => ({ read: async () => bytes, called: { name } })),
  )
const kept = (bytes: Uint8Array) => keep(desk.app.ctx, desk.seat.workspaceId, bytes)
const bytesOf = async (bytes: Uint8Array) =>
  Buffer.from((await desk.app.ctx.storage.get((await kept(bytes)).key)) ?? [])

describe('a picture of a telephone in HEIC', () => {
  it('becomes a JPEG with the same look', async () => {
    const row = await kept(heic)
    expect(row).toMatchObject({ type: 'image/jpeg', width: 64, height: 48 })
    const { data, info } = await sharp(await bytesOf(heic))
      .raw()
      .toBuffer({ resolveWithObject: true })
    const at = (x: number, y: number) => data.subarray((y * info.width + x) * info.channels)
    const [above, below] = [at(32, 8), at(32, 40)]
    expect((above[2] ?? 0) - (above[0] ?? 0)).toBeGreaterThan(100)
    expect((below[0] ?? 0) - (below[2] ?? 0)).toBeGreaterThan(100)
  })

  it.each([200, 500, 900, 1_200])('that stops after %i bytes is damaged, and says so', async (length) => {
    expect(await take({ bytes: heic.subarray(0, length) })).toEqual({ unread: 'broken' })
  })
})

describe('a picture of 50 megapixels', () => {
  it('is taken in, and fitted to what a network takes', async () => {
    const bytes = await plain(8_660, 5_780).jpeg().toBuffer()
    expect(await kept(bytes)).toMatchObject({ width: 8_660, height: 5_780 })
  }, 60_000)
})

describe('a file that is not taken', () => {
  const said = (unread: Unreadable | undefined) => (unread === undefined ? '' : sayUnread(unread, 'en'))
  const zip = zipOf('word/document.xml', Buffer.alloc(50_000_000))
  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string | undefined, Unreadable]>([
    ['a program called photo.jpg', () => Buffer.from('MZ\x90\0 this program cannot'), 'photo.jpg', 'file'],
    ['a program called notes.txt', () => Buffer.from('\x7fELF\x02\x01\0\0'), 'notes.txt', 'file'],
    ['a script called notes.md', () => Buffer.from('#!/bin/sh\nrm -rf /\n'), 'notes.md', 'file'],
    ['a web page called notes.txt', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'notes.txt', 'file'],
    [
      'an SVG with a script',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'a.svg',
      'file',
    ],
    ['a zip that unfolds a thousandfold', () => zip, 'a.docx', 'file'],
    ['words called photo.png', () => Buffer.from('I am a picture, believe me'), 'photo.png', 'file'],
    ['a PNG that claims 100,000 by 100,000', () => claiming(100_000, 100_000), 'a.png', 'tooManyPixels'],
    ['a PNG of a few kilobytes that unfolds to gigabytes', () => pngOf(30_000, 30_000), 'a.png', 'tooManyPixels'],
    ['a file that is too large for anything', () => Buffer.alloc(100_000_001), 'a.jpg', 'tooLarge'],
    ['nothing at all', () => new Uint8Array(), 'a.txt', 'file'],
  ])(
    '%s',
    async (_, make, name, unread) => {
      const bytes = await make()
      const before = process.memoryUsage.rss()
      expect(await take({ bytes, ...(name !== undefined && { name }) })).toEqual({ unread })
      expect(said(unread)).toMatch(/\.$/)
      // A bound, not a figure: what it claims to be would be gigabytes.
      expect(process.memoryUsage.rss() - before).toBeLessThan(600_000_000)
    },
    60_000,
  )

  it('has a sentence in both languages', () => {
    for (const language of ['en', 'it'] as const)
      for (const what of ['file', 'document', 'tooManyPixels', 'noRoom'] as const)
        expect(sayUnread(what, language)).toMatch(/\.$/)
  })
})

describe('an album', () => {
  it('keeps its order, whatever each picture costs', async () => {
    const sizes = [900, 20, 600, 30, 300]
    const pictures = await Promise.all(sizes.map((width) => noisy(width, 40).jpeg().toBuffer()))
    const { media = [] } = await take(...pictures.map((bytes) => ({ bytes })))
    const [card] = await desk.person.says('The new counter, from left to right.', { media })
    expect(card?.card?.media).toEqual(media)
    const rows = await Promise.all(pictures.map(kept))
    expect(rows.map(({ id }) => id)).toEqual(media)
    expect(rows.map(({ width }) => width)).toEqual(sizes)
  })
})

describe('the gate', () => {
  it('lets one piece of work in at a time, in order, and none is held up by one that failed', async () => {
    let inside = 0
    let most = 0
    const order: number[] = []
    const work = (i: number) =>
      alone(async () => {
        most = Math.max(most, ++inside)
        await new Promise((done) => setImmediate(done))
        order.push(i)
        inside--
        if (i === 1) throw new Error('broken')
      })
    const ends = await Promise.allSettled([0, 1, 2, 3].map(work))
    expect([most, order]).toEqual([1, [0, 1, 2, 3]])
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  })
})

/** A true PNG of one colour: a few kilobytes that unfold to all its pixels. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const around = Buffer.alloc(8)
    around.writeUInt32BE(data.length)
    around.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  // As much of it as a hostile sender would trouble to make.
  const rows = deflateSync(Buffer.alloc((width + 1) * 2_000))
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

/** A zip with one file in it, packed. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(content.length, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, Buffer.from(name), packed])
}

// Files as people send them, well and ill.
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { MediaError } from '../../../src/core/media/error.ts'
import { takeIn, usualLimits } from '../../../src/core/media/take-in.ts'
import { claiming, moving, noisy, plain } from './pictures.ts'

describe('a picture that is taken in', () => {
  it('loses where and with what it was taken, and everything else that is not picture', async () => {
    const sent = await plain(60, 40)
      .withExif({ IFD0: { Make: 'Secret camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '45/1 26/1 0/1' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret/></x:xmpmeta>')
      .jpeg()
      .toBuffer()
    expect(sent.includes('Secret camera')).toBe(true)
    expect((await sharp(sent).metadata()).exif?.length).toBeGreaterThan(100)
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const tagged = await sharp(sent).keepMetadata().toFormat(format).toBuffer()
      const taken = await takeIn(tagged)
      const head = await sharp(taken.bytes).metadata()
      expect([head.exif, head.xmp, head.iptc, head.icc]).toEqual([undefined, undefined, undefined, undefined])
      expect(Buffer.from(taken.bytes).includes('Secret camera')).toBe(false)
    }
  })

  it('stands upright', async () => {
    const left = { input: await plain(20, 40, 'red').png().toBuffer(), left: 0, top: 0 }
    const sent = await plain(40, 40, 'blue').composite([left]).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const taken = await takeIn(await sharp(sent).keepMetadata().jpeg({ quality: 100 }).toBuffer())
    expect((await sharp(taken.bytes).metadata()).orientation).toBeUndefined()
    const [top, bottom] = await Promise.all([10, 30].map((row) => colourAt(taken.bytes, 20, row)))
    // Turned by a quarter to the right, what was left is on top.
    expect(top).toBe('red')
    expect(bottom).toBe('blue')
  })

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('stays a %s and is described as it is kept', async (format) => {
    const taken = await takeIn(await plain(30, 20).toFormat(format).toBuffer())
    expect(taken).toMatchObject({
      type: `image/${format}`,
      width: 30,
      height: 20,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect((await sharp(taken.bytes).metadata()).format).toBe(format)
  })

  it('is the same for the same bytes', async () => {
    const sent = await noisy(50, 50).jpeg().toBuffer()
    expect((await takeIn(sent)).sha256).toBe((await takeIn(sent)).sha256)
  })

  it('keeps moving, as GIF and as WebP', async () => {
    for (const format of ['gif', 'webp'] as const) {
      const taken = await takeIn(await (await moving(20, 10, 3)).toFormat(format).toBuffer())
      expect(taken).toMatchObject({ type: `image/${format}`, width: 20, height: 10 })
      expect((await sharp(taken.bytes).metadata()).pages).toBe(3)
    }
  })

  it('of a printer in four colours becomes one for the screen', async () => {
    const sent = await plain(20, 20, 'red').toColourspace('cmyk').jpeg().toBuffer()
    expect((await sharp(sent).metadata()).space).toBe('cmyk')
    const taken = await takeIn(sent)
    expect(await sharp(taken.bytes).metadata()).toMatchObject({ space: 'srgb', channels: 3 })
    expect(await colourAt(taken.bytes, 10, 10)).toBe('red')
  })

  it('as AVIF becomes what networks take, with what was transparent kept', async () => {
    expect(await takeIn(await plain(20, 20).avif().toBuffer())).toMatchObject({ type: 'image/jpeg', width: 20 })
    const clear = await takeIn(await noisy(20, 20, 4).avif().toBuffer())
    expect(clear.type).toBe('image/png')
    expect((await sharp(clear.bytes).metadata()).hasAlpha).toBe(true)
  })
})

describe('a file that is no picture', () => {
  it('is kept as it came when it is a film, a sound or a document', async () => {
    const bytes = Buffer.from('%PDF-1.7 words')
    expect(await takeIn(bytes)).toEqual({ bytes, type: 'application/pdf', sha256: expect.any(String) })
  })

  it.each([
    ['words called .png', 'notMedia', Buffer.from('I am a picture, believe me')],
    ['a program called .jpg', 'notMedia', Buffer.from('MZ\x90\0')],
    ['an SVG', 'notMedia', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['nothing', 'notMedia', Buffer.alloc(0)],
    [
      'the first bytes of an iPhone picture and nothing else',
      'broken',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    ],
    ['the first bytes of a JPEG and nothing else', 'broken', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
  ])('is refused when it is %s: %s', async (_, kind, bytes) => {
    expect(await fault(bytes)).toMatchObject({ kind, message: expect.stringMatching(/^This .*\.$/) })
  })
})

describe('a picture that cannot be taken in', () => {
  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('is broken when a %s stops in the middle', async (format) => {
    const sent = await noisy(80, 80).toFormat(format).toBuffer()
    expect(await fault(sent.subarray(0, sent.length / 2))).toMatchObject({ kind: 'broken' })
  })

  it('is refused by what its head claims, before a pixel is read', async () => {
    expect(await fault(await claiming(50_000, 50_000))).toMatchObject({
      kind: 'tooManyPixels',
      message: 'This picture has 2500 megapixels; at most 100 can be read.',
    })
  })

  it('is refused when its frames together have too many pixels', async () => {
    const sent = await (await moving(100, 100, 5)).gif().toBuffer()
    expect(await fault(sent, { maxPixels: 40_000 })).toMatchObject({ kind: 'tooManyPixels' })
    expect(await takeIn(sent, { ...usualLimits, maxPixels: 50_000 })).toMatchObject({ width: 100 })
  })

  it('is refused when the file is too large, in words a person reads', async () => {
    expect(await fault(Buffer.alloc(3_200_000), { maxBytes: 950_000 })).toMatchObject({
      kind: 'tooLarge',
      message: 'This file has 3.2 MB; at most 950 KB are taken.',
    })
  })
})

async function fault(bytes: Uint8Array, limits: Partial<typeof usualLimits> = {}): Promise<MediaError> {
  const error = await takeIn(bytes, { ...usualLimits, ...limits }).catch((caught: unknown) => caught)
  if (error instanceof MediaError) return error
  throw error
}

async function colourAt(bytes: Uint8Array, left: number, top: number): Promise<string> {
  const [red = 0, , blue = 0] = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer()
  return red > blue ? 'red' : 'blue'
}

// Pictures against the limits of networks.
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { MediaError } from '../../../src/core/media/error.ts'
import { fitImage } from '../../../src/core/media/fit.ts'
import { moving, noisy, plain } from './pictures.ts'

const common = ['image/jpeg', 'image/png']

describe('a picture that fits', () => {
  it('is not touched', async () => {
    const bytes = await noisy(100, 100).png().toBuffer()
    const fitted = await fitImage(bytes, {
      maxBytes: bytes.length,
      maxWidth: 100,
      maxHeight: 100,
      maxPixels: 10_000,
      types: common,
    })
    expect(fitted).toMatchObject({ type: 'image/png', width: 100, height: 100, change: undefined })
    expect(fitted.bytes).toBe(bytes)
  })
})

describe('a picture that does not fit', () => {
  it('is first compressed, without losing a pixel', async () => {
    const bytes = await noisy(400, 300).jpeg({ quality: 100 }).toBuffer()
    const fitted = await fitImage(bytes, { maxBytes: Math.round(bytes.length * 0.75), types: common })
    expect(fitted).toMatchObject({ type: 'image/jpeg', width: 400, height: 300 })
    expect(fitted.bytes.length).toBeLessThanOrEqual(bytes.length * 0.75)
    expect(fitted.change).toEqual({
      from: { bytes: bytes.length, width: 400, height: 300, type: 'image/jpeg', moves: false },
      to: { bytes: fitted.bytes.length, width: 400, height: 300, type: 'image/jpeg', moves: false },
    })
  })

  it('is then made smaller, no more than needed, in its proportions', async () => {
    const bytes = await noisy(1200, 800).jpeg({ quality: 95 }).toBuffer()
    const maxBytes = 100_000
    const fitted = await fitImage(bytes, { maxBytes, types: ['image/jpeg'] })
    expect(fitted.bytes.length).toBeLessThanOrEqual(maxBytes)
    expect(fitted.bytes.length).toBeGreaterThan(maxBytes * 0.5)
    expect(fitted.width / fitted.height).toBeCloseTo(1.5, 1)
    expect(await sharp(fitted.bytes).metadata()).toMatchObject({ width: fitted.width, height: fitted.height })
  })

  it.each([
    [{ maxWidth: 500 }, 500, 250],
    [{ maxHeight: 100 }, 200, 100],
    [{ maxPixels: 20_000 }, 200, 100],
    [{ maxWidth: 333, maxHeight: 333 }, 333, 166],
  ])('keeps to %o', async (limits, width, height) => {
    const fitted = await fitImage(await plain(1000, 500).png().toBuffer(), {
      maxBytes: 1_000_000,
      types: common,
      ...limits,
    })
    expect(fitted).toMatchObject({ width, height, type: 'image/png' })
  })

  it('becomes a JPEG when it is a large PNG without transparency', async () => {
    const bytes = await noisy(500, 500).png().toBuffer()
    const fitted = await fitImage(bytes, { maxBytes: 300_000, types: common })
    expect(fitted).toMatchObject({
      type: 'image/jpeg',
      width: 500,
      change: { from: { type: 'image/png' }, to: { type: 'image/jpeg' } },
    })
  })

  it('stays transparent where the network has a type for it, and else stands on white', async () => {
    const bytes = await noisy(300, 300, 4).png().toBuffer()
    const clear = await fitImage(bytes, { maxBytes: 100_000, types: common })
    expect(clear.type).toBe('image/png')
    expect((await sharp(clear.bytes).metadata()).hasAlpha).toBe(true)
    const ghost = await sharp({
      create: { width: 10, height: 10, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer()
    const white = await fitImage(ghost, { maxBytes: 100_000, types: ['image/jpeg'] })
    expect([...(await sharp(white.bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255])
  })

  it('keeps moving where the network shows it, and else is its first frame', async () => {
    const bytes = await (await moving(200, 100, 4)).gif().toBuffer()
    const kept = await fitImage(bytes, { maxBytes: 100_000, maxWidth: 100, types: ['image/gif', ...common] })
    expect(kept).toMatchObject({ type: 'image/gif', width: 100, height: 50, change: { to: { moves: true } } })
    expect((await sharp(kept.bytes).metadata()).pages).toBe(4)
    const still = await fitImage(bytes, { maxBytes: 100_000, types: common })
    expect(still).toMatchObject({ width: 200, height: 100, change: { from: { moves: true }, to: { moves: false } } })
    expect((await sharp(still.bytes).metadata()).pages ?? 1).toBe(1)
  })

  it('stands still where no type may move there', async () => {
    const bytes = await (await moving(200, 100, 4)).webp().toBuffer()
    const still = await fitImage(bytes, { maxBytes: 100_000, types: ['image/webp', ...common], moving: [] })
    expect(still).toMatchObject({ type: 'image/webp', change: { from: { moves: true }, to: { moves: false } } })
    expect((await sharp(still.bytes).metadata()).pages ?? 1).toBe(1)
    const plainOne = await plain(20, 20).webp().toBuffer()
    const same = await fitImage(plainOne, { maxBytes: 100_000, types: ['image/webp'], moving: [] })
    expect(same.change).toBeUndefined()
  })

  it('is refused where no type or no size will do', async () => {
    const bytes = await noisy(300, 300).png().toBuffer()
    await expect(fitImage(bytes, { maxBytes: 100, types: common })).rejects.toMatchObject({ kind: 'tooLarge' })
    await expect(fitImage(bytes, { maxBytes: 100, types: ['video/mp4'] })).rejects.toMatchObject({
      kind: 'unsupported',
    })
    await expect(fitImage(Buffer.from('words'), { maxBytes: 100, types: common })).rejects.toBeInstanceOf(MediaError)
  })
})

describe('a picture of a wrong shape', () => {
  /** Grey, with something to see in the lower right corner alone. */
  async function cornered(width: number, height: number): Promise<Buffer> {
    const [wide, high] = [width * 0.2, height * 0.2].map(Math.round)
    const sight = await noisy(wide ?? 1, high ?? 1)
      .png()
      .toBuffer()
    const input = [{ input: sight, left: width - (wide ?? 1), top: height - (high ?? 1) }]
    return plain(width, height, '#808080').composite(input).png().toBuffer()
  }
  const at = async (bytes: Uint8Array, x: number, y: number) => {
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    return [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)]
  }

  it('is cut where there is least to see', async () => {
    const bytes = await cornered(400, 1_000)
    const { width, height, bytes: cut } = await fitImage(bytes, { maxBytes: 1e6, types: common, frame: { shape: 1 } })
    expect([width, height]).toEqual([400, 400])
    // The middle of it is plain grey.
    const { channels } = await sharp(cut).stats()
    expect(channels[0]?.stdev).toBeGreaterThan(5)
  })

  it('stays whole on a ground of a colour where that is wished', async () => {
    const bytes = await plain(400, 1_000, '#808080').png().toBuffer()
    const frame = { shape: 1, ground: '#c0392b' }
    const { width, height, bytes: whole } = await fitImage(bytes, { maxBytes: 1e6, types: ['image/png'], frame })
    expect([width, height]).toEqual([1_000, 1_000])
    expect(await at(whole, 10, 500)).toEqual([0xc0, 0x39, 0x2b])
    expect(await at(whole, 500, 10)).toEqual([0x80, 0x80, 0x80])
  })

  it('is no larger than is taken, though room is added to it', async () => {
    const bytes = await plain(8_000, 200).jpeg().toBuffer()
    const limits = { maxBytes: 1e6, maxPixels: 1_000_000, types: ['image/jpeg'] }
    const { width, height } = await fitImage(bytes, { ...limits, frame: { shape: 1.91, ground: '#ffffff' } })
    expect(width * height).toBeLessThanOrEqual(1_000_000)
    expect(width / height).toBeCloseTo(1.91, 1)
  })

  it('is cut as it is seen, not as it lies in the file, and keeps moving', async () => {
    const turned = await plain(600, 300).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const upright = await fitImage(turned, { maxBytes: 1e6, types: common, frame: { shape: 1 } })
    expect([upright.width, upright.height]).toEqual([300, 300])
    const gif = await (await moving(200, 100, 4)).gif().toBuffer()
    const cut = await fitImage(gif, { maxBytes: 1e6, types: ['image/gif'], frame: { shape: 1 } })
    expect(cut).toMatchObject({ width: 100, height: 100, change: { to: { moves: true } } })
    expect((await sharp(cut.bytes).metadata()).pages).toBe(4)
  })
})

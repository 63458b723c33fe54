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

  it('is refused where no type or no size will do', async () => {
    const bytes = await noisy(300, 300).png().toBuffer()
    await expect(fitImage(bytes, { maxBytes: 100, types: common })).rejects.toMatchObject({ kind: 'tooLarge' })
    await expect(fitImage(bytes, { maxBytes: 100, types: ['video/mp4'] })).rejects.toMatchObject({
      kind: 'unsupported',
    })
    await expect(fitImage(Buffer.from('words'), { maxBytes: 100, types: common })).rejects.toBeInstanceOf(MediaError)
  })
})

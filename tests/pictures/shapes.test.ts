// Pictures for networks that take some shapes alone: cut before the approval, said on the card, seen in the preview.
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBluesky } from '../../src/channels/social/bluesky/index.ts'
import { createInstagram } from '../../src/channels/social/instagram/index.ts'
import { keep } from '../../src/core/media/keep.ts'
import { changeBrand } from '../../src/db/brands.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { getMedia } from '../../src/db/media.ts'
import { getPost, latestDraft } from '../../src/db/posts.ts'
import { media } from '../../src/db/schema/media.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { createMemoryQuotas } from '../support/quotas.ts'
import { moving, noisy, plain } from '../unit/media/pictures.ts'

let desk: Desk
beforeAll(async () => {
  const request = (async () => {
    throw new Error('nothing is asked of a network')
  }) as never
  desk = await openDesk({
    platforms: (_, clock) => {
      const now = () => clock.now()
      const meta = { quotas: createMemoryQuotas(), version: 'v25.0', clientId: 'client', clientSecret: 'secret' }
      return [createInstagram({ ...meta, request, now }), createBluesky({ request, now })]
    },
  })
  await desk.connect('instagram', '@barluce')
  await desk.connect('bluesky', 'barluce.example')
  await here((tx) => changeBrand(tx, desk.seat.workspaceId, { colour: '#c0392b' }))
})
afterAll(() => desk.close())

const here = <T>(work: Parameters<typeof withWorkspace<T>>[2]) => withWorkspace(desk.db, desk.seat.workspaceId, work)
const kept = async (bytes: Uint8Array) => (await keep(desk.app.ctx, desk.seat.workspaceId, bytes)).id
const rows = async () => (await here((tx) => tx.select().from(media))).length
const story = (seed: number) =>
  noisy(108, 192)
    .modulate({ brightness: 1 + seed / 10 })
    .jpeg()
    .toBuffer()
const wide = () => plain(1200, 800).jpeg().toBuffer()

async function on(platform: string) {
  const id = (await here((tx) => latestDraft(tx, desk.seat.memberId))) ?? ''
  const stored = await here((tx) => getPost(tx, id))
  const variant = stored?.variants.find((one) => one.variant.platform === platform)?.variant
  const pictures = variant?.content.pictures ?? []
  const bytes = await Promise.all(
    pictures.map(async ({ mediaId }) => {
      const [row] = await here((tx) => getMedia(tx, [mediaId]))
      return Buffer.from((await desk.app.ctx.storage.get(row?.key ?? '')) ?? [])
    }),
  )
  return { hash: variant?.hash, pictures, bytes, media: stored?.version.media ?? [] }
}

describe('a picture that a network would refuse', () => {
  it('is cut for that network alone, and the card says so', async () => {
    const original = await kept(await story(0))
    const [card] = await desk.person.says('Our new counter.', { media: [original] })
    const [instagram, bluesky] = ['instagram', 'bluesky'].map((id) =>
      card?.card?.variants.find(({ platform }) => platform === id),
    )
    expect(instagram).toMatchObject({ options: ['cropped to 4:5'], problems: [] })
    expect(bluesky?.options).toBeUndefined()
    const made = await on('instagram')
    expect(await sharp(made.bytes[0]).metadata()).toMatchObject({ format: 'jpeg', width: 108, height: 135 })
    expect((await on('bluesky')).pictures[0]?.mediaId).toBe(original)
  })

  it('is seen in the preview as it will be cut', async () => {
    const [shown] = await desk.person.says('preview on instagram')
    expect(shown?.media).toHaveLength(1)
    // Nothing more is cut away by the feed.
    expect(shown?.text).not.toContain('edges')
  })

  it('stays whole on the colour of the brand when that is pressed, which is another version and can be undone', async () => {
    const before = await on('instagram')
    const count = await rows()
    const [card] = await desk.person.presses('Do not crop')
    expect(card?.text).toBe('Whole now, with edges in your colour.')
    const whole = await on('instagram')
    expect(whole.hash).not.toBe(before.hash)
    expect(whole.pictures[0]).toMatchObject({ width: 154, height: 192, shaped: { how: 'pad' } })
    const corner = await sharp(whole.bytes[0]).extract({ left: 0, top: 96, width: 1, height: 1 }).raw().toBuffer()
    expect(Math.abs((corner[0] ?? 0) - 0xc0)).toBeLessThan(12)
    expect(card?.card?.variants.find(({ platform }) => platform === 'instagram')?.options).toEqual([
      'whole, with edges to 4:5',
    ])
    expect(card?.choices.map(({ label }) => label)).toContain('Crop')
    await desk.person.says('undo')
    expect((await on('instagram')).hash).toBe(before.hash)
    // The third time it is there already.
    await desk.person.says("don't crop it on instagram")
    expect((await on('instagram')).hash).toBe(whole.hash)
    expect(await rows()).toBe(count + 1)
  })

  it('is joined by others as one asked for the first, and what was said of it stays', async () => {
    await desk.person.says('alt text: a counter of walnut')
    await desk.person.presses('Picture')
    await desk.person.sends({ media: [await kept(await wide())] })
    const { pictures } = await on('instagram')
    expect(pictures).toMatchObject([
      { alt: 'a counter of walnut', shaped: { how: 'pad', to: 0.8 } },
      { alt: '', shaped: { how: 'pad', to: 0.8 } },
    ])
    const [card] = await desk.person.says('ritaglia le foto')
    expect(card?.card?.variants.find(({ platform }) => platform === 'instagram')?.options).toEqual([
      '2 immagini ritagliate a 4:5',
    ])
    expect((await on('instagram')).pictures[0]?.alt).toBe('a counter of walnut')
    const [same] = await desk.person.says('crop it')
    expect(same?.text).toBe('Nothing to change there.')
  })
})

describe('a carousel', () => {
  it('has the shape of its first picture, in the order of the post', async () => {
    await desk.person.says('Three views.', {
      media: [await kept(await wide()), await kept(await story(1)), await kept(await story(2))],
    })
    const { bytes } = await on('instagram')
    const sizes = await Promise.all(bytes.map((one) => sharp(one).metadata()))
    expect(sizes.map(({ width, height }) => width / height)).toEqual([1.5, 1.5, 1.5])
    const [card] = await desk.person.says('only on bluesky')
    expect(card?.card?.variants).toHaveLength(1)
  })

  it('is cut for a network that is added later', async () => {
    const [card] = await desk.person.says('add instagram')
    expect(card?.card?.variants.find(({ platform }) => platform === 'instagram')).toMatchObject({
      options: ['2 pictures cropped to 3:2'],
      problems: [],
    })
    expect((await on('instagram')).pictures.map(({ type }) => type)).toEqual(Array(3).fill('image/jpeg'))
  })
})

describe('a picture that moves', () => {
  it('is its first frame where it may not move, and the card says so', async () => {
    const gif = await (await moving(120, 120, 3)).gif().toBuffer()
    const [card] = await desk.person.says('It turns.', { media: [await kept(gif)] })
    const said = Object.fromEntries((card?.card?.variants ?? []).map((one) => [one.platform, one.options]))
    expect(said).toEqual({
      practice: undefined,
      instagram: ['shown still: the first frame'],
      bluesky: ['shown still: the first frame'],
    })
    const [again] = await desk.person.says('tomorrow at nine')
    expect(again?.card?.variants.find(({ platform }) => platform === 'bluesky')?.options).toEqual(said.bluesky)
  })
})

describe('a picture of a printer', () => {
  it('in four colours goes out in those of the screen', async () => {
    const cmyk = await plain(108, 192, '#b5651d').toColourspace('cmyk').jpeg().toBuffer()
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk')
    await desk.person.says('From the printer.', { media: [await kept(cmyk)] })
    const { bytes } = await on('instagram')
    expect(await sharp(bytes[0]).metadata()).toMatchObject({ space: 'srgb', channels: 3, width: 108, height: 135 })
  })
})

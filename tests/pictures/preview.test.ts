// From the chat to a picture and back: how a post will look, words on a card, what is heard of a picture, the colour.

import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { picturesFor } from '../../src/core/media/for-network.ts'
import { keep } from '../../src/core/media/keep.ts'
import { getBrand } from '../../src/db/brands.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { getMedia } from '../../src/db/media.ts'
import { getPost, latestDraft } from '../../src/db/posts.ts'
import { media } from '../../src/db/schema/media.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { createSquarePlatform } from '../support/square/platform.ts'

let desk: Desk
beforeAll(async () => {
  const nothing = async () => {
    throw new Error('nothing is asked of a network')
  }
  desk = await openDesk({
    platforms: () => [createSquarePlatform({ root: 'http://127.0.0.1:1', request: nothing as never })],
  })
  await desk.connect('mastodon', '@barluce@square')
})
afterAll(() => desk.close())

const here = <T>(work: Parameters<typeof withWorkspace<T>>[2]) => withWorkspace(desk.db, desk.seat.workspaceId, work)
const rows = async () => (await here((tx) => tx.select().from(media))).length
const post = async () => {
  const id = (await here((tx) => latestDraft(tx, desk.seat.memberId))) ?? ''
  return here((tx) => getPost(tx, id))
}
const fileOf = async (id: string) => {
  const [row] = await here((tx) => getMedia(tx, [id]))
  return { row, bytes: await desk.app.ctx.storage.get(row?.key ?? '') }
}
async function photo(width: number, height: number): Promise<string> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#b5651d' } })
    .jpeg()
    .toBuffer()
  return (await keep(desk.app.ctx, desk.seat.workspaceId, bytes)).id
}

describe('Preview', () => {
  it('shows a picture for each network, and costs nothing the second time', async () => {
    await desk.person.says('On Monday we open at eight. Everybody on the street gets a first coffee. Bring the dog.')
    const [shown] = await desk.person.presses('Preview')
    expect(shown?.text).toBe('How it will look on Mastodon and Practice.')
    expect(shown?.media).toHaveLength(2)
    const { row, bytes } = await fileOf(shown?.media?.[0] ?? '')
    expect(row).toMatchObject({ type: 'image/png', width: 1200 })
    expect((await sharp(bytes).metadata()).width).toBe(1200)
    const before = await rows()
    const [again] = await desk.person.says('how will it look?')
    expect(again?.media).toEqual(shown?.media)
    expect(await rows()).toBe(before)
  })
  it('is asked for by the name of a network, and says where the post does not go', async () => {
    const [one] = await desk.person.says('preview on mastodon')
    expect(one?.text).toBe('How it will look on Mastodon.')
    expect(one?.media).toHaveLength(1)
    const [none] = await desk.person.says('how will it look on linkedin?')
    expect(none?.text).toBe('This post does not go to LinkedIn.')
    expect(none?.media).toEqual([])
  })
  it('is asked for in Italian and leads back to the card', async () => {
    const [shown] = await desk.person.says('come si vedrà su mastodon?')
    expect(shown?.text).toBe('Ecco come si vedrà su Mastodon.')
    await desk.person.says('speak English')
    const [card] = await desk.person.pressesId(shown?.choices[0]?.id ?? '')
    expect(card?.card?.postId).toBe((await post())?.post.id)
  })
  it('is drawn anew after a change, and a card from before the change shows the current one', async () => {
    const [before] = await desk.person.says('preview')
    const [first] = await desk.person.says('the draft')
    await desk.person.says('only on Mastodon')
    const [after] = await desk.person.says('preview')
    expect(before?.media).not.toEqual(after?.media)
    expect(after?.media).toHaveLength(1)
    const stale = first?.choices.find(({ label }) => label === 'Preview')?.id ?? ''
    const [told] = await desk.person.pressesId(stale)
    expect(told?.text).toContain('This card is from before')
    expect(told?.card).toBeDefined()
  })
  it('shows the pictures as they are cut and says so, and names letters that it cannot draw', async () => {
    await desk.person.says('The new place opens 星期一 at eight, and everybody on the street gets a coffee.', {
      media: [await photo(400, 1600)],
    })
    const [shown] = await desk.person.says('preview')
    expect(shown?.text).toContain('cuts the edges of a picture')
    expect(shown?.text).toContain('grey bars')
    const { row, bytes } = await fileOf(shown?.media?.[0] ?? '')
    expect(row?.type).toBe('image/jpeg')
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const at = (Math.floor(info.height * 0.6) * info.width + info.width / 2) * 3
    expect(Math.abs((data[at] ?? 0) - 0xb5)).toBeLessThan(12)
    // The second asking draws nothing: it does not even open the photo.
    const { storage } = desk.app.ctx
    const get = storage.get
    let reads = 0
    storage.get = (key) => {
      reads++
      return get(key)
    }
    const [again] = await desk.person.says('preview')
    storage.get = get
    expect(reads).toBe(0)
    expect(again?.text).toBe(shown?.text)
    expect(again?.media).toEqual(shown?.media)
  })
})

describe('a card with words', () => {
  it('is proposed, drawn anew by Again, and put on the post by Use alone, described by its words', async () => {
    await desk.person.says('Another post about the first coffee of the morning, which is on us.')
    const version = (await post())?.post.version
    const [proposed] = await desk.person.says('quote card: "The first coffee is on us." — Marta')
    expect(proposed?.choices.map(({ label }) => label)).toEqual(['Use', 'Again', 'Discard'])
    const [other] = await desk.person.presses('Again')
    expect(other?.media).not.toEqual(proposed?.media)
    expect((await post())?.post.version).toBe(version)
    const [card] = await desk.person.says('use')
    expect(card?.text).toContain('Picture added.')
    const stored = await post()
    expect(stored?.post.version).toBe((version ?? 0) + 1)
    for (const { variant } of stored?.variants ?? [])
      expect(variant.content.pictures).toMatchObject([{ alt: 'The first coffee is on us. (Marta)' }])
    expect((await fileOf(other?.media?.[0] ?? '')).bytes).toBeDefined()
  })
  it('keeps its description where a network takes no picture of its type', async () => {
    await desk.person.says('A post for a network of photographs alone.')
    const [proposed] = await desk.person.says('announcement card: Open on Monday')
    const limits = { bytes: 4_000_000, pixels: 4_000_000, types: ['image/jpeg'] }
    const ctx = { ...desk.app.ctx, workspaceId: desk.seat.workspaceId }
    expect(await picturesFor(ctx, proposed?.media ?? [], limits)).toMatchObject([
      { type: 'image/jpeg', alt: 'Open on Monday' },
    ])
  })
  it('takes the words of the post where none are said, from the question behind Picture', async () => {
    await desk.person.says('Pumpkin gelato is back until Sunday.')
    await desk.person.says('picture')
    const [proposed] = await desk.person.presses('Words on a card')
    const { row } = await fileOf(proposed?.media?.[0] ?? '')
    expect(row?.alt).toBe('Pumpkin gelato is back until Sunday.')
  })
  it('is left alone by Discard, which leaves the post', async () => {
    const id = (await post())?.post.id
    await desk.person.says('announcement card')
    const [back] = await desk.person.says('discard')
    expect(back?.card?.postId).toBe(id)
    expect(back?.card?.status).toBe('draft')
    expect(back?.card?.media).toEqual([])
  })
  it('is refused with the number where the words are too many', async () => {
    const [told] = await desk.person.says(`quote card: ${'word '.repeat(80)}`)
    expect(told?.text).toContain('a card takes 280')
    expect(told?.media ?? []).toEqual([])
  })
  it('is in the colour of the brand, which is said in the chat', async () => {
    const [before] = await desk.person.says('text card')
    const [saved] = await desk.person.says('our brand colour is #7B1E3A')
    expect(saved?.text).toContain('#7b1e3a')
    expect((await here(getBrand)).colour).toBe('#7b1e3a')
    const [after] = await desk.person.says('text card')
    expect(after?.media).not.toEqual(before?.media)
    const { data } = await sharp((await fileOf(after?.media?.[0] ?? '')).bytes)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([data[0], data[1], data[2]]).toEqual([0x7b, 0x1e, 0x3a])
  })
})

describe('what is heard of a picture', () => {
  it('is said by the person, in every network, and undone', async () => {
    await desk.person.says('A post with a photo of the counter.')
    const [without] = await desk.person.says('alt text: A counter of walnut.')
    expect(without?.text).toBe('This post has no picture yet.')
    await desk.person.says('picture')
    await desk.person.says('', { media: [await photo(800, 600)] })
    const [card] = await desk.person.says('alt text: A counter of walnut.')
    expect(card?.text).toContain('“A counter of walnut.”')
    for (const { variant } of (await post())?.variants ?? [])
      expect(variant.content.pictures[0]?.alt).toBe('A counter of walnut.')
    await desk.person.says('undo')
    expect((await post())?.variants[0]?.variant.content.pictures[0]?.alt).toBe('')
    await desk.person.says('testo alternativo: Un bancone di noce.')
    expect((await post())?.variants[0]?.variant.content.pictures[0]?.alt).toBe('Un bancone di noce.')
  })
})

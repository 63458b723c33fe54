// A photo without words: what a model sees in it is what the post is written about, and is said on the card.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { GatewayError } from '../../src/core/ai/gateway.ts'
import { keep } from '../../src/core/media/keep.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { plain } from '../unit/media/pictures.ts'

const shows = 'A counter of walnut with two cups of coffee.'
let desk: Desk
let looks: { key: string; words: string }[] = []
let told: (string | undefined)[] = []
let isDown = false

beforeAll(async () => {
  desk = await openDesk({
    gateway: {
      async write({ networks, quoted }) {
        told.push(quoted)
        return { texts: new Map(networks.map(({ platform }) => [platform, 'Two cups, one counter.'])), micros: 10 }
      },
      async describe({ key, words }) {
        looks.push({ key, words })
        if (isDown) throw new GatewayError('nobody answers')
        return { text: shows, micros: 7 }
      },
    },
  })
})
afterAll(() => desk.close())
beforeEach(() => {
  looks = []
  told = []
  isDown = false
})

let shade = 0
const photo = async () => {
  const bytes = await plain(40 + shade++, 30)
    .jpeg()
    .toBuffer()
  return (await keep(desk.app.ctx, desk.seat.workspaceId, bytes)).id
}

it('is looked at once, written about, and what was seen is said', async () => {
  const [card] = await desk.person.sends({ media: [await photo()] })
  expect(card?.text).toContain(`I see: “${shows}” Tell me what matters about it.`)
  expect(JSON.stringify(card?.card)).toContain('Two cups, one counter.')
  expect(told).toEqual([shows])
  expect(looks).toHaveLength(1)
})

it('is looked at where the caption only asks', async () => {
  const [card] = await desk.person.sends({ text: 'tomorrow at nine', media: [await photo()] })
  expect(card?.text).toContain('I see:')
  expect(JSON.stringify(card?.card)).toContain('09:00')
})

it('is not looked at where words came with it', async () => {
  const [card] = await desk.person.sends({ text: 'The walnut counter is here at last.', media: [await photo()] })
  expect(looks).toEqual([])
  expect(card?.text).not.toContain('I see')
})

it('becomes a card without words where nobody sees it now', async () => {
  isDown = true
  const [card] = await desk.person.sends({ media: [await photo()] })
  expect(card?.text).not.toContain('I see')
  expect(told).toEqual([])
  expect(card?.choices.map(({ label }) => label)).toContain('Discard')
})

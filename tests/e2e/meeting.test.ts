// The first meeting in more than one chat: its questions are answered once, and a post is no answer.
import sharp from 'sharp'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keep } from '../../src/core/media/keep.ts'
import { getBrand } from '../../src/db/brands.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk({ isSetUp: false })
})
afterEach(() => desk.close())

const brand = () => withWorkspace(desk.db, desk.seat.workspaceId, getBrand)

it('is over in every chat when it is over in one', async () => {
  const other = await desk.otherChat('the same person elsewhere')
  await other.says('hello')
  await desk.person.says('hello')
  await desk.person.says('Bar Luce')
  await desk.person.presses('Skip all')
  const [card] = await other.says('Four metres of walnut. It took six people to carry it in.')
  expect(card?.card?.variants[0]?.text).toBe('Four metres of walnut. It took six people to carry it in.')
  expect((await brand()).name).toBe('Bar Luce')
})

it('is left by a photo with words, which is a post and not the name of a brand', async () => {
  await desk.person.says('hello')
  const jpeg = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  const { id } = await keep(desk.app.ctx, desk.seat.workspaceId, new Uint8Array(jpeg))
  const [card] = await desk.person.says('Four metres of walnut.', { media: [id] })
  expect(card?.card?.variants[0]?.text).toBe('Four metres of walnut.')
  const [approved] = await desk.person.says('approve')
  expect(approved?.text).toContain('Approved')
  expect((await brand()).name).not.toContain('walnut')
})

// LinkedIn in the chat: a PDF that is shown as it is, and a film, from what is sent to what is out.
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { keep } from '../../../src/core/media/keep.ts'
import { connectAccount } from '../../../src/db/accounts.ts'
import { withWorkspace } from '../../../src/db/client.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { mp4Of } from '../../support/mp4.ts'
import { pdfOf } from '../../support/pdf.ts'
import { openStage, type Stage } from './stage.ts'

const bytes = pdfOf(['The terrace is open until ten, with a new menu.'])
let stage: Stage
let desk: Desk
let chats = 0
beforeAll(async () => {
  stage = await openStage('page')
  desk = await openDesk({ platforms: (_, clock) => [stage.at(clock.now)] })
  const { workspaceId } = desk.seat
  const { remoteId, name, credentials } = stage.account
  const sealed = desk.app.ctx.sealer.seal(workspaceId, JSON.stringify(credentials))
  const given = { workspaceId, platform: 'linkedin' as const, remoteId, name, credentials: sealed }
  await withWorkspace(desk.db, workspaceId, (tx) => connectAccount(tx, given))
})
afterEach(() => expect(stage.server.refusals).toEqual([]))
afterAll(async () => {
  await desk.close()
  await stage.close()
})

const somebody = () => desk.otherChat(`linkedin-${++chats}`)
const kept = async (file: Uint8Array, name: string) =>
  (await keep(desk.app.ctx, desk.seat.workspaceId, file, { name })).id
const newest = () => stage.server.posts.at(-1)

it('a PDF is shown as a document where that is said of it, with its name as the title', async () => {
  const person = await somebody()
  await person.sends({ documents: [await kept(bytes, 'menu.pdf')] })
  const [card] = await person.says('post this as a document')
  expect(card?.card?.variants[0]?.options).toEqual(['as a document: menu'])
  expect(card?.card?.variants[0]?.problems).toEqual([])
  await person.presses('Approve')
  await desk.pass(11_000)
  const document = /urn:li:document:\w+/.exec(JSON.stringify(newest()?.content))?.[0] ?? ''
  expect(newest()?.content).toEqual({ media: { id: document, title: 'menu' } })
  expect(stage.server.images.get(document)?.bytes).toBe(bytes.length)
})

it('one with more pages than LinkedIn takes is named before the approval, and does not go out', async () => {
  const person = await somebody()
  const long = pdfOf(...Array.from({ length: 301 }, (_, page) => [`The terrace is open until ten. Page ${page + 1}.`]))
  await person.sends({ documents: [await kept(long, 'book.pdf')] })
  const [card] = await person.says('post this as a document')
  expect(card?.card?.variants[0]?.problems).toEqual(['The document has 301 pages; LinkedIn takes 300.'])
  const before = stage.server.posts.length
  await person.presses('Approve')
  await desk.pass(11_000)
  expect(stage.server.posts).toHaveLength(before)
})

it('it is taken off again, and the words stay', async () => {
  const person = await somebody()
  await person.sends({ documents: [await kept(bytes, 'menu.pdf')] })
  await person.says('as a document')
  const [card] = await person.says('not as a document')
  expect(card?.card?.variants[0]?.options ?? []).toEqual([])
  await person.presses('Approve')
  await desk.pass(11_000)
  expect(newest()?.content).toBeUndefined()
  expect(newest()?.commentary).toContain('terrace')
})

it('without a PDF it is said what to send', async () => {
  const person = await somebody()
  await person.says('The terrace is open until ten.')
  const [said] = await person.says('as a document')
  expect(said?.text).toBe('Send me the PDF with the words "as a document", and I make a post that shows it.')
})

it('a film is read from the storage in pieces, and goes out', async () => {
  const film = mp4Of({ seconds: 12, width: 1080, height: 1920, filler: 5_000_000 })
  const person = await somebody()
  const [card] = await person.sends({ text: 'The oven at work.', media: [await kept(film, 'oven.mp4')] })
  expect(card?.card?.variants[0]?.problems).toEqual([])
  await person.presses('Approve')
  await desk.pass(11_000)
  const urn = /urn:li:video:\w+/.exec(JSON.stringify(newest()?.content ?? null))?.[0] ?? ''
  const sum = (given: Uint8Array) => createHash('sha256').update(given).digest('hex')
  expect(sum(stage.server.films.bytes(urn))).toBe(sum(film))
})

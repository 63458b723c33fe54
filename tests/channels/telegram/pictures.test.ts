// The pictures of a post in Telegram: shown before its card, once, and before anybody can approve them.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keep } from '../../../src/core/media/keep.ts'
import { withSystem } from '../../../src/db/client.ts'
import { replies } from '../../../src/db/schema/replies.ts'
import { plain } from '../../unit/media/pictures.ts'
import { luce, openTelegramDesk, type TelegramDesk } from './desk.ts'

const words = 'The new oat cappuccino is here and it is very good.'
const refused = { kind: 'refuse', code: 400, description: 'Bad Request: IMAGE_PROCESS_FAILED' } as const

describe('the pictures of a card', () => {
  let at: TelegramDesk
  let bytes: Uint8Array
  beforeEach(async () => {
    at = await openTelegramDesk()
    bytes = await plain(320, 200).jpeg().toBuffer()
    at.api.world.files.set('p1', bytes)
    at.api.world.files.set('p2', await plain(321, 200).jpeg().toBuffer())
    at.api.world.files.set('thin', await plain(2_500, 20).jpeg().toBuffer())
  })
  afterEach(() => at.person.close())

  const sends = async (content: Record<string, unknown>) => {
    at.desk.clock.pass(100)
    await at.sends({ message: at.api.updates.message(luce, luce.id, content) })
  }
  const photo = (file_id: string) => ({ photo: [{ file_id, width: 320, height: 200 }] })
  const waits = (ms = 3_000) => at.person.waits(ms)
  const shape = () =>
    at.shown(luce.id).map((one) => (one.photos.length > 0 ? 'picture' : one.text.includes(words) ? 'card' : one.text))
  const last = () => at.shown(luce.id).at(-1)
  /** A post with a picture that was begun on the web. */
  const begunOnTheWeb = async () => {
    const { id } = await keep(at.desk.app.ctx, at.desk.seat.workspaceId, bytes)
    await at.desk.person.sends({ text: words, media: [id] })
  }

  it('come before it without a sound, and a change of the words does not bring them again', async () => {
    await sends({ ...photo('p1'), caption: `${words} Come and see.` })
    await waits()
    expect(shape()).toEqual(['picture', 'card'])
    expect(at.shown(luce.id).map((one) => one.silent)).toEqual([true, false])
    await sends({ text: 'shorter' })
    await waits()
    expect(shape()).toEqual(['picture', 'card', 'card'])
    await at.person.presses('Approve')
    await waits()
    expect(await at.person.posts()).toEqual(['armed'])
  })

  it('come as one album, and as a file where Telegram takes no photo of that shape', async () => {
    for (const name of ['p1', 'p2', 'thin']) await sends({ ...photo(name), media_group_id: '1' })
    await sends({ text: words })
    await waits()
    const methods = at.api.requests.map((one) => one.method).filter((name) => /^send(?!MyCommands)/.test(name))
    expect(methods).toEqual(['sendMediaGroup', 'sendDocument', 'sendMessage'])
  })

  it('come one by one, and as files, where they are refused', async () => {
    at.api.trouble(refused, { matches: /^sendMediaGroup$/ })
    at.api.trouble(refused, { matches: /^sendPhoto$/ })
    for (const name of ['p1', 'p2']) await sends({ ...photo(name), media_group_id: '1' })
    await sends({ text: words })
    await waits()
    const methods = at.api.requests.map((one) => one.method).filter((name) => /^send(?!MyCommands)/.test(name))
    expect(methods).toEqual(['sendMediaGroup', 'sendPhoto', 'sendDocument', 'sendPhoto', 'sendMessage'])
    expect(shape()).toEqual(['picture', 'picture', 'card'])
  })

  it('are not shown again where only the card was refused', async () => {
    at.api.trouble({ ...refused, code: 502, description: 'Bad Gateway' }, { matches: /^sendMessage$/ })
    await sends({ ...photo('p1'), caption: words })
    await waits(10_000)
    expect(shape()).toEqual(['picture', 'card'])
  })

  it('come anew with a card whose pictures changed', async () => {
    await sends({ ...photo('p1'), caption: words })
    await waits()
    await at.person.presses('Picture')
    await sends(photo('p2'))
    await waits()
    await at.person.presses('Undo')
    await waits()
    expect(shape()).toEqual([
      'picture',
      'card',
      'Send me the picture, or let me make one.',
      'picture',
      'picture',
      'card',
      'picture',
      'card',
    ])
  })

  it.for(['approve', 'post now'])('of a post begun elsewhere are seen before %j counts', async (yes) => {
    await begunOnTheWeb()
    // As if a colleague had begun it: nothing of it was shown to this person.
    await withSystem(at.desk.db, (tx) => tx.delete(replies).where(eq(replies.unasked, 0)))
    await sends({ text: 'show 1' })
    at.api.trouble({ ...refused, code: 502, description: 'Bad Gateway' }, { times: Number.POSITIVE_INFINITY })
    await waits()
    await sends({ text: yes })
    await waits()
    expect(await at.person.posts()).toEqual(['draft'])
    at.api.calm()
    await waits(70_000)
    expect(last()?.text).toContain('You have not seen it with its pictures yet.')
    await sends({ text: yes })
    await waits()
    expect(await at.person.posts()).toEqual(['armed'])
  })

  it('that were seen on the web may be approved here', async () => {
    await begunOnTheWeb()
    await sends({ text: 'approve' })
    await waits()
    expect(await at.person.posts()).toEqual(['armed'])
  })
})

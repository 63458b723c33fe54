// A person at Telegram with the whole desk behind it: pairing, presses, pictures, edits, channels.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTelegramChannel } from '../../../src/channels/social/telegram/index.ts'
import { withWorkspace } from '../../../src/db/client.ts'
import { accounts } from '../../../src/db/schema/accounts.ts'
import { media } from '../../../src/db/schema/media.ts'
import { makeCode } from '../../../src/http/access.ts'
import { pdfOf } from '../../support/pdf.ts'
import { plain } from '../../unit/media/pictures.ts'
import { ogg } from '../../voice/recordings.ts'
import { luce, openTelegramDesk, stranger, type TelegramDesk } from './desk.ts'

const words = 'The new oat cappuccino is here and it is very good.'

describe('a person at Telegram', () => {
  let at: TelegramDesk
  beforeEach(async () => {
    at = await openTelegramDesk()
  })
  afterEach(() => at.person.close())

  const sends = (content: Record<string, unknown>, from = luce) => {
    at.desk.clock.pass(1_000)
    return at.sends({ message: at.api.updates.message(from, from.id, content) })
  }
  const seen = () => at.shown(luce.id)
  const last = () => seen().at(-1)
  const waits = (ms = 3_000) => at.person.waits(ms)
  const mediaKept = () => withWorkspace(at.desk.db, at.desk.seat.workspaceId, (tx) => tx.select().from(media))

  it('has each press acknowledged, and a card that is the last message changed in its place', async () => {
    await sends({ text: `${words} Tomorrow at nine.` })
    await waits()
    const card = last()
    await at.person.presses('Put back')
    await waits()
    expect(seen()).toHaveLength(1)
    expect([last()?.id, last()?.edits]).toEqual([card?.id, 1])
    expect(at.api.world.answered).toEqual(['q1'])
  })

  it('sees the card anew where the earlier one was deleted', async () => {
    await sends({ text: `${words} Tomorrow at nine.` })
    await waits()
    const press = at.press('Put back')
    at.api.world.messages.splice(0)
    await at.sends(press)
    await waits()
    expect(seen().map((one) => one.text.split('\n')[0])).toEqual([expect.stringContaining('Put back')])
  })

  it('sees one live card: what was said in between takes the buttons off the older one', async () => {
    await sends({ text: `${words} Come and see.` })
    await waits()
    await sends({ text: 'tomorrow at nine' })
    await waits()
    expect(seen().map((one) => one.buttons.length > 0)).toEqual([false, true])
  })

  it('makes a post of a picture with a caption, the file being kept without its metadata', async () => {
    at.api.world.files.set('p1', await plain(320, 200).jpeg().toBuffer())
    await sends({ photo: [{ file_id: 'p1', width: 320, height: 200 }], caption: words })
    await waits()
    expect(last()?.text).toContain(words)
    expect(await mediaKept()).toMatchObject([{ type: 'image/jpeg', width: 320 }])
  })

  it('takes an album as one wish', async () => {
    for (const name of ['a', 'b'])
      at.api.world.files.set(
        name,
        await plain(name === 'a' ? 300 : 301, 200)
          .jpeg()
          .toBuffer(),
      )
    await sends({ photo: [{ file_id: 'a', width: 300, height: 200 }], caption: words, media_group_id: '1' })
    await sends({ photo: [{ file_id: 'b', width: 301, height: 200 }], media_group_id: '1' })
    await waits()
    expect(await at.person.posts()).toEqual(['draft'])
    expect(await mediaKept()).toHaveLength(2)
  })

  it('sends a document, which becomes a post with its caption as the wish', async () => {
    at.api.world.files.set('menu', pdfOf(['The terrace is open until ten from Monday on.']))
    const document = { file_id: 'menu', file_name: 'menu.pdf', mime_type: 'application/pdf' }
    await sends({ document, caption: 'post this tomorrow at nine' })
    await waits()
    const text = seen().at(-1)?.text
    for (const part of ['From “menu.pdf”', 'The terrace is open until ten', 'Wed 25 Nov 09:00'])
      expect(text).toContain(part)
  })

  it.for([
    ['a damaged picture', { photo: [{ file_id: 'broken', width: 1, height: 1 }] }, 'cannot be read'],
    ['a picture too large', { document: { file_id: 'huge', mime_type: 'image/png' } }, '20 MB'],
    ['a voice note', { voice: { file_id: 'v' } }, 'I cannot listen here yet'],
    [
      'a document of an office',
      { document: { file_id: 'd', mime_type: 'application/msword' } },
      'PDF, text and Markdown',
    ],
  ] as const)('hears one sentence about %s, however often it is delivered', async ([, content, sentence]) => {
    at.api.world.files.set('v', ogg(38))
    at.api.world.files.set('broken', new Uint8Array([0xff, 0xd8, 0xff, 0, 1, 2, 3]))
    const message = at.api.updates.message(luce, luce.id, content)
    for (let i = 0; i < 3; i++) await at.sends({ message })
    await waits()
    expect(seen().map((one) => one.text)).toEqual([expect.stringContaining(sentence)])
  })

  it('hears nothing more once the bot is blocked, and nobody tries again', async () => {
    const chat = at.api.world.chats.get(luce.id)
    if (chat !== undefined) chat.bot = 'kicked'
    await sends({ text: words })
    await waits(120_000)
    expect(at.api.requests.filter((one) => one.method === 'sendMessage')).toHaveLength(1)
  })

  it('waits as long as Telegram asks for', async () => {
    const refused = { kind: 'refuse', code: 429, description: 'Too Many Requests: retry after 20' } as const
    at.api.trouble({ ...refused, parameters: { retry_after: 20 } })
    await sends({ text: words })
    await waits(20_000)
    expect(seen()).toEqual([])
    await waits(5_000)
    expect(seen()).toHaveLength(1)
    expect(at.api.requests.filter((one) => one.method === 'sendMessage')).toHaveLength(2)
  })
})

describe('pairing', () => {
  it('lets somebody in by the code of a link, once', async () => {
    const at = await openTelegramDesk({ isKnown: false })
    const { app, seat } = at.desk
    const code = await makeCode(app, seat.personId)
    const chat = app.chats.get('telegram')
    expect(await chat?.invite?.(code)).toBe(`https://t.me/leopost_test_bot?start=${code}`)
    const says = (from: typeof luce, text: string) =>
      at.sends({ message: at.api.updates.message(from, from.id, { text }) })
    await says(luce, `/start ${code}`)
    await at.person.waits(3_000)
    expect(at.shown(luce.id)[0]?.text).not.toContain('private desk')
    await says(stranger, `/start ${code}`)
    await at.person.waits(3_000)
    expect(at.shown(stranger.id).map((one) => one.text)).toEqual([expect.stringContaining('used up')])
    await at.person.close()
  })
})

describe('a channel that is given to the bot', () => {
  const channel = -1001234567890

  async function opened() {
    let made: TelegramDesk['api'] | undefined
    const at = await openTelegramDesk({
      desk: {
        platforms: () => [
          createTelegramChannel({
            token: 'unused:0',
            apiRoot: made?.url ?? 'http://127.0.0.1:1',
            request: Object.assign(async () => Promise.reject(new Error('not asked')), {
              close: async () => undefined,
            }),
            now: () => new Date(),
          }),
        ],
      },
    })
    made = at.api
    const promote = (from: typeof luce) =>
      at.sends({
        my_chat_member: {
          chat: { id: channel, type: 'channel', title: 'Bar Luce' },
          from: { id: from.id, is_bot: false, first_name: from.name },
          date: 0,
          old_chat_member: { status: 'left' },
          new_chat_member: { status: 'administrator', can_post_messages: true },
        },
      })
    const connected = async () => {
      const { db, seat } = at.desk
      const rows = await withWorkspace(db, seat.workspaceId, (tx) => tx.select().from(accounts))
      return rows.filter((row) => row.platform === 'telegram').map((row) => [row.remoteId, row.name])
    }
    return { at, promote, connected }
  }

  it('is connected for the owner who gave it, who hears of it once', async () => {
    const { at, promote, connected } = await opened()
    for (let i = 0; i < 3; i++) await promote(luce)
    await at.person.waits(2_000)
    expect(await connected()).toEqual([[String(channel), 'Bar Luce']])
    expect(at.shown(luce.id).map((one) => one.text)).toEqual([expect.stringContaining('Bar Luce is connected')])
    await at.person.close()
  })

  it('is nothing to us where a stranger gave it', async () => {
    const { at, promote, connected } = await opened()
    await promote(stranger)
    await at.person.waits(2_000)
    expect([await connected(), at.shown(stranger.id)]).toEqual([[], []])
    await at.person.close()
  })
})

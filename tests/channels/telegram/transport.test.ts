// How updates come in and what is survived: polling by one process, outages, bad tokens, the webhook, answers that grow.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkBot } from '../../../src/channels/chat/telegram/check.ts'
import { createTelegram, type TelegramConfig } from '../../../src/channels/chat/telegram/index.ts'
import { createRequest } from '../../../src/channels/request.ts'
import type { Arrival, Chat, Reply } from '../../../src/core/chat.ts'
import { ChatError } from '../../../src/core/errors.ts'
import { createLog } from '../../../src/log.ts'
import { type BotApi, botToken, startBotApi } from '../../support/botapi/server.ts'
import { botName } from '../../support/botapi/world.ts'

const luce = { id: 501, name: 'Luce' }
const team = -700

describe('Telegram', () => {
  let api: BotApi
  let request: ReturnType<typeof createRequest>
  let chats: Chat[]
  let heard: Arrival[]
  let lines: string[]
  let at: number

  beforeEach(async () => {
    api = await startBotApi()
    request = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'Leopost' })
    api.world.chats.set(luce.id, { id: luce.id, type: 'private', bot: 'member', canPost: true, admins: [] })
    api.world.chats.set(team, { id: team, type: 'group', bot: 'member', canPost: true, admins: [] })
    chats = []
    heard = []
    lines = []
    at = Date.parse('2026-11-24T09:00:00Z')
  })
  afterEach(async () => {
    await Promise.all(chats.map((chat) => chat.stop()))
    await request.close()
    await api.stop()
    expect(api.faults).toEqual([])
    expect(lines.join('\n')).not.toContain(botToken.split(':')[1])
  })

  const hear = async (arrival: Arrival) => void heard.push(arrival)

  function create(more: Partial<TelegramConfig> = {}): Chat {
    const chat = createTelegram({
      token: botToken,
      apiRoot: api.url,
      request,
      now: () => new Date(at),
      log: createLog('debug', { write: (line) => void lines.push(line) }),
      hold: async () => true,
      waitMs: () => 20,
      ...more,
    })
    chats.push(chat)
    return chat
  }

  const pushes = (text: string) => api.updates.push({ message: api.updates.message(luce, luce.id, { text }) })
  const texts = () => heard.map((one) => one.inbound.text)
  const count = (method: string) => api.requests.filter((one) => one.method === method).length
  const reply = (text: string): Reply => ({ id: text, number: 1, text, at: '', choices: [] })

  it('sets the menu in both languages and takes a webhook of earlier away', async () => {
    api.world.call('setWebhook', { url: 'https://old.example', secret_token: 'x', allowed_updates: [] })
    await create().start(hear)
    await api.updates.taken(pushes('hello'))
    expect([...api.world.menus.keys()]).toEqual(['', 'it'])
    expect(api.world.webhook()).toBeUndefined()
  })

  it('confirms an update only when it was taken, and takes it again when it was not', async () => {
    let failures = 2
    await create().start(async (arrival) => {
      if (failures-- > 0) throw new Error('the database is away')
      await hear(arrival)
    })
    await api.updates.taken(pushes('kept'))
    expect(texts()).toEqual(['kept'])
  })

  it('survives being cut off: nothing is lost, the order stays', async () => {
    await create().start(hear)
    await api.updates.taken(pushes('one'))
    api.goAway()
    pushes('two')
    const last = pushes('three')
    await vi.waitFor(() => expect(lines.join()).toContain('still cannot be reached'))
    api.calm()
    await api.updates.taken(last)
    expect(texts()).toEqual(['one', 'two', 'three'])
    expect(lines.join()).toContain('Telegram answers again')
  })

  it('starts while Telegram is away, and hears what waits there', async () => {
    api.goAway()
    const last = pushes('early')
    await create().start(hear)
    await vi.waitFor(() => expect(lines.join()).toContain('cannot be reached'))
    api.calm()
    await api.updates.taken(last)
    expect(texts()).toEqual(['early'])
  })

  it('says once by which variable a bad token came, and never the token', async () => {
    api.revoke()
    const chat = create()
    await chat.start(hear)
    await vi.waitFor(() => expect(lines.join()).toContain('TELEGRAM_BOT_TOKEN'))
    await expect(chat.send('501', reply('hello'))).rejects.toMatchObject({ kind: 'unavailable' })
    await expect(chat.invite?.('code')).rejects.toBeInstanceOf(ChatError)
  })

  it('polls from one process only', async () => {
    let holder = 'first'
    await create({ hold: async () => holder === 'first' }).start(hear)
    await create({ hold: async () => holder === 'second' }).start(hear)
    await api.updates.taken(pushes('hello'))
    expect(texts()).toEqual(['hello'])
    holder = 'none'
    expect(lines.join()).not.toContain('Somebody else')
  })

  it('goes on after a call that another poller ended, and says so', async () => {
    const conflict = { kind: 'refuse', code: 409, description: 'Conflict: terminated by other getUpdates' } as const
    api.trouble(conflict, { matches: /getUpdates/, times: 2 })
    await create().start(hear)
    await api.updates.taken(pushes('hello'))
    expect(lines.join()).toContain('Somebody else receives the messages of this bot')
  })

  it.for([
    [{ kind: 'refuse', code: 403, description: 'Forbidden: bot was blocked by the user' }, 'gone'],
    [{ kind: 'refuse', code: 403, description: 'Forbidden: user is deactivated' }, 'gone'],
    [{ kind: 'refuse', code: 400, description: 'Bad Request: chat not found' }, 'gone'],
    [{ kind: 'refuse', code: 502, description: 'Bad Gateway' }, 'unavailable'],
    [{ kind: 'hangUpBefore' }, 'unavailable'],
    [{ kind: 'hangUpAfter' }, 'unavailable'],
  ] as const)('reads %o as %s', async ([trouble, kind]) => {
    api.trouble(trouble)
    await expect(create().send('501', reply('hello'))).rejects.toMatchObject({ name: 'ChatError', kind })
  })

  it('names the moment to try again, and then sends only what is missing', async () => {
    const chat = create()
    const refusal = {
      kind: 'refuse',
      code: 429,
      description: 'Too Many Requests',
      parameters: { retry_after: 7 },
    } as const
    api.trouble(refusal, { after: 1 })
    const long = reply(`${'a'.repeat(4_096)}b`)
    await expect(chat.send('501', long)).rejects.toMatchObject({ kind: 'limited', retryAt: new Date(at + 7_000) })
    await chat.send('501', long)
    expect(api.world.messages.map((one) => one.text.length)).toEqual([4_096, 1])
  })

  it('takes what is the same already, and what is gone already, as done', async () => {
    const chat = create()
    const { externalId } = await chat.send('501', reply('hello'))
    expect(await chat.edit?.('501', externalId, reply('hello'))).toEqual({ externalId })
    await chat.strip?.('501', externalId, reply('hello'))
    await chat.strip?.('501', '999', reply('hello'))
    const anew = await chat.edit?.('501', '999', reply('again'))
    expect(anew?.externalId).not.toBe('999')
    expect(api.world.messages.map((one) => one.text)).toEqual(['hello', 'again'])
  })

  describe('called by a webhook', () => {
    const secret = 'a-secret-of-ours'
    const call = (chat: Chat, body: string, given?: string) => {
      const headers = { 'content-type': 'application/json', ...(given && { 'x-telegram-bot-api-secret-token': given }) }
      const asked = new Request('https://desk.example/webhooks/telegram', { method: 'POST', headers, body })
      return chat.webhook?.(asked) ?? Promise.reject(new Error('no webhook'))
    }
    const update = (more: object) => JSON.stringify({ update_id: 1, ...more })
    const words = () => ({ message: api.updates.message(luce, luce.id, { text: 'hello' }) })

    it('tells Telegram where, with a secret, and asks for nothing by itself', async () => {
      const chat = create({ publicUrl: 'https://desk.example', webhookSecret: secret })
      await chat.start(hear)
      await vi.waitFor(() => expect(api.world.webhook()).toBeDefined())
      expect(api.world.webhook()).toMatchObject({ url: 'https://desk.example/webhooks/telegram', secret_token: secret })
      expect(count('getUpdates')).toBe(0)
    })

    it('answers 200 when it is stored, 401 to who cannot prove themselves, 400 to what is no update', async () => {
      const chat = create({ publicUrl: 'https://desk.example', webhookSecret: secret })
      await chat.start(hear)
      expect((await call(chat, update(words()))).status).toBe(401)
      expect((await call(chat, update(words()), `${secret}x`)).status).toBe(401)
      expect((await call(chat, '', '')).status).toBe(401)
      expect(heard).toEqual([])
      expect((await call(chat, 'no json', secret)).status).toBe(400)
      expect((await call(chat, update({ from_next_year: {} }), secret)).status).toBe(200)
      expect(heard).toEqual([])
      expect((await call(chat, update(words()), secret)).status).toBe(200)
      expect(texts()).toEqual(['hello'])
    })

    it('has a secret where none is set, the same in every process', async () => {
      const [one, other] = [
        create({ publicUrl: 'https://desk.example' }),
        create({ publicUrl: 'https://desk.example' }),
      ]
      await one.start(hear)
      await vi.waitFor(() => expect(api.world.webhook()).toBeDefined())
      await other.start(hear)
      expect((await call(other, update(words()), api.world.webhook()?.secret_token)).status).toBe(200)
    })

    it('is not acknowledged where it was not stored', async () => {
      const chat = create({ publicUrl: 'https://desk.example', webhookSecret: secret })
      await chat.start(() => Promise.reject(new Error('the database is away')))
      await expect(call(chat, update(words()), secret)).rejects.toThrow('the database is away')
    })
  })

  describe('while an answer grows', () => {
    it('shows a draft in a private chat, not more often than every 400 ms, each network by name', async () => {
      const chat = create()
      await chat.stream?.('501', { text: 'Come', platform: 'bluesky' })
      await chat.stream?.('501', { text: ' on', platform: 'bluesky' })
      at += 400
      await chat.stream?.('501', { text: ' Monday', platform: 'bluesky' })
      at += 400
      await chat.stream?.('501', { text: 'Do come', platform: 'mastodon' })
      expect(api.world.drafts.map((one) => one.text)).toEqual([
        'Come',
        'Come on Monday',
        'Bluesky\nCome on Monday\n\nMastodon\nDo come',
      ])
      at += 400
      await chat.stream?.('501', { reset: true })
      await chat.stream?.('501', { text: 'Anew', platform: 'bluesky' })
      expect(api.world.drafts.at(-1)?.text).toBe('Anew')
    })

    it('edits one message in a group every three seconds, and takes it away for the answer', async () => {
      const chat = create()
      for (const text of ['Come', ' on', ' Monday', ' at eight']) {
        await chat.stream?.(`${team}/501`, { text })
        at += 1_500
      }
      expect(api.world.messages.map((one) => [one.text, one.edits])).toEqual([['Come on Monday', 1]])
      await chat.send(`${team}/501`, reply('Come on Monday at eight.'))
      expect(api.world.messages.map((one) => one.text)).toEqual(['Come on Monday at eight.'])
    })

    it('is quiet when Telegram asks for it, and fails for nobody', async () => {
      const chat = create()
      // The button is there before the draft.
      const refusal = { kind: 'refuse', code: 429, description: 'Too Many', parameters: { retry_after: 5 } } as const
      api.trouble(refusal, { matches: /Draft/ })
      await chat.stream?.('501', { text: 'one ' })
      at += 4_000
      await chat.stream?.('501', { text: 'two ' })
      at += 1_001
      await chat.stream?.('501', { text: 'three' })
      expect(api.world.drafts.map((one) => one.text)).toEqual(['one two three'])
      expect(count('sendMessageDraft')).toBe(2)
    })
  })

  it('tells how the bot is: its name, a token that is not known, or no answer', async () => {
    const reach = { token: botToken, apiRoot: api.url, request }
    const state = { kind: 'ok', username: botName, webhookUrl: '', waiting: 0, lastTrouble: undefined }
    expect(await checkBot(reach)).toEqual(state)
    api.revoke()
    expect(await checkBot(reach)).toEqual({ kind: 'badToken' })
    api.goAway()
    expect(await checkBot(reach)).toEqual({ kind: 'unreachable' })
  })

  it('is opened by an address with a code', async () => {
    expect(await create().invite?.('abc')).toBe(`https://t.me/${botName}?start=abc`)
  })
})

// A Telegram channel keeps the contract of a network, against the strict Bot API; and what is particular to it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sayReason } from '../../../src/bot/replies/reasons.ts'
import { createRequest } from '../../../src/channels/request.ts'
import { createTelegramChannel } from '../../../src/channels/social/telegram/index.ts'
import { PlatformError } from '../../../src/core/errors.ts'
import type { Content, Json, Picture, Step } from '../../../src/core/platform.ts'
import { platformContract, type Treatment } from '../../contract/platform.ts'
import { type BotApi, botToken, startBotApi, type Trouble } from '../../support/botapi/server.ts'
import { botId } from '../../support/botapi/world.ts'

const channel = -1001234567890

const troubles: Record<Treatment, Trouble> = {
  unauthorised: { kind: 'refuse', code: 401, description: 'Unauthorized' },
  limited: {
    kind: 'refuse',
    code: 429,
    description: 'Too Many Requests: retry after 30',
    parameters: { retry_after: 30 },
  },
  refused: { kind: 'refuse', code: 400, description: 'Bad Request: wrong type of the web page content' },
  broken: { kind: 'refuse', code: 502, description: 'Bad Gateway' },
  hangUpBefore: { kind: 'hangUpBefore' },
  hangUpAfter: { kind: 'hangUpAfter' },
}

async function open() {
  const api = await startBotApi()
  const shared = { title: 'Bar Luce', bot: 'administrator', canPost: true, admins: [501] } as const
  api.world.chats.set(channel, { id: channel, type: 'channel', username: 'barluce', ...shared, admins: [501] })
  const request = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'Leopost' })
  return {
    api,
    platform: createTelegramChannel({ token: botToken, apiRoot: api.url, request, now: () => new Date() }),
    account: { id: 'a', workspaceId: 'w', remoteId: String(channel), name: 'Bar Luce', credentials: {} },
    async close() {
      await request.close()
      await api.stop()
      expect(api.faults).toEqual([])
    },
  }
}

platformContract(
  'A Telegram channel',
  async () => {
    const stage = await open()
    return {
      ...stage,
      secret: botToken.split(':')[1] ?? '',
      seen: async () => stage.api.world.messages.map((one) => one.text),
      treat: (how, after = 0) => stage.api.trouble(troubles[how], { after }),
    }
  },
  { threads: false, settles: false },
)

describe('a Telegram channel', () => {
  let stage: Awaited<ReturnType<typeof open>>
  let api: BotApi
  beforeEach(async () => {
    stage = await open()
    api = stage.api
  })
  afterEach(() => stage.close())

  const picture = (mediaId: string, more: Partial<Picture> = {}): Picture => ({
    ...{ mediaId, sha256: mediaId, type: 'image/jpeg', bytes: 3, width: 800, height: 600, alt: '' },
    ...more,
  })
  const content = (text: string, more: Partial<Content> = {}): Content => ({
    ...{ text, parts: [], pictures: [], options: {} },
    ...more,
  })
  const signal = () => AbortSignal.timeout(5_000)

  function base(given: Content) {
    const read = async () => new Uint8Array([1, 2, 3])
    return {
      publicationId: 'p',
      account: stage.account,
      content: given,
      read,
      piece: read,
      link: () => '',
      signal: signal(),
    }
  }

  async function publish(given: Content) {
    const frozen = await stage.platform.prepare(base(given))
    let progress: Json = null
    for (;;) {
      const step: Step = { ...base(given), frozen, progress, sent: () => undefined }
      const answer = await stage.platform.publish(step)
      if (answer.kind === 'done') return answer
      progress = answer.progress
    }
  }

  async function faultOf(work: Promise<unknown>): Promise<PlatformError> {
    const error = await work.catch((thrown: unknown) => thrown)
    if (!(error instanceof PlatformError)) throw new Error(`no fault: ${JSON.stringify(error)}`)
    return error
  }

  const visible = () => api.requests.filter((one) => one.method.startsWith('send'))

  it('sends exactly this for a text, silent and without a preview where that is asked for', async () => {
    const done = await publish(content('New hours. https://barluce.example'))
    await publish(content('Quiet.', { options: { silent: true, linkPreview: false } }))
    expect(visible().map((one) => one.payload)).toEqual([
      { chat_id: String(channel), text: 'New hours. https://barluce.example' },
      {
        chat_id: String(channel),
        text: 'Quiet.',
        disable_notification: true,
        link_preview_options: { is_disabled: true },
      },
    ])
    expect(done.url).toBe(`https://t.me/barluce/${done.remoteId}`)
  })

  it('sends a picture with its caption in one message', async () => {
    await publish(content('The new counter.', { pictures: [picture('one')] }))
    expect(api.world.messages).toMatchObject([{ text: 'The new counter.', photos: ['photo.jpeg'] }])
  })

  it('sends several pictures as an album that is deleted whole', async () => {
    const done = await publish(content('Three of them.', { pictures: ['a', 'b', 'c'].map((id) => picture(id)) }))
    expect(api.world.messages.map((one) => one.text)).toEqual(['Three of them.', '', ''])
    expect(visible()).toHaveLength(1)
    await stage.platform.remove?.(stage.account, done.remoteId, signal())
    expect(api.world.messages).toEqual([])
  })

  it.for([
    [1_024, ['sendPhoto']],
    [1_025, ['sendPhoto', 'sendMessage']],
  ] as const)('puts a text of %i under its picture, or after it', async ([length, methods]) => {
    const text = 'a'.repeat(length)
    await publish(content(text, { pictures: [picture('one')] }))
    expect(visible().map((one) => one.method)).toEqual(methods)
    expect(api.world.messages.at(-1)?.text).toBe(text)
  })

  it('goes on with the text where its picture is out already', async () => {
    api.trouble(troubles.limited, { after: 1 })
    const given = content('a'.repeat(2_000), { pictures: [picture('one')] })
    const frozen = await stage.platform.prepare(base(given))
    const step = { ...base(given), frozen, progress: null, sent: () => undefined }
    const first = await stage.platform.publish(step)
    if (first.kind !== 'wait') throw new Error('the text has still to come')
    const next = { ...step, progress: JSON.parse(JSON.stringify(first.progress)) }
    expect((await faultOf(stage.platform.publish(next))).kind).toBe('limited')
    expect((await stage.platform.publish(next)).kind).toBe('done')
    expect(api.world.messages.map((one) => one.photos.length)).toEqual([1, 0])
  })

  it('opens a message of a private channel for its members', async () => {
    const known = api.world.chats.get(channel)
    if (known !== undefined) delete known.username
    const done = await publish(content('Members only.'))
    expect(done.url).toBe(`https://t.me/c/1234567890/${done.remoteId}`)
  })

  it('is not prepared where the bot lost its rights, and says what to do', async () => {
    api.world.chats.set(channel, { ...required(channel), canPost: false })
    const fault = await faultOf(stage.platform.prepare(base(content('Too late.'))))
    expect([fault.kind, sayReason(fault.say, 'en')]).toEqual(['auth', expect.stringContaining('administrator')])
  })

  it.for([
    [403, 'Forbidden: bot was kicked from the channel chat', 'auth'],
    [400, 'Bad Request: chat not found', 'auth'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 'auth'],
    [400, 'Bad Request: message is too long', 'rejected'],
    [404, 'Not Found', 'auth'],
    [409, 'Conflict: terminated by other getUpdates request', 'operator'],
    [500, 'Internal Server Error', 'unknown'],
  ] as const)('reads %i "%s" as %s', async ([code, description, kind]) => {
    api.trouble({ kind: 'refuse', code, description })
    expect((await faultOf(publish(content('Trouble.')))).kind).toBe(kind)
  })

  it('waits exactly as long as it is told, and asks for a new connection where a group moved', async () => {
    api.trouble(troubles.limited)
    const from = Date.now()
    const limited = await faultOf(publish(content('Slow.')))
    expect((limited.retryAt?.getTime() ?? 0) - from).toBeGreaterThanOrEqual(30_000)
    const parameters = { migrate_to_chat_id: -1009 }
    api.trouble({
      kind: 'refuse',
      code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters,
    })
    expect((await faultOf(publish(content('Moved.')))).kind).toBe('auth')
  })

  it('refuses a picture that Telegram would not show as a photo before anything is sent', async () => {
    const long = picture('long', { width: 9_000, height: 300 })
    expect((await faultOf(stage.platform.prepare(base(content('', { pictures: [long] }))))).kind).toBe('rejected')
    expect(stage.platform.check(content('', { pictures: [picture('big', { bytes: 10_000_001 })] }), limits())).toEqual([
      { kind: 'pictureTooLarge', bytes: 10_000_001, limit: 10_000_000 },
    ])
  })

  const limits = () => stage.platform.limits({ settings: {} })
  const required = (id: number) => {
    const known = api.world.chats.get(id)
    if (known === undefined) throw new Error('no such chat')
    return known
  }

  describe('is connected', () => {
    const host = { isHost: true, identities: [] }
    const connect = (
      chat: string,
      by: { isHost: boolean; identities: { chat: string; externalId: string }[] } = host,
    ) =>
      stage.platform.connect?.open?.({ answers: { chat }, asker: by, signal: signal() }) ??
      Promise.reject(new Error('cannot be connected'))

    it.for(['@barluce', 'barluce', 'https://t.me/barluce', 't.me/barluce/', String(channel)])(
      'by %s',
      async (given) => {
        expect(await connect(given)).toEqual({ remoteId: String(channel), name: 'Bar Luce' })
      },
    )

    it.for([
      ['', 'write the channel as'],
      ['https://elsewhere.example/barluce', 'write the channel as'],
      ['@nobodythere', 'finds no channel'],
      ['@kitchen', 'is not a channel'],
    ] as const)('not by "%s"', async ([given, say]) => {
      api.world.chats.set(-42, { ...required(channel), id: -42, type: 'supergroup', username: 'kitchen' })
      const fault = await faultOf(connect(given))
      expect([fault.kind, sayReason(fault.say, 'en')]).toEqual(['rejected', expect.stringContaining(say)])
    })

    it('not while the bot may not post there', async () => {
      api.world.chats.set(channel, { ...required(channel), canPost: false })
      expect(sayReason((await faultOf(connect('@barluce'))).say, 'en')).toContain(
        'make the bot an administrator of Bar Luce',
      )
      api.world.chats.set(channel, { ...required(channel), bot: 'left' })
      expect(sayReason((await faultOf(connect('@barluce'))).say, 'en')).toContain(
        'make the bot an administrator of Bar Luce',
      )
    })

    it('by a guest of this installation only where they are an administrator of the channel', async () => {
      const guest = (externalId: string) => ({ isHost: false, identities: [{ chat: 'telegram', externalId }] })
      expect((await connect('@barluce', guest('501'))).remoteId).toBe(String(channel))
      expect(sayReason((await faultOf(connect('@barluce', guest('666')))).say, 'en')).toContain('only an administrator')
      expect((await faultOf(connect('@barluce', { isHost: false, identities: [] }))).kind).toBe('rejected')
    })

    it('not with a token that is good no more: that is told as such', async () => {
      api.revoke()
      expect((await faultOf(connect('@barluce'))).kind).toBe('auth')
      api.calm()
      api.goAway()
      expect((await faultOf(connect('@barluce'))).kind).toBe('unavailable')
      expect(botId).toBeGreaterThan(0)
    })
  })

  describe('a change of what is out', () => {
    const change = (remoteId: string, before: Content, after: Content) =>
      stage.platform.edit?.({ ...base(after), remoteId, before, sent: () => undefined }) ?? Promise.reject()
    const seen = () => api.world.messages.map((one) => [one.text, one.photos.length, one.edits])

    it('changes a caption and leaves the picture', async () => {
      const before = content('The new cuonter.', { pictures: [picture('one')] })
      const { remoteId } = await publish(before)
      await change(remoteId, before, { ...before, text: 'The new counter.' })
      expect(seen()).toEqual([['The new counter.', 1, 1]])
    })

    it('changes one picture of an album, with the caption where it stands', async () => {
      const before = content('Three.', { pictures: ['a', 'b', 'c'].map((id) => picture(id)) })
      const { remoteId } = await publish(before)
      await change(remoteId, before, content('Three.', { pictures: ['a', 'x', 'c'].map((id) => picture(id)) }))
      expect(seen().map(([, , edits]) => edits)).toEqual([0, 1, 0])
      await change(remoteId, before, content('Four.', { pictures: ['y', 'b', 'c'].map((id) => picture(id)) }))
      expect(seen()[0]).toEqual(['Four.', 1, 1])
    })

    it('changes a long text that stands after its picture', async () => {
      const long = 'a'.repeat(1_100)
      const before = content(long, { pictures: [picture('one')] })
      const { remoteId } = await publish(before)
      await change(remoteId, before, { ...before, text: `${long}b` })
      expect(seen()).toEqual([
        ['', 1, 0],
        [`${long}b`, 0, 1],
      ])
    })

    it('refuses another number of pictures, and a message that is gone', async () => {
      const before = content('One.', { pictures: [picture('one')] })
      const { remoteId } = await publish(before)
      const more = { ...before, pictures: [picture('one'), picture('two')] }
      expect((await faultOf(change(remoteId, before, more))).kind).toBe('rejected')
      await stage.platform.remove?.(stage.account, remoteId, signal())
      expect((await faultOf(change(remoteId, before, { ...before, text: 'Two.' }))).kind).toBe('rejected')
    })
  })
})

// What only Twilio has: its signature, its files behind a redirect, its quick replies, and what it tells afterwards.
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../src/config.ts'
import { createLinks } from '../../../src/core/media/links.ts'
import { withSystem } from '../../../src/db/client.ts'
import { conversations } from '../../../src/db/schema/conversations.ts'
import { messages } from '../../../src/db/schema/messages.ts'
import { createHttp } from '../../../src/http/index.ts'
import { checkTwilio } from '../../../src/operation/doctor/whatsapp.ts'
import { access, publicUrl } from '../../support/twilio/server.ts'
import { choicesIn, luce, openWhatsAppDesk, type WhatsAppDesk } from '../whatsapp/desk.ts'
import { twilioWay } from './way.ts'

const words = 'The new oat cappuccino is here and it is very good.'
const dayMs = 24 * 3_600_000
const key = 'test-key-test-key-test-key-test-key'

let at: WhatsAppDesk<Awaited<ReturnType<typeof twilioWay>>>
const open = async (more: Parameters<typeof twilioWay>[2] = {}) => {
  at = await openWhatsAppDesk((clock, log) => twilioWay(clock, log, more))
}
beforeEach(() => open())
afterEach(() => at.person.close())

const stored = () => withSystem(at.desk.db, (tx) => tx.select().from(messages))
const seen = () => at.way.shown(luce.number)
const last = () => at.way.api.shown.at(-1)

describe('a call of the webhook', () => {
  const call = async (request: Request) => {
    const http = createHttp(at.desk.app, { publicUrl: () => publicUrl, key })
    return (await http.fetch(request)).status
  }

  it('is stored once, however often it comes, and answered', async () => {
    const form = at.way.api.message(luce, { Body: 'drafts' })
    for (let i = 0; i < 3; i++) expect(await call(at.way.api.signed(form))).toBe(200)
    expect(await stored()).toHaveLength(1)
    await at.waits(3_000)
    expect(seen()).toEqual([expect.stringContaining('No drafts')])
  })

  it('that is forged is refused and never stored', async () => {
    const { api } = at.way
    const form = api.message(luce, { Body: 'approve' })
    expect(await call(api.signed(form, { token: 'guessed' }))).toBe(403)
    const body = new URLSearchParams({ ...form, Body: 'approve it' }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { headers: real } = api.signed(form)
    const url = `${publicUrl}/webhooks/twilio`
    expect(await call(new Request(url, { method: 'POST', headers: real, body }))).toBe(403)
    expect(await call(new Request(url, { method: 'POST', headers, body }))).toBe(403)
    expect(await call(new Request(url))).toBe(405)
    expect(await stored()).toEqual([])
  })

  it('is signed with its query, and with every field, empty ones included', async () => {
    const { api } = at.way
    expect(await call(api.signed(api.message(luce, { Body: 'help', Latitude: '' }), { query: '?region=ie1' }))).toBe(
      200,
    )
    expect(await stored()).toHaveLength(1)
  })
})

describe('a file', () => {
  const jpeg = () =>
    sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()

  it('is fetched with the password at Twilio and without it where that leads, and shown by a link', async () => {
    const { api } = at.way
    at.desk.app.ctx.linkTo = createLinks({ key, publicUrl, now: at.desk.clock.now })
    api.files.set('ME1', { bytes: await jpeg(), type: 'image/jpeg' })
    const file = { NumMedia: '1', MediaUrl0: api.fileUrl('ME1'), MediaContentType0: 'image/jpeg' }
    await at.way.brings(luce, { Body: 'The counter is in.', ...file })
    await at.waits(3_000)
    expect(api.asked.map((one) => one.authorization?.startsWith('Basic '))).toEqual([true, undefined])
    expect(seen().at(-1)).toContain('The counter is in.')
    const link = new URL(api.shown.at(-2)?.picture ?? '')
    const http = createHttp(at.desk.app, { publicUrl: () => publicUrl, key })
    const shown = await http.fetch(new Request(link))
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  })

  it('of plain text is a document, as Twilio says its type and no name', async () => {
    const { api } = at.way
    api.files.set('ME2', { bytes: Buffer.from('The terrace is open until ten from Monday on.'), type: 'text/plain' })
    const file = { NumMedia: '1', MediaUrl0: api.fileUrl('ME2'), MediaContentType0: 'text/plain' }
    await at.way.brings(luce, file)
    await at.waits(3_000)
    expect(seen().at(-1)).toContain('From the document:')
    expect(seen().at(-1)).toContain('The terrace is open until ten')
  })

  it('that lies anywhere but at Twilio is not asked for', async () => {
    const file = {
      NumMedia: '1',
      MediaUrl0: 'http://169.254.169.254/latest/meta-data',
      MediaContentType0: 'image/jpeg',
    }
    expect(await at.way.brings(luce, file)).toBe(200)
    await at.waits(3_000)
    expect(seen().at(-1)).toContain('Send it smaller')
  })
})

describe('quick replies', () => {
  it('are made once for a list that has them, and found again by their name', async () => {
    for (let i = 0; i < 2; i++) {
      await at.person.says(`${words} ${'Again. '.repeat(i)}`)
      await at.waits(3_000)
      await at.person.presses('Approve')
      await at.waits(13_000)
    }
    const names = [...at.way.api.contents.values()].map((one) => one.friendly_name)
    expect(names).toContain('leopost Undo')
    expect(new Set(names).size).toBe(names.length)
    expect(at.way.api.shown.some((one) => one.buttons.map(({ title }) => title).join() === 'Undo')).toBe(true)
  })

  it('that Twilio refuses are numbers', async () => {
    at.way.api.trouble({ status: 400, code: 20001 }, { path: /\/v1\/Content$/, times: 9 })
    await at.person.says(words)
    await at.waits(3_000)
    await at.person.presses('Approve')
    await at.waits(2_000)
    expect(last()?.buttons).toEqual([])
    expect(choicesIn(last()?.text ?? '')).toEqual(['Undo'])
  })
})

describe('what Twilio tells afterwards', () => {
  it('a message that did not arrive is brought again', async () => {
    await at.person.says(words)
    await at.waits(3_000)
    const { id } = last() ?? { id: '' }
    at.way.api.loses(id, 63_999)
    await at.waits(70_000)
    expect(last()?.text).toContain(words)
    expect(last()?.id).not.toBe(id)
  })

  it('a limit is waited for as long as it says', async () => {
    at.way.api.trouble({ status: 429, code: 20429, retryAfter: 30 })
    await at.person.says('drafts')
    await at.waits(20_000)
    expect(seen()).toEqual([])
    await at.waits(15_000)
    expect(seen()).toHaveLength(1)
  })
})

describe('after a day of silence', () => {
  async function silent(): Promise<void> {
    await withSystem(at.desk.db, (tx) => tx.delete(conversations).where(eq(conversations.chat, 'web')))
    await at.person.says(`${words} In two days at ten.`)
    await at.waits(3_000)
    await at.person.presses('Approve')
    await at.waits(3_000)
    await at.desk.pass(2 * dayMs)
    await at.waits(15_000)
    expect(await at.person.posts()).toEqual(['published'])
  }

  it('the approved template asks once, and the rest comes when they answer', async () => {
    await at.person.close()
    await open({ templateSid: `HX${'f'.repeat(32)}` })
    await silent()
    expect(seen().at(-1)).toBe('(template)')
    await at.person.says('hello')
    await at.waits(5_000)
    expect(seen().some((text) => text.includes('Out on Practice'))).toBe(true)
    expect(seen().filter((text) => text === '(template)')).toHaveLength(1)
  })

  it('without one it waits where there is no other chat', async () => {
    await silent()
    expect(seen().some((text) => text.includes('Out on Practice'))).toBe(false)
    await at.person.says('hello')
    await at.waits(5_000)
    expect(seen().some((text) => text.includes('Out on Practice'))).toBe(true)
  })
})

describe('the doctor and the configuration', () => {
  const env = {
    TWILIO_ACCOUNT_SID: access.accountSid,
    TWILIO_AUTH_TOKEN: access.authToken,
    TWILIO_WHATSAPP_FROM: `whatsapp:${access.from}`,
    PUBLIC_URL: publicUrl,
  }

  it('name the account, and say what to do about a refused token', async () => {
    const check = (more: Record<string, string>) =>
      checkTwilio(readConfig({ ...env, TWILIO_API_ROOT: at.way.api.url, ...more }))
    const template = { TWILIO_TEMPLATE_SID: `HX${'f'.repeat(32)}` }
    expect((await check(template)).map((one) => [one.level, one.say])).toEqual([
      ['ok', 'the account “Bar Luce” sends from +14155238886'],
    ])
    expect((await check({ ...template, TWILIO_AUTH_TOKEN: 'old' }))[0]?.level).toBe('fail')
    expect((await check({})).map((one) => one.level)).toEqual(['ok', 'warn'])
  })

  it('want the address that calls are signed with', () => {
    const { PUBLIC_URL: _, ...rest } = env
    expect(() => readConfig(rest)).toThrow(ConfigError)
    expect(() => readConfig(rest)).toThrow(/PUBLIC_URL: required with TWILIO_AUTH_TOKEN/)
  })
})

// The session: linked by a code, held by one process, tried again when it fails alone, and the real library as far as the network lets it.
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import wweb from 'whatsapp-web.js'
import { decodeMessage, decodeSign } from '../../../src/channels/chat/whatsapp-web/decode.ts'
import { createSession } from '../../../src/channels/chat/whatsapp-web/session.ts'
import { readConfig } from '../../../src/config.ts'
import type { Linking } from '../../../src/core/chat.ts'
import { withSystem } from '../../../src/db/client.ts'
import { writeInstallation } from '../../../src/db/tenants.ts'
import { makeLink } from '../../../src/http/access.ts'
import { createHttp } from '../../../src/http/index.ts'
import { checkWhatsAppWeb } from '../../../src/operation/doctor/whatsapp.ts'
import { pdfOf } from '../../support/pdf.ts'
import { ogg } from '../../voice/recordings.ts'
import { luce, openWhatsAppDesk, type WhatsAppDesk } from '../whatsapp/desk.ts'
import { webWay } from './way.ts'

const words = 'The new oat cappuccino is here and it is very good.'
let at: WhatsAppDesk<Awaited<ReturnType<typeof webWay>>>
afterEach(async () => at?.person.close())
const open = async (more: Parameters<typeof webWay>[2] = {}) => {
  at = await openWhatsAppDesk((clock, log) => webWay(clock, log, more))
}
const soon = async (is: () => boolean) => {
  while (!is()) await new Promise((done) => setImmediate(done))
}
const state = () => at.way.chat.linking?.().state

describe('the link', () => {
  it('is made by a code in the terminal, or one to type, and the doctor knows how it is', async () => {
    await open()
    await at.way.until(() => at.way.births() === 1)
    at.way.tell_({ is: 'qr', qr: '2@abc,def' })
    await soon(() => state() === 'waiting' && at.way.printed.length > 0)
    expect(at.way.printed[0]).toContain('/connections/whatsapp')
    expect(await at.way.chat.pair?.('+39 333 123')).toBe('ABCD1234')
    expect(at.way.asked.at(-1)).toMatchObject({ ask: 'pair', number: '39333123' })
    const check = () =>
      checkWhatsAppWeb(readConfig({ WHATSAPP_WEB: 'on', DATA_DIR: at.way.dataDir, CHROMIUM_PATH: process.execPath }))
    expect((await check())[0]).toMatchObject({ level: 'warn', say: 'no telephone is linked' })
    await at.way.linked()
    expect((await check())[0]?.level).toBe('ok')
    expect(await at.way.chat.invite?.('abc')).toBe('https://wa.me/393330000000?text=%2Fstart%20abc')
  })

  it('fails alone: the desk goes on, the child comes back, and what was said goes out', async () => {
    await open()
    await at.person.says('drafts')
    at.way.tell_({ is: 'out', why: 'LOGOUT' })
    at.way.tell_({ die: true })
    await soon(() => state() === 'off' || at.way.births() > 1)
    expect((await at.desk.person.says('help'))[0]?.text).toContain('I make the post')
    await at.way.until(() => at.way.births() > 1)
    await at.way.linked()
    await at.waits(70_000)
    expect(at.way.shown(luce.number).at(-1)).toContain('No drafts')
  })

  it('is held by one process: another one starts no browser', async () => {
    await open({ hold: async () => false })
    await soon(() => state() === 'elsewhere')
    expect(at.way.births()).toBe(0)
  })

  it('that says nothing any more is ended and begun again', async () => {
    await open({ timing: { lookMs: 20, restMs: 20, startMs: 300 } })
    await at.way.until(() => at.way.births() > 1)
    expect(at.way.births()).toBeGreaterThan(1)
  })
})

describe('what comes in', () => {
  it('a voice note is fetched from the child, a sign presses, and one taken off does nothing', async () => {
    at = await openWhatsAppDesk((clock, log) => webWay(clock, log), {
      desk: {
        gateway: {
          write: async ({ quoted }) => ({ texts: new Map([['practice', quoted ?? words]]), micros: 0 }),
          transcriber: { listen: async () => ({ text: words, micros: 0 }) },
        },
      },
    })
    at.way.files.set('voice1', ogg(5))
    await at.way.brings(luce, { id: 'voice1', type: 'ptt', hasFile: true })
    await at.waits(3_000)
    expect(at.way.shown(luce.number).at(-1)).toContain('I heard')
    const on = at.way.shownAll.at(-1)?.id ?? ''
    const seconds = Math.floor(at.desk.clock.now().getTime() / 1000) + 1
    at.way.tell_({ is: 'sign', sign: { id: 's1', from: `${luce.number}@lid`, at: seconds, on, emoji: '' } })
    at.way.tell_({ is: 'sign', sign: { id: 's2', from: `${luce.number}@lid`, at: seconds, on, emoji: '👍' } })
    for (let i = 0; i < 200 && !at.way.shown(luce.number).at(-1)?.includes('Approved'); i++) await at.work()
    expect(at.way.shown(luce.number).filter((text) => text.includes('Approved'))).toHaveLength(1)
  })

  it('a document is fetched by its message and read, and its caption is the wish', async () => {
    await open()
    at.way.files.set('doc1', pdfOf(['The terrace is open until ten.']))
    const document = { type: 'document', hasFile: true, fileName: 'menu.pdf', mimeType: 'application/pdf' }
    await at.way.brings(luce, { ...document, id: 'doc1', body: 'make a post of this, tomorrow at nine' })
    await at.waits(3_000)
    const card = at.way.shown(luce.number).at(-1) ?? ''
    expect(card).toContain('From “menu.pdf”')
    expect(card).toContain('The terrace is open until ten.')
    expect(card).toContain('09:00')
    // Without a caption WhatsApp gives the name of the file in its place: that is no words of anybody.
    at.way.files.set('doc2', pdfOf(['Closed on Sunday, all of us go swimming.']))
    await at.way.brings(luce, { ...document, id: 'doc2', body: 'menu.pdf' })
    await at.waits(3_000)
    expect(at.way.shown(luce.number).at(-1)).toContain('Closed on Sunday')
    expect(await at.person.posts()).toEqual(['draft', 'draft'])
  })

  const seen = {
    id: '1',
    from: '5@lid',
    name: 'Luce',
    at: 1,
    type: 'chat',
    body: 'hi',
    hasFile: false,
    isForwarded: false,
  }
  it('is decoded without reading a number out of an address', () => {
    expect(decodeMessage(seen)?.sender.externalId).toBe('5@lid')
    expect(decodeMessage({ ...seen, isForwarded: true })?.inbound).toMatchObject({ quoted: 'hi', forwardedFrom: '' })
    expect(decodeMessage({ ...seen, type: 'e2e_notification', body: '' })).toBeUndefined()
    expect(decodeMessage({ ...seen, type: 'video', body: '', hasFile: true })?.file).toBe(seen.id)
    expect(decodeSign({ id: '1', from: '5@lid', at: 1, on: 'x', emoji: '' })).toBeUndefined()
  })
})

describe('the real library', () => {
  const chromium = async () => {
    if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
    if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
    return (await import('@sparticuz/chromium')).default.executablePath()
  }

  it('starts a browser and comes to its code to scan, or to its first failure, and leaves nothing behind', async ({
    skip,
  }) => {
    const path = await chromium()
    if (path === undefined || !existsSync(path)) return skip('there is no Chromium here')
    const folder = await mkdtemp(join(tmpdir(), 'leopost-wweb-'))
    const states: Linking[] = []
    const quiet = () => undefined
    const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
    const session = createSession({
      folder,
      chromium: path,
      log,
      hold: async () => true,
      changed: (one) => void states.push(one),
    })
    session.start({ message: async () => undefined, sign: async () => undefined })
    while (!states.some(({ state }) => state === 'waiting' || state === 'off'))
      await new Promise((done) => setImmediate(done))
    await session.stop()
    const last = states.find(({ state }) => state === 'waiting' || state === 'off')
    // With a network a code; without one the name of the site is not found. Anything else is a fault of ours.
    if (last?.state === 'off') expect(last.why).toMatch(/net::ERR_/)
    else expect(last?.state === 'waiting' && last.qr.length).toBeGreaterThan(20)
    expect(await readFile(join(folder, 'session', 'SingletonLock')).catch(() => undefined)).toBeUndefined()
    await rm(folder, { recursive: true, force: true })
  }, 90_000)

  it('links a telephone by the code of the page, its next one, or one to type', async ({ skip }) => {
    const path = await chromium()
    if (path === undefined || !existsSync(path)) return skip('there is no Chromium here')
    const folder = await mkdtemp(join(tmpdir(), 'leopost-wweb-'))
    // The library's own cache of pages: what lies there under its version is taken in the place of WhatsApp's.
    const page = join(import.meta.dirname, '../../support/whatsapp-web/page.html')
    await mkdir(join(folder, 'pages'))
    const { webVersion } = Reflect.get(new wweb.Client({}), 'options')
    await copyFile(page, join(folder, 'pages', `${webVersion}.html`))
    const codes: string[] = []
    const quiet = () => undefined
    const session = createSession({
      folder,
      chromium: path,
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      hold: async () => true,
      changed: (one) => {
        if (one.state === 'waiting') codes.push(one.qr)
        if (one.state === 'off') codes.push(`off: ${one.why}`)
      },
    })
    session.start({ message: async () => undefined, sign: async () => undefined })
    await soon(() => codes.length > 1)
    const keys = [1, 2].map((fill) => Buffer.alloc(32, fill).toString('base64'))
    expect(codes).toEqual(['2@first', '2@second'].map((ref) => [ref, ...keys, 'c2VjcmV0', '1'].join(',')))
    expect(await session.ask({ ask: 'pair', number: '39333123' })).toBe('WXYZ2345')
    await session.stop()
    await rm(folder, { recursive: true, force: true })
  }, 90_000)
})

describe('the page of the link', () => {
  it('shows the code to the owner of the installation alone, and answers a number with a code to type', async () => {
    await open()
    const { app, db, seat } = at.desk
    const publicUrl = 'http://127.0.0.1:3000'
    const http = createHttp(app, { publicUrl: () => publicUrl, key: 'test-key-test-key-test-key-test-key' })
    const code = (await makeLink(app, { publicUrl, personId: seat.personId })).split('/').at(-1) ?? ''
    const body = new URLSearchParams({ code })
    const signedIn = await http.fetch(new Request(`${publicUrl}/sign-in`, { method: 'POST', body }))
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const ask = (more: RequestInit = {}) =>
      http.fetch(new Request(`${publicUrl}/connections/whatsapp`, { ...more, headers: { cookie, origin: publicUrl } }))
    const told = { keyFingerprint: 'a', ownerWorkspaceId: seat.workspaceId, ownerPersonId: seat.personId }
    expect((await ask()).status).toBe(404)
    await withSystem(db, (tx) => writeInstallation(tx, told))
    await at.way.until(() => at.way.births() === 1)
    at.way.tell_({ is: 'qr', qr: '2@abc,def' })
    await soon(() => state() === 'waiting')
    expect(await (await ask()).text()).toContain('<svg')
    const number = (given: string) => ask({ method: 'POST', body: new URLSearchParams({ number: given }) })
    expect(await (await number('+39 333 123')).text()).toContain('ABCD1234')
    expect((await number('my number')).status).toBe(422)
    await at.way.linked()
    expect(await (await ask()).text()).toContain('A telephone is linked.')
    expect((await number('+39 333 123')).status).toBe(503)
  })
})

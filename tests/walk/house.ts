// The real start before strict counterparts of every network with a consent page, a person in a browser and the same person in Telegram.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { launch } from '../browser/support/chromium.ts'
import { botToken, startBotApi } from '../support/botapi/server.ts'
import type { Shown } from '../support/botapi/world.ts'
import { startLinkedin } from '../support/linkedin/server.ts'
import { startMastodon } from '../support/mastodon/server.ts'
import { startMeta } from '../support/meta/server.ts'
import { startThreads } from '../support/threads/server.ts'
import { startX } from '../support/x/server.ts'
import { pass as passHere } from './later.ts'

const luce = { id: 501, name: 'Luce' }
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What a person does on the consent page: all, all but one right, or no. */
export type Consent = { kind: 'allow' } | { kind: 'without'; scope: string } | { kind: 'refuse'; error: string }

export type House = Awaited<ReturnType<typeof openHouse>>

/** Starts it all and signs the person in, in the browser and in Telegram. */
export async function openHouse(more: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'leopost-networks-'))
  const [x, linkedin, meta, threads] = await Promise.all([startX(), startLinkedin(), startMeta(), startThreads()])
  const mastodon = await startMastodon()
  const api = await startBotApi()
  api.world.chats.set(luce.id, { id: luce.id, type: 'private', bot: 'member', canPost: true, admins: [] })
  const port = await freePort()
  // Another name of this machine: what comes back from there comes from another site, as it does in life.
  const away = (url: string) => url.replace('127.0.0.1', 'localhost')
  const env: Record<string, string> = {
    ...{ DATA_DIR: `${folder}/data`, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
    ...{ TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_API_ROOT: api.url, TZ: 'Europe/Rome', LOG_LEVEL: 'warn' },
    ...{ X_CLIENT_ID: 'x-client', X_CLIENT_SECRET: 'x-secret_-~', X_API_ROOT: away(x.url) },
    ...{ LINKEDIN_CLIENT_ID: 'li-client', LINKEDIN_CLIENT_SECRET: 'li-secret', LINKEDIN_API_ROOT: away(linkedin.url) },
    ...{ META_APP_ID: 'meta-client', META_APP_SECRET: 'meta-secret', META_GRAPH_ROOT: away(meta.url) },
    ...{ THREADS_APP_ID: 'th-client', THREADS_APP_SECRET: 'th-secret', THREADS_API_ROOT: away(threads.url) },
    ...{ ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost', ...more },
  }
  let main: ChildProcess | undefined
  let said = ''
  let ahead = 0

  async function startMain(): Promise<void> {
    said = ''
    const child = spawn(process.execPath, ['--import', here('later.ts'), here('../../src/main.ts')], {
      ...{ cwd: folder, env: { PATH: process.env.PATH ?? '', ...env } },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    main = child
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    await new Promise<void>((done, failed) => {
      child.stdout?.on('data', () => said.includes('Talk to it:') && done())
      child.once('exit', (code) => failed(new Error(`the start ended with ${code}`)))
    })
    if (ahead > 0) await tellTime(ahead)
  }

  function tellTime(ms: number): Promise<void> {
    return new Promise((done) => {
      main?.once('message', () => done())
      main?.send({ pass: ms })
    })
  }

  async function stopMain(): Promise<void> {
    if (main === undefined || main.exitCode !== null) return
    const ended = new Promise((done) => main?.once('exit', done))
    main.kill('SIGTERM')
    await ended
  }

  await startMain()
  const { browser, why } = await launch()
  if (browser === undefined) throw new Error(why)
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, timezoneId: 'Europe/Rome' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  let consent: Consent = { kind: 'allow' }
  const doors = [
    [x, '/i/oauth2/authorize'],
    [linkedin, '/oauth/v2/authorization'],
    [meta, '/v25.0/dialog/oauth'],
    [threads, '/oauth/authorize'],
    [mastodon, '/oauth/authorize'],
  ] as const
  for (const [server, path] of doors) {
    const port = new URL(server.url).port
    await context.route(
      (url) => url.port === port && url.pathname === path,
      (route) => route.fulfill({ contentType: 'text/html', body: consentBody(server, route.request().url(), consent) }),
    )
  }
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (line) => /content security/i.test(line.text()) && errors.push(line.text()))
  const origin = `http://127.0.0.1:${port}`
  await page.goto(/Sign in: (\S+)/.exec(said)?.[1] ?? '')
  await page.getByRole('button').first().click()
  await page.getByLabel('Your message').waitFor()
  const pairing = /start=(\S+)/.exec(said)?.[1] ?? ''

  return {
    ...{ x, linkedin, meta, threads, mastodon, api, page, origin, env, folder, errors, pairing },
    web: webOf(page),
    telegram: telegramOf(api),
    /** Goes to the page of a network, on to the network, decides there, and answers what the page then says. */
    async connects(platform: string, decision: Consent = { kind: 'allow' }): Promise<string> {
      consent = decision
      await page.goto(`${origin}/connections/${platform}`)
      if (platform === 'mastodon') await page.getByLabel('Server').first().fill(mastodon.url)
      await page.getByRole('button', { name: 'Go on' }).first().click()
      await page.locator('a.button.primary').click()
      await page.getByRole('link', { name: 'Decide' }).click()
      await page.locator('main').waitFor()
      return (await page.locator('main p.said, main h1, main label').allTextContents()).join(' | ')
    },
    /** Moves the clocks of the process and of the networks on. */
    async pass(ms: number): Promise<void> {
      ahead += ms
      passHere(ms)
      await tellTime(ms)
    },
    /** Moves them on to the next time that it is so late in Rome. */
    async passTo(time: string): Promise<void> {
      const now = Temporal.Instant.fromEpochMilliseconds(Date.now()).toZonedDateTimeISO('Europe/Rome')
      const today = now.withPlainTime(time)
      const then = today.epochMilliseconds > now.epochMilliseconds ? today : today.add({ days: 1 })
      await this.pass(then.epochMilliseconds - now.epochMilliseconds)
    },
    /** How many posts each network shows, but for Instagram and two accounts on LinkedIn, which count as one. */
    counts: () => [
      x.posts.length,
      linkedin.posts.length / 2,
      meta.posts.length,
      threads.posts.length,
      mastodon.posts.length,
    ],
    async restart(): Promise<void> {
      await stopMain()
      await startMain()
    },
    /** What was wrong with what was sent, and what the pages did that they may not. */
    faults: () => [x, linkedin, meta, threads, mastodon].flatMap(({ refusals }) => refusals).concat(api.faults, errors),
    async close(): Promise<void> {
      await browser.close()
      await stopMain()
      await Promise.all([x, linkedin, meta, threads, mastodon, api].map((one) => one.stop()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Door = { allow(address: string, without?: string): string }

/** The page on which a network asks: one link, to where the person's answer leads. */
function consentBody(server: Door, address: string, consent: Consent): string {
  const asked = new URL(address).searchParams
  const back = (params: Record<string, string>) =>
    `${asked.get('redirect_uri')}?${new URLSearchParams({ ...params, state: asked.get('state') ?? '' })}`
  const to =
    consent.kind === 'refuse'
      ? back({ error: consent.error })
      : server.allow(address, consent.kind === 'without' ? consent.scope : undefined)
  const link = to.startsWith('http') ? `<a href="${to.replaceAll('&', '&amp;')}">Decide</a>` : `<p id="code">${to}</p>`
  return `<!doctype html><title>Consent</title><h1>May Leopost post for you?</h1>${link}`
}

function webOf(page: Page) {
  const rows = page.getByRole('log').locator('.row:not(.mine):not(.waiting)')
  let seen = 0

  async function fresh(): Promise<string> {
    const now = await rows.count()
    const told = await Promise.all(
      Array.from({ length: Math.max(0, now - seen) }, async (_, i) => {
        const row = rows.nth(seen + i)
        const pictures = await row.locator('img').count()
        const buttons = await row
          .getByRole('group', { name: /Choices|Scelte/ })
          .getByRole('button')
          .allTextContents()
        const text = (await row.locator('p, header, .failed').allTextContents()).join('\n')
        return `${text}${pictures > 0 ? `\n(${pictures} pictures)` : ''}\n${buttons.map((one) => `[${one}]`).join(' ')}`
      }),
    )
    seen = now
    return told.join('\n---\n')
  }

  async function answered(act: () => Promise<void>): Promise<string> {
    await fresh()
    const look = `(() => { const rows = [...document.querySelector('leopost-chat').shadowRoot.querySelectorAll('.row')]
      const isOver = rows.length > 0 && !rows.some((r) => r.matches('.waiting')) && !rows.at(-1).matches('.mine')
      return { isOver, shows: rows.map((r) => r.textContent).join('|'), buttons: rows.at(-1)?.querySelectorAll('button').length } })()`
    const before = JSON.stringify(await page.evaluate(look))
    await act()
    const end = performance.now() + 30_000
    for (;;) {
      const now = (await page.evaluate(look)) as { isOver: boolean }
      if (now.isOver && JSON.stringify(now) !== before) break
      if (performance.now() > end) throw new Error(`no answer; the chat shows ${await fresh()}`)
      await page.waitForTimeout(50)
    }
    if ((await rows.count()) <= seen) seen = (await rows.count()) - 1
    return fresh()
  }

  return {
    fresh,
    /** Says something and answers what is said to it. */
    says: (text: string) =>
      answered(async () => {
        await page.getByLabel(/Your message|Il tuo messaggio/).fill(text)
        await page.keyboard.press('Enter')
      }),
    presses: (label: string) =>
      answered(() => page.getByRole('log').getByRole('button', { name: label, exact: true }).last().click()),
    /** Waits until something is said that fits. */
    async hears(words: string, ms = 30_000): Promise<string> {
      await page.getByRole('log').getByText(words).last().waitFor({ timeout: ms })
      return fresh()
    },
    /** Goes back to the chat. */
    async visits(origin: string): Promise<void> {
      await page.goto(origin)
      await page.getByLabel(/Your message|Il tuo messaggio/).waitFor()
      await rows.first().waitFor()
      await page.waitForTimeout(500)
      seen = await rows.count()
    },
  }
}

function telegramOf(api: Awaited<ReturnType<typeof startBotApi>>) {
  const mine = () => api.world.messages.filter(({ chat }) => chat === luce.id)
  let seen = new Map<Shown, string>()
  const fresh = () => {
    const told = mine()
      .filter((one) => seen.get(one) !== JSON.stringify(one))
      .map((one) => shown(one, seen.has(one)))
    seen = new Map(mine().map((one) => [one, JSON.stringify(one)]))
    return told.join('\n---\n')
  }
  /** Until nothing more is said for a while. */
  async function quiet(): Promise<string> {
    let before = ''
    for (let still = 0; still < 12; still++) {
      await new Promise((done) => setTimeout(done, 250))
      const now = JSON.stringify(mine())
      if (now !== before) still = 0
      before = now
    }
    return fresh()
  }
  async function taken(update: Record<string, unknown>): Promise<string> {
    fresh()
    const before = mine().length
    await api.updates.taken(api.updates.push(update))
    await api.world.until(() => mine().length > before, AbortSignal.timeout(60_000))
    return quiet()
  }
  return {
    fresh,
    quiet,
    /** Waits until something is said that begins so. */
    async hears(words: string): Promise<string> {
      await api.world.until(() => mine().some(({ text }) => text.startsWith(words)), AbortSignal.timeout(30_000))
      return quiet()
    },
    says: (text: string) => taken({ message: api.updates.message(luce, luce.id, { text }) }),
    sends: (content: Record<string, unknown>) => taken({ message: api.updates.message(luce, luce.id, content) }),
    presses(label: string): Promise<string> {
      const at = mine().findLast((one) => one.buttons.flat().some(({ text }) => text === label))
      const button = at?.buttons.flat().find(({ text }) => text === label)
      if (at === undefined || button === undefined) throw new Error(`${label} is not offered`)
      const message = { message_id: at.id, date: 0, chat: { id: at.chat, type: 'private' } }
      const query = { id: String(Math.random()), from: { id: luce.id, is_bot: false, first_name: luce.name } }
      return taken({ callback_query: { ...query, chat_instance: '1', data: button.callback_data, message } })
    },
  }
}

function shown(one: Shown, isEdit: boolean): string {
  const rows = one.buttons.map((row) => row.map(({ text }) => `[${text}]`).join(' '))
  return [isEdit ? '(edited)' : '', ...one.photos.map((name) => `(picture ${name})`), one.text, ...rows]
    .filter((line) => line !== '')
    .join('\n')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address !== null ? address.port : 0
}

// The pages on which accounts are connected: the list, a form for each network, consent and the way back from it.
import { type Context, Hono } from 'hono'
import { sayReason } from '../bot/replies/reasons.ts'
import { isPlatformId, type PlatformId, platformNames } from '../core/platform.ts'
import { isId } from './api/schema.ts'
import { atMost } from './body.ts'
import { accountsOf, connect, connectable, disconnect, pagesOf, wayOf } from './connections.ts'
import {
  beginConsent,
  type CameBack,
  chooseAccounts,
  type Finished,
  finishConsent,
  refusedConsent,
} from './consents.ts'
import { atDesk, type OpenDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { mayConnect } from './identify.ts'
import { choicePage, connectPage, consentPage } from './pages/connect.ts'
import { type Connectable, connectionsPage } from './pages/connections.ts'
import { notFound } from './problem.ts'
import { refusing } from './refusing.ts'

const longestAnswer = 2_000
const loopbacks: readonly string[] = ['localhost', '127.0.0.1', '[::1]']
const isLoopback = ({ hostname }: URL) => loopbacks.includes(hostname)

/** `/connections` with a page for each network, and `/connect/:platform` with its callback. */
export function connectingRoutes(house: House) {
  const guards = [ownWrites(house), atMost(100_000, 'This is too large for a form.')] as const

  const list = async ({ asker, desk }: OpenDesk, told?: string, done: readonly string[] = []) => {
    const rows = await accountsOf(house, asker)
    const ways = connectable(house).flatMap((platform): Connectable[] => {
      const { asks, consent } = wayOf(house, platform)
      if (asks.length > 0 || consent !== undefined) return [{ platform, how: 'page', href: `/connections/${platform}` }]
      return rows.some((row) => row.platform === platform) ? [] : [{ platform, how: 'press' }]
    })
    const accounts = rows.map(({ id, platform, name, lostReason }) => ({
      ...{ id, platform, name },
      ...(lostReason !== null && { trouble: said.lost[desk.language](platform, sayReason(lostReason, desk.language)) }),
      ...(pagesOf[platform] !== undefined && { href: pagesOf[platform] }),
    }))
    const hasTelephone = [...house.app.chats.values()].some(({ linking }) => linking !== undefined)
    const page = { accounts, connectable: ways, mayChange: mayConnect(asker), hasTelephone }
    const fresh = accounts
      .filter(({ id }) => done.includes(id))
      .map((one) => `${platformNames[one.platform]} ${one.name}`)
    const line = told ?? (fresh.length === 0 ? undefined : said.connected[desk.language](fresh))
    return connectionsPage(desk, { ...page, ...(line !== undefined && { said: line }) })
  }

  const form = ({ asker, desk }: OpenDesk, platform: PlatformId, answers: Answers = {}, said?: string) => {
    const { asks, consent } = wayOf(house, platform)
    const page = { platform, asks, consent: consent?.asks, answers, mayChange: mayConnect(asker) }
    return connectPage(desk, { ...page, ...(said !== undefined && { said }) })
  }

  return (
    new Hono<Env>()
      .get('/connections', (c) =>
        atDesk(house, c, async (open) => c.html(await list(open, undefined, c.req.query('done')?.split(',')))),
      )
      .get('/connections/:platform', (c) =>
        atDesk(house, c, (open) => c.html(form(open, known(house, c.req.param('platform'))))),
      )
      .post('/connections', ...guards, (c) =>
        atDesk(house, c, async (open) => {
          const { platform: asked, ...fields } = await c.req.parseBody()
          if (typeof asked !== 'string' || !isPlatformId(asked)) throw notFound('network')
          const answers = answersIn(fields)
          return refusing(
            () => connect(house, open.asker, asked, answers, open.desk.language),
            ({ account }) => c.redirect(connectedAt([account]), 303),
            async (said, status) => {
              const isForm = connectable(house).includes(asked) && wayOf(house, asked).asks.length > 0
              return c.html(isForm ? form(open, asked, answers, said) : await list(open, said), status)
            },
          )
        }),
      )
      .post('/connections/:id/remove', ...guards, (c) =>
        atDesk(house, c, async (open) => {
          const id = c.req.param('id')
          if (!isId(id)) throw notFound('account')
          return refusing(
            () => disconnect(house, open.asker, id),
            () => c.redirect('/connections', 303),
            async (said, status) => c.html(await list(open, said), status),
          )
        }),
      )
      .get('/connect/:platform', (c) => c.redirect(`/connections/${known(house, c.req.param('platform'))}`, 303))
      .post('/connect/:platform', ...guards, (c) =>
        atDesk(house, c, async (open) => {
          const platform = known(house, c.req.param('platform'))
          const answers = answersIn(await c.req.parseBody())
          return refusing(
            () => beginConsent(house, open.asker, platform, answers, open.desk.language),
            (begun) => c.html(consentPage(open.desk, { platform, ...begun })),
            async (said, status) => c.html(form(open, platform, answers, said), status),
          )
        }),
      )
      .get('/oauth-client-metadata.json', (c) => {
        const about = connectable(house).flatMap((platform) => {
          const { about } = wayOf(house, platform).consent ?? {}
          return about?.path === c.req.path ? (about.read() ?? []) : []
        })
        if (about[0] === undefined) throw notFound('client')
        return c.json(about[0])
      })
      // Some networks lead back to this machine by its number only; whoever is signed in is so by its name.
      .get('/connect/:platform/callback', (c, next) => {
        const [here, home] = [new URL(c.req.url), new URL(house.publicUrl())]
        if (here.hostname === home.hostname || !isLoopback(here) || !isLoopback(home)) return next()
        return Promise.resolve(c.redirect(`${home.origin}${here.pathname}${here.search}`, 303))
      })
      .get('/connect/:platform/callback', (c) =>
        atDesk(house, c, async (open) => {
          const platform = known(house, c.req.param('platform'))
          const { code = '', state = '', error } = c.req.query()
          if (code === '' || error !== undefined)
            return refusing(
              () => refusedConsent(house, open.asker, platform, { state, error: error ?? '' }, open.desk.language),
              (begun) =>
                begun === undefined
                  ? c.html(form(open, platform, {}, said.refused[open.desk.language](platform, error)), 422)
                  : c.html(consentPage(open.desk, { platform, ...begun })),
              async (said, status) => c.html(form(open, platform, {}, said), status),
            )
          return finish(c, open, platform, { code, state, isPasted: false, params: c.req.query() })
        }),
      )
      .post('/connect/:platform/code', ...guards, (c) =>
        atDesk(house, c, async (open) => {
          const platform = known(house, c.req.param('platform'))
          const { code = '', state = '' } = answersIn(await c.req.parseBody())
          return finish(c, open, platform, { state, ...pasted(code) })
        }),
      )
      .post('/connect/:platform/choose', ...guards, (c) =>
        atDesk(house, c, async (open) => {
          const platform = known(house, c.req.param('platform'))
          const { state, account = [] } = await c.req.parseBody({ all: true })
          const picked = [account].flat().filter((one) => typeof one === 'string')
          return refusing(
            () =>
              chooseAccounts(house, open.asker, platform, { state: typeof state === 'string' ? state : '', picked }),
            (done) => ending(c, open, platform, done, picked.length === 0),
            async (said, status) => c.html(form(open, platform, {}, said), status),
          )
        }),
      )
  )

  function finish(c: Context<Env>, open: OpenDesk, platform: PlatformId, back: CameBack): Promise<Response> {
    return refusing(
      () => finishConsent(house, open.asker, platform, back, open.desk.language),
      (done) => ending(c, open, platform, done, false),
      async (said, status) => c.html(form(open, platform, {}, said), status),
    )
  }

  function ending(c: Context<Env>, { desk }: OpenDesk, platform: PlatformId, done: Finished, isEmpty: boolean) {
    if (done.kind === 'connected') return c.redirect(connectedAt(done.accounts.map(({ account }) => account)), 303)
    const page = { platform, ...done, ...(isEmpty && { said: said.none[desk.language] }) }
    return c.html(choicePage(desk, page), isEmpty ? 422 : 200)
  }
}

type Answers = Record<string, string>

/** The list, saying what was just connected. */
function connectedAt(accounts: readonly { id: string }[]): string {
  return `/connections?done=${accounts.map(({ id }) => id).join(',')}`
}

/** What networks lead back with where the person said no, or closed the page. */
const denials = ['access_denied', 'user_cancelled_login', 'user_cancelled_authorize']

const said = {
  connected: {
    en: (accounts: string[]) => `Connected: ${accounts.join(', ')}. Posts can go there; the chat says so too.`,
    it: (accounts: string[]) => `Collegato: ${accounts.join(', ')}. I post possono uscire lì; lo dice anche la chat.`,
  },
  lost: {
    en: (platform: PlatformId, why: string) => `${platformNames[platform]}: ${why}. Its posts wait; nothing is lost.`,
    it: (platform: PlatformId, why: string) =>
      `${platformNames[platform]}: ${why}. I suoi post aspettano; niente è perso.`,
  },
  none: { en: 'Choose at least one.', it: 'Scegline almeno uno.' },
  refused: {
    en: (platform: PlatformId, error: string | undefined) =>
      error === undefined || denials.includes(error)
        ? `You did not allow Leopost on ${platformNames[platform]}. Nothing has changed here.`
        : `${platformNames[platform]} stopped it (${plain(error)}). Nothing has changed here; try again in a few minutes.`,
    it: (platform: PlatformId, error: string | undefined) =>
      error === undefined || denials.includes(error)
        ? `Non hai autorizzato Leopost su ${platformNames[platform]}. Qui non è cambiato niente.`
        : `${platformNames[platform]} si è fermato (${plain(error)}). Qui non è cambiato niente; riprova tra qualche minuto.`,
  },
}

/** A word of the protocol; anything longer stood in an address that anybody can write. */
function plain(error: string): string {
  return /^[a-z_]{3,40}$/.test(error) ? error : 'error'
}

function known(house: House, platform: string): PlatformId {
  if (!isPlatformId(platform) || !connectable(house).includes(platform)) throw notFound('network')
  return platform
}

/** What was typed, cleaned; what was left empty is not there. */
function answersIn(form: Record<string, unknown>): Answers {
  const texts = Object.entries(form).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().trim().slice(0, longestAnswer) : '',
  ])
  return Object.fromEntries(texts.filter(([, text]) => text !== ''))
}

/** A code as it was shown, or the whole address that the network led to. */
function pasted(text: string): Omit<CameBack, 'state'> {
  const params = URL.canParse(text) ? Object.fromEntries(new URL(text).searchParams) : {}
  const { code } = params
  return code === undefined ? { code: text, isPasted: true, params: {} } : { code, isPasted: false, params }
}

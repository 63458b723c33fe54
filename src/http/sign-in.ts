// Coming in: the page behind a one-time link, and the button on it that uses the link up.
import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { hashToken } from '../core/secrets.ts'
import { withSystem } from '../db/client.ts'
import { peekLink, seatOf, useLink } from '../db/tenants.ts'
import { atMost } from './body.ts'
import { conversationOf, greet } from './conversation.ts'
import { languageOf } from './desk.ts'
import { isForeign } from './headers.ts'
import type { Env, House } from './house.ts'
import type { Asker } from './identify.ts'
import { forbiddenPage } from './pages/errors.ts'
import { signInHelpPage, signInPage } from './pages/sign-in.ts'
import { enter } from './sessions.ts'

const statuses = { unknown: 404, used: 410, expired: 410 } as const

/** `GET /sign-in`, `GET /sign-in/:code` and `POST /sign-in`. Only the last uses a code up. */
export function signInRoutes(house: House) {
  const { db, clock, log } = house.app.ctx

  /** What a code is good for. An address that has tried too many wrong ones is not answered. */
  async function tried<T>(address: string, attempt: () => Promise<T>, isWrong: (result: T) => boolean): Promise<T> {
    await house.limits.check('signIn', address)
    const result = await attempt()
    if (isWrong(result)) await house.limits.spend('signIn', address)
    return result
  }

  /** Opens a session for a person with a seat somewhere. */
  async function open(c: Context<Env>, personId: string, wanted?: string): Promise<Asker | undefined> {
    return withSystem(db, async (tx) => {
      const seat = await seatOf(tx, personId, wanted)
      if (seat === undefined) return undefined
      return { ...seat, by: 'browser', scope: 'admin', session: await enter(house, c, tx, seat) }
    })
  }

  return new Hono<Env>()
    .use('/sign-in/*', hidden)
    .get('/sign-in', (c) => c.html(signInHelpPage({ language: languageOf(c), why: 'none' })))
    .get('/sign-in/:code', async (c) => {
      const code = c.req.param('code')
      const hash = hashToken(code)
      const peek = () => withSystem(db, (tx) => peekLink(tx, hash, clock.now()))
      const state = await tried(house.limits.addressOf(c), peek, (found) => found === 'unknown')
      const language = languageOf(c)
      if (state === 'good') return c.html(signInPage({ language, code }))
      return c.html(signInHelpPage({ language, why: state }), statuses[state])
    })
    .post('/sign-in', atMost(10_000, 'This is too large for a code.'), async (c) => {
      const language = languageOf(c)
      // Somebody else's page must not sign this browser in as somebody else.
      if (isForeign(house, c)) return c.html(forbiddenPage({ language }), 403)
      const { code } = await c.req.parseBody()
      const hash = hashToken(typeof code === 'string' ? code : '')
      const take = () => withSystem(db, (tx) => useLink(tx, hash, clock.now()))
      const used = await tried(house.limits.addressOf(c), take, (found) => found === 'unknown')
      if (typeof used === 'string') return c.html(signInHelpPage({ language, why: used }), statuses[used])
      const opened = await open(c, used.personId, used.to?.workspaceId)
      if (opened === undefined) return c.html(forbiddenPage({ language }), 403)
      // The greeting is ready when the page is; if it fails, the page asks for it again.
      await conversationOf(house, opened)
        .then((id) => greet(house, opened, id))
        .catch((error: unknown) => log.warn({ err: error }, 'a greeting waits'))
      return c.redirect(used.to?.target ?? '/', 303)
    })
}

/** The address of the page holds a secret. */
const hidden = createMiddleware<Env>(async (c, next) => {
  c.header('Referrer-Policy', 'no-referrer')
  await next()
})

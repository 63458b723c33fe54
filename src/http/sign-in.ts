// Coming in: the page behind a one-time link, the button on it that uses the link up, and the wish for such a link.
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { hashToken } from '../core/secrets.ts'
import { askedFor } from '../core/sign-in/asked.ts'
import { readSystem, withSystem } from '../db/client.ts'
import { peekLink, useLink } from '../db/sessions.ts'
import { writeAskForLink } from '../db/ways-in.ts'
import { atMost } from './body.ts'
import { helpPage, languageOf } from './desk.ts'
import { isForeign } from './headers.ts'
import type { Env, House } from './house.ts'
import { forbiddenPage } from './pages/errors.ts'
import { linkAskedPage, signInPage } from './pages/sign-in.ts'
import { letIn } from './sessions.ts'

const statuses = { unknown: 404, used: 410, expired: 410 } as const

/** `GET /sign-in`, `GET /sign-in/:code`, `POST /sign-in` and `POST /sign-in/ask`. Only `POST /sign-in` uses a code up. */
export function signInRoutes(house: House) {
  const { db, clock } = house.app.ctx
  const small = atMost(10_000, 'This is too large for a form.')

  /** What a code is good for. An address that has tried too many wrong ones is not answered. */
  async function tried<T>(address: string, attempt: () => Promise<T>, isWrong: (result: T) => boolean): Promise<T> {
    await house.limits.check('signIn', address)
    const result = await attempt()
    if (isWrong(result)) await house.limits.spend('signIn', address)
    return result
  }

  return new Hono<Env>()
    .use('/sign-in/*', hidden)
    .get('/sign-in', (c) => c.html(helpPage(house, c, 'none')))
    .get('/sign-in/:code', async (c) => {
      const code = c.req.param('code')
      const hash = hashToken(code)
      const peek = () => withSystem(db, (tx) => peekLink(tx, hash, clock.now()))
      const state = await tried(house.limits.addressOf(c), peek, (found) => found === 'unknown')
      if (state === 'good') return c.html(signInPage({ language: languageOf(c), code }))
      return c.html(helpPage(house, c, state), statuses[state])
    })
    .post('/sign-in', atMost(10_000, 'This is too large for a code.'), async (c) => {
      const language = languageOf(c)
      // Somebody else's page must not sign this browser in as somebody else.
      if (isForeign(house, c)) return c.html(forbiddenPage({ language }), 403)
      const { code } = await c.req.parseBody()
      const hash = hashToken(typeof code === 'string' ? code : '')
      const take = () => withSystem(db, (tx) => useLink(tx, hash, clock.now()))
      const used = await tried(house.limits.addressOf(c), take, (found) => found === 'unknown')
      if (typeof used === 'string') return c.html(helpPage(house, c, used), statuses[used])
      const opened = await letIn(house, c, used.personId, used.to?.workspaceId)
      if (opened === undefined) return c.html(forbiddenPage({ language }), 403)
      return c.redirect(used.to?.target ?? '/', 303)
    })
    .post('/sign-in/ask', small, async (c) => {
      const language = languageOf(c)
      if (isForeign(house, c)) return c.html(forbiddenPage({ language }), 403)
      await house.limits.spend('door', house.limits.addressOf(c))
      const form = await c.req.parseBody()
      const way = form.way === 'chat' ? 'chat' : 'mail'
      const said = typeof form.who === 'string' ? askedFor(form.who) : undefined
      // Known or not, the same is done here and the same is said; a job finds out who is meant.
      if (said !== undefined && (await house.limits.allows('link', hashToken(said)))) {
        const now = clock.now()
        await readSystem(db, (tx) => writeAskForLink(tx, { way, said, language, tryAt: now, createdAt: now }))
      }
      return c.html(linkAskedPage({ language }))
    })
}

/** The address of the page holds a secret. */
const hidden = createMiddleware<Env>(async (c, next) => {
  c.header('Referrer-Policy', 'no-referrer')
  await next()
})

// Coming to a workspace on the web: the page behind an invitation, and where anybody may come, one's own workspace.
import type { Context } from 'hono'
import { Hono } from 'hono'
import { hashToken } from '../core/secrets.ts'
import { arrive, begin } from '../core/team/arrivals.ts'
import { isZone } from '../core/time/zones.ts'
import { readSystem, withSystem } from '../db/client.ts'
import { goodInvitation } from '../db/invitations.ts'
import { deskOf, type Seat } from '../db/tenants.ts'
import { atMost } from './body.ts'
import { languageOf } from './desk.ts'
import { isForeign } from './headers.ts'
import type { Env, House } from './house.ts'
import { identify } from './identify.ts'
import { forbiddenPage } from './pages/errors.ts'
import { joinPage, signUpPage, uselessPage } from './pages/join.ts'
import { enter } from './sessions.ts'

/** `GET /join/:code`, `POST /join` and, where anybody may come, `GET` and `POST /sign-up`. */
export function joiningRoutes(house: House) {
  const { db, clock } = house.app.ctx
  const small = atMost(10_000, 'This is too large for a form.')
  const isOpen = house.app.signUp === 'open'

  /** Answers a code that is good for nothing, always in the same way, and counts it against its address. */
  async function useless(c: Context<Env>) {
    await house.limits.spend('signIn', house.limits.addressOf(c))
    return c.html(uselessPage({ language: languageOf(c) }), 404)
  }

  return new Hono<Env>()
    .use('/join/*', async (c, next) => {
      c.header('Referrer-Policy', 'no-referrer')
      await next()
    })
    .get('/join/:code', async (c) => {
      await house.limits.check('signIn', house.limits.addressOf(c))
      const code = c.req.param('code')
      const found = await readSystem(db, (tx) => goodInvitation(tx, hashToken(code), clock.now()))
      if (found === undefined) return useless(c)
      const { workspaceId, name } = found
      const desk = await readSystem(db, (tx) => deskOf(tx, { personId: found.invitedBy, workspaceId }))
      const asker = await identify(house, c)
      return c.html(
        joinPage({ language: languageOf(c), code, name, workspace: desk.workspace, isKnown: asker?.by === 'browser' }),
      )
    })
    .post('/join', small, async (c) => {
      const language = languageOf(c)
      if (isForeign(house, c)) return c.html(forbiddenPage({ language }), 403)
      await house.limits.check('signIn', house.limits.addressOf(c))
      const { code, name } = await c.req.parseBody()
      const asker = await identify(house, c)
      const personId = asker?.by === 'browser' ? asker.personId : undefined
      const given = { code: text(code), personId, name: text(name) }
      const seat = await arrive(house.app.ctx, given)
      if (seat === undefined) return useless(c)
      if (seat === 'full') return c.html(uselessPage({ language, isFull: true }), 409)
      return come(c, seat)
    })
    .get('/sign-up', (c) => (isOpen ? c.html(signUpPage({ language: languageOf(c) })) : c.notFound()))
    .post('/sign-up', small, async (c) => {
      const language = languageOf(c)
      if (!isOpen) return c.notFound()
      if (isForeign(house, c)) return c.html(forbiddenPage({ language }), 403)
      await house.limits.spend('signUp', house.limits.addressOf(c))
      if (!(await house.app.signUps.spend('all'))) return c.html(uselessPage({ language, isFull: true }), 429)
      const { name, zone } = await c.req.parseBody()
      const wanted = text(zone)
      const seat = await begin(house.app.ctx, {
        name: text(name),
        zone: isZone(wanted) ? wanted : house.app.zone,
        language,
      })
      return come(c, seat)
    })

  async function come(c: Context<Env>, seat: Seat) {
    await withSystem(db, (tx) => enter(house, c, tx, seat))
    return c.redirect('/', 303)
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : ''
}

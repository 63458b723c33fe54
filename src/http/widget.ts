// The widget on another site: the window in which a member allows it, and the short token that it is given.
import { Hono } from 'hono'
import { z } from 'zod'
import { hashToken, newToken } from '../core/secrets.ts'
import { withSystem, withWorkspace } from '../db/client.ts'
import { openSession } from '../db/sessions.ts'
import { getOrigin, listOrigins } from '../db/widget-origins.ts'
import { atMost } from './body.ts'
import { atDesk } from './desk.ts'
import { ownWrites, policyFor } from './headers.ts'
import type { Env, House } from './house.ts'
import { identify } from './identify.ts'
import { widgetRefusedPage, widgetSignInPage } from './pages/sign-in.ts'
import { ProblemError } from './problem.ts'

const tokenMs = 15 * 60_000
const wanted = z.object({ origin: z.string().max(300).refine(URL.canParse) })

/** `GET /widget/sign-in?origin=` and `POST /widget/token`. */
export function widgetRoutes(house: House) {
  const { db, clock } = house.app.ctx
  return new Hono<Env>()
    .get('/widget/sign-in', (c) => {
      // The page that opened this window is on another site and has to hear from it.
      c.header('Cross-Origin-Opener-Policy', 'unsafe-none')
      return atDesk(house, c, async ({ asker, desk }) => {
        const { language, workspace } = desk
        const origin = c.req.query('origin') ?? ''
        const sites = await withWorkspace(db, asker.workspaceId, listOrigins)
        const site = sites.find((one) => one.origin === origin)
        if (site === undefined) return c.html(widgetRefusedPage({ language, origin }), 403)
        c.header('Content-Security-Policy', policyFor(sites.map((one) => one.origin)))
        const mayApprove = site.isTrusted && (asker.role === 'owner' || asker.role === 'approver')
        return c.html(widgetSignInPage({ language, origin, workspace, mayApprove }))
      })
    })
    .post('/widget/token', ownWrites(house), atMost(10_000, 'This is too large.'), async (c) => {
      const asker = await identify(house, c)
      if (asker?.session === undefined) throw new ProblemError(401, 'Sign in to this installation first.')
      await house.limits.spend('write', asker.personId)
      const given = wanted.safeParse(await c.req.json().catch(() => undefined))
      if (!given.success) throw new ProblemError(422, 'origin: the site that is to show the chat.')
      const { origin } = given.data
      const { personId, workspaceId, session } = asker
      const site = await withWorkspace(db, workspaceId, (tx) => getOrigin(tx, workspaceId, origin))
      if (site === undefined) throw new ProblemError(403, 'This site is not on the list of this desk.')
      // What follows the point is the hash of the browser's session: the token is good while that lives.
      const token = `${newToken()}.${session}`
      const expiresAt = new Date(clock.now().getTime() + tokenMs)
      const hash = hashToken(token)
      await withSystem(db, (tx) => openSession(tx, { personId, workspaceId, origin, hash, kind: 'widget', expiresAt }))
      return c.json({ token, expiresAt: expiresAt.toISOString() })
    })
}

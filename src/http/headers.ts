// Headers of safety, who may read answers from another site, and writes that must come from our own pages.
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { withSystem } from '../db/client.ts'
import { isListed } from '../db/widget-origins.ts'
import type { Env, House } from './house.ts'
import { cookieName } from './identify.ts'
import { ProblemError } from './problem.ts'

const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; form-action 'self'; base-uri 'none'"

/** The policy of a page that only these sites may frame. */
export function policyFor(frameAncestors: string[] = []): string {
  return `${pagePolicy}; frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`
}

/** What every answer carries; a handler may say otherwise. */
export function safeHeaders() {
  return createMiddleware<Env>(async (c, next) => {
    const isApi = c.req.path.startsWith('/api/')
    c.header('Content-Security-Policy', isApi ? "default-src 'none'; frame-ancestors 'none'" : policyFor())
    c.header('X-Content-Type-Options', 'nosniff')
    // Not no-referrer: with that a browser hides the origin of our own forms, by which a write is judged.
    c.header('Referrer-Policy', 'same-origin')
    c.header('Cross-Origin-Opener-Policy', 'same-origin')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    c.header('Cache-Control', 'no-store')
    await next()
  })
}

/** Lets sites on the list of a workspace read the API, without cookies; answers their preflights. */
export function listedSites(house: House) {
  return createMiddleware<Env>(async (c, next) => {
    const origin = c.req.header('origin')
    if (origin === undefined || isOwnOrigin(house, c, origin)) return next()
    c.header('Vary', 'Origin')
    if (await withSystem(house.app.ctx.db, (tx) => isListed(tx, origin))) {
      c.header('Access-Control-Allow-Origin', origin)
      c.header('Access-Control-Expose-Headers', 'Retry-After')
      c.header('Cross-Origin-Resource-Policy', 'cross-origin')
      if (c.req.method === 'OPTIONS') {
        c.header('Access-Control-Allow-Headers', 'authorization, content-type, last-event-id, idempotency-key')
        c.header('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE')
        c.header('Access-Control-Max-Age', '600')
      }
    }
    if (c.req.method === 'OPTIONS') return c.body(null, 204)
    return next()
  })
}

/** Refuses a write that a cookie would vouch for unless it comes from a page of this installation. */
export function ownWrites(house: House) {
  return createMiddleware<Env>(async (c, next) => {
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.method === 'OPTIONS'
    const isByCookie = c.req.header('authorization') === undefined && getCookie(c, cookieName) !== undefined
    if (!isRead && isByCookie && !isFromOwnPage(house, c))
      throw new ProblemError(403, 'This has to come from a page of this installation.')
    return next()
  })
}

/** True where a browser says that another site sent this. A request without any such word is not foreign. */
export function isForeign(house: House, c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = c.req.header('origin')
  return origin !== undefined && origin !== 'null' && !isOwnOrigin(house, c, origin)
}

function isFromOwnPage(house: House, c: Context): boolean {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return false
  return origin === undefined || origin === 'null' ? site === 'same-origin' : isOwnOrigin(house, c, origin)
}

/** The public address, or the host that was asked: where a proxy rewrites one, the other still fits. */
function isOwnOrigin(house: House, c: Context, origin: string): boolean {
  if (origin === new URL(house.publicUrl()).origin) return true
  const host = c.req.header('host') ?? new URL(c.req.url).host
  return origin === `http://${host}` || origin === `https://${host}`
}

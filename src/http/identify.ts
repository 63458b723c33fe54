// Who is asking: an API token, a browser by its cookie, or the widget on another site by its short token.
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { hashToken } from '../core/secrets.ts'
import { seatBySession } from '../db/arriving.ts'
import { readSystem, type Tx } from '../db/client.ts'
import { getSession, seatByToken } from '../db/sessions.ts'
import { type Seat, seatOf } from '../db/tenants.ts'
import { getOrigin } from '../db/widget-origins.ts'
import type { Scope } from '../db/words.ts'
import type { Env, House } from './house.ts'
import { ProblemError } from './problem.ts'

/** The cookie that holds the secret of a browser's session. */
export const cookieName = 'leopost'

/** A member, by which way in, and what that way allows. `session` is the hash of a browser's session. */
export type Asker = Seat & { by: 'token' | 'browser' | 'widget'; scope: Scope; session: string | undefined }

/** May the asker approve, hold, and change the brand? */
export function mayApprove({ scope, role }: Asker): boolean {
  return scope !== 'draft' && (role === 'owner' || role === 'approver')
}

/** May the asker connect and remove accounts? */
export function mayConnect({ scope, role }: Asker): boolean {
  return scope !== 'draft' && role === 'owner'
}

/** May the asker change how the installation treats the workspace: its sites, its figures? */
export function mayAdminister({ scope, role }: Asker): boolean {
  return scope === 'admin' && role === 'owner'
}

/** Throws unless it is allowed; the sentence says whether the way in or the role forbids it. */
export function demand(asker: Asker, isAllowed: boolean): void {
  if (isAllowed) return
  const isScope = asker.scope === 'draft' || (asker.scope === 'approve' && asker.role === 'owner')
  throw new ProblemError(
    403,
    isScope ? `The scope "${asker.scope}" does not allow this.` : `The role "${asker.role}" does not allow this.`,
  )
}

/** Finds who is asking, or undefined for a stranger. A request with a token is judged by the token alone. */
export async function identify(house: House, c: Context): Promise<Asker | undefined> {
  const { db, clock } = house.app.ctx
  const header = c.req.header('authorization')
  const token = header === undefined ? undefined : (/^Bearer +(\S+)$/i.exec(header)?.[1] ?? '')
  const secret = token ?? getCookie(c, cookieName)
  if (!secret) return undefined
  const now = clock.now()
  return readSystem(db, (tx) => {
    if (token === undefined) return byCookie(tx, secret, now)
    if (token.startsWith('lp_')) return byToken(tx, token)
    return byWidget(tx, token, c.req.header('origin'), now)
  })
}

/** Lets only members through, and puts them where the handlers find them. Strangers' tries are counted by address. */
export function membersOnly(house: House) {
  return createMiddleware<Env>(async (c, next) => {
    const asker = await identify(house, c)
    if (asker === undefined) {
      if (c.req.header('authorization') !== undefined) await house.limits.spend('stranger', house.limits.addressOf(c))
      throw new ProblemError(401, 'Sign in, or send a token that is good: Authorization: Bearer lp_...')
    }
    c.set('asker', asker)
    return next()
  })
}

async function byToken(tx: Tx, secret: string): Promise<Asker | undefined> {
  const found = await seatByToken(tx, hashToken(secret))
  return found && { ...found, by: 'token', session: undefined }
}

async function byCookie(tx: Tx, secret: string, now: Date): Promise<Asker | undefined> {
  const hash = hashToken(secret)
  const seat = await seatBySession(tx, hash, now)
  return seat && { ...seat, by: 'browser', scope: 'admin', session: hash }
}

/** A widget's token is good from its own site, while that is listed and the browser session behind it lives. */
async function byWidget(tx: Tx, secret: string, origin: string | undefined, now: Date): Promise<Asker | undefined> {
  const session = await getSession(tx, hashToken(secret), now)
  if (session?.kind !== 'widget' || session.origin === null || session.workspaceId === null) return undefined
  const [, behind = ''] = secret.split('.')
  const browser = await getSession(tx, behind, now)
  const listed = await getOrigin(tx, session.workspaceId, session.origin)
  if (session.origin !== origin || listed === undefined || browser?.personId !== session.personId) return undefined
  const seat = await seatOf(tx, session.personId, session.workspaceId)
  return seat && { ...seat, by: 'widget', scope: listed.isTrusted ? 'approve' : 'draft', session: undefined }
}

// Sessions of browsers: opened with a cookie that holds a secret of which only the hash is kept.
import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { hashToken, newToken } from '../core/secrets.ts'
import { record } from '../db/audit.ts'
import type { Tx } from '../db/client.ts'
import { openSession, type Seat } from '../db/tenants.ts'
import type { Env, House } from './house.ts'
import { cookieName } from './identify.ts'

const sessionSeconds = 30 * 86_400

/** Opens a session at a seat and gives the browser its cookie. Answers the hash of its secret. */
export async function enter(house: House, c: Context<Env>, tx: Tx, seat: Seat): Promise<string> {
  const secret = newToken()
  const hash = hashToken(secret)
  const now = house.app.ctx.clock.now()
  const { personId, workspaceId, memberId } = seat
  const expiresAt = new Date(now.getTime() + sessionSeconds * 1000)
  await openSession(tx, { personId, workspaceId, hash, kind: 'browser', expiresAt })
  await record(tx, [{ workspaceId, memberId, act: 'sign in', createdAt: now }])
  setCookie(c, cookieName, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: house.publicUrl().startsWith('https:'),
    maxAge: sessionSeconds,
  })
  return hash
}

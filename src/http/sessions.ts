// Sessions of browsers: opened with a cookie that holds a secret of which only the hash is kept.
import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { hashToken, newToken } from '../core/secrets.ts'
import { record } from '../db/audit.ts'
import { type Tx, withSystem } from '../db/client.ts'
import { openSession } from '../db/sessions.ts'
import { type Seat, seatOf } from '../db/tenants.ts'
import { conversationOf, greet } from './conversation.ts'
import type { Env, House } from './house.ts'
import { type Asker, cookieName } from './identify.ts'

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

/** Opens a session for a person with a seat somewhere and greets them; undefined where they have none. */
export async function letIn(
  house: House,
  c: Context<Env>,
  personId: string,
  wanted?: string,
): Promise<Asker | undefined> {
  const { db, log } = house.app.ctx
  const opened = await withSystem(db, async (tx): Promise<Asker | undefined> => {
    const seat = await seatOf(tx, personId, wanted)
    if (seat === undefined) return undefined
    return { ...seat, by: 'browser', scope: 'admin', session: await enter(house, c, tx, seat) }
  })
  if (opened === undefined) return undefined
  // The greeting is ready when the page is; if it fails, the page asks for it again.
  await conversationOf(house, opened)
    .then((id) => greet(house, opened, id))
    .catch((error: unknown) => log.warn({ err: error }, 'a greeting waits'))
  return opened
}

// The page of a person's own ways in: sessions and API tokens, each of which can be ended at once.
import { Hono } from 'hono'
import { sayWhen } from '../core/time/say.ts'
import { record } from '../db/audit.ts'
import { withSystem } from '../db/client.ts'
import { endSessionOf, endTokenOf, sessionsOf, tokensOf } from '../db/sessions.ts'
import { chatsOf, emailsOf, passkeysOf } from '../db/ways-in.ts'
import { scopes } from '../db/words.ts'
import { makeToken } from './access.ts'
import { isId } from './api/schema.ts'
import { atMost } from './body.ts'
import { chatRoutes } from './chats.ts'
import { atDesk, type OpenDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { accountPage } from './pages/account.ts'
import type { ChatLink } from './pages/chats.ts'
import { notFound, ProblemError } from './problem.ts'
import { relyingParty } from './relying-party.ts'

/** `/account`, with what its forms send. */
export function accountPageRoutes(house: House) {
  const { db, clock } = house.app.ctx
  const guards = [ownWrites(house), atMost(10_000, 'This is too large for a form.')] as const

  const page = async ({ asker, desk, zone }: OpenDesk, just: { token?: string; chatLinks?: ChatLink[] } = {}) => {
    const [sessions, tokens, emails, passkeys, chats] = await withSystem(db, async (tx) => [
      await sessionsOf(tx, asker.personId, clock.now()),
      await tokensOf(tx, asker),
      await emailsOf(tx, asker.personId),
      await passkeysOf(tx, asker.personId),
      await chatsOf(tx, asker.personId),
    ])
    return accountPage(desk, {
      sessions: sessions.map(({ hash, ...one }) => ({ ...one, isThis: hash === asker.session })),
      tokens,
      passkeys,
      canHavePasskeys: relyingParty(house.publicUrl()) !== undefined,
      ...(house.app.mailer !== undefined && {
        emails: emails.map(({ id, address, confirmedAt }) => ({ id, address, isConfirmed: confirmedAt !== null })),
      }),
      chats: chats.map(({ id, chat, externalId, handle, createdAt }) => ({
        ...{ id, chat, name: handle === null ? externalId : `@${handle}` },
        since: sayWhen(createdAt, zone, desk.language),
      })),
      zone,
      ...just,
    })
  }

  const written = (open: OpenDesk, act: string, detail: Record<string, string>) => {
    const { workspaceId, memberId } = open.asker
    const event = { workspaceId, memberId, act, detail, createdAt: clock.now() }
    return withSystem(db, (tx) => record(tx, [event]))
  }

  return new Hono<Env>()
    .route(
      '/',
      chatRoutes(house, (open, chatLinks) => page(open, { chatLinks })),
    )
    .get('/account', (c) => atDesk(house, c, async (open) => c.html(await page(open))))
    .post('/account/sessions/:id/end', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const { personId } = open.asker
        const id = c.req.param('id')
        const isEnded = isId(id) && (await withSystem(db, (tx) => endSessionOf(tx, { id, personId, now: clock.now() })))
        if (!isEnded) throw notFound('session')
        await written(open, 'end session', { session: id })
        return c.redirect('/account', 303)
      }),
    )
    .post('/account/tokens', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const said = (await c.req.parseBody()).scope
        const scope = scopes.find((one) => one === said)
        if (scope === undefined) throw new ProblemError(422, 'Choose a scope from the list.')
        const { personId, workspaceId } = open.asker
        const token = await makeToken(house.app, { personId, workspaceId, scope })
        await written(open, 'make token', { scope })
        return c.html(await page(open, { token }))
      }),
    )
    .post('/account/tokens/:id/end', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const { personId, workspaceId } = open.asker
        const id = c.req.param('id')
        const given = { id, personId, workspaceId, now: clock.now() }
        const isEnded = isId(id) && (await withSystem(db, (tx) => endTokenOf(tx, given)))
        if (!isEnded) throw notFound('token')
        await written(open, 'end token', { token: id })
        return c.redirect('/account', 303)
      }),
    )
}

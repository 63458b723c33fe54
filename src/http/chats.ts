// A person's chats: links that pair another one, and the end of one that is paired.
import { Hono } from 'hono'
import { chatLinks, keepCodes } from '../core/sign-in/pairing.ts'
import { record } from '../db/audit.ts'
import { withSystem } from '../db/client.ts'
import { endChat } from '../db/ways-in.ts'
import { isId } from './api/schema.ts'
import { atMost } from './body.ts'
import { atDesk, type OpenDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import type { ChatLink } from './pages/chats.ts'
import type { Html } from './pages/layout.ts'
import { notFound } from './problem.ts'

/** `POST /account/chats` and the end of one; `show` makes the page they stand on. */
export function chatRoutes(house: House, show: (open: OpenDesk, links: ChatLink[]) => Promise<Html>) {
  const { ctx } = house.app
  const { db, clock } = ctx
  const guards = [ownWrites(house), atMost(10_000, 'This is too large for a form.')] as const

  async function linksOf(personId: string): Promise<ChatLink[]> {
    const links = await chatLinks(ctx)
    await withSystem(db, (tx) => keepCodes(tx, links, { personId, now: clock.now() }))
    return links
  }

  return new Hono<Env>()
    .post('/account/chats', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        await house.limits.spend('door', `person ${open.asker.personId}`)
        return c.html(await show(open, await linksOf(open.asker.personId)))
      }),
    )
    .post('/account/chats/:id/end', ...guards, (c) =>
      atDesk(house, c, async ({ asker: { personId, workspaceId, memberId } }) => {
        const id = c.req.param('id')
        const isEnded =
          isId(id) &&
          (await withSystem(db, async (tx) => {
            if (!(await endChat(tx, { id, personId }))) return false
            await record(tx, [{ workspaceId, memberId, act: 'end chat', detail: { chat: id }, createdAt: clock.now() }])
            return true
          }))
        if (!isEnded) throw notFound('chat')
        return c.redirect('/account', 303)
      }),
    )
}

// The page on which a telephone is linked: the code to scan, or a code to type there.
import { Hono } from 'hono'
import { toString as draw } from 'qrcode'
import type { Chat } from '../core/chat.ts'
import { ChatError } from '../core/errors.ts'
import { withSystem } from '../db/client.ts'
import { getInstallation } from '../db/tenants.ts'
import { atMost } from './body.ts'
import { atDesk, type OpenDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { linkingPage } from './pages/linking.ts'
import { notFound } from './problem.ts'

/** `/connections/whatsapp`: for the owner of the installation alone, as the telephone is theirs. */
export function linkingRoutes(house: House) {
  const guards = [ownWrites(house), atMost(10_000, 'This is too large: a number is short.')] as const
  const chat = (): Chat => {
    const found = [...house.app.chats.values()].find(({ linking }) => linking !== undefined)
    if (found === undefined) throw notFound('page')
    return found
  }

  async function page({ asker, desk }: OpenDesk, more: { code?: string; said?: string } = {}) {
    const known = await withSystem(house.app.ctx.db, getInstallation)
    if (known?.ownerPersonId !== asker.personId) throw notFound('page')
    const linking = chat().linking?.() ?? { state: 'starting' as const }
    const picture = linking.state === 'waiting' ? await draw(linking.qr, { type: 'svg', margin: 2 }) : undefined
    return linkingPage(desk, { linking, ...(picture !== undefined && { picture }), ...more })
  }

  return new Hono<Env>()
    .get('/connections/whatsapp', (c) => atDesk(house, c, async (open) => c.html(await page(open))))
    .post('/connections/whatsapp', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        // Who may not see it may not ask either.
        await page(open)
        const { number } = await c.req.parseBody()
        const plain = typeof number === 'string' ? number.replaceAll(/\D/g, '') : ''
        if (plain.length < 5 || plain.length > 15) return c.html(await page(open, { said: 'number' }), 422)
        try {
          const code = await chat().pair?.(plain)
          return c.html(await page(open, { ...(code !== undefined && { code }) }))
        } catch (error) {
          if (!(error instanceof ChatError)) throw error
          return c.html(await page(open, { said: 'notNow' }), 503)
        }
      }),
    )
}

// The page of notifications: what a member hears of and how, quiet hours, a webhook, and what was sent, each with Replay.
import { Hono } from 'hono'
import { waysOf } from '../core/notices/choose.ts'
import { settledWays } from '../core/notices/happening.ts'
import { newSecret } from '../core/notices/sign.ts'
import { isZone } from '../core/time/zones.ts'
import { record } from '../db/audit.ts'
import { beyond, withSystem, withWorkspace } from '../db/client.ts'
import { noticesOf, putWebhook, removeWebhook, replayNotice, setNoticeWish, webhookOf } from '../db/notices.ts'
import { changeMember, teamOf } from '../db/team.ts'
import { mailboxOf } from '../db/ways-in.ts'
import { noticeKinds, noticeWays } from '../db/words.ts'
import { isId } from './api/schema.ts'
import { atMost } from './body.ts'
import { atDesk, type OpenDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { type NotificationsPage, notificationsPage } from './pages/notifications.ts'
import { notFound } from './problem.ts'

const mostShown = 50

/** `/notifications`, with what its forms send. Each member sets their own and nobody else's. */
export function notificationRoutes(house: House) {
  const { db, clock, sealer, canMail } = house.app.ctx
  const { hooks } = house.app
  const guards = [ownWrites(house), atMost(10_000, 'This is too large for a form.')] as const

  const page = async ({ asker, desk, zone }: OpenDesk, more: Pick<NotificationsPage, 'secret' | 'said'> = {}) => {
    const { workspaceId, memberId, personId } = asker
    const [list, hook, sent] = await withWorkspace(db, workspaceId, async (tx) => [
      await waysOf(tx, memberId),
      await webhookOf(tx, memberId),
      await noticesOf(tx, memberId, mostShown),
    ])
    const [mailbox, me] = await withSystem(db, async (tx) => [
      await mailboxOf(tx, personId),
      (await teamOf(tx, workspaceId)).find(({ id }) => id === memberId),
    ])
    return notificationsPage(desk, {
      ...more,
      ...{ list, canMail, zone, quiet: me?.quiet ?? null, ownZone: me?.zone ?? null },
      ...(mailbox !== undefined && { mailbox }),
      ...(hook !== undefined && { url: hook.url }),
      sent: sent.map(({ id, way, kind, createdAt, end, said, attempts, tryAt }) => ({
        ...{ id, way, kind, createdAt, end, said, attempts, tryAt },
      })),
    })
  }

  const written = ({ asker: { workspaceId, memberId } }: OpenDesk, act: string) =>
    withSystem(db, (tx) => record(tx, [{ workspaceId, memberId, act, createdAt: clock.now() }]))

  return new Hono<Env>()
    .get('/notifications', (c) => atDesk(house, c, async (open) => c.html(await page(open))))
    .post('/notifications', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const form = await c.req.parseBody({ all: true })
        const { workspaceId, memberId } = open.asker
        const [from, to, zone] = [hour(form.from), hour(form.to), String(form.zone ?? '')]
        const quiet = from === undefined || to === undefined || from === to ? null : { from, to }
        await withWorkspace(db, workspaceId, async (tx) => {
          for (const kind of noticeKinds) {
            const chosen = [form[kind] ?? []].flat()
            const ways = noticeWays.filter((way) => chosen.includes(way))
            await setNoticeWish(tx, { workspaceId, memberId, kind, ways: settledWays(kind, ways) })
          }
          const change = { quiet, zone: isZone(zone) ? zone : null }
          await beyond(tx, workspaceId, (system) => changeMember(system, memberId, change))
        })
        return c.redirect('/notifications', 303)
      }),
    )
    .post('/notifications/webhook', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const { workspaceId, memberId } = open.asker
        const said = (await c.req.parseBody()).url
        const url = typeof said === 'string' ? said.trim() : ''
        if (hooks?.allows(url) !== true) return c.html(await page(open, { said: 'notAllowed' }), 422)
        const secret = newSecret()
        const sealed = sealer.seal(workspaceId, secret)
        await withWorkspace(db, workspaceId, (tx) => putWebhook(tx, { workspaceId, memberId, url, secret: sealed }))
        await written(open, 'set webhook')
        return c.html(await page(open, { secret }))
      }),
    )
    .post('/notifications/webhook/remove', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const { workspaceId, memberId } = open.asker
        await withWorkspace(db, workspaceId, (tx) => removeWebhook(tx, memberId))
        await written(open, 'remove webhook')
        return c.redirect('/notifications', 303)
      }),
    )
    .post('/notifications/:id/replay', ...guards, (c) =>
      atDesk(house, c, async ({ asker: { workspaceId, memberId } }) => {
        const id = c.req.param('id')
        const given = { id, memberId, at: clock.now() }
        const isAgain = isId(id) && (await withWorkspace(db, workspaceId, (tx) => replayNotice(tx, given)))
        if (!isAgain) throw notFound('notification')
        return c.redirect('/notifications', 303)
      }),
    )
}

/** "22:00", or undefined. */
function hour(said: unknown): string | undefined {
  return typeof said === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(said) ? said : undefined
}

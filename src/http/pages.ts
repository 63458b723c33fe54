// The pages of a desk: what they show is read here, how they look is in pages/.
import { Hono } from 'hono'
import { compose } from '../bot/replies/compose.ts'
import { weekOf } from '../core/insights/week.ts'
import { resolve, toWall } from '../core/time/wall.ts'
import { withWorkspace } from '../db/client.ts'
import { listPractice } from '../db/practice.ts'
import { listMoments } from '../db/publications.ts'
import { counted } from '../db/snapshots.ts'
import { atDesk } from './desk.ts'
import type { Env, House } from './house.ts'
import { type CalendarEntry, calendarPage } from './pages/calendar.ts'
import { chatPage } from './pages/chat.ts'
import { insightsPage } from './pages/insights.ts'
import { practicePage } from './pages/practice.ts'
import { mediaAddress } from './pictures.ts'

const longestGist = 140

/** `/`, `/calendar`, `/insights` and `/practice`. */
export function pageRoutes(house: House) {
  const { db, clock } = house.app.ctx
  return new Hono<Env>()
    .get('/', (c) => atDesk(house, c, ({ desk }) => c.html(chatPage(desk))))
    .get('/calendar', (c) =>
      atDesk(house, c, async ({ asker, desk, zone }) => {
        const today = toWall(clock.now(), zone).date
        const asked = c.req.query('month') ?? ''
        const month = /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7)
        const between = { from: beginning(month, zone), to: beginning(monthAfter(month), zone) }
        const moments = await withWorkspace(db, asker.workspaceId, (tx) => listMoments(tx, between))
        return c.html(calendarPage(desk, { month, today, zone, entries: entriesOf(moments) }))
      }),
    )
    .get('/insights', (c) =>
      atDesk(house, c, async ({ asker, desk, zone }) => {
        const now = clock.now()
        const { workspaceId } = asker
        const given = { workspaceId, zone, week: 'seven', title: desk.workspace, language: desk.language } as const
        const week = await weekOf(house.app.ctx, given)
        const posts = await withWorkspace(db, workspaceId, (tx) => counted(tx, week.report))
        const { text } = compose({ kind: 'week', isDigest: false, ...week }, { language: desk.language, now })
        const picture = week.picture === null ? undefined : mediaAddress(house, asker, week.picture)
        return c.html(insightsPage(desk, { said: text, picture, posts: posts.toReversed(), zone }))
      }),
    )
    .get('/practice', (c) =>
      atDesk(house, c, async ({ asker, desk, zone }) => {
        const posts = await withWorkspace(db, asker.workspaceId, (tx) => listPractice(tx))
        const shown = posts.map(({ id, account, content, publishedAt }) => ({
          id,
          account,
          parts: content.parts.length > 0 ? content.parts : [content.text],
          pictures: content.pictures.map(({ mediaId, alt }) => ({ url: mediaAddress(house, asker, mediaId), alt })),
          films: (content.films ?? []).map(({ mediaId }) => mediaAddress(house, asker, mediaId)),
          publishedAt: publishedAt.toISOString(),
        }))
        return c.html(practicePage(desk, { posts: shown, zone }))
      }),
    )
}

/** Networks of one post that share its moment, its status and its words stand together. */
function entriesOf(moments: Awaited<ReturnType<typeof listMoments>>): CalendarEntry[] {
  const groups = Map.groupBy(moments, ({ postId, publication, content, at }) =>
    JSON.stringify([postId, publication.status, at.getTime(), content.text]),
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const { publication, content, at } = first
    const text = content.text.length > longestGist ? `${content.text.slice(0, longestGist - 1)}…` : content.text
    const platforms = group.map((one) => one.publication.platform)
    const url = publication.url === null ? {} : { url: publication.url }
    return [{ text, platforms, at: at.toISOString(), status: publication.status, ...url }]
  })
}

function beginning(month: string, zone: string): Date {
  const found = resolve({ date: `${month}-01`, time: '00:00', zone })
  return found.kind === 'overlap' ? found.earlier : found.at
}

function monthAfter(month: string): string {
  const first = new Date(`${month}-01T00:00:00Z`)
  first.setUTCMonth(first.getUTCMonth() + 1)
  return first.toISOString().slice(0, 7)
}

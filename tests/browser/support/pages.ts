// The pages of a desk with something on them, and some for looking at what is empty or wrong.
import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { brandPage } from '../../../src/http/pages/brand.ts'
import { calendarPage } from '../../../src/http/pages/calendar.ts'
import { chatPage } from '../../../src/http/pages/chat.ts'
import { connectionsPage } from '../../../src/http/pages/connections.ts'
import { brokenPage, notFoundPage } from '../../../src/http/pages/errors.ts'
import type { Desk } from '../../../src/http/pages/layout.ts'
import { practicePage } from '../../../src/http/pages/practice.ts'
import { signInHelpPage, signInPage } from '../../../src/http/pages/sign-in.ts'

const desk: Desk = { workspace: 'Bar Luce', language: 'en' }
const zone = 'Europe/Rome'

const posts = [
  {
    id: 'p2',
    account: 'Bar Luce',
    parts: [
      'Monday at eight we open the new place. The first coffee is on us. (1/2)',
      'You find us in Via Cadorna, where the bookbinder was. Dogs are welcome. (2/2)',
    ],
    pictures: [],
    publishedAt: '2026-11-23T08:00:00Z',
  },
  {
    id: 'p1',
    account: 'Bar Luce',
    parts: ['The espresso machine has arrived.\nIt weighs 62 kilos and made the first coffee at noon.'],
    pictures: [{ url: '/icon.svg', alt: 'The machine on the counter' }],
    publishedAt: '2026-11-20T11:12:00Z',
  },
]

/** Adds every page the templates can make. */
export function addPages(app: Hono<{ Bindings: HttpBindings }>): void {
  app.get('/', (c) => c.html(chatPage(desk)))
  app.get('/it', (c) => c.html(chatPage({ ...desk, language: 'it' })))
  app.get('/practice', (c) => c.html(practicePage(desk, { posts: c.req.query('empty') ? [] : posts, zone })))
  app.get('/calendar', (c) => {
    const entries = c.req.query('empty')
      ? []
      : [
          {
            text: posts[0]?.parts[0] ?? '',
            platforms: ['bluesky', 'mastodon'] as const,
            at: '2026-11-24T08:00:00Z',
            status: 'scheduled' as const,
          },
          {
            text: 'How we choose our beans',
            platforms: ['linkedin'] as const,
            at: '2026-11-24T16:30:00Z',
            status: 'awaiting_approval' as const,
          },
          {
            text: 'The machine has arrived',
            platforms: ['practice'] as const,
            at: '2026-11-20T11:12:00Z',
            status: 'published' as const,
            url: '/practice#p1',
          },
          {
            text: 'Closed on Sunday',
            platforms: ['x'] as const,
            at: '2026-11-27T07:00:00Z',
            status: 'failed' as const,
          },
        ].map((entry) => ({ ...entry, platforms: [...entry.platforms] }))
    return c.html(calendarPage(desk, { month: c.req.query('month') ?? '2026-11', today: '2026-11-23', zone, entries }))
  })
  app.get('/connections', (c) =>
    c.html(
      connectionsPage(desk, {
        accounts: [
          { id: 'a1', platform: 'practice', name: 'Bar Luce', href: '/practice' },
          {
            id: 'a2',
            platform: 'linkedin',
            name: 'Bar Luce',
            trouble: 'LinkedIn no longer lets me in. Its posts are waiting.',
          },
        ],
        connectable: [
          { platform: 'practice', how: 'press' },
          { platform: 'bluesky', how: 'page', href: '/connections/bluesky' },
        ],
        mayChange: true,
      }),
    ),
  )
  app.get('/brand', (c) =>
    c.html(
      brandPage(desk, {
        name: 'Bar Luce',
        website: 'barluce.example',
        voice: 'Like a neighbour, never salesy.',
        audience: 'People who live around the corner.',
        colour: '#1f4e5f',
        zone,
        postLanguage: 'en',
        rules: ['Never uses exclamation marks.', 'Says “the place”, not “the venue”.'],
        facts: [{ text: 'The first coffee is free on opening day.', until: '2026-11-30' }],
        zones: ['Europe/London', 'Europe/Rome'],
        mayChange: true,
      }),
    ),
  )
  app.get('/sign-in', (c) => c.html(signInPage({ language: 'en', code: 'secret', name: 'Ada' })))
  app.get('/sign-in/ways', (c) =>
    c.html(signInHelpPage({ language: 'en', why: 'none', ways: { mail: true, chat: true, passkey: false } })),
  )
  app.get('/sign-in/used', (c) => c.html(signInHelpPage({ language: 'en', why: 'used' })))
  app.get('/broken', (c) => c.html(brokenPage({ language: 'en', id: '7f3a' }), 500))
  app.notFound((c) => c.html(notFoundPage({ language: 'en' }), 404))
}

// The pages as text: what is escaped, what is offered, and that a strict content policy can hold for all of them.
import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { brandPage } from '../../../src/http/pages/brand.ts'
import { type CalendarEntry, calendarPage } from '../../../src/http/pages/calendar.ts'
import { chatPage } from '../../../src/http/pages/chat.ts'
import { connectionsPage } from '../../../src/http/pages/connections.ts'
import { brokenPage, forbiddenPage, notFoundPage } from '../../../src/http/pages/errors.ts'
import { insightsPage } from '../../../src/http/pages/insights.ts'
import type { Desk } from '../../../src/http/pages/layout.ts'
import { practicePage } from '../../../src/http/pages/practice.ts'
import { signInHelpPage, signInPage, widgetRefusedPage, widgetSignInPage } from '../../../src/http/pages/sign-in.ts'

const evil = '"><script>alert(1)</script>'
const zone = 'Europe/Rome'
const desk: Desk = { workspace: evil, language: 'en' }
const italian: Desk = { workspace: 'Bar Luce', language: 'it' }
const late: CalendarEntry = {
  text: evil,
  platforms: ['bluesky'],
  at: '2026-11-30T23:30:00Z',
  status: 'scheduled',
  url: evil,
}
const brand = {
  name: evil,
  website: evil,
  voice: evil,
  audience: evil,
  colour: '#1f4e5f',
  zone,
  postLanguage: 'en' as const,
  zones: [zone],
}

const pages: [string, ReturnType<typeof chatPage>][] = [
  ['chat', chatPage(desk)],
  [
    'practice',
    practicePage(desk, {
      posts: [
        {
          id: evil,
          account: evil,
          parts: [evil],
          pictures: [{ url: evil, alt: evil }],
          publishedAt: '2026-11-20T11:12:00Z',
        },
      ],
      zone,
    }),
  ],
  [
    'calendar',
    calendarPage(desk, {
      month: '2026-11',
      today: '2026-11-23',
      zone,
      entries: [{ ...late, at: '2026-11-20T11:12:00Z' }],
    }),
  ],
  [
    'connections',
    connectionsPage(desk, {
      accounts: [{ id: evil, platform: 'x', name: evil, trouble: evil, href: evil }],
      connectable: [{ platform: 'bluesky', how: 'page', href: evil }],
      mayChange: true,
      said: evil,
    }),
  ],
  [
    'brand',
    brandPage(desk, { ...brand, rules: [evil], facts: [{ text: evil, until: '' }], mayChange: true, said: evil }),
  ],
  ['sign-in', signInPage({ language: 'en', code: evil, name: evil })],
  ['sign-in help', signInHelpPage({ language: 'en', why: 'expired' })],
  ['widget sign-in', widgetSignInPage({ language: 'en', origin: evil, workspace: evil, mayApprove: false })],
  ['widget refused', widgetRefusedPage({ language: 'en', origin: evil })],
  ['not found', notFoundPage({ language: 'en' })],
  ['broken', brokenPage({ language: 'en', id: evil })],
  ['forbidden', forbiddenPage({ language: 'en' })],
]

describe('every page', () => {
  it.each(pages)('%s escapes what it is given and has nothing inline', async (_, page) => {
    const text = String(await page)
    expect(text).not.toContain('<script>')
    expect(text).not.toMatch(/ style=| on[a-z]+=|<style|javascript:/)
    expect(text).toMatch(/^<!doctype html>/)
    expect(text.match(/<h1/g)).toHaveLength(1)
  })
})

describe('the chat', () => {
  it('asks at once for every part of the widget', async () => {
    const text = String(await chatPage(desk))
    const files = await readdir(new URL('../../../src/http/browser/widget', import.meta.url))
    const asked = [...text.matchAll(/href="\/widget\/([a-z-]+\.js)"/g)].map((match) => match[1])
    expect([...asked, 'sign-in-window.js'].sort()).toEqual(files.sort())
  })
})

describe('the calendar', () => {
  it('puts a moment on its day in the zone of the desk', async () => {
    const december = String(
      await calendarPage(italian, { month: '2026-12', today: '2026-11-23', zone, entries: [late] }),
    )
    expect(december).toMatch(/martedì 1 dicembre[\s\S]*?<time datetime="2026-11-30T23:30:00Z">00:30<\/time>/)
    expect(december).toContain('/calendar?month=2026-11')
    expect(december).toContain('/calendar?month=2027-01')
  })

  it('says what will be here when nothing is', async () => {
    const text = String(await calendarPage(italian, { month: '2026-02', today: '2026-11-23', zone, entries: [] }))
    expect(text).toContain('In questo mese non c’è niente in programma.')
    expect(text).not.toContain('class="month"')
  })
})

describe('the numbers', () => {
  const counted = {
    ...{
      publicationId: 'p',
      postId: 'p',
      platform: 'bluesky' as const,
      account: 'luce',
      url: 'https://bsky.app/p',
      text: 'New beans',
    },
    ...{ publishedAt: new Date('2026-11-20T08:00:00Z'), at: new Date('2026-11-21T08:30:00Z') },
    measures: { likes: 12, comments: 0 },
  }

  it('stand in a table with what was counted alone, and when; what is not known is no zero', async () => {
    const never = { ...counted, url: null, text: evil, at: null, measures: {} }
    const given = { said: 'Two posts.\nTwelve likes.', picture: '/media/chart', posts: [counted, never], zone }
    const text = String(await insightsPage(desk, given))
    expect(text).toContain('<p>Two posts.</p>')
    expect(text).toContain('src="/media/chart"')
    const cells = [...text.matchAll(/<td>([^<]*)/g)].map(([, cell]) => cell)
    expect(cells.filter((_, i) => i % 3 !== 2)).toEqual(['12', '0', '–', '–'])
    expect(text.match(/<th scope="col">/g)).toHaveLength(4)
    expect(text).toContain('<a href="https://bsky.app/p">')
    expect(text).not.toContain('<script>')
  })

  it('say what there is to say where nothing was published', async () => {
    const text = String(await insightsPage(italian, { said: 'Niente.', picture: undefined, posts: [], zone }))
    expect(text).toContain('<p>Niente.</p>')
    expect(text).not.toMatch(/<table|<img/)
  })
})

describe('those who may not change', () => {
  it('see accounts without buttons and a brand they cannot edit', async () => {
    const accounts = [{ id: 'a', platform: 'x' as const, name: 'luce' }]
    const seen = String(
      await connectionsPage(desk, {
        accounts,
        connectable: [{ platform: 'practice', how: 'press' }],
        mayChange: false,
      }),
    )
    expect(seen).not.toMatch(/<button|<form/)
    const form = String(await brandPage(desk, { ...brand, rules: [], facts: [], mayChange: false }))
    expect(form).toContain('<fieldset disabled>')
    expect(form).not.toContain('<button')
  })
})

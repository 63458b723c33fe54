// The frame of every page: head, navigation, one main part. Nothing inline, so that a strict policy can forbid it.
import { html } from 'hono/html'
import type { Language } from '../../db/words.ts'

/** A piece of a page; safe to put into another. */
export type Html = ReturnType<typeof html>

/** The pages of the navigation. */
export type Place = 'chat' | 'calendar' | 'insights' | 'connections' | 'brand' | 'team' | 'practice'

/** What every page of a signed-in member needs: whose desk it is and in which language it is read. */
export type Desk = {
  workspace: string
  language: Language
  /** Address of a style sheet that sets --accent and --accent-ink, if the workspace has its own colour. */
  accentHref?: string
}

/** A page inside the navigation of a desk. */
export function deskPage(desk: Desk, page: { place: Place; title: string; main: Html; head?: Html }): Html {
  const words = navigation[desk.language]
  const main = html`<a class="skip" href="#main">${words.skip}</a>
    <div class="desk ${page.place}">
      <header>
        <p class="name">${desk.workspace}</p>
        <nav aria-label="${words.label}">
          <ul>
            ${places.map(
              ({ place, href }) =>
                html`<li><a href="${href}" ${place === page.place ? html`aria-current="page"` : ''}>${words[place]}</a></li>`,
            )}
          </ul>
        </nav>
      </header>
      <main id="main">${page.main}</main>
    </div>`
  return document({ ...desk, title: `${page.title} · ${desk.workspace}`, body: main, head: page.head })
}

/** A page by itself: one thing to read and one thing to do. */
export function plainPage(page: { language: Language; title: string; main: Html; head?: Html }): Html {
  return document({
    ...page,
    title: `${page.title} · Leopost`,
    body: html`<main id="main" class="alone">${page.main}</main>`,
  })
}

function document(page: {
  language: Language
  title: string
  body: Html
  head?: Html | undefined
  accentHref?: string
}): Html {
  return html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
        <link rel="stylesheet" href="/parts.css" />
        ${page.accentHref === undefined ? '' : html`<link rel="stylesheet" href="${page.accentHref}" />`}
        ${page.head ?? ''}
      </head>
      <body>
        ${page.body}
      </body>
    </html>`
}

const places: { place: Place; href: string }[] = [
  { place: 'chat', href: '/' },
  { place: 'calendar', href: '/calendar' },
  { place: 'insights', href: '/insights' },
  { place: 'connections', href: '/connections' },
  { place: 'brand', href: '/brand' },
  { place: 'team', href: '/team' },
  { place: 'practice', href: '/practice' },
]

const navigation: Record<Language, Record<Place | 'label' | 'skip', string>> = {
  en: {
    label: 'Pages',
    skip: 'Skip to the page',
    chat: 'Chat',
    calendar: 'Calendar',
    insights: 'Numbers',
    connections: 'Connections',
    brand: 'Brand',
    team: 'Team',
    practice: 'Practice',
  },
  it: {
    label: 'Pagine',
    skip: 'Vai alla pagina',
    chat: 'Chat',
    calendar: 'Calendario',
    insights: 'Numeri',
    connections: 'Account',
    brand: 'Marchio',
    team: 'Squadra',
    practice: 'Prove',
  },
}

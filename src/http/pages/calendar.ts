// A month of the desk: what is planned, what went out, and what needs somebody. A list on a narrow screen.
import { html } from 'hono/html'
import { platformNames } from '../../core/platform.ts'
import { zoneName } from '../../core/time/zones.ts'
import type { Language, PlatformId, PublicationStatus } from '../../db/words.ts'
import { type Desk, deskPage, type Html } from './layout.ts'
import { dateName, dayOf, hour } from './moment.ts'

/** One post at one moment, with the networks that share its status. */
export type CalendarEntry = {
  text: string
  platforms: PlatformId[]
  /** When it is due, or went out. */
  at: string
  status: PublicationStatus
  url?: string
}

/** A month as YYYY-MM, with today as YYYY-MM-DD in the desk's zone. */
export type CalendarMonth = { month: string; today: string; zone: string; entries: CalendarEntry[] }

/** The calendar page of one month; `?month=YYYY-MM` leads to the others. */
export function calendarPage(desk: Desk, page: CalendarMonth): Html {
  const words = said[desk.language]
  const title = dateName(page.month, 'month', desk.language)
  const entries = page.entries.toSorted((a, b) => a.at.localeCompare(b.at))
  return deskPage(desk, {
    place: 'calendar',
    title: words.title,
    main: html`<div class="bar">
        <h1>${title} <small>(${zoneName(page.zone, desk.language)})</small></h1>
        <a class="button" href="/calendar?month=${shifted(page.month, -1)}" rel="prev">${words.before}</a>
        <a class="button" href="/calendar?month=${shifted(page.month, 1)}" rel="next">${words.after}</a>
      </div>
      ${
        entries.length === 0
          ? html`<div class="nothing"><p>${words.empty}</p><a class="button primary" href="/">${words.start}</a></div>`
          : html`<ol class="month">${daysOf(page.month).map((day) => dayElement(day, entries, page, desk.language))}</ol>`
      }`,
  })
}

function dayElement(day: string, all: CalendarEntry[], page: CalendarMonth, language: Language): Html {
  const entries = all.filter((entry) => dayOf(entry.at, page.zone) === day)
  const column = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
  const classes = ['day', `column-${column}`, entries.length === 0 ? 'empty' : '', day === page.today ? 'today' : '']
  return html`<li class="${classes.filter(Boolean).join(' ')}">
    <h2>
      <span class="long">${dateName(day, 'day', language)}</span>
      <span class="short" aria-hidden="true">${dateName(day, 'weekday', language)} ${Number(day.slice(8))}</span>
    </h2>
    ${
      entries.length === 0
        ? ''
        : html`<ul>
            ${entries.map((entry) => entryElement(entry, page.zone, language))}
          </ul>`
    }
  </li>`
}

function entryElement(entry: CalendarEntry, zone: string, language: Language): Html {
  const networks = entry.platforms.map((platform) => platformNames[platform]).join(', ')
  const text = entry.url === undefined ? entry.text : html`<a href="${entry.url}">${entry.text}</a>`
  return html`<li class="entry ${entry.status}">
    <p>${hour(entry.at, zone, language)} <span class="state">${said[language].statuses[entry.status]}</span></p>
    <p class="gist">${text}</p>
    <p class="note">${networks}</p>
  </li>`
}

function daysOf(month: string): string[] {
  const last = new Date(`${shifted(month, 1)}-01T00:00:00Z`)
  last.setUTCDate(0)
  return Array.from({ length: last.getUTCDate() }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`)
}

function shifted(month: string, by: number): string {
  const first = new Date(`${month}-01T00:00:00Z`)
  first.setUTCMonth(first.getUTCMonth() + by)
  return first.toISOString().slice(0, 7)
}

type Words = {
  title: string
  before: string
  after: string
  empty: string
  start: string
  statuses: Record<PublicationStatus, string>
}

const said: Record<Language, Words> = {
  en: {
    title: 'Calendar',
    before: 'Month before',
    after: 'Month after',
    empty: 'Nothing is planned in this month. What you approve stands here with its hour, and so does what went out.',
    start: 'Write a post',
    statuses: {
      draft: 'draft',
      awaiting_approval: 'waits for a yes',
      scheduled: 'planned',
      armed: 'planned',
      sending: 'going out',
      published: 'out',
      failed: 'failed',
      unconfirmed: 'not certain',
      cancelled: 'cancelled',
    },
  },
  it: {
    title: 'Calendario',
    before: 'Mese prima',
    after: 'Mese dopo',
    empty:
      'In questo mese non c’è niente in programma. Quello che approvi sta qui con la sua ora, e così quello che è uscito.',
    start: 'Scrivi un post',
    statuses: {
      draft: 'bozza',
      awaiting_approval: 'aspetta un sì',
      scheduled: 'in programma',
      armed: 'in programma',
      sending: 'in uscita',
      published: 'uscito',
      failed: 'non riuscito',
      unconfirmed: 'non certo',
      cancelled: 'annullato',
    },
  },
}

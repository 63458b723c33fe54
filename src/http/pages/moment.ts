// A moment on a page: "Tue 24 Nov 09:00 (Rome)" in the desk's zone.
import { html } from 'hono/html'
import type { Language } from '../../db/words.ts'
import type { Html } from './layout.ts'

const locales: Record<Language, string> = { en: 'en-GB', it: 'it-IT' }

/** An instant as a person says it; the machine-readable form stands beside it. */
export function moment(at: string, zone: string, language: Language): Html {
  const { weekday, day, month, hour, minute } = partsOf(at, zone, language)
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
  return html`<time datetime="${at}">${weekday} ${day} ${month} ${hour}:${minute} (${city})</time>`
}

/** The hour alone, where the day is already said. */
export function hour(at: string, zone: string, language: Language): Html {
  const parts = partsOf(at, zone, language)
  return html`<time datetime="${at}">${parts.hour}:${parts.minute}</time>`
}

/** The calendar day of an instant in a zone, as YYYY-MM-DD. */
export function dayOf(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(at))
}

/** The name of a month or of a day, given as YYYY-MM or YYYY-MM-DD. */
export function dateName(date: string, form: 'month' | 'day' | 'weekday', language: Language): string {
  const options: Record<typeof form, Intl.DateTimeFormatOptions> = {
    month: { month: 'long', year: 'numeric' },
    day: { weekday: 'long', day: 'numeric', month: 'long' },
    weekday: { weekday: 'short' },
  }
  const instant = new Date(`${date.length === 7 ? `${date}-01` : date}T00:00:00Z`)
  return new Intl.DateTimeFormat(locales[language], { ...options[form], timeZone: 'UTC' }).format(instant)
}

function partsOf(at: string, zone: string, language: Language): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  const format = new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
}

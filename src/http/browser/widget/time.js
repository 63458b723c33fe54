// A moment as people say it: "Tue 24 Nov 09:00 (Rome)", and the same in the reader's own zone on request.
import { make } from './dom.js'

/**
 * @param {Date} at
 * @param {string | undefined} zone an IANA name; the reader's own if it is missing or unknown here
 * @param {string} locale
 * @returns {string}
 */
export function sayTime(at, zone, locale) {
  const options = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }
  /** @type {Intl.DateTimeFormat} */
  let format
  try {
    format = new Intl.DateTimeFormat(locale, /** @type {Intl.DateTimeFormatOptions} */ ({ ...options, timeZone: zone }))
  } catch {
    return sayTime(at, undefined, locale)
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const city = format.resolvedOptions().timeZone.split('/').at(-1)?.replaceAll('_', ' ')
  return `${parts.weekday} ${parts.day} ${parts.month} ${parts.hour}:${parts.minute} (${city})`
}

/**
 * A moment that shows the reader's own zone when hovered over or pressed, where that says something else.
 * @param {{at: string, zone?: string | undefined, text?: string | undefined}} moment `text`: how the server already says it
 * @param {import('./words.js').Words} words
 * @returns {HTMLElement}
 */
export function timeOf({ at, zone, text }, words) {
  const instant = new Date(at)
  const said = text ?? sayTime(instant, zone, words.locale)
  const own = words.inYourZone(sayTime(instant, undefined, words.locale))
  const time = make('time', { dateTime: at }, said)
  if (own.endsWith(sayTime(instant, zone, words.locale))) return time
  const note = make('span', { className: 'own-time', hidden: true }, own)
  const button = make('button', { type: 'button', className: 'time', title: own, 'aria-expanded': 'false' }, time)
  button.addEventListener('click', () => {
    note.hidden = !note.hidden
    button.setAttribute('aria-expanded', String(!note.hidden))
  })
  return make('span', {}, button, note)
}

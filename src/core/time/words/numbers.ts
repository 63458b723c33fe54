// What all languages write alike: numbers in figures, ISO dates, dates with slashes, times with a colon.
import { type Atom, type AtomRule, type Clock, type Groups, rule } from '../atoms.ts'

/** Reads figures or a word of `words`; undefined for anything else. */
export function numberIn(words: ReadonlyMap<string, number>, said: string | undefined): number | undefined {
  if (said === undefined) return undefined
  if (/^\d+$/.test(said)) return Number(said)
  return words.get(said.replace(/\s+/g, ' '))
}

/** A clock time from its parts; an hour of 13 or more, or written with a leading zero, leaves no doubt about the half of the day. */
export function clockOf(hour: string | number, minute: number, more: Partial<Clock> = {}): Clock {
  const value = Number(hour)
  const isPlain = value >= 13 || value === 0 || (typeof hour === 'string' && /^0\d$/.test(hour))
  return { hour: value, minute, is24: isPlain, ...more }
}

/** A weekday, month or number word keyed by its name, counted from one. */
export function counted(names: string): Map<string, number> {
  return new Map(names.split(' ').map((name, i): [string, number] => [name, i + 1]))
}

const months = { day: '(?<day>\\d{1,2})', month: '(?<month>\\d{1,2})', year: '(?<year>\\d{4})' }

/** Rules for figures. `colonIs24`: "6:30" means the morning (in Italian), not either half of the day (in English). */
export function figureRules(language: { colonIs24: boolean; before: string; until: string }): AtomRule[] {
  const clock = (hour: string, minute: string): Clock =>
    clockOf(hour, Number(minute), language.colonIs24 || /^0\d$/.test(hour) ? { is24: true } : {})
  const slashed = (groups: Groups): Atom => {
    const year =
      groups.year === undefined ? undefined : Number(groups.year.length === 2 ? `20${groups.year}` : groups.year)
    const day = { is: 'slashed', first: Number(groups.day), second: Number(groups.month) } as const
    return { day: year === undefined ? day : { ...day, year } }
  }
  return [
    rule(
      `${months.year}-${months.month}-${months.day}(?:t(?<hour>\\d{2}):(?<minute>\\d{2}))?`,
      ({ year, month, day, hour, minute = '' }) => ({
        day: { is: 'date', day: Number(day), month: Number(month), year: Number(year) },
        ...(hour === undefined ? {} : { clock: clock(hour, minute) }),
      }),
    ),
    rule('(?<day>\\d{1,2})/(?<month>\\d{1,2})(?:/(?<year>\\d{4}|\\d{2}))?(?!/)', slashed),
    rule('(?<day>\\d{1,2})[.-](?<month>\\d{1,2})[.-](?<year>\\d{4})', slashed),
    rule(
      `(?:(?:${language.before})\\s*)?(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::00)?(?:\\s?h)?`,
      ({ hour = '', minute = '' }) => ({ clock: clock(hour, minute) }),
    ),
    rule(
      `(?:${language.before})\\s*(?<hour>\\d{1,2})(?:[.,h]|\\s(?=[0-5]))(?<minute>\\d{2})`,
      ({ hour = '', minute = '' }) => ({
        clock: clock(hour, minute),
      }),
    ),
    rule(`(?<hour>\\d{1,2})[.h](?<minute>\\d{2})(?=${language.until})`, ({ hour = '', minute = '' }) => ({
      clock: clock(hour, minute),
      isWeak: true,
    })),
  ]
}

// Moments in words, always with the zone: "Tue 24 Nov 09:00 (Rome)".
import { Temporal } from 'temporal-polyfill'
import { toWall } from './wall.ts'
import { type TimeLanguage, timeWords } from './words/index.ts'
import { zoneName } from './zones.ts'

const daysWithoutYear = 300

/** "Tue 24 Nov 09:00 (Rome)"; with `now`, the year is added to what is more than 300 days away. */
export function sayWhen(at: Date, zone: string, language: TimeLanguage, now?: Date): string {
  const wall = toWall(at, zone)
  const { weekdays, months, summerTime, winterTime } = timeWords[language].say
  const date = Temporal.PlainDate.from(wall.date)
  const isFar = now !== undefined && Math.abs(daysBetween(now, at, zone)) > daysWithoutYear
  const day = [weekdays[date.dayOfWeek - 1], date.day, months[date.month - 1], ...(isFar ? [date.year] : [])].join(' ')
  const place = zoneName(zone, language)
  // The hour that comes twice is told apart by the name of its time.
  const which = wall.fold === undefined ? '' : `, ${wall.fold === 'first' ? summerTime : winterTime}`
  return `${day} ${wall.time} (${place}${which})`
}

/** A date alone: "Tue 24". */
export function sayDay(date: string, language: TimeLanguage): string {
  const { dayOfWeek, day } = Temporal.PlainDate.from(date)
  return `${timeWords[language].say.weekdays[dayOfWeek - 1]} ${day}`
}

/** The same with "today" or "tomorrow" before it when it is that near. */
export function sayWhenNear(at: Date, now: Date, zone: string, language: TimeLanguage): string {
  const said = sayWhen(at, zone, language, now)
  const { today, tomorrow } = timeWords[language].say
  const near = { 0: today, 1: tomorrow }[daysBetween(now, at, zone)]
  return near === undefined ? said : `${near}, ${said}`
}

function daysBetween(from: Date, to: Date, zone: string): number {
  const [first, last] = [toWall(from, zone).date, toWall(to, zone).date].map((date) => Temporal.PlainDate.from(date))
  return first && last ? first.until(last, { largestUnit: 'day' }).days : 0
}

// What a spoken day means today: the dates it can stand for.
import { Temporal } from 'temporal-polyfill'
import type { Day, Period } from './atoms.ts'

type PlainDate = Temporal.PlainDate

/**
 * The dates a spoken day can stand for. `first`: the earliest that is still ahead is meant; `all`: each of them may be.
 * A fault carries the nearest dates that exist, or the dates to offer instead.
 */
export type DayReading =
  | { kind: 'dates'; dates: PlainDate[]; pick: 'first' | 'all' }
  | { kind: 'fault'; why: 'impossible' | 'vague'; dates: PlainDate[] }

/** Reads a day as of `today`; `isMonthFirst` where a/b may also be month/day. */
export function readDay(day: Day, today: PlainDate, isMonthFirst: boolean): DayReading {
  switch (day.is) {
    case 'offset':
      return certain(today.add({ days: day.days }))
    case 'months':
      return certain(today.add({ months: day.months }))
    case 'weekday':
      return readWeekday(day, today)
    case 'date':
      return readDate(day, today)
    case 'slashed':
      return readSlashed(day, today, isMonthFirst)
    case 'dayOfMonth':
      return readDayOfMonth(day.day, today)
    case 'monthEnd': {
      const month = today.add({ months: day.months })
      return certain(month.with({ day: month.daysInMonth }))
    }
  }
}

/** The days of a week, weekend or month that can be offered, from today on. */
export function daysOf(period: Period, today: PlainDate): PlainDate[] {
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const offered = (): PlainDate[] => {
    if (period.is === 'week') return [0, 1, 2, 3, 4].map((day) => monday.add({ days: 7 * period.weeks + day }))
    if (period.is === 'weekend') return [5, 6].map((day) => monday.add({ days: 7 * period.weeks + day }))
    const month = period.month === 0 ? today.month + 1 : period.month
    const first = Temporal.PlainDate.from({ year: today.year, month: month > 12 ? month - 12 : month, day: 1 })
    const isGone = Temporal.PlainDate.compare(first.add({ months: 1 }), today) <= 0
    const start = isGone || month > 12 ? first.add({ years: 1 }) : first
    return [start, start.with({ day: 15 })]
  }
  return offered().filter((date) => Temporal.PlainDate.compare(date, today) >= 0)
}

/** The date of a weekday inside a week that was named ("Monday of next week"). */
export function weekdayOf(weekday: number, weeks: number, today: PlainDate): PlainDate {
  return today.add({ days: 7 * weeks + weekday - today.dayOfWeek })
}

function certain(...dates: PlainDate[]): DayReading {
  return { kind: 'dates', dates, pick: 'all' }
}

function readWeekday(day: Extract<Day, { is: 'weekday' }>, today: PlainDate): DayReading {
  const ahead = (day.weekday - today.dayOfWeek + 7) % 7
  const coming = today.add({ days: ahead })
  const afterToday = ahead === 0 ? coming.add({ days: 7 }) : coming
  if (day.which === undefined) return ahead === 0 ? certain(coming, afterToday) : certain(coming)
  switch (day.which) {
    case 'last':
      return certain(afterToday.subtract({ days: 7 }))
    case 'this':
      return certain(coming)
    case 'nearest':
      return certain(afterToday)
    case 'habit':
      return { kind: 'fault', why: 'vague', dates: [afterToday] }
    case 'next': {
      // "next Friday" on a Monday: of this week for some, of the next for others.
      const inNextWeek = weekdayOf(day.weekday, 1, today)
      return afterToday.equals(inNextWeek) ? certain(afterToday) : certain(afterToday, inNextWeek)
    }
  }
}

function readDate(day: { day: number; month: number; year?: number }, today: PlainDate): DayReading {
  if (day.month < 1 || day.month > 12) return { kind: 'fault', why: 'impossible', dates: [] }
  const years = day.year === undefined ? [today.year, today.year + 1] : [day.year]
  const dates = years.flatMap((year) => plainDate(year, day.month, day.day) ?? [])
  if (day.year !== undefined || dates.length === 2) {
    return dates.length > 0 ? { kind: 'dates', dates, pick: 'first' } : nearest(years[0] ?? today.year, day)
  }
  const inYear = nearest(today.year, day)
  const last = inYear.kind === 'fault' ? inYear.dates.at(-1) : undefined
  return last && Temporal.PlainDate.compare(last, today) < 0 ? nearest(today.year + 1, day) : inYear
}

function nearest(year: number, { day, month }: { day: number; month: number }): DayReading {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  if (day < 1) return { kind: 'fault', why: 'impossible', dates: [first] }
  return { kind: 'fault', why: 'impossible', dates: [first.with({ day: first.daysInMonth }), first.add({ months: 1 })] }
}

function readSlashed(day: Extract<Day, { is: 'slashed' }>, today: PlainDate, isMonthFirst: boolean): DayReading {
  const more = day.year === undefined ? {} : { year: day.year }
  const dayFirst = readDate({ day: day.first, month: day.second, ...more }, today)
  const monthFirst = readDate({ day: day.second, month: day.first, ...more }, today)
  // A second number above 12 can only be a day, whatever the country.
  if (dayFirst.kind === 'fault' && dayFirst.dates.length === 0) return monthFirst
  if (!isMonthFirst || day.first === day.second || monthFirst.kind === 'fault' || dayFirst.kind === 'fault')
    return dayFirst
  const both = [monthFirst, dayFirst].flatMap(({ dates }) =>
    dates.filter((date) => Temporal.PlainDate.compare(date, today) >= 0).slice(0, 1),
  )
  return { kind: 'dates', dates: both, pick: 'all' }
}

function readDayOfMonth(day: number, today: PlainDate): DayReading {
  const inMonth = plainDate(today.year, today.month, day)
  const next = today.add({ months: 1 })
  const inNext = plainDate(next.year, next.month, day)
  if (inMonth && Temporal.PlainDate.compare(inMonth, today) > 0) return certain(inMonth)
  if (inMonth && inNext) return { kind: 'dates', dates: [inMonth, inNext], pick: 'first' }
  const missing = inMonth ? next : today
  return nearest(missing.year, { day, month: missing.month })
}

function plainDate(year: number, month: number, day: number): PlainDate | undefined {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  return day >= 1 && day <= first.daysInMonth ? first.with({ day }) : undefined
}

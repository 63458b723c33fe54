// What a phrase comes to, given now and the zone: one instant, or a doubt with offers.
import { Temporal } from 'temporal-polyfill'
import type { Clock, Day, PartOfDay } from './atoms.ts'
import { type DayReading, daysOf, readDay, weekdayOf } from './days.ts'
import { type Hour, likelyHours, readHour } from './hours.ts'
import type { Phrase } from './phrase.ts'
import { resolve, toWall, type Wall } from './wall.ts'

/** Why a moment cannot be used as it was said. */
export type Doubt = 'past' | 'impossible' | 'vague' | 'either' | 'gap' | 'overlap' | 'noTime' | 'noDate'

/** What a phrase comes to: one instant, or a doubt with the likely answers (valid, ahead, at most three). */
export type Meaning = { kind: 'at'; wall: Wall; at: Date } | { kind: 'doubt'; why: Doubt; offers: Wall[] }

type PlainDate = Temporal.PlainDate
type Given = { now: Date; zone: string; from?: Wall; hasMonthFirst: boolean }
type Scene = Given & { today: PlainDate }

const farDays = 300

/** Reads a phrase as of `now`; the clock of `zone` decides what today is. */
export function meaning(phrase: Phrase, given: Given): Meaning {
  const scene = { ...given, today: Temporal.PlainDate.from(toWall(given.now, given.zone).date) }
  const said = sortOut(phrase, scene)
  if (said.durations.length > 0) return readDuration(said, scene)
  const read = readDayAndHour(said, scene)
  if (!phrase.isHedged && !said.isVague) return read
  const offers = read.kind === 'at' ? [read.wall] : read.offers
  if (phrase.isNegated) return doubt('vague', othersThan(offers, scene), scene)
  return doubt('vague', offers.length > 0 ? offers : likely(scene, said.part), scene)
}

function othersThan(walls: Wall[], scene: Scene): Wall[] {
  const dates = [0, 1, 2, 3]
    .map((days) => scene.today.add({ days }))
    .filter((date) => walls.every((wall) => wall.date !== date.toString()))
  return wallsOf(dates, [{ time: '09:00', plus: 0 }], scene)
}

type Said = {
  days: DayReading[]
  clocks: Clock[]
  part: PartOfDay | undefined
  periodDays: PlainDate[] | undefined
  durations: number[]
  isVague: boolean
  hasAlternatives: boolean
  isToday: boolean
  hasPlainYear: boolean
  hasWeekday: boolean
}

function sortOut(phrase: Phrase, scene: Scene): Said {
  const atoms = withDayNumbers(phrase, scene)
  const days = atoms.flatMap(({ day }) => day ?? [])
  const period = atoms.find((atom) => atom.period)?.period
  const weekday = days.find((day) => day.is === 'weekday')
  const isNamedWeek = period?.is === 'week' && weekday !== undefined && days.length === 1
  const read = (day: Day): DayReading =>
    readDay(day, scene.today, scene.hasMonthFirst && /^(?:America|US)\/|^Pacific\/Honolulu/.test(scene.zone))
  return {
    days: isNamedWeek
      ? [{ kind: 'dates', dates: [weekdayOf(weekday.weekday, period.weeks, scene.today)], pick: 'all' }]
      : merged(days, phrase.hasAlternatives, read),
    clocks: atoms.flatMap(({ clock }) => clock ?? []),
    part: atoms.findLast((atom) => atom.part)?.part,
    periodDays: period && !isNamedWeek ? daysOf(period, scene.today) : undefined,
    durations: atoms.flatMap(({ durationMs }) => durationMs ?? []),
    isVague: atoms.some((atom) => atom.isVague),
    hasAlternatives: phrase.hasAlternatives,
    isToday: days.some((day) => day.is === 'offset' && day.days === 0),
    hasWeekday: weekday !== undefined,
    hasPlainYear: days.some((day) => (day.is === 'date' || day.is === 'slashed') && day.year === undefined),
  }
}

/** After a weekday a bare number may be the day of the month: "lunedì 30 alle 9". */
function withDayNumbers(phrase: Phrase, scene: Scene): Phrase['atoms'] {
  if (phrase.hasAlternatives) return phrase.atoms
  const clocks = phrase.atoms.filter((atom) => atom.clock).length
  return phrase.atoms.map((atom, i) => {
    const day = phrase.atoms[i - 1]?.day
    if (atom.number === undefined || day?.is !== 'weekday') return atom
    const reading = readDay(day, scene.today, false)
    const isThatDate = reading.dates.some((date) => date.day === atom.number)
    if (clocks < 2 && atom.number <= 24 && !isThatDate) return atom
    return { start: atom.start, end: atom.end, day: { is: 'dayOfMonth', day: atom.number } }
  })
}

/** A weekday beside its own date says the same twice; where they disagree both are kept, and that is a doubt. */
function merged(days: readonly Day[], hasAlternatives: boolean, read: (day: Day) => DayReading): DayReading[] {
  const readings = days.map(read)
  if (hasAlternatives || days.length < 2) return readings
  const named = days.findIndex((day) => day.is === 'weekday')
  const weekday = days[named]
  if (weekday?.is !== 'weekday') return readings
  const others = readings.filter((_, i) => i !== named)
  const agrees = others.map((reading) => ({
    ...reading,
    dates: reading.dates.filter((date) => date.dayOfWeek === weekday.weekday),
  }))
  if (others.some((reading) => reading.kind === 'fault')) return others
  return agrees.every(({ dates }) => dates.length > 0) ? agrees : readings
}

function readDuration(said: Said, scene: Scene): Meaning {
  const walls = said.durations.map((ms) => toWall(new Date(scene.now.getTime() + ms), scene.zone))
  const [ms = 0] = said.durations
  if (ms <= 0) return doubt('past', [wallAt(scene.today.add({ days: 1 }), '09:00', scene)], scene)
  if (said.durations.length > 1) return doubt('either', walls, scene)
  if (said.days.length > 0 || said.clocks.length > 0) {
    const other = readDayAndHour(said, scene)
    return doubt('either', [...walls, ...(other.kind === 'at' ? [other.wall] : other.offers)], scene)
  }
  const [wall] = walls
  const at = new Date(scene.now.getTime() + ms)
  if (!wall || said.isVague || said.periodDays) return doubt('vague', walls, scene)
  return { kind: 'at', wall, at }
}

function readDayAndHour(said: Said, scene: Scene): Meaning {
  if (said.periodDays) return readPeriod(said, said.periodDays, scene)
  if (said.days.length === 0 && said.clocks.length === 0) return doubt('vague', likely(scene, said.part), scene)
  const days = said.days.length > 0 ? said.days : [defaultDay(scene)]
  const dayFault = days.find((day) => day.kind === 'fault')
  const clocks = said.clocks.map((clock) => readHour(clock, said.part))
  const times = clocks.flatMap((clock) => (clock.kind === 'hours' ? clock.hours : []))
  if (dayFault?.kind === 'fault') {
    const hours =
      times.length > 0 ? times.slice(0, 1) : [{ time: likelyHours[said.part ?? 'day'][0] ?? '09:00', plus: 0 }]
    return doubt(dayFault.why, wallsOf(dayFault.dates, hours, scene), scene)
  }
  const impossible = clocks.find((clock) => clock.kind === 'impossible')
  if (impossible?.kind === 'impossible') {
    const dates = days.flatMap(({ dates }) => dates)
    return doubt('impossible', wallsOf(dates, impossible.nearest, scene), scene)
  }
  if (times.length === 0 && scene.from && said.part === undefined && days.length === 1) {
    return settle(days, [[{ time: scene.from.time, plus: 0 }]], said, scene)
  }
  if (times.length === 0) return readDayOnly(days, said, scene)
  return settle(
    days,
    clocks.map((clock) => (clock.kind === 'hours' ? clock.hours : [])),
    said,
    scene,
  )
}

function defaultDay(scene: Scene): DayReading {
  const from = scene.from && Temporal.PlainDate.from(scene.from.date)
  const soon = [scene.today, scene.today.add({ days: 1 })]
  return { kind: 'dates', dates: from ? [from, ...soon] : soon, pick: 'first' }
}

function readDayOnly(days: DayReading[], said: Said, scene: Scene): Meaning {
  const hours = likelyHours[said.part ?? 'day'].map((time) => ({ time, plus: 0 }))
  const dates = days.flatMap((day) => aheadOf(day, scene))
  if (dates.length === 0 && !said.isToday) return doubt('past', pastOffers(days, hours.slice(0, 1), said, scene), scene)
  if (days.length > 1 || dates.length > 1)
    return doubt(
      said.hasAlternatives || days.length > 1 ? 'either' : 'noTime',
      wallsOf(dates, hours.slice(0, 1), scene),
      scene,
    )
  const offers = ahead(wallsOf(dates, hours, scene), scene)
  return doubt('noTime', offers.length > 0 ? offers : [wallAt(scene.today.add({ days: 1 }), '09:00', scene)], scene)
}

function aheadOf(day: DayReading, { today }: Scene): PlainDate[] {
  const dates = day.dates.filter((date) => Temporal.PlainDate.compare(date, today) >= 0)
  return day.kind === 'dates' && day.pick === 'first' ? dates.slice(0, 1) : dates
}

function readPeriod(said: Said, dates: PlainDate[], scene: Scene): Meaning {
  const [clock] = said.clocks
  const reading = clock && readHour(clock, said.part)
  const time = reading?.kind === 'hours' ? reading.hours[0]?.time : undefined
  const walls = wallsOf(dates, [{ time: time ?? likelyHours[said.part ?? 'day'][0] ?? '09:00', plus: 0 }], scene)
  const offers = ahead(walls, scene)
  if (offers.length === 0) return doubt('past', likely(scene, said.part), scene)
  return doubt(clock ? 'noDate' : 'vague', offers, scene)
}

/** Joins days and hours, lets go of what is over, and sees whether one moment is left. */
function settle(days: DayReading[], clocks: Hour[][], said: Said, scene: Scene): Meaning {
  const isPaired = days.length > 1 && days.length === clocks.length
  const left = days.flatMap((day, i) =>
    (isPaired ? clocks.slice(i, i + 1) : clocks).flat().flatMap((hour) => {
      const walls = ahead(wallsOf(day.dates, [hour], scene), scene)
      return day.kind === 'dates' && day.pick === 'first' ? walls.slice(0, 1) : walls
    }),
  )
  const unique = distinct(left)
  const [wall] = unique
  if (!wall) return doubt('past', pastOffers(days, clocks.flat(), said, scene), scene)
  if (unique.length > 1 || days.length > 1) return doubt('either', unique, scene)
  const isFar = Temporal.PlainDate.from(wall.date).since(scene.today, { largestUnit: 'day' }).days > farDays
  // "3 November" said on the 23rd: hardly a post for next year.
  if (isFar && said.hasPlainYear) return doubt('past', [...pastOffers([], clocks.flat(), said, scene), wall], scene)
  return certain(wall)
}

function certain(wall: Wall): Meaning {
  const resolved = resolve(wall)
  switch (resolved.kind) {
    case 'at':
      return { kind: 'at', wall, at: resolved.at }
    case 'gap':
      return { kind: 'doubt', why: 'gap', offers: [resolved.wall] }
    case 'overlap':
      return {
        kind: 'doubt',
        why: 'overlap',
        offers: [toWall(resolved.earlier, wall.zone), toWall(resolved.later, wall.zone)],
      }
  }
}

/** What somebody may mean who names a moment that is over. */
function pastOffers(days: DayReading[], hours: Hour[], said: Said, scene: Scene): Wall[] {
  const evening = hours.flatMap(({ time }) => {
    const hour = Number(time.slice(0, 2))
    return said.isToday &&
      said.part === undefined &&
      said.clocks.every((clock) => clock.half === undefined) &&
      hour >= 1 &&
      hour < 12
      ? [{ time: `${hour + 12}${time.slice(2)}`, plus: 0 }]
      : []
  })
  const tomorrow = scene.today.add({ days: 1 })
  const again = said.hasWeekday
    ? days.flatMap(({ dates }) =>
        dates.map((date) => scene.today.add({ days: (date.dayOfWeek - scene.today.dayOfWeek + 7) % 7 })),
      )
    : []
  return [...wallsOf([scene.today], evening, scene), ...wallsOf([tomorrow, ...again], hours.slice(0, 1), scene)]
}

function likely(scene: Scene, part: PartOfDay | undefined): Wall[] {
  const hours = likelyHours[part ?? 'day'].map((time) => ({ time, plus: 0 }))
  return wallsOf(
    [scene.today, scene.today.add({ days: 1 })],
    part === undefined ? [...hours.slice(0, 1), ...hours.slice(2)] : hours,
    scene,
  )
}

function wallsOf(dates: PlainDate[], hours: Hour[], scene: Scene): Wall[] {
  return dates.flatMap((date) => hours.map(({ time, plus }) => wallAt(date.add({ days: plus }), time, scene)))
}

function wallAt(date: PlainDate, time: string, { zone }: Scene): Wall {
  return { date: date.toString(), time, zone }
}

function ahead(walls: Wall[], { now }: Scene): Wall[] {
  return walls.filter((wall) => instant(wall) > now.getTime())
}

function distinct(walls: Wall[]): Wall[] {
  return [...new Map(walls.map((wall) => [`${wall.date} ${wall.time} ${wall.fold ?? ''}`, wall])).values()]
}

/** Offers are valid, ahead and in order, so that each can be pressed. */
function doubt(why: Doubt, walls: Wall[], scene: Scene): Meaning {
  const valid = ahead(walls, scene).flatMap((wall) => {
    const read = certain(wall)
    return read.kind === 'at' ? read.wall : read.offers
  })
  const inOrder = distinct(valid).sort((a, b) => instant(a) - instant(b))
  return { kind: 'doubt', why, offers: inOrder.slice(0, 3) }
}

function instant(wall: Wall): number {
  const resolved = resolve(wall)
  return (resolved.kind === 'overlap' ? resolved.later : resolved.at).getTime()
}

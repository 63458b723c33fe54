// Standing weekly hours: how they are said, and when they come next.
import { Temporal } from 'temporal-polyfill'
import { type Found, foldForScan, scan } from './atoms.ts'
import { readHour } from './hours.ts'
import { resolve, toWall, type Wall } from './wall.ts'
import { type TimeLanguage, timeWords } from './words/index.ts'

/** A weekly hour; `weekday` is ISO, Monday 1. */
export type Slot = { weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7; time: string }

/** Weekly hours found in a text; in doubt `slots` is empty and each offer is a whole answer. */
export type SlotsFound = {
  span: { start: number; end: number }
  words: string
  slots: Slot[]
  doubt?: { why: 'noTime' | 'either' | 'impossible'; offers: Slot[][] }
}

/** Reads the first habit of a text ("Mondays and Thursdays at nine"); undefined where there is none. */
export function findSlots(original: string, language: TimeLanguage): SlotsFound | undefined {
  const words = timeWords[language]
  const { text, at } = foldForScan(original)
  const run = [...text.matchAll(words.slots.days)].find(({ index }) => !/[\p{L}\p{N}]/u.test(text.charAt(index - 1)))
  if (!run) return undefined
  const start = run.index
  const end = start + run[0].length
  const weekdays = slotDays.filter((day) =>
    words.slots.day.some(({ pattern, weekdays }) => weekdays.includes(day) && pattern.test(run[0])),
  )
  const hours = clocksBeside(text, start, end, words)
  const first = Math.min(start, ...hours.map((atom) => atom.start))
  const last = Math.max(end, ...hours.map((atom) => atom.end))
  const span = { start: at[first] ?? 0, end: at[last] ?? original.length }
  const found = { span, words: original.slice(span.start, span.end) }
  const of = (times: readonly string[]): Slot[] =>
    weekdays.flatMap((weekday) => times.map((time) => ({ weekday, time })))
  if (hours.length === 0) {
    return {
      ...found,
      slots: [],
      doubt: { why: 'noTime', offers: ['09:00', '12:00', '18:00'].map((time) => of([time])) },
    }
  }
  const part = [...scan(run[0], words.atoms), ...hours].findLast((atom) => atom.part)?.part
  const readings = hours.flatMap(({ clock }) => (clock ? [readHour(clock, part)] : []))
  const open = readings.find((reading) => reading.kind === 'impossible' || reading.hours.length > 1)
  if (!open) return { ...found, slots: of(readings.flatMap((reading) => timesOf(reading))) }
  const why = open.kind === 'impossible' ? 'impossible' : 'either'
  return { ...found, slots: [], doubt: { why, offers: timesOf(open).map((time) => of([time])) } }
}

/** The next `count` moments of weekly hours strictly after an instant; an hour that a clock change skips moves to its end. */
export function nextSlots(slots: readonly Slot[], after: Date, zone: string, count: number): Wall[] {
  if (slots.length === 0) return []
  const next: Wall[] = []
  let date = Temporal.PlainDate.from(toWall(after, zone).date)
  while (next.length < count) {
    const today = slots.filter(({ weekday }) => weekday === date.dayOfWeek).map(({ time }) => time)
    for (const time of [...new Set(today)].sort()) {
      const moment = firstMoment({ date: date.toString(), time, zone })
      const isTaken = next.some((wall) => wall.date === moment.wall.date && wall.time === moment.wall.time)
      if (moment.at.getTime() > after.getTime() && !isTaken && next.length < count) next.push(moment.wall)
    }
    date = date.add({ days: 1 })
  }
  return next
}

const slotDays = [1, 2, 3, 4, 5, 6, 7] as const

function firstMoment(wall: Wall): { at: Date; wall: Wall } {
  const resolved = resolve(wall)
  if (resolved.kind === 'overlap') return { at: resolved.earlier, wall: { ...wall, fold: 'first' } }
  return { at: resolved.at, wall: resolved.kind === 'gap' ? resolved.wall : wall }
}

function timesOf(reading: ReturnType<typeof readHour>): string[] {
  return (reading.kind === 'hours' ? reading.hours : reading.nearest).map(({ time }) => time)
}

/** The clock times right behind the days ("Mondays at nine and at six pm"), or right before them ("nine every day"). */
function clocksBeside(text: string, start: number, end: number, words: (typeof timeWords)[TimeLanguage]): Found[] {
  const atoms = scan(text, words.atoms).filter((atom) => atom.clock ?? atom.part)
  const behind: Found[] = []
  let edge = end
  for (const atom of atoms.filter((atom) => atom.start >= end)) {
    const between = text.slice(edge, atom.start)
    if (!words.link.test(between) && !words.or.test(between)) break
    behind.push(atom)
    edge = atom.end
  }
  if (behind.some((atom) => atom.clock)) return behind
  const before = atoms.filter((atom) => atom.end <= start).at(-1)
  return before?.clock && words.link.test(text.slice(before.end, start)) ? [before, ...behind] : behind
}

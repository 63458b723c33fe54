// What a spoken clock time means: the times of day it can stand for.
import type { Clock, PartOfDay } from './atoms.ts'

/** A time of day; `plus` counts days after the one that was named. */
export type Hour = { time: string; plus: number }

/** The times a clock time can stand for, or the nearest that exist when there is no such time. */
export type HourReading = { kind: 'hours'; hours: Hour[] } | { kind: 'impossible'; nearest: Hour[] }

/** Hours that are offered when only a day, or a part of it, was said. */
export const likelyHours: Record<PartOfDay | 'day', readonly string[]> = {
  day: ['09:00', '12:00', '18:00'],
  morning: ['09:00', '11:00'],
  afternoon: ['14:00', '17:00'],
  evening: ['18:00', '20:30'],
  night: ['21:00', '22:30'],
  smallHours: ['21:00', '22:30'],
}

/** Reads a clock time; a bare hour from 1 to 6 may be of either half of the day, from 7 to 11 it is of the morning. */
export function readHour(clock: Clock, part: PartOfDay | undefined): HourReading {
  const { hour, minute } = clock
  if (hour === 24 && minute === 0) return hours([0, 0, 1])
  if (hour > 23 || minute > 59) return { kind: 'impossible', nearest: nearestOf(hour, minute) }
  if (clock.isMidnight) return hours([0, minute, 0], [0, minute, 1])
  if (clock.half && hour <= 12) return hours([(hour % 12) + (clock.half === 'pm' ? 12 : 0), minute])
  if (clock.half === 'am') return hours([hour - 12, minute], [hour, minute])
  if (part && hour <= 12 && !(clock.is24 && hour % 12 === 0)) return inPart(hour, minute, part, clock.is24)
  if (part === 'morning' && hour > 12) return hours([hour - 12, minute], [hour, minute])
  if (clock.is24 || hour >= 7) return hours([hour, minute])
  return hours([hour, minute], [hour + 12, minute])
}

function inPart(hour: number, minute: number, part: PartOfDay, is24: boolean): HourReading {
  switch (part) {
    case 'morning':
      return hour === 12 ? hours([0, minute], [12, minute]) : hours([hour, minute])
    case 'afternoon':
      return hours([hour === 12 ? 12 : hour + 12, minute])
    case 'evening':
    case 'night':
      if (hour === 12) return hours([0, minute, 1])
      // Past midnight belongs to the night before it in speech, to the next day on the calendar.
      if (hour < 5) return is24 ? hours([hour, minute]) : hours([hour, minute, 0], [hour, minute, 1])
      return hours([hour + 12, minute])
    case 'smallHours':
      if (hour === 12) return hours([0, minute, 1])
      return hours([hour < 7 ? hour : hour + 12, minute])
  }
}

function nearestOf(hour: number, minute: number): Hour[] {
  if (minute > 59) {
    const base: [number, number][] =
      hour > 23
        ? []
        : [
            [hour, 0],
            [hour + Math.floor(minute / 60), minute % 60],
          ]
    return base.filter(([value]) => value < 24).map(([value, rest]) => hourOf(value, rest))
  }
  return [hourOf(23, minute), ...(hour < 30 ? [hourOf(hour - 24, minute, 1)] : [])]
}

function hours(...all: [hour: number, minute: number, plus?: number][]): HourReading {
  return { kind: 'hours', hours: all.map(([hour, minute, plus]) => hourOf(hour, minute, plus)) }
}

function hourOf(hour: number, minute: number, plus = 0): Hour {
  return { time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`, plus }
}

// Wall-clock time and the instant it stands for, both ways, on the days when clocks jump too.
import { Temporal } from 'temporal-polyfill'

/** What a clock on the wall of `zone` shows; `fold` tells the two apart when the hour comes twice. */
export type Wall = {
  /** YYYY-MM-DD */
  date: string
  /** HH:MM */
  time: string
  /** IANA name */
  zone: string
  fold?: 'first' | 'second'
}

/** What a wall-clock time stands for: one instant, none (the clock jumps over it), or two (the hour comes twice). */
export type Resolved =
  | { kind: 'at'; at: Date }
  /** `at` is the first instant after the jump and `wall` is what the clock shows then. */
  | { kind: 'gap'; at: Date; wall: Wall }
  | { kind: 'overlap'; earlier: Date; later: Date }

/** Finds the instant of a valid wall-clock time; throws a RangeError on a date, time or zone that does not exist. */
export function resolve(wall: Wall): Resolved {
  const plain = Temporal.PlainDateTime.from(`${wall.date}T${wall.time}`)
  const earlier = plain.toZonedDateTime(wall.zone, { disambiguation: 'earlier' })
  const later = plain.toZonedDateTime(wall.zone, { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { kind: 'at', at: dateOf(later) }
  if (!earlier.toPlainDateTime().equals(plain)) {
    const at = dateOf(earlier.getTimeZoneTransition('next') ?? later)
    return { kind: 'gap', at, wall: toWall(at, wall.zone) }
  }
  if (wall.fold === 'first') return { kind: 'at', at: dateOf(earlier) }
  if (wall.fold === 'second') return { kind: 'at', at: dateOf(later) }
  return { kind: 'overlap', earlier: dateOf(earlier), later: dateOf(later) }
}

/** What the wall clock of `zone` shows at an instant, to the minute; resolving it gives that minute back. */
export function toWall(at: Date, zone: string): Wall {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  const wall: Wall = { date: zoned.toPlainDate().toString(), time: zoned.toPlainTime().toString().slice(0, 5), zone }
  const resolved = resolve(wall)
  if (resolved.kind !== 'overlap') return wall
  return { ...wall, fold: at.getTime() < resolved.later.getTime() ? 'first' : 'second' }
}

/** The instant at which a date (YYYY-MM-DD) begins on the clock of `zone`. */
export function midnight(date: string, zone: string): Date {
  const resolved = resolve({ date, time: '00:00', zone })
  return resolved.kind === 'overlap' ? resolved.earlier : resolved.at
}

/** The day of a zone that an instant is in, or one some days from it: from its midnight to the next. */
export function dayOf(at: Date, zone: string, days = 0): { from: Date; to: Date } {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const start = today.add({ days })
  return { from: dateOf(start.toZonedDateTime(zone)), to: dateOf(start.add({ days: 1 }).toZonedDateTime(zone)) }
}

function dateOf(zoned: Temporal.ZonedDateTime): Date {
  return new Date(zoned.epochMilliseconds)
}

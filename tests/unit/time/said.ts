// Moments as short lines, so that tables of cases stay readable.
import { type FindGiven, findWhen, type When } from '../../../src/core/time/find.ts'
import type { Wall } from '../../../src/core/time/wall.ts'

/** Monday 23 November 2026, 10:00 in Rome. */
export const monday = new Date('2026-11-23T09:00:00Z')

/** "24 Nov 09:00" as "11-24 09:00"; the year only where it is another than 2026. */
export function short(wall: Wall): string {
  const date = wall.date.startsWith('2026-') ? wall.date.slice(5) : wall.date
  return [date, wall.time, wall.fold].filter((part) => part !== undefined).join(' ')
}

function line(when: When): string {
  return when.kind === 'at' ? short(when.wall) : `${when.why}: ${when.offers.map(short).join(', ')}`
}

/** All moments of a text in one line, separated by a bar; empty where there is none. */
export function said(text: string, given: Partial<FindGiven> = {}): string {
  const found = findWhen(text, { now: monday, zone: 'Europe/Rome', language: 'en', ...given })
  return found.map(line).join(' | ')
}

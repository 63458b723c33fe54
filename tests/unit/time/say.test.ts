// Moments as they are written to a person.
import { describe, expect, it } from 'vitest'
import { sayWhen, sayWhenNear } from '../../../src/core/time/say.ts'
import { monday } from './said.ts'

const rome = 'Europe/Rome'
const at = (instant: string) => new Date(instant)

describe('sayWhen', () => {
  it.each([
    ['2026-11-24T08:00:00Z', rome, 'en', 'Tue 24 Nov 09:00 (Rome)'],
    ['2026-11-24T08:00:00Z', rome, 'it', 'mar 24 nov 09:00 (Roma)'],
    ['2026-12-03T08:00:00Z', rome, 'en', 'Thu 3 Dec 09:00 (Rome)'],
    ['2026-12-03T08:00:59Z', rome, 'it', 'gio 3 dic 09:00 (Roma)'],
    ['2026-09-06T04:05:00Z', 'America/New_York', 'en', 'Sun 6 Sep 00:05 (New York)'],
    ['2026-11-24T23:30:00Z', 'Asia/Tokyo', 'en', 'Wed 25 Nov 08:30 (Tokyo)'],
    ['2026-10-25T00:30:00Z', rome, 'en', 'Sun 25 Oct 02:30 (Rome, summer time)'],
    ['2026-10-25T01:30:00Z', rome, 'it', 'dom 25 ott 02:30 (Roma, ora solare)'],
  ] as const)('says %s in %s, %s', (instant, zone, language, words) => {
    expect(sayWhen(at(instant), zone, language)).toBe(words)
  })

  it.each([
    ['2027-09-19T08:00:00Z', 'Sun 19 Sep 10:00 (Rome)'],
    ['2027-09-20T08:00:00Z', 'Mon 20 Sep 2027 10:00 (Rome)'],
    ['2025-11-24T08:00:00Z', 'Mon 24 Nov 2025 09:00 (Rome)'],
  ])('adds the year to %s only when it is more than 300 days away', (instant, words) => {
    expect(sayWhen(at(instant), rome, 'en', monday)).toBe(words)
  })
})

describe('sayWhenNear', () => {
  it.each([
    ['2026-11-24T08:00:00Z', 'en', 'tomorrow, Tue 24 Nov 09:00 (Rome)'],
    ['2026-11-24T08:00:00Z', 'it', 'domani, mar 24 nov 09:00 (Roma)'],
    ['2026-11-23T17:00:00Z', 'en', 'today, Mon 23 Nov 18:00 (Rome)'],
    ['2026-11-23T22:59:00Z', 'it', 'oggi, lun 23 nov 23:59 (Roma)'],
    ['2026-11-23T23:00:00Z', 'en', 'tomorrow, Tue 24 Nov 00:00 (Rome)'],
    ['2026-11-24T23:00:00Z', 'en', 'Wed 25 Nov 00:00 (Rome)'],
    ['2026-11-22T08:00:00Z', 'en', 'Sun 22 Nov 09:00 (Rome)'],
  ] as const)('says %s in %s', (instant, language, words) => {
    expect(sayWhenNear(at(instant), monday, rome, language)).toBe(words)
  })

  it('counts days on the wall, not in hours, across a change of the clocks', () => {
    const eve = at('2027-03-27T11:00:00Z')
    expect(sayWhenNear(at('2027-03-28T21:30:00Z'), eve, rome, 'en')).toBe('tomorrow, Sun 28 Mar 23:30 (Rome)')
  })
})

// Standing weekly hours: how they are read, and when they come next.
import { describe, expect, it } from 'vitest'
import { findSlots, nextSlots, type Slot } from '../../../src/core/time/slots.ts'
import type { TimeLanguage } from '../../../src/core/time/words/index.ts'
import { monday, short } from './said.ts'

const line = (slots: readonly Slot[]) => slots.map(({ weekday, time }) => `${weekday} ${time}`).join(', ')

function read(text: string, language: TimeLanguage): string | undefined {
  const found = findSlots(text, language)
  return found?.doubt ? `${found.doubt.why}: ${found.doubt.offers.map(line).join(' or ')}` : found && line(found.slots)
}

describe('findSlots', () => {
  it.each([
    ['Mondays and Thursdays at nine', '1 09:00, 4 09:00'],
    ['every Tuesday at 18:00', '2 18:00'],
    ['every Monday, Wednesday and Friday at 8:30', '1 08:30, 3 08:30, 5 08:30'],
    ['on Sundays at noon', '7 12:00'],
    ['each Friday at 9 in the evening', '5 21:00'],
    ['weekends at 10am', '6 10:00, 7 10:00'],
    ['weekdays at 8:30', '1 08:30, 2 08:30, 3 08:30, 4 08:30, 5 08:30'],
    ['every day at noon', '1 12:00, 2 12:00, 3 12:00, 4 12:00, 5 12:00, 6 12:00, 7 12:00'],
    ['9am every Monday', '1 09:00'],
    ['Mondays at 9 and 18:00', '1 09:00, 1 18:00'],
    ['Mondays at six', 'either: 1 06:00 or 1 18:00'],
    ['every Monday', 'noTime: 1 09:00 or 1 12:00 or 1 18:00'],
    ['every Monday at 25:00', 'impossible: 1 23:00 or 1 01:00'],
    ['on Monday at nine', undefined],
    ['everyday prices', undefined],
    ['come on by', undefined],
  ])('reads "%s"', (text, expected) => {
    expect(read(text, 'en')).toBe(expected)
  })

  it.each([
    ['ogni lunedì e giovedì alle 9', '1 09:00, 4 09:00'],
    ['ogni lunedi alle nove e mezza', '1 09:30'],
    ['tutti i martedì alle 9 e alle 18', '2 09:00, 2 18:00'],
    ['tutti i giorni alle 18', '1 18:00, 2 18:00, 3 18:00, 4 18:00, 5 18:00, 6 18:00, 7 18:00'],
    ['nei giorni feriali alle 8.30', '1 08:30, 2 08:30, 3 08:30, 4 08:30, 5 08:30'],
    ['il lunedì e il giovedì alle 9', '1 09:00, 4 09:00'],
    ['di sabato e domenica alle 10', '6 10:00, 7 10:00'],
    ['ogni mattina alle 7', '1 07:00, 2 07:00, 3 07:00, 4 07:00, 5 07:00, 6 07:00, 7 07:00'],
    ['ogni sera alle 8', '1 20:00, 2 20:00, 3 20:00, 4 20:00, 5 20:00, 6 20:00, 7 20:00'],
    ['ogni venerdì', 'noTime: 5 09:00 or 5 12:00 or 5 18:00'],
    ['lunedì alle 9', undefined],
  ])('reads "%s" in Italian', (text, expected) => {
    expect(read(text, 'it')).toBe(expected)
  })

  it('says where the words stand', () => {
    expect(findSlots('Please post on Mondays at nine, thanks', 'en')).toMatchObject({
      span: { start: 12, end: 30 },
      words: 'on Mondays at nine',
    })
  })
})

describe('nextSlots', () => {
  const next = (slots: readonly Slot[], after: Date, count: number, zone = 'Europe/Rome') =>
    nextSlots(slots, after, zone, count).map(short)

  it('goes on week by week in order', () => {
    const slots: Slot[] = [
      { weekday: 4, time: '09:00' },
      { weekday: 1, time: '18:00' },
      { weekday: 1, time: '09:00' },
    ]
    expect(next(slots, monday, 4)).toEqual(['11-23 18:00', '11-26 09:00', '11-30 09:00', '11-30 18:00'])
  })

  it('leaves out the very moment it starts from', () => {
    expect(next([{ weekday: 1, time: '10:00' }], monday, 1)).toEqual(['11-30 10:00'])
  })

  it('moves an hour that does not exist to the end of the jump, once', () => {
    const slots: Slot[] = [
      { weekday: 7, time: '02:30' },
      { weekday: 7, time: '03:00' },
    ]
    expect(next(slots, new Date('2027-03-27T12:00:00Z'), 2)).toEqual(['2027-03-28 03:00', '2027-04-04 02:30'])
  })

  it('takes an hour that comes twice the first time', () => {
    expect(next([{ weekday: 7, time: '02:30' }], new Date('2026-10-24T12:00:00Z'), 2)).toEqual([
      '10-25 02:30 first',
      '11-01 02:30',
    ])
  })

  it('keeps the wall time in New York when the clocks change', () => {
    const slots: Slot[] = [{ weekday: 7, time: '09:00' }]
    expect(next(slots, new Date('2026-10-30T12:00:00Z'), 2, 'America/New_York')).toEqual(['11-01 09:00', '11-08 09:00'])
  })

  it('has nothing without slots', () => {
    expect(next([], monday, 3)).toEqual([])
  })
})

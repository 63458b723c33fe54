// chrono-node as a second reader: on plain English it must come to the same wall clock as we do.
import { en } from 'chrono-node'
import { describe, expect, it } from 'vitest'
import { said } from './said.ts'

const two = (value: number | null) => String(value).padStart(2, '0')

function chronoSays(text: string): string {
  const [found] = en.GB.parse(text, { instant: new Date('2026-11-23T10:00:00Z'), timezone: 0 }, { forwardDate: true })
  const get = (part: 'year' | 'month' | 'day' | 'hour' | 'minute') => found?.start.get(part) ?? null
  const year = get('year') === 2026 ? '' : `${get('year')}-`
  return `${year}${two(get('month'))}-${two(get('day'))} ${two(get('hour'))}:${two(get('minute'))}`
}

describe('findWhen and chrono-node agree', () => {
  it.each([
    'tomorrow at 9am',
    'tomorrow at 18:30',
    'today at 11:15',
    'Friday at 9am',
    'on Saturday at 10:30 am',
    '3 December at 9am',
    'December 3rd, 2026 at 9:00',
    '3/12/2026 at 9:30',
    '13/12 at 9am',
    '2026-12-03 09:00',
    '2026-12-03T18:30',
    '3 January 2027 at 12:00',
    'tomorrow at noon',
    'this evening at 7pm',
    'on Wednesday at 9pm',
    'in 20 minutes',
    'in 3 hours',
    'in half an hour',
    '25 December at 08:00',
    'the 3rd of December at 9am',
  ])('on "%s"', (text) => {
    expect(said(text)).toBe(chronoSays(text))
  })
})

// Moments that hang on something: a change of the clocks, the country, the time the post already has, and where words stand.
import { describe, expect, it } from 'vitest'
import { findWhen } from '../../../src/core/time/find.ts'
import { monday, said } from './said.ts'

describe('findWhen on the days when clocks change', () => {
  const eve = { rome: new Date('2027-03-27T12:00:00Z'), newYork: new Date('2027-03-13T12:00:00Z') }
  const autumn = { rome: new Date('2026-10-24T12:00:00Z'), newYork: new Date('2026-10-31T12:00:00Z') }

  it.each([
    ['domani alle 2:30', eve.rome, 'Europe/Rome', 'gap: 2027-03-28 03:00'],
    ['domani alle 3:00', eve.rome, 'Europe/Rome', '2027-03-28 03:00'],
    ['domani alle 2:30', autumn.rome, 'Europe/Rome', 'overlap: 10-25 02:30 first, 10-25 02:30 second'],
    ['domani alle 3:30', autumn.rome, 'Europe/Rome', '10-25 03:30'],
    ['domani alle 9', eve.rome, 'Europe/Rome', '2027-03-28 09:00'],
    ['domani alle 2:30', eve.newYork, 'America/New_York', 'gap: 2027-03-14 03:00'],
    ['domani alle 1:30', autumn.newYork, 'America/New_York', 'overlap: 11-01 01:30 first, 11-01 01:30 second'],
  ])('asks about "%s"', (text, now, zone, expected) => {
    expect(said(text, { now, zone, language: 'it' })).toBe(expected)
  })

  it.each([
    ['tomorrow at 02:30', eve.rome, 'Europe/Rome', 'gap: 2027-03-28 03:00'],
    ['tomorrow at 2:30am', eve.newYork, 'America/New_York', 'gap: 2027-03-14 03:00'],
    ['tomorrow at 1:30am', autumn.newYork, 'America/New_York', 'overlap: 11-01 01:30 first, 11-01 01:30 second'],
    ['tomorrow at 2:30', eve.rome, 'Europe/Rome', 'either: 2027-03-28 03:00, 2027-03-28 14:30'],
  ])('asks about "%s" in English', (text, now, zone, expected) => {
    expect(said(text, { now, zone })).toBe(expected)
  })

  it('counts a span in real time', () => {
    const now = new Date('2027-03-28T00:30:17Z')
    const [when] = findWhen('in 3 hours', { now, zone: 'Europe/Rome', language: 'en' })
    expect(when).toMatchObject({ kind: 'at', at: new Date('2027-03-28T03:30:17Z'), wall: { time: '05:30' } })
  })
})

describe('findWhen in another country', () => {
  it.each([
    ['on 3/12 at 9am', 'Europe/Rome', '12-03 09:00'],
    ['on 3/12 at 9am', 'Europe/London', '12-03 09:00'],
    ['on 3/12 at 9am', 'America/New_York', 'either: 12-03 09:00, 2027-03-12 09:00'],
    ['on 12/12 at 9', 'America/New_York', '12-12 09:00'],
    ['on 12/25 at 9', 'America/New_York', '12-25 09:00'],
    ['on 12/25 at 9', 'Europe/Rome', '12-25 09:00'],
    ['25/12 at 9', 'America/New_York', '12-25 09:00'],
    ['tomorrow at nine', 'Pacific/Auckland', '11-24 09:00'],
    ['today at 21:30', 'Pacific/Auckland', 'past: 11-24 21:30'],
  ])('reads "%s" in %s', (text, zone, expected) => {
    expect(said(text, { zone })).toBe(expected)
  })

  it('reads day before month in Italian everywhere', () => {
    expect(said('il 3/12 alle 9', { zone: 'America/New_York', language: 'it' })).toBe('12-03 09:00')
  })
})

describe('findWhen for a post that has a time', () => {
  const from = { date: '2026-11-26', time: '10:30', zone: 'Europe/Rome' }

  it.each([
    ['at nine', '11-26 09:00'],
    ['at 18:00', '11-26 18:00'],
    ['at six', 'either: 11-26 06:00, 11-26 18:00'],
    ['on Friday', '11-27 10:30'],
    ['tomorrow', '11-24 10:30'],
    ['tomorrow evening', 'noTime: 11-24 18:00, 11-24 20:30'],
    ['tomorrow at nine', '11-24 09:00'],
    ['on Friday or Saturday', 'either: 11-27 09:00, 11-28 09:00'],
  ])('keeps what is not said in "%s"', (text, expected) => {
    expect(said(text, { from })).toBe(expected)
  })

  it('takes the next such time when the day of the post is over', () => {
    expect(said('at nine', { from: { ...from, date: '2026-11-20' } })).toBe('11-24 09:00')
  })
})

describe('findWhen in a longer text', () => {
  it.each([
    ['We open on Monday at eight. Post it tomorrow at nine.', '11-30 08:00 | 11-24 09:00'],
    ['tomorrow.\nAt nine we open', 'noTime: 11-24 09:00, 11-24 12:00, 11-24 18:00 | 11-24 09:00'],
    ['see https://x.example/2026/12/03/at-9:30', ''],
    ['ask bob@9am.example or @tomorrow #monday', ''],
    ['Espresso is £9.30, 3 for $20', ''],
    ['Good morning everyone', ''],
    ['We need 3 people at 5 Main Street', ''],
    ['one of our regulars', ''],
    ['20% off, at 3% interest', ''],
    ['our 10th anniversary', ''],
    ['version 2.10.3 is out', ''],
    ['We won 3-2', ''],
  ])('finds in "%s" what is there', (text, expected) => {
    expect(said(text)).toBe(expected)
  })

  it.each([
    ['Publish it: tomorrow at nine, please', 'tomorrow at nine'],
    ['Schedule for Friday at 10:15.', 'for Friday at 10:15'],
    ['☕️ on the 31st of February ☕️', 'on the 31st of February'],
    ['maybe tomorrow', 'maybe tomorrow'],
  ])('says where the moment stands in "%s"', (text, words) => {
    const [when] = findWhen(text, { now: monday, zone: 'Europe/Rome', language: 'en' })
    expect(when?.words).toBe(words)
    expect(text.slice(when?.span.start, when?.span.end)).toBe(words)
  })

  it.each([
    ['Perché no? Pubblica giovedì alle 9, è ok', 'giovedì alle 9'],
    ['Pubblica giovedi\u0300 alle 9', 'giovedi\u0300 alle 9'],
  ])('says where it stands in Italian with accents: "%s"', (text, words) => {
    const [when] = findWhen(text, { now: monday, zone: 'Europe/Rome', language: 'it' })
    expect(when?.words).toBe(words)
  })
})

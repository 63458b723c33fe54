// Wall clocks and instants on ordinary days and on the days when clocks jump.
import { describe, expect, it } from 'vitest'
import { resolve, toWall } from '../../../src/core/time/wall.ts'

const rome = 'Europe/Rome'
const newYork = 'America/New_York'

describe('resolve', () => {
  it.each([
    [{ date: '2026-11-24', time: '09:00', zone: rome }, '2026-11-24T08:00:00.000Z'],
    [{ date: '2026-07-01', time: '09:00', zone: rome }, '2026-07-01T07:00:00.000Z'],
    [{ date: '2026-11-24', time: '09:00', zone: newYork }, '2026-11-24T14:00:00.000Z'],
    [{ date: '2026-11-24', time: '00:00', zone: 'UTC' }, '2026-11-24T00:00:00.000Z'],
    [{ date: '2026-11-24', time: '09:00', zone: 'Asia/Kathmandu' }, '2026-11-24T03:15:00.000Z'],
  ])('gives one instant for %j', (wall, at) => {
    expect(resolve(wall)).toEqual({ kind: 'at', at: new Date(at) })
  })

  it.each([
    ['2027-03-28', '02:00', rome, '2027-03-28T01:00:00.000Z', '03:00'],
    ['2027-03-28', '02:30', rome, '2027-03-28T01:00:00.000Z', '03:00'],
    ['2027-03-28', '02:59', rome, '2027-03-28T01:00:00.000Z', '03:00'],
    ['2027-03-14', '02:30', newYork, '2027-03-14T07:00:00.000Z', '03:00'],
    ['2027-10-03', '02:15', 'Australia/Lord_Howe', '2027-10-02T15:30:00.000Z', '02:30'],
  ])('sees that %s %s does not exist in %s', (date, time, zone, at, after) => {
    expect(resolve({ date, time, zone })).toEqual({ kind: 'gap', at: new Date(at), wall: { date, time: after, zone } })
  })

  it.each([
    ['2026-10-25', '02:30', rome, '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['2026-10-25', '02:00', rome, '2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z'],
    ['2026-11-01', '01:30', newYork, '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
  ])('sees that %s %s comes twice in %s', (date, time, zone, earlier, later) => {
    const wall = { date, time, zone }
    expect(resolve(wall)).toEqual({ kind: 'overlap', earlier: new Date(earlier), later: new Date(later) })
    expect(resolve({ ...wall, fold: 'first' })).toEqual({ kind: 'at', at: new Date(earlier) })
    expect(resolve({ ...wall, fold: 'second' })).toEqual({ kind: 'at', at: new Date(later) })
  })

  it.each([
    ['2027-03-28', '01:59', '2027-03-28T00:59:00.000Z'],
    ['2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
    ['2026-10-25', '01:59', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
  ])('is certain right beside a jump: %s %s', (date, time, at) => {
    expect(resolve({ date, time, zone: rome })).toEqual({ kind: 'at', at: new Date(at) })
  })

  it('refuses a date, a time or a zone that does not exist', () => {
    expect(() => resolve({ date: '2026-02-31', time: '09:00', zone: rome })).toThrow(RangeError)
    expect(() => resolve({ date: '2026-02-03', time: '25:00', zone: rome })).toThrow(RangeError)
    expect(() => resolve({ date: '2026-02-03', time: '09:00', zone: 'Europe/Nowhere' })).toThrow(RangeError)
  })
})

describe('toWall', () => {
  it.each([
    '2026-11-24T08:00:00.000Z',
    '2027-03-28T00:59:00.000Z',
    '2027-03-28T01:00:00.000Z',
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
    '2026-11-01T05:30:00.000Z',
    '2026-11-01T06:30:00.000Z',
  ])('is given back by resolve: %s', (instant) => {
    for (const zone of [rome, newYork, 'Asia/Tokyo']) {
      expect(resolve(toWall(new Date(instant), zone))).toEqual({ kind: 'at', at: new Date(instant) })
    }
  })

  it('marks the two hours that look alike, and no other', () => {
    expect(toWall(new Date('2026-10-25T00:30:00Z'), rome).fold).toBe('first')
    expect(toWall(new Date('2026-10-25T01:30:00Z'), rome).fold).toBe('second')
    expect(toWall(new Date('2026-10-25T02:30:00Z'), rome)).toEqual({ date: '2026-10-25', time: '03:30', zone: rome })
  })
})

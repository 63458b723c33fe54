// Zones by the names people say.
import { describe, expect, it } from 'vitest'
import { cityZones } from '../../../src/core/time/cities.ts'
import { findZone, isZone, zoneName } from '../../../src/core/time/zones.ts'

describe('findZone', () => {
  it.each([
    ['Rome', 'Europe/Rome'],
    ['Milan', 'Europe/Rome'],
    ['Trieste', 'Europe/Rome'],
    ['italy', 'Europe/Rome'],
    ['New York', 'America/New_York'],
    ['new york time', 'America/New_York'],
    ['NYC', 'America/New_York'],
    ['Eastern time', 'America/New_York'],
    ['London', 'Europe/London'],
    ['Edinburgh', 'Europe/London'],
    ['Munich', 'Europe/Berlin'],
    ['München', 'Europe/Berlin'],
    ['CET', 'Europe/Berlin'],
    ['Central European Time', 'Europe/Berlin'],
    ['San Francisco', 'America/Los_Angeles'],
    ['Mumbai', 'Asia/Calcutta'],
    ['Buenos Aires', 'America/Buenos_Aires'],
    ['Europe/Rome', 'Europe/Rome'],
    ['europe/rome', 'Europe/Rome'],
    ['UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['I live in Lisbon', 'Europe/Lisbon'],
  ])('finds %s', (words, zone) => {
    expect(findZone(words, 'en')).toBe(zone)
  })

  it.each([
    ['Roma', 'Europe/Rome'],
    ['Milano', 'Europe/Rome'],
    ['Londra', 'Europe/London'],
    ['ora di Londra', 'Europe/London'],
    ['Parigi', 'Europe/Paris'],
    ['Monaco di Baviera', 'Europe/Berlin'],
    ['Nuova York', 'America/New_York'],
    ['Città del Messico', 'America/Mexico_City'],
    ['Lubiana', 'Europe/Ljubljana'],
    ['Sono a Zurigo', 'Europe/Zurich'],
    ['Forlì', undefined],
  ])('finds %s in Italian', (words, zone) => {
    expect(findZone(words, 'it')).toBe(zone)
  })

  it.each(['', 'Atlantis', 'somewhere nice', 'no', '12', 'Europe/Nowhere', '+01:00'])(
    'finds nothing in "%s"',
    (words) => {
      expect(findZone(words, 'en')).toBeUndefined()
    },
  )

  it('knows only zones that exist', () => {
    expect([...new Set(cityZones.values())].filter((zone) => !isZone(zone))).toEqual([])
  })
})

describe('isZone', () => {
  it.each([
    ['Europe/Rome', true],
    ['America/Argentina/Buenos_Aires', true],
    ['Asia/Kolkata', true],
    ['Etc/GMT+1', true],
    ['UTC', true],
    ['Rome', false],
    ['CET', false],
    ['+02:00', false],
    ['Europe/Nowhere', false],
    ['', false],
  ])('says whether %s is one', (name, expected) => {
    expect(isZone(name)).toBe(expected)
  })
})

describe('zoneName', () => {
  it.each([
    ['Europe/Rome', 'Rome', 'Roma'],
    ['Europe/London', 'London', 'Londra'],
    ['America/New_York', 'New York', 'New York'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires', 'Buenos Aires'],
    ['Asia/Calcutta', 'Kolkata', 'Calcutta'],
    ['UTC', 'UTC', 'UTC'],
  ])('shows %s', (zone, english, italian) => {
    expect([zoneName(zone, 'en'), zoneName(zone, 'it')]).toEqual([english, italian])
  })
})

// Time zones by the names people use for them: a city, a country, an abbreviation or the IANA name.
import { cityNames, cityZones } from './cities.ts'
import { fold } from './fold.ts'
import { type TimeLanguage, timeWords } from './words/index.ts'

/** True for an IANA zone name as it is written there ("Europe/Rome", "UTC"); offsets and abbreviations are none. */
export function isZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The IANA zone that somebody means by a city, a country or a zone name, or undefined when it is not certain. */
export function findZone(said: string, language: TimeLanguage): string | undefined {
  const trimmed = said.trim()
  if (isZone(trimmed)) return trimmed
  const folded = fold(trimmed).text
  // First as it was said: "Monaco di Baviera" needs the word that "ora di Roma" can do without.
  for (const words of [folded, folded.replace(timeWords[language].zoneNoise, ' ')]) {
    const key = keyOf(words)
    const zone = cityZones.get(key) ?? zonesByKey().get(key)
    if (zone !== undefined) return zone
  }
  return undefined
}

/** The name of a zone as it is shown to a person: its city, in their language ("Rome", "Roma"). */
export function zoneName(zone: string, language: TimeLanguage): string {
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  return cityNames[language].get(city) ?? city
}

let known: Map<string, string> | undefined

function zonesByKey(): Map<string, string> {
  known ??= new Map(
    Intl.supportedValuesOf('timeZone').flatMap((zone): [string, string][] => [
      [keyOf(fold(zone.split('/').at(-1) ?? zone).text), zone],
      [keyOf(fold(zone).text), zone],
    ]),
  )
  return known
}

function keyOf(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}/+]+/gu, ' ').trim()
}

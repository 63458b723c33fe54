// Standing wishes that are a whole message: time zone, language, name of the brand, weekly hours, what models may cost, a network to connect.
import type { Intent } from '../../core/intent.ts'
import { fold } from '../../core/time/fold.ts'
import { findSlots } from '../../core/time/slots.ts'
import { findZone } from '../../core/time/zones.ts'
import { readGap } from './gap.ts'
import type { Words } from './language.ts'
import { platformNamed } from './platforms.ts'

/** Reads a message that sets something; undefined when it is anything else. */
export function readSetting(text: string, words: Words): Intent | undefined {
  const said = text.trim().replace(/[.!\s]+$/u, '')
  const { text: folded, at } = fold(said)
  const zoned = words.zone.exec(folded)?.groups
  const place = zoned?.zone ?? zoned?.zone2
  const zone = place === undefined ? undefined : findZone(place, words.language)
  if (zone !== undefined) return { kind: 'brand', zone }
  const spoken = words.languageNames[words.speak.exec(folded)?.groups?.language ?? '']
  if (spoken !== undefined) return { kind: 'brand', language: spoken }
  const name = words.name.exec(folded)?.groups?.name
  if (name !== undefined) return { kind: 'brand', name: said.slice(at[folded.length - name.length]) }
  const network = words.connect.exec(folded)?.groups?.network
  const platform = network === undefined ? undefined : platformNamed(network)
  if (platform !== undefined) return { kind: 'connect', platform }
  return readBudget(folded, words) ?? readGap(said, words) ?? readSlots(said, words)
}

const dollarWords = /^(?:[$]|usd|dollars?|dollar[oi]|bucks)$/u

/** A limit for the models. An amount in another currency is left to be asked about. */
function readBudget(folded: string, words: Words): Intent | undefined {
  const groups = words.budget.exec(folded)?.groups
  if (groups === undefined) return undefined
  const of = Object.entries(groups).some(([key, value]) => key.startsWith('day') && value !== undefined)
    ? 'day'
    : 'month'
  if (groups.none !== undefined) return { kind: 'budget', of, micros: null }
  const isDollars = groups.currency === undefined || dollarWords.test(groups.currency)
  const amount = amountOf(groups.amount ?? '')
  const micros = isDollars && amount <= mostDollars ? Math.round(amount * 1_000_000) : undefined
  return { kind: 'budget', of, micros }
}

const mostDollars = 1_000_000

/** "1,000", "1.000", "12.50" and "12,50" as a number: two digits at the end are cents. */
function amountOf(said: string): number {
  const cents = /[.,](?<cents>\d{1,2})$/u.exec(said)
  const whole = said.slice(0, cents?.index ?? said.length).replaceAll(/[.,]/gu, '')
  return Number(`${whole}.${cents?.groups?.cents ?? '0'}`)
}

/** Weekly hours with nothing else in the message; without a certain time they are left to be asked about. */
function readSlots(said: string, words: Words): Intent | undefined {
  const found = findSlots(said, words.language)
  if (!found) return undefined
  const around = [said.slice(0, found.span.start), said.slice(found.span.end)].map((part) => fold(part).text)
  const rest = around.join(' ').replace(/\s+/gu, ' ').trim()
  const isLeft = (pattern: RegExp): boolean => `${rest} `.replace(pattern, '').trim() !== ''
  const how = rest === '' || !isLeft(words.slots.add) ? 'add' : !isLeft(words.slots.set) ? 'set' : 'remove'
  if (how === 'remove' && isLeft(words.slots.remove)) return undefined
  // A doubtful hour cannot become a standing one.
  return found.doubt && how !== 'remove' ? { kind: 'unclear', words: said } : { kind: 'slots', how, slots: found.slots }
}

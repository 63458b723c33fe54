// Standing wishes that are a whole message: time zone, language, name of the brand, weekly hours, a network to connect.
import type { Intent } from '../../core/intent.ts'
import { fold } from '../../core/time/fold.ts'
import { findSlots } from '../../core/time/slots.ts'
import { findZone } from '../../core/time/zones.ts'
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
  return readSlots(said, words)
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

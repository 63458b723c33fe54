// Who somebody at the door says they are, as it is looked up: an address, a name in a chat, or a number.
import { mailAddress } from '../mail.ts'

const longest = 254

/** The address, the name without its @, or the digits of the number; undefined for what can be none of these. */
export function askedFor(said: string): string | undefined {
  const plain = said.trim().toLowerCase()
  if (plain.length === 0 || plain.length > longest) return undefined
  const address = mailAddress(plain)
  if (address !== undefined) return address
  const digits = plain.replaceAll(/[\s().+-]/g, '')
  if (/^\d{5,15}$/.test(digits)) return digits
  const handle = plain.replace(/^@/, '')
  return /^[a-z0-9_]{3,64}$/.test(handle) ? handle : undefined
}

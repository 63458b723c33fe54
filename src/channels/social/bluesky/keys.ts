// Keys of records, chosen by us: 13 characters that sort by time. https://atproto.com/specs/tid
import { randomInt } from 'node:crypto'

const letters = '234567abcdefghijklmnopqrstuvwxyz'
const clockBits = 10n

/** The keys of the parts of one thread: one after the other in time, recognisable as a family. */
export function newKeys(at: Date, count: number): string[] {
  const clock = BigInt(randomInt(1 << Number(clockBits)))
  const first = BigInt(at.getTime()) * 1000n + BigInt(randomInt(1000))
  return Array.from({ length: count }, (_, part) => encode(((first + BigInt(part)) << clockBits) | clock))
}

/** True where `key` belongs to a later part of the thread that began with `root`. */
export function isLaterPart(root: string, key: string, mostParts: number): boolean {
  const [a, b] = [decode(root), decode(key)]
  if (a === undefined || b === undefined) return false
  const step = (b >> clockBits) - (a >> clockBits)
  return (b & 1023n) === (a & 1023n) && step > 0n && step < BigInt(mostParts)
}

function encode(value: bigint): string {
  let rest = value
  let key = ''
  for (let i = 0; i < 13; i++) {
    key = letters.charAt(Number(rest & 31n)) + key
    rest >>= 5n
  }
  return key
}

function decode(key: string): bigint | undefined {
  if (!/^[2-7a-z]{13}$/.test(key)) return undefined
  let value = 0n
  for (const letter of key) value = (value << 5n) | BigInt(letters.indexOf(letter))
  return value
}

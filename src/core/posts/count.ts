// How long a text is to each network: one counting unit each, none of them "characters" as people think of them.
import { emojiRuns } from './emoji.ts'
import { findLinks } from './links.ts'

/** The units that networks count in; which network uses which stands in its rules. */
export type Unit = 'graphemes' | 'weighted' | 'mastodon' | 'characters' | 'escaped' | 'threads'

/** Counts a text in a network's unit, exactly or on the side that never lets too long a text through. */
export function count(text: string, unit: Unit): number {
  return counters[unit](text)
}

const counters: Record<Unit, (text: string) => number> = {
  graphemes: countGraphemes,
  weighted: countWeighted,
  mastodon: countMastodon,
  characters: (text) => text.length,
  escaped: (text) => text.length + (text.match(littleTextReserved)?.length ?? 0),
  threads: countThreads,
}

// Mastodon and X put a short link of their own in place of each link.
const linkWeight = 23

// https://learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format
const littleTextReserved = /[\\|{}@[\]()<>#*_~]/g

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function countGraphemes(text: string): number {
  if (plain.test(text)) return text.length
  let length = 0
  for (const _ of segmenter.segment(text)) length++
  return length
}

const plain = /^[\n\x20-\x7E]*$/

/** X: https://docs.x.com/fundamentals/counting-characters */
function countWeighted(text: string): number {
  const normal = text.normalize('NFC')
  let weight = 0
  let at = 0
  for (const link of findLinks(normal)) {
    weight += weigh(normal.slice(at, link.start)) + linkWeight
    at = link.end
  }
  return weight + weigh(normal.slice(at))
}

function weigh(text: string): number {
  let weight = 0
  for (const run of emojiRuns(text)) {
    if (run.isEmoji) weight += 2
    else for (const point of run.text) weight += isLight(point.codePointAt(0) ?? 0) ? 1 : 2
  }
  return weight
}

function isLight(point: number): boolean {
  return (
    point <= 0x10ff ||
    (point >= 0x2000 && point <= 0x200d) ||
    (point >= 0x2010 && point <= 0x201f) ||
    (point >= 0x2032 && point <= 0x2037)
  )
}

/** Mastodon: links with a scheme weigh 23, of a remote handle only the name counts. */
function countMastodon(text: string): number {
  let length = 0
  let at = 0
  for (const link of findLinks(text)) {
    if (!link.hasScheme) continue
    length += countGraphemes(localHandles(text.slice(at, link.start))) + linkWeight
    at = link.end
  }
  return length + countGraphemes(localHandles(text.slice(at)))
}

function localHandles(text: string): string {
  return text.replace(remoteHandle, '@$1')
}

const remoteHandle = /(?<![=/\p{L}\p{N}_])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[\p{L}\p{N}_]+(?:[.-]+[\p{L}\p{N}_]+)*/giu

/** Threads: emoji weigh their UTF-8 bytes, everything else one a code point. */
function countThreads(text: string): number {
  let length = 0
  for (const run of emojiRuns(text)) length += run.isEmoji ? Buffer.byteLength(run.text) : [...run.text].length
  return length
}

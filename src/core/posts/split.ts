// One long text as the parts of a thread. Cuts where a reader would pause; says nothing about how a network links the parts.
import type { Unit } from './count.ts'
import { count } from './count.ts'
import { findLinks } from './links.ts'
import { sentencesOf } from './sentences.ts'

/** How parts are measured; with `numbering` each of several parts ends in "(1/3)", and that fits too. */
export type SplitOptions = { limit: number; unit: Unit; numbering?: boolean }

/**
 * Splits a text into parts that fit, at a paragraph, else a line, a sentence, a word, a grapheme. Joined, the parts lose only white
 * space. A link is never cut: one that alone is over the limit is a part of its own, and the only part that may be too long.
 */
export function splitThread(text: string, options: SplitOptions): string[] {
  const whole = text.trim()
  if (whole === '') return []
  if (count(whole, options.unit) <= options.limit) return [whole]
  if (options.numbering !== true) return cut(whole, (part) => count(part, options.unit) <= options.limit)
  for (let most = 9; ; most = most * 10 + 9) {
    const widest = label(most, most)
    const parts = cut(whole, (part) => count(part + widest, options.unit) <= options.limit)
    if (parts.length <= most) return parts.map((part, index) => part + label(index + 1, parts.length))
  }
}

function label(part: number, of: number): string {
  return ` (${part}/${of})`
}

function cut(whole: string, fits: (part: string) => boolean): string[] {
  const breaks = breaksOf(whole)
  const parts: string[] = []
  let start = 0
  while (start < whole.length) {
    if (fits(whole.slice(start))) {
      parts.push(whole.slice(start))
      break
    }
    const end = endOfPart(whole, start, breaks, fits)
    parts.push(whole.slice(start, end).trimEnd())
    start = end + (/^\s*/.exec(whole.slice(end))?.[0].length ?? 0)
  }
  return parts
}

/** The best place to end the part that starts here: the strongest pause that leaves the part at least two fifths full. */
function endOfPart(whole: string, start: number, breaks: Break[], fits: (part: string) => boolean): number {
  const ahead = breaks.filter((place) => place.at > start)
  const reach = furthest(ahead, (place) => fits(whole.slice(start, place.at).trimEnd()))
  // Nothing ahead fits, not even one grapheme: a link longer than the limit, or a limit below one grapheme.
  const last = ahead[reach]
  if (last === undefined) return ahead[0]?.at ?? whole.length
  const fair = start + (last.at - start) * 0.4
  const choices = ahead.slice(0, reach + 1)
  for (const strength of [paragraph, line, sentence]) {
    const place = choices.findLast((choice) => choice.strength >= strength && choice.at >= fair)
    if (place !== undefined) return place.at
  }
  for (const strength of [space, word]) {
    const place = choices.findLast((choice) => choice.strength >= strength)
    if (place !== undefined) return place.at
  }
  return last.at
}

/** The last index that passes, -1 if none. It reaches out from the start in doubling steps: the rest of the text may be long. */
function furthest(places: Break[], passes: (place: Break) => boolean): number {
  let low = -1
  let high = 1
  for (let place = places[high]; place !== undefined && passes(place); place = places[high]) {
    low = high
    high *= 2
  }
  high = Math.min(high, places.length)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    const place = places[middle]
    if (place !== undefined && passes(place)) low = middle
    else high = middle
  }
  return low
}

type Break = { at: number; strength: number }

const [grapheme, word, space, sentence, line, paragraph] = [0, 1, 2, 3, 4, 5] as const

/** Every place where the text may be cut, in order, with how strong a pause it is; none is inside a link. */
function breaksOf(text: string): Break[] {
  const strengths = new Map<number, number>()
  const add = (at: number, strength: number) => strengths.set(at, Math.max(strength, strengths.get(at) ?? 0))
  for (const { index } of graphemes.segment(text)) add(index, grapheme)
  for (const { index } of words.segment(text)) if (strengths.has(index)) add(index, word)
  for (const { index } of text.matchAll(/(?<=\S)\s/g)) add(index, space)
  for (const { end } of sentencesOf(text)) if (strengths.has(end)) add(end, sentence)
  for (const { index } of text.matchAll(/(?<=\S)[^\S\n]*\n/g)) add(index, line)
  for (const { index } of text.matchAll(/(?<=\S)[^\S\n]*\n\s*\n/g)) add(index, paragraph)
  const links = unbreakable(text)
  return [...strengths]
    .filter(([at]) => at > 0 && !links.some((link) => at > link.start && at < link.end))
    .map(([at, strength]) => ({ at, strength }))
    .sort((a, b) => a.at - b.at)
}

/** Links as networks find them, and anything with a scheme up to the next white space. */
function unbreakable(text: string): { start: number; end: number }[] {
  const written = [...text.matchAll(/\bhttps?:\/\/\S+/gi)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  return [...findLinks(text), ...written]
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const words = new Intl.Segmenter(undefined, { granularity: 'word' })

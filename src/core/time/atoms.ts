// The smallest pieces of a spoken moment (a day, a clock time, a part of the day ...) and how they are found in a text.
import { fold } from './fold.ts'

export type PartOfDay = 'morning' | 'afternoon' | 'evening' | 'night' | 'smallHours'

/** A day as it is said; what it means depends on today. */
export type Day =
  | { is: 'offset'; days: number }
  | { is: 'months'; months: number }
  | { is: 'weekday'; weekday: number; which?: 'this' | 'next' | 'nearest' | 'last' | 'habit' }
  | { is: 'date'; day: number; month: number; year?: number }
  /** Two numbers whose order is a matter of country. */
  | { is: 'slashed'; first: number; second: number; year?: number }
  | { is: 'dayOfMonth'; day: number }
  | { is: 'monthEnd'; months: number }

/** A clock time as it is said; `is24` where the hour can be read in one way only. */
export type Clock = { hour: number; minute: number; is24: boolean; half?: 'am' | 'pm'; isMidnight?: true }

/** A stretch of days that names no day. */
export type Period = { is: 'week'; weeks: number } | { is: 'weekend'; weeks: number } | { is: 'month'; month: number }

/** One piece. A weak one is only a time beside another piece ("9" in "tomorrow 9"). */
export type Atom = {
  day?: Day
  clock?: Clock
  part?: PartOfDay
  period?: Period
  durationMs?: number
  isVague?: true
  isWeak?: true
  /** A bare number, which after a weekday may be a day of the month. */
  number?: number
}

export type Groups = Record<string, string | undefined>

/** A pattern for the folded text and what it means; no atom where the match turns out to be none. */
export type AtomRule = { pattern: RegExp; read: (groups: Groups) => Atom | undefined }

/** An atom and where it stands in the folded text. */
export type Found = Atom & { start: number; end: number }

/** Makes a rule that matches whole words at one place. */
export function rule(pattern: string, read: (groups: Groups) => Atom | undefined): AtomRule {
  return { pattern: new RegExp(`(?:${pattern})(?![\\p{L}\\p{N}]|'\\p{L})`, 'uy'), read }
}

/** Alternatives for a pattern, longest first; a space stands for any white space. */
export function oneOf(words: Iterable<string>): string {
  const sorted = [...words].sort((a, b) => b.length - a.length)
  return `(?:${sorted.map((word) => word.replaceAll(' ', '\\s+')).join('|')})`
}

const links = /\b(?:https?:\/\/|www\.)\S+|(?<!\S)\S{1,100}@\S+|(?:^|(?<=\s))[@#][\p{L}\p{N}_.-]+/giu

/** Folds a text for scanning: links, addresses, handles and hashtags are blanked, as they never say a time. */
export function foldForScan(original: string): { text: string; at: number[] } {
  const folded = fold(original)
  return { at: folded.at, text: folded.text.replace(links, (link) => '\u0000'.repeat(link.length)) }
}

/** All atoms of a folded text from left to right, the longest at each place. */
export function scan(text: string, rules: readonly AtomRule[]): Found[] {
  const found: Found[] = []
  let at = 0
  while (at < text.length) {
    const next = startsWord(text, at) ? longest(text, at, rules) : undefined
    if (next) found.push(next)
    at = next?.end ?? at + 1
  }
  return found
}

function startsWord(text: string, at: number): boolean {
  const here = text.charAt(at)
  if (!/[\p{L}\p{N}]/u.test(here)) return false
  const before = text.slice(Math.max(0, at - 2), at)
  // Not inside a word, after a currency sign, or behind the point of a number.
  return !/[\p{L}\p{N}$€£/_+]$|\d[.,:'-]$/u.test(before)
}

function longest(text: string, at: number, rules: readonly AtomRule[]): Found | undefined {
  let best: Found | undefined
  for (const { pattern, read } of rules) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (!match || (best && at + match[0].length <= best.end)) continue
    const atom = read(match.groups ?? {})
    if (atom) best = { ...atom, start: at, end: at + match[0].length }
  }
  return best
}

// What gives machine-made text away, as data: the kinds, their weight, and the shape of a rule.

/** Every kind of thing the gate finds. `claim` and `never` are not about style: a fact nobody gave, a term the brand never uses. */
export const tellKinds = [
  'opening',
  'closing',
  'inflated',
  'notJust',
  'triad',
  'dashes',
  'emojiBullets',
  'hashtags',
  'noDetail',
  'repeats',
  'claim',
  'never',
] as const
export type TellKind = (typeof tellKinds)[number]

/** Something found, with its words and where they stand in UTF-16 code units. */
export type Finding = { tell: TellKind; words: string; start: number; end: number }

/** What a finding takes off the hundred points of a text. */
export const weights: Record<TellKind, number> = {
  opening: 25,
  closing: 20,
  inflated: 10,
  notJust: 20,
  triad: 15,
  dashes: 15,
  emojiBullets: 20,
  hashtags: 20,
  noDetail: 20,
  repeats: 45,
  claim: 15,
  never: 45,
}

/** A model's draft with fewer points is written again once. */
export const leastScore = 60

/** From 100, which sounds like somebody, down to 0. */
export function scoreOf(findings: readonly Finding[]): number {
  return Math.max(0, 100 - findings.reduce((sum, { tell }) => sum + weights[tell], 0))
}

/**
 * Phrases of one kind. In a phrase `(a|b)` is one of these words, `word*` any word that begins so, `...` up to eight words
 * in between. `where` keeps it to the first sentence or the last two; `isAcross` lets it run over the end of one sentence.
 * Every hit must be found and no miss, which the tests try.
 */
export type PhraseRule = {
  tell: TellKind
  where?: 'first' | 'last'
  isAcross?: boolean
  phrases: readonly string[]
  hits: readonly string[]
  misses: readonly string[]
}

/** A word of a text: folded, where it stands, and the number of its sentence. */
export type Word = { text: string; start: number; end: number; sentence: number }

/** A text cut into words; the last sentence that is more than hashtags and links has number `last`. */
export type Words = { source: string; words: Word[]; last: number }

/** A rule about the shape of a text, with its examples. */
export type ShapeRule = {
  tell: TellKind
  find: (text: Words) => { start: number; end: number }[]
  hits: readonly string[]
  misses: readonly string[]
}

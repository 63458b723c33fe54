// Finds the moments a text speaks of. What can be read in more than one way, or in none, is a doubt with offers: never a guess.
import { type Doubt, type Meaning, meaning } from './meaning.ts'
import { phrases } from './phrase.ts'
import type { Wall } from './wall.ts'
import { type TimeLanguage, timeWords } from './words/index.ts'

export type { Doubt, Meaning }

/** A moment found in a text: where it stands, its words as they were typed, and what it comes to. */
export type When = { span: { start: number; end: number }; words: string } & Meaning

/** What is needed to read a moment; with `from`, a lone time means its day and a lone day its time ("move it to ten"). */
export type FindGiven = { now: Date; zone: string; language: TimeLanguage; from?: Wall }

/** All moments of a text from left to right; habits ("every Monday") are left to findSlots. */
export function findWhen(text: string, given: FindGiven): When[] {
  return phrases(text, timeWords[given.language]).map((phrase) => ({
    span: { start: phrase.start, end: phrase.end },
    words: text.slice(phrase.start, phrase.end),
    ...meaning(phrase, { ...given, hasMonthFirst: timeWords[given.language].hasMonthFirst }),
  }))
}

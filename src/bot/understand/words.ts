// What a language must bring so that wishes can be told from words; a new one is a file here and a line in the table.
import type { TimeLanguage } from '../../core/time/words/index.ts'
import { en } from './en.ts'
import { it } from './it.ts'
import type { Words } from './language.ts'

/** The words of each language of the chat. */
export const wordsOf: Record<TimeLanguage, Words> = { en, it }

/** The words of one language first, then of all others: people mix. */
export function wordsFrom(first: TimeLanguage): Words[] {
  return [wordsOf[first], ...Object.values(wordsOf).filter((words) => words.language !== first)]
}

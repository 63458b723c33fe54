// Which language a text is in, by its small words.
import { fold } from '../../core/time/fold.ts'
import type { TimeLanguage } from '../../core/time/words/index.ts'
import { wordsOf } from './words.ts'

/** The language that a text asks to be spoken to in, or undefined. */
export function languageAskedFor(text: string): TimeLanguage | undefined {
  const folded = fold(text.trim().replace(/[.!\s]+$/u, '')).text
  return Object.values(wordsOf)
    .map(({ speak, languageNames }) => languageNames[speak.exec(folded)?.groups?.language ?? ''])
    .find((language) => language !== undefined)
}

/** The language of a text, or undefined when its small words do not tell. */
export function detectLanguage(text: string): TimeLanguage | undefined {
  const found = fold(text).text.match(/[\p{L}']+/gu) ?? []
  const scores = Object.values(wordsOf)
    .map(({ language, marks }) => ({ language, score: found.filter((word) => marks.has(word)).length }))
    .sort((a, b) => b.score - a.score)
  const [first, second] = scores
  return first && second && first.score > second.score ? first.language : undefined
}

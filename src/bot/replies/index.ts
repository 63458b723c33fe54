// The languages of the chat. Adding one is one file here, one in understand, and a line.

import { sayWhen, sayWhenNear } from '../../core/time/say.ts'
import type { Language } from '../../db/words.ts'
import { en } from './en.ts'
import { it } from './it.ts'
import type { Moments, Words } from './words.ts'

const languages: Record<Language, Words> = { en, it }

/** The words of a language. */
export function wordsIn(language: Language): Words {
  return languages[language]
}

/** How moments are said in a language, seen from `now`. */
export function momentsIn(language: Language, now: Date): Moments {
  return {
    at: (at, zone) => sayWhen(at, zone, language, now),
    near: (at, zone) => sayWhenNear(at, now, zone, language),
  }
}

// The languages in which moments are understood and said; a new one is a file here and a line in the table.
import { en } from './en.ts'
import { it } from './it.ts'
import type { TimeLanguage, TimeWords } from './language.ts'

export type { TimeLanguage }

/** The words of each language. */
export const timeWords: Record<TimeLanguage, TimeWords> = { en, it }

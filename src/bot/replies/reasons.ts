// A stored reason becomes words in a language. What is no reason of the list is shown as it stands.
import { readReason } from '../../core/reasons.ts'
import type { Language } from '../../db/words.ts'
import { reasonsEn } from './reasons-en.ts'
import { reasonsIt } from './reasons-it.ts'
import { sayScopes } from './scopes.ts'

const words = { en: reasonsEn, it: reasonsIt }

/** The words of a reason, without a capital and without a full stop. */
export function sayReason(stored: string, language: Language): string {
  const reason = readReason(stored)
  if (reason === undefined) return stored
  return words[language][reason.code].replaceAll(/\{(\w+)\}/g, (all, name) => {
    const given = reason.data[name]
    return given === undefined ? all : name === 'scopes' ? sayScopes(given, language) : given.replace(/[.\s]+$/, '')
  })
}

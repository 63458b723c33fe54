// The linter: what gives a text away as machine-made, by rule. Deterministic, and its time grows with the text alone.
import { english } from './en.ts'
import { italian } from './it.ts'
import { phraseFinder } from './phrases.ts'
import { shapes } from './shapes.ts'
import type { Finding, PhraseRule, Words } from './tell.ts'
import { wordsOf } from './words.ts'

/** All phrases of all languages: people mix them, and so do models. */
export const phraseRules: readonly PhraseRule[] = [...english, ...italian]

const findPhrases = phraseFinder(phraseRules)

/** The findings about the style of a text, in reading order, none inside another of its kind. */
export function lint(text: string): Finding[] {
  const words = wordsOf(text)
  const found = [
    ...findPhrases(words),
    ...shapes.flatMap((rule) => rule.find(words).map((at) => ({ tell: rule.tell, ...at }))),
  ]
  return tidy(found, words)
}

function tidy(found: Omit<Finding, 'words'>[], { source }: Words): Finding[] {
  const sorted = found.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const kept: Finding[] = []
  for (const one of sorted) {
    const isInside = kept.some((other) => other.tell === one.tell && one.start < other.end)
    if (!isInside) kept.push({ ...one, words: source.slice(one.start, one.end) })
  }
  return kept
}

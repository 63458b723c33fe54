// The networks of a card as a chat shows them: those with equal words stand together.
import type { Card, CardVariant } from '../../core/chat.ts'

/** Networks with equal words. */
export type Section = { variants: CardVariant[]; words: string[] }

/** The sections of a card, in its order. */
export function sectionsOf(card: Card): Section[] {
  const byWords = new Map<string, Section>()
  for (const variant of card.variants) {
    const words = (variant.parts ?? [variant.text]).filter((part) => part.trim() !== '')
    const key = JSON.stringify(words)
    const known = byWords.get(key) ?? { variants: [], words }
    known.variants.push(variant)
    byWords.set(key, known)
  }
  return [...byWords.values()]
}

/** What is wrong with any of the networks, each thing once. */
export function problemsOf({ variants }: Section): string[] {
  return [...new Set(variants.flatMap((variant) => variant.problems))]
}

/** How much there is to read. */
export function wordsIn(section: Section): number {
  return section.words.reduce((sum, part) => sum + part.length, 0)
}

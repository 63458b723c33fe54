// Atoms that belong together: "Friday", "at nine", "in the evening" become one phrase; lone numbers are let go.
import { type Found, foldForScan, scan } from './atoms.ts'
import type { TimeWords } from './words/language.ts'

/** Atoms said in one breath, and where the phrase stands in the original text. */
export type Phrase = {
  start: number
  end: number
  atoms: Found[]
  /** "or", "maybe", "between": not one moment. */
  hasAlternatives: boolean
  /** "maybe", "not", "after": not exactly this moment. */
  isHedged: boolean
  /** "not tomorrow": any moment but this. */
  isNegated: boolean
}

/** How far before a phrase its leading words are looked for. */
const reach = 60

/** All phrases of a text that speak of a moment, from left to right. */
export function phrases(original: string, words: TimeWords): Phrase[] {
  const { text, at } = foldForScan(original)
  const habits = [...text.matchAll(words.slots.days)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  return chains(text, scan(text, words.atoms), words)
    .map((chain) => ({ ...chain, atoms: withoutLoose(chain.atoms, text, words) }))
    .filter(({ atoms }) => isMoment(atoms))
    .flatMap(({ atoms, hasAlternatives }) => {
      const [first, last] = [atoms[0], atoms.at(-1)]
      if (!first || !last) return []
      if (habits.some((habit) => touches(habit, { start: first.start, end: last.end }, text, words))) return []
      const before = text.slice(Math.max(0, first.start - reach), first.start)
      if (words.habits.test(before)) return []
      const hedge = words.hedges.exec(before)?.[0]
      const lead = hedge ?? words.leads.exec(before)?.[0] ?? ''
      const start = first.start - lead.length
      return [
        {
          start: at[start] ?? 0,
          end: at[last.end] ?? original.length,
          atoms,
          hasAlternatives,
          isHedged: hedge !== undefined,
          isNegated: hedge !== undefined && words.negations.test(hedge),
        },
      ]
    })
}

type Stretch = { start: number; end: number }

function touches(habit: Stretch, phrase: Stretch, text: string, words: TimeWords): boolean {
  if (phrase.start < habit.end && habit.start < phrase.end) return true
  const between = habit.end <= phrase.start ? text.slice(habit.end, phrase.start) : text.slice(phrase.end, habit.start)
  return words.link.test(between) || words.or.test(between)
}

type Chain = { atoms: Found[]; hasAlternatives: boolean }

function chains(text: string, atoms: Found[], words: TimeWords): Chain[] {
  const made: Chain[] = []
  for (const atom of atoms) {
    const chain = made.at(-1)
    const before = chain?.atoms.at(-1)
    const between = before ? text.slice(before.end, atom.start) : '\n'
    const isOr = words.or.test(between)
    if (chain && !between.includes('\n') && (isOr || words.link.test(between))) {
      chain.atoms.push(atom)
      chain.hasAlternatives ||= isOr && /[\p{L}/&-]/u.test(between)
    } else {
      made.push({ atoms: [atom], hasAlternatives: false })
    }
  }
  return made
}

/** Lets go of numbers at the rim of a phrase that nothing makes a time. */
function withoutLoose(atoms: Found[], text: string, words: TimeWords): Found[] {
  const kept = [...atoms]
  for (let first = kept[0]; first?.isWeak; first = kept[0]) {
    // "9 tomorrow", "nine in the evening", "9 or 10 tomorrow"
    const strong = kept.findIndex((atom) => !atom.isWeak && (atom.day ?? atom.part))
    const gaps = kept.slice(0, Math.max(strong, 0)).map((atom, i) => text.slice(atom.end, kept[i + 1]?.start))
    if (gaps.length > 0 && gaps.every((gap) => /^\s+$/.test(gap) || words.or.test(gap))) break
    kept.shift()
  }
  return kept
}

function isMoment(atoms: readonly Found[]): boolean {
  return atoms.some((atom) => atom.day ?? atom.clock ?? atom.period ?? atom.durationMs ?? atom.isVague)
}

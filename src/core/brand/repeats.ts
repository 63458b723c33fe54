// Repetition: how much of a text the brand has said already.
import type { Finding, Word } from './tells/tell.ts'
import { wordsOf } from './tells/words.ts'

const runLength = 5
/** So much of a text may be as it was said before: an address, the opening hours. */
const mostShare = 0.35

/** A finding where a text says again what one of these texts said, with the longest run that is the same. */
export function repeats(text: string, earlier: readonly string[]): Finding[] {
  const { words } = wordsOf(text)
  const runs = runsOf(words)
  if (runs.length === 0) return []
  for (const before of earlier) {
    const known = new Set(runsOf(wordsOf(before).words))
    const same = runs.map((run) => known.has(run))
    if (same.filter(Boolean).length / runs.length <= mostShare) continue
    const longest = longestRun(same)
    const start = words[longest.from]?.start ?? 0
    const end = words[longest.from + longest.length + runLength - 2]?.end ?? text.length
    return [{ tell: 'repeats', words: text.slice(start, end), start, end }]
  }
  return []
}

function runsOf(words: readonly Word[]): string[] {
  const runs: string[] = []
  for (let i = 0; i + runLength <= words.length; i++)
    runs.push(
      words
        .slice(i, i + runLength)
        .map(({ text }) => text)
        .join(' '),
    )
  return runs
}

function longestRun(same: readonly boolean[]): { from: number; length: number } {
  let best = { from: 0, length: 0 }
  let length = 0
  same.forEach((isSame, i) => {
    length = isSame ? length + 1 : 0
    if (length > best.length) best = { from: i - length + 1, length }
  })
  return best
}

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
  const places = placesIn(earlier)
  const counts = new Map<number, number>()
  for (const run of runs) for (const text of places.get(run) ?? []) counts.set(text, (counts.get(text) ?? 0) + 1)
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1])
  if (most === undefined || most[1] / runs.length <= mostShare) return []
  const longest = longestRun(runs.map((run) => places.get(run)?.has(most[0]) ?? false))
  const start = words[longest.from]?.start ?? 0
  const end = words[longest.from + longest.length + runLength - 2]?.end ?? text.length
  return [{ tell: 'repeats', words: text.slice(start, end), start, end }]
}

/** Each run with the texts it stands in; the variants of a post are held against the same list, which is read once. */
function placesIn(earlier: readonly string[]): Places {
  const known = kept.get(earlier)
  if (known !== undefined) return known
  const places: Places = new Map()
  earlier.forEach((text, i) => {
    for (const run of runsOf(wordsOf(text).words)) {
      const there = places.get(run) ?? new Set()
      places.set(run, there.add(i))
    }
  })
  kept.set(earlier, places)
  return places
}

type Places = Map<string, Set<number>>
const kept = new WeakMap<readonly string[], Places>()

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

// What changed between two versions of a text, sentence by sentence. Colours and words for it are for whoever shows it.

import { sentencesOf } from './sentences.ts'

/** A sentence or line that stayed, went or came. */
export type Change = { kind: 'same' | 'gone' | 'new'; text: string }

/** Compares two texts by sentence, in reading order; what went stands before what came in its place. */
export function changedLines(before: string, after: string): Change[] {
  const old = sentencesOf(before).map((sentence) => sentence.text)
  const young = sentencesOf(after).map((sentence) => sentence.text)
  const common = commonLengths(old, young)
  const changes: Change[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < young.length) {
    const gone = old[i]
    const come = young[j]
    if (gone !== undefined && gone === come) {
      changes.push({ kind: 'same', text: gone })
      i++
      j++
    } else if (gone !== undefined && (come === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      changes.push({ kind: 'gone', text: gone })
      i++
    } else if (come !== undefined) {
      changes.push({ kind: 'new', text: come })
      j++
    }
  }
  return changes
}

/** Length of the longest common run of sentences from each pair of places to the ends. */
function commonLengths(old: string[], young: string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(young.length + 1).fill(0))
  for (let i = old.length - 1; i >= 0; i--) {
    const row = lengths[i]
    if (row === undefined) continue
    for (let j = young.length - 1; j >= 0; j--) {
      row[j] =
        old[i] === young[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1))
    }
  }
  return lengths
}

function at(lengths: number[][], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0
}

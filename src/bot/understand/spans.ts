// Stretches of a text: without the white space around them, and sentence by sentence.
import { withoutQuotes } from './quotes.ts'

/** From `start` up to, not including, `end`. */
export type Span = { start: number; end: number }

/** The same stretch without white space at its ends. */
export function trimmed(text: string, { start, end }: Span): Span {
  const inside = text.slice(start, Math.max(start, end))
  return { start: start + (inside.length - inside.trimStart().length), end: start + inside.trimEnd().length }
}

/** The sentences and lines of a stretch; a point inside "a.m." or in quotation marks ends none. */
export function sentencesIn(text: string, body: Span): Span[] {
  const plain = withoutQuotes(text.slice(body.start, body.end))
  const ends = [...plain.matchAll(/(?<!(?:^|[\s.\d])\p{L})[.!?…]+["”»)]*(?=\s|$)|\n+/gu)].map(
    (match) => match.index + match[0].length,
  )
  return [...ends, plain.length]
    .map((end, i) => trimmed(text, { start: body.start + (ends[i - 1] ?? 0), end: body.start + end }))
    .filter(({ start, end }) => end > start)
}

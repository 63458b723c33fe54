// A text as sentences, with their places: what shortening, splitting and comparing cut at.
import { findLinks } from './links.ts'

/** A sentence without the white space around it, and where it stands in UTF-16 code units. */
export type Sentence = { text: string; start: number; end: number }

/** Finds the sentences of a text line by line; a link, an abbreviation or a list number never ends one. */
export function sentencesOf(text: string): Sentence[] {
  const links = findLinks(text)
  const isInsideLink = (at: number) => links.some((link) => at > link.start && at < link.end)
  const found: Sentence[] = []
  let lineStart = 0
  for (const line of text.split('\n')) {
    let start = lineStart
    for (const ended of endsIn(line)) {
      const end = lineStart + ended
      const soFar = text.slice(start, end)
      const isLast = end === lineStart + line.length
      if (!isLast && (isInsideLink(end) || unfinished.test(soFar))) continue
      push(found, text, start, end)
      start = end
    }
    lineStart += line.length + 1
  }
  return found
}

/** Where sentences may end in a line. Many people write without capitals, which the segmenter takes for one sentence. */
function endsIn(line: string): number[] {
  const ends = [...segmenter.segment(line)].map(({ segment, index }) => index + segment.length)
  for (const small of line.matchAll(beforeSmallLetter)) ends.push(small.index + small[0].length)
  return [...new Set(ends)].toSorted((a, b) => a - b)
}

function push(found: Sentence[], text: string, start: number, end: number): void {
  const raw = text.slice(start, end)
  const trimmed = raw.trim()
  if (trimmed === '') return
  const from = start + raw.length - raw.trimStart().length
  found.push({ text: trimmed, start: from, end: from + trimmed.length })
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' })
const beforeSmallLetter = /(?<![.!?…])[.!?]["'”»)]*\s+(?=\p{Ll})/gu
const unfinished =
  /^\s*\d{1,3}\.\s*$|(?:^|[\s("“«])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|vs|e\.g|i\.e|No|Nr|Sig|Sigg|Sig\.ra|Dott|Ing|Avv|es|p\.es|pag|tel|ca|etc|ecc|[ap]\.m)\.\s*$/u

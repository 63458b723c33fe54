// What counts as an emoji: the sequences Unicode recommends and pictures typed without their selector; © and ™ are writing.

/** Cuts a text into emoji sequences and the stretches between them, in order; joined they are the text again. */
export function emojiRuns(text: string): { text: string; isEmoji: boolean }[] {
  const runs: { text: string; isEmoji: boolean }[] = []
  let at = 0
  for (const match of text.matchAll(sequence)) {
    if (match.index > at) runs.push({ text: text.slice(at, match.index), isEmoji: false })
    runs.push({ text: match[0], isEmoji: true })
    at = match.index + match[0].length
  }
  if (at < text.length) runs.push({ text: text.slice(at), isEmoji: false })
  return runs
}

/** Takes every emoji out and closes the gap it leaves; signs of writing (©, ™, arrows, digits) stay. */
export function withoutEmoji(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const bare = line.replace(pictures, (found, offset: number) => gap(line, found, offset))
      return bare === line ? [line] : bare.trim() === '' ? [] : [bare]
    })
    .join('\n')
}

/** What remains where emoji stood: nothing at the edge of a line or before a mark, one space between words. */
function gap(line: string, found: string, offset: number): string {
  const after = line.slice(offset + found.length)
  const atEdge = offset === 0 || after === ''
  return atEdge || /^[.,;:!?…)\]]/.test(after) || !/[ \t]/.test(found) ? '' : ' '
}

// With the selector that some keyboards add to what needs none, and pictures typed without the selector they need.
const picture = /(?:\p{RGI_Emoji}|[\p{Extended_Pictographic}&&[\u2600-\u27BF\u{1F000}-\u{1FFFF}]])\uFE0F?/v.source
const sequence = new RegExp(picture, 'gv')
const pictures = new RegExp(`[ \\t]*(?:${picture}\\u200D?[ \\t]*)+`, 'gv')

// Pieces of text on a page, in the order they are drawn, become lines and paragraphs. Pure.

/** A piece of text: where it stands is in `transform`, as PDF has it. */
export type Item = { str: string; transform: number[]; height: number; hasEOL: boolean }

/** A gap of more than so many heights of a line parts paragraphs. */
const paragraphGap = 1.7

/** The text of a page: lines of one paragraph on one line, paragraphs apart. */
export function linesOf(items: readonly Item[]): string {
  const lines: { text: string; y: number; height: number }[] = []
  let isNew = true
  for (const { str, transform, height, hasEOL } of items) {
    const last = lines.at(-1)
    if (isNew || last === undefined) {
      if (str.trim() !== '') {
        lines.push({ text: str, y: transform[5] ?? 0, height: height || 10 })
        isNew = false
      }
    } else last.text += str
    if (hasEOL) isNew = true
  }
  return lines.reduce((text, line, i) => {
    const before = lines[i - 1]
    if (before === undefined) return line.text.trim()
    const isApart = Math.abs(before.y - line.y) > Math.max(before.height, line.height) * paragraphGap
    if (isApart || /^[•*–-]\s/u.test(line.text)) return `${text}${isApart ? '\n\n' : '\n'}${line.text.trim()}`
    // A word that was parted at the end of its line.
    if (/\p{L}-$/u.test(text) && /^\p{Ll}/u.test(line.text)) return text.slice(0, -1) + line.text.trim()
    return `${text} ${line.text.trim()}`
  }, '')
}

// Where a text that has no room in one message is cut.

/** The end of the piece that begins at `from`: after a line, else a word, never through a character. */
export function endOfPiece(text: string, from: number, mostUnits: number): number {
  const most = from + mostUnits
  if (text.length <= most) return text.length
  // A line, else a word, unless the piece would become much shorter.
  for (const gap of ['\n', ' ']) {
    const at = text.lastIndexOf(gap, most - 1)
    if (at >= from + mostUnits * 0.75) return at + 1
  }
  const unit = text.charCodeAt(most - 1)
  return unit >= 0xd800 && unit <= 0xdbff ? most - 1 : most
}

/** A text in pieces that each have room in a message; an empty one becomes an ellipsis. */
export function piecesOf(text: string, mostUnits: number): string[] {
  const pieces: string[] = []
  for (let from = 0; from < text.length; ) {
    const to = endOfPiece(text, from, mostUnits)
    const piece = text.slice(from, to).trim()
    if (piece !== '') pieces.push(piece)
    from = to
  }
  return pieces.length > 0 ? pieces : ['…']
}

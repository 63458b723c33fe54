// How a post looks on a network as it goes by. Each network's folder says it of itself; networks publish little of this
// and change it, so that it is what their feeds were seen to do.

/** Where words fold away behind a tap, and what the network writes there. */
export type Fold = { characters: number; lines: number; say: string }

/** What a preview needs to know of a network. */
export type Looks = {
  /** The colour of its links, mentions and hashtags. */
  accent: string
  /** Who is named above the words: the brand with the account behind it, or the account alone. */
  names: 'both' | 'account'
  /** The shape of the picture of an account; round unless told. */
  face?: 'square'
  /** What comes first: on a network of pictures not the words. */
  first: 'words' | 'pictures'
  /** Absent where the words stand whole. */
  fold?: Fold
  /**
   * One picture is cropped to a shape (width by height) between `least` and `most`, and `best` is the one to make for it;
   * several lie in a grid or in a row to be swiped.
   */
  pictures: { least: number; most: number; best: number; several: 'grid' | 'row' }
  /** What the network writes on words and pictures that stand behind a warning. */
  covers?: string
  /** Words longer than this come below the pictures as a message of their own. */
  caption?: number
}

/** What words show at first and what comes after a tap; `rest` is empty where all is shown. */
export function aboveFold(text: string, fold: Fold | undefined): { shown: string; rest: string } {
  if (fold === undefined) return { shown: text, rest: '' }
  const end = Math.min(fold.characters, endOfLines(text, fold.lines))
  // What would come after a tap on "more" must be worth the tap: networks show a last word rather than hide it.
  if (text.length - end < least) return { shown: text, rest: '' }
  const word = text.slice(0, end + 1).search(/\s\S*$/u)
  const at = word > end - longestWord && word > 0 ? word : wholeSign(text, end)
  return { shown: text.slice(0, at).trimEnd(), rest: text.slice(at).trim() }
}

const least = 12
const longestWord = 30
/** Characters of a line at the width of a telephone or a column: letters differ, so this is about right and no more. */
const lineLength = 70

function endOfLines(text: string, most: number): number {
  let lines = 0
  let at = 0
  for (const line of text.split('\n')) {
    const needs = Math.max(1, Math.ceil(line.length / lineLength))
    if (lines + needs > most) return at + (most - lines) * lineLength
    lines += needs
    at += line.length + 1
    if (lines === most) return at - 1
  }
  return text.length
}

/** No sign is cut in two. */
function wholeSign(text: string, end: number): number {
  let at = 0
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (index + segment.length > end) break
    at = index + segment.length
  }
  return at
}

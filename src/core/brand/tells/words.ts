// Cuts a text into words and sentences in one pass. Nothing here looks back, so that the time grows with the text alone.
import { fold } from '../../time/fold.ts'
import type { Word, Words } from './tell.ts'

const word = /[\p{L}\p{N}]+(?:['&-][\p{L}\p{N}]+)*/gu
const sentenceEnd = /[.!?…]["'”»)]*\s|\n/u
const dash = /[–—]/g

/** The words of a text. Hashtags, addresses and mentions are words too; an em dash parts them. */
export function wordsOf(source: string): Words {
  // A dash is one character, so that places stay.
  const { text, at } = fold(source.replaceAll(dash, ' '))
  const words: Word[] = []
  let sentence = 0
  let before = 0
  for (const found of text.matchAll(word)) {
    const gap = text.slice(before, found.index)
    if (words.length > 0 && sentenceEnd.test(gap)) sentence++
    const end = found.index + found[0].length
    words.push({ text: found[0], start: at[found.index] ?? 0, end: endOf(source, at, end), sentence })
    before = end
  }
  return { source, words, last: lastSaid(source, words) }
}

function endOf(source: string, at: readonly number[], folded: number): number {
  return at[folded] ?? source.length
}

/** The last sentence with a word that is no hashtag; hashtags at the end are not how a text ends. */
function lastSaid(source: string, words: readonly Word[]): number {
  const said = words.findLast(({ start }) => source.charAt(start - 1) !== '#')
  return said?.sentence ?? 0
}

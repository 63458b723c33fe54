// Terms that the brand never uses, found in all that the public would see. By whole words, without case and accents.
import type { Content } from '../platform.ts'
import type { Finding } from './tells/tell.ts'
import { wordsOf } from './tells/words.ts'

/** Where one of these terms stands in a text. */
export function termsIn(text: string, terms: readonly string[]): Finding[] {
  const readable = plain(text)
  const { words } = wordsOf(readable)
  return terms.flatMap((term): Finding[] => {
    const wanted = wordsOf(term).words.map((word) => word.text)
    const [first] = wanted
    if (first === undefined) return []
    for (const [i, word] of words.entries()) {
      const isHere = wanted.every((one, n) => formsOf(words[i + n]?.text ?? '').includes(one))
      const end = words[i + wanted.length - 1]?.end ?? word.end
      if (isHere) return [{ tell: 'never', words: readable.slice(word.start, end), start: word.start, end }]
    }
    return []
  })
}

/** The terms that content breaks: in its words, in the parts of its thread, and in what is said of its pictures. */
export function brokenBy(content: Pick<Content, 'text' | 'parts' | 'pictures'>, terms: readonly string[]): string[] {
  if (terms.length === 0) return []
  const said = [content.text, ...content.parts, ...content.pictures.map((picture) => picture.alt)]
  return terms.filter((term) => said.some((text) => termsIn(text, [term]).length > 0))
}

/** A word, its halves where a hyphen or an article hangs on it, and without a possessive: "cheap-looking", "l'economico", "cheap's". */
function formsOf(word: string): string[] {
  return [word, ...word.split(/['-]/)]
}

/** Invisible characters and underscores hide a word from code and not from readers. */
function plain(text: string): string {
  return text.replaceAll(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g, '').replaceAll('_', ' ')
}

// How much a message is: an emoji, a few words, or long enough to be a post.

const longText = 60
const manyWords = 10

/** True when a text has no letter and no number. */
export function isWordless(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text)
}

/** True for an address that stands alone. */
export function isLink(text: string): boolean {
  return /^https?:\/\/[^\s/]+\.\S+$/iu.test(text)
}

/** How many words a text has. */
export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0
}

/** True for a text that reads like a post rather than a remark: long, of many words, or of several sentences. */
export function isLong(text: string): boolean {
  const sentences = text.split(/[.!?…]+\s+|\n+/u).filter((sentence) => wordCount(sentence) > 1)
  return text.length >= longText || wordCount(text) > manyWords || sentences.length > 1
}

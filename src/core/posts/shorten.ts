// Making a text shorter or plainer without a model: whole sentences go from the end, hashtags go, nothing is reworded.
import type { Unit } from './count.ts'
import { count } from './count.ts'
import { findLinks } from './links.ts'
import { sentencesOf } from './sentences.ts'
import { splitThread } from './split.ts'

export { withoutEmoji } from './emoji.ts'

/** A shortened text and the words that went, in their order in the text. */
export type Shortened = { text: string; dropped: string[] }

/** Until a text fits a network, or by a number of sentences (one, if nothing is said). */
export type DropOptions = { toFit: { limit: number; unit: Unit } } | { steps?: number }

/** Drops whole sentences from the end, keeping at least one and the links and hashtags that close the text. */
export function dropSentences(text: string, options: DropOptions = {}): Shortened {
  const { body, tail } = withTail(text.trim())
  const sentences = sentencesOf(body)
  const dropped: string[] = []
  let kept = body
  const isDone = () =>
    'toFit' in options
      ? count(kept + tail, options.toFit.unit) <= options.toFit.limit
      : dropped.length >= (options.steps ?? 1)
  while (sentences.length > 1 && !isDone()) {
    const last = sentences.pop()
    if (last === undefined) break
    dropped.unshift(last.text)
    kept = body.slice(0, sentences.at(-1)?.end ?? 0)
  }
  return { text: kept + tail, dropped }
}

/** Makes a text fit: by whole sentences, then by words with an ellipsis; what closes the text goes only if it must. */
export function fitTo(text: string, limit: number, unit: Unit): Shortened {
  const whole = dropSentences(text, { toFit: { limit, unit } })
  if (count(whole.text, unit) <= limit) return whole
  const { body, tail } = withTail(whole.text)
  for (const end of tail === '' ? [''] : [tail, '']) {
    const [first] = splitThread(body, { limit: limit - count(`…${end}`, unit), unit })
    if (first === undefined) continue
    const cut = `${first.replace(/[\s,;:.–—-]+$/, '')}…${end}`
    if (count(cut, unit) > limit) continue
    return {
      text: cut,
      dropped: [body.slice(first.length).trim(), ...whole.dropped, end === tail ? '' : tail.trim()].filter(Boolean),
    }
  }
  return whole
}

/** Takes the hashtags that stand at the end of a line out and makes those inside a sentence plain words. */
export function withoutHashtags(text: string): string {
  const links = findLinks(text)
  const bare = text.replace(hashtag, (found, name: string, at: number) =>
    links.some((link) => at >= link.start && at < link.end) ? found : tagMark + name,
  )
  return bare
    .split('\n')
    .flatMap((line) => {
      const rest = line.replace(trailingTags, '').replaceAll(tagMark, '')
      return line.includes(tagMark) && rest.trim() === '' ? [] : [rest]
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Parts a text from the run of links and hashtags that closes it, with the white space before them. */
function withTail(text: string): { body: string; tail: string } {
  const links = findLinks(text)
  let at = text.length
  for (;;) {
    const before = text.slice(0, at).trimEnd()
    const tag = /(?:^|\s)(#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)$/u.exec(before)?.[1]
    const link = links.find((found) => found.end === before.length)
    const start = tag !== undefined ? before.length - tag.length : link?.start
    if (start === undefined || (start > 0 && !/\s/.test(text.charAt(start - 1)))) break
    at = start
  }
  const body = text.slice(0, at).trimEnd()
  return body === '' ? { body: text, tail: '' } : { body, tail: text.slice(body.length) }
}

const tagMark = '\uE000'
const hashtag = /(?<![\p{L}\p{N}_/&#])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu
const trailingTags = /(?:(?:^|\s+)\uE000[\p{L}\p{N}_]+)+\s*$/u

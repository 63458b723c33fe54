// Somebody's own words as content for one network: whole where they fit, as a thread where the network has threads.
import type { Content, Limits } from '../platform.ts'
import { count } from './count.ts'
import { splitThread } from './split.ts'

/** Content with this text and these pictures and films; too long a text becomes a thread where that is possible, else it stays and is a problem. */
export function fitWords(
  text: string,
  { pictures, films = [] }: Pick<Content, 'pictures' | 'films'>,
  limits: Limits,
): Content {
  const { limit, unit } = limits.text
  const isLong = count(text, unit) > limit
  const parts = isLong && limits.parts > 1 ? splitThread(text, { limit, unit, numbering: false }) : []
  const more = films.length > 0 ? { films } : {}
  return { text, parts: parts.length > limits.parts ? [] : parts, pictures, ...more, options: {} }
}

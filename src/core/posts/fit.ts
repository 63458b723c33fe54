// Somebody's own words as content for one network: whole where they fit, as a thread where the network has threads.
import type { Content, Limits, Picture } from '../platform.ts'
import { count } from './count.ts'
import { splitThread } from './split.ts'

/** Content with this text and these pictures; too long a text becomes a thread where that is possible, else it stays and is a problem. */
export function fitWords(text: string, pictures: Picture[], limits: Limits): Content {
  const { limit, unit } = limits.text
  const isLong = count(text, unit) > limit
  const parts = isLong && limits.parts > 1 ? splitThread(text, { limit, unit, numbering: false }) : []
  return { text, parts: parts.length > limits.parts ? [] : parts, pictures, options: {} }
}

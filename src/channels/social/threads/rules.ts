// What Threads accepts. https://developers.facebook.com/docs/threads/overview
import type { Content, Limits } from '../../../core/platform.ts'
import { checkContent } from '../../../core/posts/check.ts'
import { findLinks } from '../../../core/posts/links.ts'
import type { Looks } from '../../../core/preview/looks.ts'
import type { Problem } from '../../../core/problem.ts'

export const threadsLimits: Limits = {
  text: { limit: 500, unit: 'threads' },
  parts: 25,
  pictures: {
    most: 20,
    bytes: 8_000_000,
    pixels: 40_000_000,
    types: ['image/jpeg', 'image/png'],
    shapes: { least: 0.1, most: 10 },
  },
  altText: 1_000,
  films: {
    most: 1,
    bytes: 1_000_000_000,
    seconds: { least: 1, most: 300 },
    types: ['video/mp4', 'video/quicktime'],
    codecs: ['h264', 'hevc', 'aac'],
    isPublished: true,
  },
}

const mostLinks = 5

/** The usual problems, and too many different links. */
export function checkThreads(content: Content, limits: Limits): Problem[] {
  const problems = checkContent(content, limits)
  const texts = content.parts.length > 0 ? content.parts : [content.text]
  const links = Math.max(...texts.map((text) => new Set(findLinks(text).map(({ url }) => url)).size))
  if (links > mostLinks) problems.push({ kind: 'tooManyMarks', what: 'links', used: links, limit: mostLinks })
  return problems
}

/** How a post looks there. Several pictures are swiped. */
export const threadsLooks: Looks = {
  accent: '#3a6ea5',
  names: 'account',
  first: 'words',
  pictures: { least: 0.56, most: 1.91, best: 0.8, several: 'row' },
}

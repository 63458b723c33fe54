// What Bluesky accepts. https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json
import type { Content, Limits } from '../../../core/platform.ts'
import { checkContent } from '../../../core/posts/check.ts'
import type { Looks } from '../../../core/preview/looks.ts'
import type { Problem } from '../../../core/problem.ts'

export const blueskyLimits: Limits = {
  text: { limit: 300, unit: 'graphemes' },
  parts: 25,
  pictures: {
    most: 4,
    // Newer servers take twice as much; older ones do not.
    bytes: 1_000_000,
    pixels: 24_000_000,
    types: ['image/jpeg', 'image/png', 'image/webp'],
    moving: [],
  },
  altText: 2_000,
  films: {
    most: 1,
    bytes: 100_000_000,
    seconds: { least: 0.1, most: 180 },
    types: ['video/mp4'],
    codecs: ['h264', 'aac'],
    isPublished: true,
  },
}

/** What one account may post: `settings` say whether the video service takes films of it. */
export function limitsOf(settings: Record<string, unknown>): Limits {
  const { films: _, ...without } = blueskyLimits
  return settings.takesFilms === false ? without : blueskyLimits
}

const mostBytes = 3_000

/** The usual problems, and texts whose graphemes are few but long: a text has 3,000 bytes at most. */
export function checkBluesky(content: Content, limits: Limits): Problem[] {
  const found = checkContent(content, limits)
  const problems = found.map((one): Problem => (one.kind === 'filmNotTaken' ? { kind: 'filmNotHere' } : one))
  const texts = content.parts.length > 0 ? content.parts : [content.text]
  const heavy = texts.flatMap((text, index): Problem[] => {
    const used = Buffer.byteLength(text)
    const part = content.parts.length > 0 ? { part: index + 1 } : {}
    const isNamed = problems.some((one) => one.kind === 'tooLong' && one.part === part.part)
    return used > mostBytes && !isNamed ? [{ kind: 'tooLong', used, limit: mostBytes, ...part }] : []
  })
  return [...problems, ...heavy]
}

/** How a post looks there. Bluesky shows a post whole in its feeds. */
export const blueskyLooks: Looks = {
  accent: '#0a7aff',
  names: 'both',
  first: 'words',
  pictures: { least: 0.5, most: 3, best: 1, several: 'grid' },
}

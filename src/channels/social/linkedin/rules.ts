// What LinkedIn accepts, and how words are written there. https://learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format
import type { Content, Limits } from '../../../core/platform.ts'
import { checkContent } from '../../../core/posts/check.ts'
import { longestComment } from '../../../core/posts/options.ts'
import type { Looks } from '../../../core/preview/looks.ts'
import type { Problem } from '../../../core/problem.ts'
import type { Left } from '../../../core/quotas.ts'
import { commentIn } from '../first-comment.ts'

export const linkedinLimits: Limits = {
  text: { limit: 3_000, unit: 'escaped' },
  parts: 1,
  pictures: { most: 20, bytes: 5_000_000, pixels: 36_152_319, types: ['image/jpeg', 'image/png', 'image/gif'] },
  altText: 4_086,
  documents: { bytes: 100_000_000, pages: 300 },
  films: {
    most: 1,
    bytes: 500_000_000,
    seconds: { least: 3, most: 1_800 },
    types: ['video/mp4'],
    codecs: ['h264', 'aac'],
    isPublished: true,
  },
}

/** The usual problems, and a first comment that is too long. */
export function checkLinkedin(content: Content, limits: Limits): Problem[] {
  const problems = checkContent(content, limits)
  const used = commentIn(content.options)?.length ?? 0
  return used > longestComment ? [...problems, { kind: 'tooLong', used, limit: longestComment }] : problems
}

const reserved = /[\\|{}@[\]()<>#*_~]/g
const hashtag = /(?<![\p{L}\p{N}_])#(?=[\p{L}\p{N}_]*\p{L})/gu

/** Words as LinkedIn reads them: what has a meaning there is escaped, hashtags stay what they are. */
export function escaped(text: string): string {
  const tags = new Set([...text.matchAll(hashtag)].map(({ index }) => index))
  return text.replaceAll(reserved, (mark, at: number) => (tags.has(at) ? mark : `\\${mark}`))
}

/** How many calls are left in a day at first: for a member and for the app. LinkedIn starts anew at midnight in UTC. */
export function usualQuotas(author: string, now: Date): [name: string, usual: Left][] {
  const resetsAt = new Date(Math.floor(now.getTime() / 86_400_000 + 1) * 86_400_000)
  return [
    [`linkedin/day/${author}`, { remaining: 150, resetsAt }],
    ['linkedin/app', { remaining: 100_000, resetsAt }],
  ]
}

/** How a post looks there. The feed folds after three lines. */
export const linkedinLooks: Looks = {
  accent: '#0a66c2',
  names: 'account',
  first: 'words',
  fold: { characters: 210, lines: 3, say: 'more' },
  pictures: { least: 0.8, most: 3, best: 0.8, several: 'grid' },
}

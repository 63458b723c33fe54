// What Instagram accepts. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
import type { Shapes } from '../../../core/media/shapes.ts'
import type { Content, Limits } from '../../../core/platform.ts'
import { checkContent } from '../../../core/posts/check.ts'
import { longestComment } from '../../../core/posts/options.ts'
import type { Looks } from '../../../core/preview/looks.ts'
import type { Problem } from '../../../core/problem.ts'
import { commentIn } from '../first-comment.ts'

/** From 4 to 5 to 1.91 to 1; in a carousel all have the shape of the first. */
const shapes: Shapes = { least: 0.8, most: 1.91, isOne: true }

export const instagramLimits: Limits = {
  text: { limit: 2_200, unit: 'characters' },
  parts: 1,
  pictures: { most: 10, bytes: 8_000_000, pixels: 40_000_000, types: ['image/jpeg'], shapes },
  altText: 1_000,
  films: {
    most: 1,
    bytes: 300_000_000,
    seconds: { least: 3, most: 900 },
    types: ['video/mp4', 'video/quicktime'],
    codecs: ['h264', 'hevc', 'aac'],
    isPublished: true,
  },
}

const mostHashtags = 30
const mostMentions = 20

/** The usual problems; a picture or a film is needed. */
export function checkInstagram(content: Content, limits: Limits): Problem[] {
  const problems: Problem[] = checkContent(content, limits).filter(({ kind }) => kind !== 'empty')
  const isEmpty = content.text.trim() === ''
  if (content.pictures.length + (content.films ?? []).length === 0)
    problems.unshift(isEmpty ? { kind: 'empty' } : { kind: 'pictureNeeded' })
  const words = `${content.text} ${commentIn(content.options) ?? ''}`
  const marks = [
    { what: 'hashtags', used: (words.match(/#[\p{L}\p{N}_]+/gu) ?? []).length, limit: mostHashtags },
    { what: 'mentions', used: (words.match(/(?<![\w.])@[\w.]+/g) ?? []).length, limit: mostMentions },
  ] as const
  for (const mark of marks) if (mark.used > mark.limit) problems.push({ kind: 'tooManyMarks', ...mark })
  const used = commentIn(content.options)?.length ?? 0
  if (used > longestComment) problems.push({ kind: 'tooLong', used, limit: longestComment })
  return problems
}

/** How a post looks there. The feed shows pictures first, all in the shape of the first one, and folds the words. */
export const instagramLooks: Looks = {
  accent: '#385185',
  names: 'account',
  first: 'pictures',
  fold: { characters: 125, lines: 2, say: 'more' },
  pictures: { least: 0.8, most: 1.91, best: 0.8, several: 'row' },
}

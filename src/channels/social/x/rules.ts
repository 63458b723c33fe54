// What X accepts, and what a post costs there. https://docs.x.com/fundamentals/counting-characters
import { z } from 'zod'
import type { Content, Limits, Price } from '../../../core/platform.ts'
import { checkContent } from '../../../core/posts/check.ts'
import { findLinks } from '../../../core/posts/links.ts'
import type { Looks } from '../../../core/preview/looks.ts'
import type { Problem } from '../../../core/problem.ts'

const usualText = 280
const longText = 25_000
const mostCashtags = 1

/** What X says of an account, as it is kept in its settings. */
export const profileSchema = z.object({ hasLongPosts: z.boolean().catch(false) })

/** The limits of an account: with Premium a post may be long. */
export function limitsOf(settings: Record<string, unknown>): Limits {
  const { hasLongPosts } = profileSchema.catch({ hasLongPosts: false }).parse(settings.profile ?? {})
  return {
    text: { limit: hasLongPosts ? longText : usualText, unit: 'weighted' },
    parts: 25,
    pictures: {
      most: 4,
      bytes: 5_000_000,
      pixels: 40_000_000,
      types: ['image/jpeg', 'image/png', 'image/webp'],
      moving: [],
    },
    altText: 1_000,
    films: {
      most: 1,
      bytes: 512_000_000,
      seconds: { least: 0.5, most: 140 },
      types: ['video/mp4', 'video/quicktime'],
      codecs: ['h264', 'aac'],
      isPublished: true,
    },
  }
}

/** The usual problems, and more than one cashtag. */
export function checkX(content: Content, limits: Limits): Problem[] {
  const problems = checkContent(content, limits)
  const most = Math.max(...textsOf(content).map((text) => (text.match(/(?<![\w$])\$[A-Za-z]{1,6}\b/g) ?? []).length))
  if (most > mostCashtags) problems.push({ kind: 'tooManyMarks', what: 'cashtags', used: most, limit: mostCashtags })
  return problems
}

/** In micro-dollars, by the list of 2026; with a link a post costs more than ten times as much. */
export const prices = { post: 15_000, postWithLink: 200_000, ownRead: 1_000 }

/** What a post costs, where a link makes it dear. */
export function priceOf(content: Content): Price | undefined {
  const micros = costOf(textsOf(content))
  if (textsOf(content).every((text) => findLinks(text).length === 0)) return undefined
  const text = withoutLinks(content.text)
  return text === '' ? { micros } : { micros, cheaper: { micros: prices.post * textsOf(content).length, text } }
}

/** The texts of a post's parts. */
export function textsOf({ text, parts }: Content): string[] {
  return parts.length > 0 ? parts : [text]
}

function costOf(texts: string[]): number {
  return texts.reduce((sum, text) => sum + (findLinks(text).length > 0 ? prices.postWithLink : prices.post), 0)
}

function withoutLinks(text: string): string {
  const bare = findLinks(text).reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
  return bare
    .replaceAll(/[^\S\n]{2,}/g, ' ')
    .replaceAll(/ +([.,;!?\n]|$)/gm, '$1')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replace(/[:\s]+$/, '')
    .trim()
}

/** How a post looks there. The timeline folds a long post and cuts high pictures to 3 to 4. */
export const xLooks: Looks = {
  accent: '#1d7fd1',
  names: 'both',
  first: 'words',
  fold: { characters: 280, lines: 24, say: 'Show more' },
  pictures: { least: 0.75, most: 2, best: 16 / 9, several: 'grid' },
}

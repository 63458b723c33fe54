// Whether a post is out, after a lost answer: own posts since the attempt, compared in words. Each read is billed.
import { z } from 'zod'
import type { Rest } from '../rest.ts'
import { readPosts } from './posts.ts'

const urls = z.array(z.looseObject({ url: z.string(), expanded_url: z.string().optional() })).optional()
const postSchema = z.looseObject({
  id: z.string(),
  text: z.string(),
  created_at: z.string().optional(),
  entities: z.looseObject({ urls }).optional(),
})
const listSchema = z.object({ data: z.array(postSchema).optional() })

const spareMs = 60_000

/** Looks once. `ids` are all that was seen, so that two looks can be compared; `shown` is how many were paid for. */
export async function lookBack(
  rest: Rest,
  { userId, token, signal }: { userId: string; token: string; signal: AbortSignal },
  { text, since, known }: { text: string; since: Date; known: readonly string[] },
): Promise<{ found: string | undefined; ids: string; shown: number }> {
  const { value } = await readPosts(
    rest,
    {
      path: `/2/users/${encodeURIComponent(userId)}/tweets`,
      query: {
        start_time: new Date(since.getTime() - spareMs).toISOString().replace(/\.\d+Z$/, 'Z'),
        max_results: '10',
      },
      fields: 'created_at,entities,attachments',
      token,
      signal,
    },
    listSchema.parse,
  )
  const posts = value.data ?? []
  // The oldest that fits: of a thread with equal words the parts come in order.
  const found = posts.toReversed().find((post) => !known.includes(post.id) && folded(shown(post)) === folded(text))
  return { found: found?.id, ids: posts.map(({ id }) => id).join(), shown: posts.length }
}

/** The words as they were written: X puts a short link in place of each, and one of its own for pictures. */
function shown({ text, entities }: z.infer<typeof postSchema>): string {
  let written = text
  for (const { url, expanded_url: expanded } of entities?.urls ?? []) {
    const isPicture =
      expanded !== undefined && /^https:\/\/(?:x|twitter)\.com\/\w+\/status\/\d+\/(?:photo|video)\//.test(expanded)
    written = written.replaceAll(url, isPicture ? '' : (expanded ?? url))
  }
  return written.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** Without white space, and links without what X adds to those that were typed bare. */
function folded(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/https?:\/\//gi, '')
    .replaceAll(/\/(?=\s|$)/g, '')
    .replaceAll(/\s+/g, '')
}

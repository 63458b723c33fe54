// Past posts of an account: newest first, its own words only, and only what everybody may read.
import { z } from 'zod'
import type { Rest } from './api.ts'
import type { Reach } from './media.ts'
import { plain } from './read-back.ts'

const mostPages = 5

const page = z.array(
  z.looseObject({
    id: z.string(),
    created_at: z.string(),
    content: z.string(),
    url: z.string().nullish(),
    visibility: z.string().nullish(),
  }),
)

/** The posts of an account that answer nobody and pass nothing on. */
export async function readHistory(
  rest: Rest,
  { server, token, signal }: Reach,
  accountId: string,
): Promise<{ text: string; origin: string; postedAt: string }[]> {
  const path = `/api/v1/accounts/${encodeURIComponent(accountId)}/statuses`
  const found = []
  let before: string | undefined
  for (let n = 0; n < mostPages; n++) {
    const query = {
      limit: '40',
      exclude_reblogs: 'true',
      exclude_replies: 'true',
      ...(before !== undefined && { max_id: before }),
    }
    const { value } = await rest({ server, path, query, token, signal }, page.parse)
    for (const { content, url, created_at: postedAt, visibility } of value) {
      const text = plain(content.replaceAll(/<br\s*\/?>/gi, '\n').replaceAll(/<\/p>\s*<p>/gi, '\n\n')).trim()
      if (text !== '' && (visibility ?? 'public') !== 'direct' && visibility !== 'private')
        found.push({ text, origin: url ?? server, postedAt })
    }
    const last = value.at(-1)?.id
    if (last === undefined || last === before) break
    before = last
  }
  return found
}

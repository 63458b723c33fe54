// Whether a post or its first comment is out, after a lost answer: the Page's newest, compared in words and time.
import { z } from 'zod'
import type { Rest } from '../rest.ts'
import type { Look } from '../two-looks.ts'

const spareMs = 60_000
const postsSchema = z.object({
  data: z.array(
    z.looseObject({
      id: z.string(),
      message: z.string().optional(),
      created_time: z.string(),
      permalink_url: z.string().optional(),
    }),
  ),
})
const commentsSchema = z.object({ data: z.array(z.looseObject({ id: z.string(), message: z.string().optional() })) })

/** What is read with. */
export type Reach = { rest: Rest; version: string; token: string; signal: AbortSignal }

/** Looks once for a post of a Page. */
export async function lookBack(
  { rest, version, token, signal }: Reach,
  { page, message, since }: { page: string; message: string; since: Date },
): Promise<Look<{ id: string; url: string | null }>> {
  const from = since.getTime() - spareMs
  const query = { fields: 'id,message,created_time,permalink_url', since: String(Math.floor(from / 1000)) }
  const { value } = await rest({ path: `/${version}/${page}/published_posts`, query, token, signal }, postsSchema.parse)
  const found = value.data.find(
    (post) => Date.parse(post.created_time) >= from && folded(post.message) === folded(message),
  )
  const ids = value.data.map(({ id }) => id).join()
  return { found: found && { id: found.id, url: found.permalink_url ?? null }, ids }
}

/** Looks once for a comment under a post. */
export async function findComment(
  { rest, version, token, signal }: Reach,
  { post, text }: { post: string; text: string },
): Promise<Look<string>> {
  const query = { fields: 'id,message' }
  const { value } = await rest({ path: `/${version}/${post}/comments`, query, token, signal }, commentsSchema.parse)
  const found = value.data.find(({ message }) => folded(message) === folded(text))
  return { found: found?.id, ids: value.data.map(({ id }) => id).join() }
}

function folded(text = ''): string {
  return text.normalize('NFC').replaceAll(/\s+/g, '')
}

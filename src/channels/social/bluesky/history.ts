// Past posts of an account, read from its repository, which is public: newest first, its own words only.
import { z } from 'zod'
import type { Xrpc } from './api.ts'

const mostPages = 3

const page = z.looseObject({
  cursor: z.string().optional(),
  records: z.array(
    z.looseObject({
      uri: z.string(),
      value: z.looseObject({ text: z.string(), createdAt: z.string(), reply: z.unknown().optional() }),
    }),
  ),
})

/** The posts of a repository that answer nobody. */
export async function readHistory(
  xrpc: Xrpc,
  given: { service: string; repo: string; collection: string; signal: AbortSignal },
): Promise<{ text: string; origin: string; postedAt: string }[]> {
  const { service, repo, collection, signal } = given
  const found = []
  let cursor: string | undefined
  for (let n = 0; n < mostPages; n++) {
    const query = { repo, collection, limit: '100', ...(cursor !== undefined && { cursor }) }
    const read = await xrpc({ service, method: 'com.atproto.repo.listRecords', query, signal }, page.parse)
    for (const { uri, value } of read.records) {
      if (value.reply !== undefined || value.text.trim() === '') continue
      const origin = `https://bsky.app/profile/${repo}/post/${uri.split('/').at(-1) ?? ''}`
      found.push({ text: value.text, origin, postedAt: value.createdAt })
    }
    cursor = read.cursor
    if (cursor === undefined || read.records.length === 0) break
  }
  return found
}

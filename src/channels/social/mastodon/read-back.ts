// Whether a post is out, after a lost answer: own posts since the attempt, compared in words, thread and time.
import { z } from 'zod'
import type { Rest } from './api.ts'
import { statusOf } from './faults.ts'
import type { Reach } from './media.ts'

const statusSchema = z.looseObject({
  id: z.string(),
  created_at: z.string(),
  content: z.string(),
  url: z.string().nullish(),
  in_reply_to_id: z.string().nullish(),
})
const sourceSchema = z.looseObject({ text: z.string() })

/** A post as it was found. */
export type Found = { id: string; url: string | null }

/** What is looked for. */
export type Wanted = { accountId: string; text: string; after: string | undefined; startedAt: Date; known: string[] }

/** A server's clock is told in seconds, and some cut those of their posts. */
const spareMs = 2_000

/** Looks once. `ids` are all that was seen, so that two looks can be compared. */
export async function lookBack(
  rest: Rest,
  reach: Reach,
  { accountId, text, after, startedAt, known }: Wanted,
  now: () => Date,
): Promise<{ found: Found | undefined; ids: string }> {
  const { server, token, signal } = reach
  const path = `/api/v1/accounts/${encodeURIComponent(accountId)}/statuses`
  const query = { limit: '40', exclude_reblogs: 'true' }
  const { value: statuses, serverAt } = await rest({ server, path, query, token, signal }, z.array(statusSchema).parse)
  const skewMs = serverAt === undefined ? 0 : serverAt.getTime() - now().getTime()
  const since = startedAt.getTime() + Math.min(0, skewMs) - spareMs
  const ids = statuses.map(({ id }) => id).join()
  for (const status of statuses) {
    const isFresh = Date.parse(status.created_at) >= since && !known.includes(status.id)
    if (!isFresh || (status.in_reply_to_id ?? undefined) !== after) continue
    if (await isSame(rest, reach, status, text)) return { found: { id: status.id, url: status.url ?? null }, ids }
  }
  return { found: undefined, ids }
}

/** By what it looks like, else by its source where the server shows that: some servers rewrite what they show. */
async function isSame(rest: Rest, reach: Reach, status: z.infer<typeof statusSchema>, text: string): Promise<boolean> {
  if (folded(plain(status.content)) === folded(text)) return true
  const { server, token, signal } = reach
  const path = `/api/v1/statuses/${encodeURIComponent(status.id)}/source`
  try {
    const { value } = await rest({ server, path, token, signal }, sourceSchema.parse)
    return folded(value.text) === folded(text)
  } catch (error) {
    if (statusOf(error) === undefined || (statusOf(error) ?? 0) >= 500) throw error
    return false
  }
}

/** Without white space, and with mentions as servers show them: by name only. */
function folded(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/(@[\w.-]+)@[\w.-]+\w/g, '$1')
    .replaceAll(/\s+/g, '')
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The words of a post as a server shows it. */
export function plain(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, word) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined
    if (code !== undefined) return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
    return entities[word.toLowerCase()] ?? all
  })
}

// Whether a post of a page is out, after a lost answer: the page's newest posts, compared in words and time.
import { z } from 'zod'
import type { Look } from '../two-looks.ts'
import type { Reach } from './pictures.ts'

const spareMs = 2_000
const listSchema = z.object({
  elements: z.array(
    z.looseObject({ id: z.string(), commentary: z.string().optional(), createdAt: z.number().optional() }),
  ),
})

/** Looks once. */
export async function lookBack(
  { rest, token, signal }: Reach,
  { author, commentary, since }: { author: string; commentary: string; since: Date },
): Promise<Look<string>> {
  const query = { q: 'author', author, count: '20', sortBy: 'LAST_MODIFIED' }
  const headers = { 'x-restli-method': 'FINDER' }
  const { value } = await rest({ path: '/rest/posts', query, headers, token, signal }, listSchema.parse)
  const found = value.elements.find(
    (post) => (post.createdAt ?? 0) >= since.getTime() - spareMs && folded(post.commentary) === folded(commentary),
  )
  return { found: found?.id, ids: value.elements.map(({ id }) => id).join() }
}

/** Without escapes and white space: LinkedIn may write them in its own way. */
function folded(commentary = ''): string {
  return commentary
    .replaceAll(/\{hashtag\|\\?#\|([^}]*)\}/g, '#$1')
    .replaceAll(/\\(?=[\\|{}@[\]()<>#*_~])/g, '')
    .replaceAll(/\s+/g, '')
}

// Posts with their versions and variants, to read. They are changed in the conversation.
import { createRoute, z } from '@hono/zod-openapi'
import { cardOf } from '../../bot/replies/card.ts'
import { momentsIn, wordsIn } from '../../bot/replies/index.ts'
import { viewPost } from '../../core/posts/view.ts'
import { getBrand } from '../../db/brands.ts'
import { type Tx, withWorkspace } from '../../db/client.ts'
import { getPosts, type PostHistory, postIds, type StoredPost, versionsOf } from '../../db/posts.ts'
import type { House } from '../house.ts'
import { notFound } from '../problem.ts'
import { answers, createRoutes, json } from './routes.ts'
import { id, isId, post, postStatuses } from './schema.ts'

/** Posts are looked through in steps of this many until enough of the wanted status are found. */
const step = 200

const list = createRoute({
  method: 'get',
  path: '/posts',
  summary: 'Posts with versions and variants, newest first',
  request: {
    query: z.object({
      status: z.enum(postStatuses).optional(),
      before: z.coerce
        .number()
        .int()
        .positive()
        .optional()
        .openapi({ description: 'The number of the oldest post that is known' }),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: answers({ 200: json(z.object({ posts: z.array(post) })) }),
})

const one = createRoute({
  method: 'get',
  path: '/posts/{id}',
  summary: 'One post',
  request: { params: z.object({ id }) },
  responses: answers({ 200: json(post) }),
})

type Post = z.infer<typeof post>

/** `GET /posts` and `GET /posts/:id`. */
export function postRoutes(house: House) {
  const { db } = house.app.ctx
  return createRoutes()
    .openapi(list, async (c) => {
      const { status, before, limit } = c.req.valid('query')
      const posts = await withWorkspace(db, c.get('asker').workspaceId, async (tx) => {
        const found: Post[] = []
        let under = before
        for (;;) {
          const ids = await postIds(tx, { limit: step, ...(under !== undefined && { before: under }) })
          const shown = await shownPosts(house, tx, ids)
          found.push(...shown.filter((post) => status === undefined || post.status === status))
          under = shown.at(-1)?.number
          if (found.length >= limit || ids.length < step) return found.slice(0, limit)
        }
      })
      return c.json({ posts }, 200)
    })
    .openapi(one, async (c) => {
      const { id: postId } = c.req.valid('param')
      if (!isId(postId)) throw notFound('post')
      const [found] = await withWorkspace(db, c.get('asker').workspaceId, (tx) => shownPosts(house, tx, [postId]))
      if (found === undefined) throw notFound('post')
      return c.json(found, 200)
    })
}

async function shownPosts(house: House, tx: Tx, ids: string[]): Promise<Post[]> {
  const brand = await getBrand(tx)
  const stored = await getPosts(tx, ids)
  const history = await versionsOf(tx, ids)
  return stored.map((post) => shownPost(house, post, brand, history.get(post.post.id) ?? []))
}

function shownPost(
  house: House,
  stored: StoredPost,
  brand: { name: string; zone: string },
  history: PostHistory,
): Post {
  const view = viewPost(house.app.ctx, stored, brand)
  const card = cardOf(view, wordsIn('en'), momentsIn('en', house.app.ctx.clock.now()), 'en')
  return {
    id: view.id,
    number: view.number,
    status: view.status,
    version: view.version,
    hash: view.hash,
    dueAt: view.dueAt?.toISOString() ?? null,
    zone: view.zone,
    media: view.media,
    cost: view.cost,
    createdAt: stored.post.createdAt.toISOString(),
    updatedAt: stored.post.updatedAt.toISOString(),
    variants: card.variants.flatMap((variant, i) => {
      const kept = stored.variants[i]
      if (kept === undefined) return []
      const { id, status } = kept.publication
      return [{ ...variant, hash: kept.variant.hash, publication: { id, status } }]
    }),
    versions: history.map(({ version, variants }) => ({
      version: version.version,
      hash: version.hash,
      createdAt: version.createdAt.toISOString(),
      idea: version.idea,
      media: version.media,
      cost: version.cost,
      variants: variants.map(({ platform, accountId, content, hash }) => ({
        platform,
        accountId,
        text: content.text,
        parts: content.parts,
        options: content.options,
        hash,
      })),
    })),
  }
}

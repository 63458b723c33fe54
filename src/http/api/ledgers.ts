// What was spent on models, and what was published to Practice.
import { createRoute, z } from '@hono/zod-openapi'
import { beginningsOf, periodIn } from '../../core/budget.ts'
import { getBrand } from '../../db/brands.ts'
import { readBudget } from '../../db/budgets.ts'
import { withWorkspace } from '../../db/client.ts'
import { listPractice } from '../../db/practice.ts'
import { costs, listUsage } from '../../db/usage.ts'
import type { House } from '../house.ts'
import { mediaAddress } from '../pictures.ts'
import { answers, createRoutes, json } from './routes.ts'
import { moment, practicePost, usage } from './schema.ts'

const mostCalls = 1_000

const readUsage = createRoute({
  method: 'get',
  path: '/usage',
  summary: 'Calls to models and what they cost, newest first; since the first of the month unless told, and the budget',
  request: { query: z.object({ since: moment.optional() }) },
  responses: answers({ 200: json(usage) }),
})

const readPractice = createRoute({
  method: 'get',
  path: '/practice',
  summary: 'What was published to Practice, newest first',
  responses: answers({ 200: json(z.object({ posts: z.array(practicePost) })) }),
})

/** `GET /usage` and `GET /practice`. */
export function ledgerRoutes(house: House) {
  const { db, clock } = house.app.ctx
  return createRoutes()
    .openapi(readUsage, async (c) => {
      const now = clock.now()
      const { since: asked } = c.req.valid('query')
      const { since, calls, total, budget } = await withWorkspace(db, c.get('asker').workspaceId, async (tx) => {
        const { zone } = await getBrand(tx)
        const period = periodIn(zone, now)
        const since = asked === undefined ? beginningsOf(zone, period).month : new Date(asked)
        const calls = await listUsage(tx, since, mostCalls)
        return { since, calls, total: await costs(tx, since), budget: await readBudget(tx, period) }
      })
      const shown = calls.map(({ createdAt, id: _, workspaceId: __, key: ___, ...call }) => ({
        at: createdAt.toISOString(),
        ...call,
      }))
      return c.json({ since: since.toISOString(), calls: shown, total, budget }, 200)
    })
    .openapi(readPractice, async (c) => {
      const asker = c.get('asker')
      const posts = await withWorkspace(db, asker.workspaceId, (tx) => listPractice(tx))
      const shown = posts.map(({ id, account, content, publishedAt }) => ({
        id,
        account,
        text: content.text,
        parts: content.parts.length > 0 ? content.parts : [content.text],
        pictures: content.pictures.map(({ mediaId, alt }) => ({ url: mediaAddress(house, asker, mediaId), alt })),
        publishedAt: publishedAt.toISOString(),
        url: `${house.publicUrl()}/practice#${id}`,
      }))
      return c.json({ posts: shown }, 200)
    })
}

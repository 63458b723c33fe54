// The ledger: what was, is and will be sent, with every try.

import { createRoute, z } from '@hono/zod-openapi'
import { sayReason } from '../../bot/replies/reasons.ts'
import { withWorkspace } from '../../db/client.ts'
import { type LedgerEntry, listPublications } from '../../db/publications.ts'
import { publicationStatuses } from '../../db/words.ts'
import type { House } from '../house.ts'
import { notFound } from '../problem.ts'
import { answers, createRoutes, json } from './routes.ts'
import { id, isId, moment, publication } from './schema.ts'

const list = createRoute({
  method: 'get',
  path: '/publications',
  summary: 'The ledger, newest moment first',
  request: {
    query: z.object({
      status: z.enum(publicationStatuses).optional(),
      since: moment
        .optional()
        .openapi({ description: 'Only those to which something happened or will happen after this' }),
      limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
    }),
  },
  responses: answers({ 200: json(z.object({ publications: z.array(publication) })) }),
})

const one = createRoute({
  method: 'get',
  path: '/publications/{id}',
  summary: 'One publication',
  request: { params: z.object({ id }) },
  responses: answers({ 200: json(publication) }),
})

/** `GET /publications` and `GET /publications/:id`. */
export function publicationRoutes(house: House) {
  const { db } = house.app.ctx
  return createRoutes()
    .openapi(list, async (c) => {
      const { status, since, limit } = c.req.valid('query')
      const filter = { limit, ...(status && { status }), ...(since && { since: new Date(since) }) }
      const found = await withWorkspace(db, c.get('asker').workspaceId, (tx) => listPublications(tx, filter))
      return c.json({ publications: found.map(shown) }, 200)
    })
    .openapi(one, async (c) => {
      const { id: wanted } = c.req.valid('param')
      if (!isId(wanted)) throw notFound('publication')
      const [found] = await withWorkspace(db, c.get('asker').workspaceId, (tx) =>
        listPublications(tx, { id: wanted, limit: 1 }),
      )
      if (found === undefined) throw notFound('publication')
      return c.json(shown(found), 200)
    })
}

function shown({ publication: row, attempts }: LedgerEntry): z.infer<typeof publication> {
  return {
    id: row.id,
    postId: row.postId,
    platform: row.platform,
    accountId: row.accountId,
    status: row.status,
    dueAt: row.dueAt?.toISOString() ?? null,
    sentAt: row.sentAt?.toISOString() ?? null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    url: row.url,
    remoteId: row.remoteId,
    attempts: attempts.map((one) => ({
      number: one.number,
      startedAt: one.startedAt.toISOString(),
      sentAt: one.sentAt?.toISOString() ?? null,
      endedAt: one.endedAt?.toISOString() ?? null,
      end: one.end,
      say: one.say === null ? null : sayReason(one.say, 'en'),
    })),
    ...(row.failureKind !== null && { failure: { kind: row.failureKind, say: sayReason(row.failureSay ?? '', 'en') } }),
  }
}

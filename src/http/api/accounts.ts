// Connected accounts: who posts where.

import { createRoute, z } from '@hono/zod-openapi'
import { sayReason } from '../../bot/replies/reasons.ts'
import type { AccountRow } from '../../db/accounts.ts'
import { platformIds } from '../../db/words.ts'
import { accountsOf, connect, disconnect, rest } from '../connections.ts'
import type { House } from '../house.ts'
import { notFound } from '../problem.ts'
import { answers, body, createRoutes, json } from './routes.ts'
import { account, id, isId, words } from './schema.ts'

const list = createRoute({
  method: 'get',
  path: '/accounts',
  summary: 'Connected accounts',
  responses: answers({ 200: json(z.object({ accounts: z.array(account) })) }),
})

const add = createRoute({
  method: 'post',
  path: '/accounts',
  summary: 'Connect an account',
  description:
    'With the answers the network needs: `practice {}`, `bluesky {service?, identifier, password}`, `mastodon {server, accessToken}`, `telegram {chat}`.',
  request: body(z.object({ platform: z.enum(platformIds) }).catchall(words(2_000))),
  responses: answers({ 200: json(account, 'It was connected already'), 201: json(account, 'Connected') }),
})

const remove = createRoute({
  method: 'delete',
  path: '/accounts/{id}',
  summary: 'Remove an account on which nothing is planned',
  request: { params: z.object({ id }) },
  responses: answers({ 204: { description: 'Removed' } }),
})

const change = createRoute({
  method: 'patch',
  path: '/accounts/{id}',
  summary: 'Set how long an account rests between two posts',
  request: {
    params: z.object({ id }),
    ...body(z.object({ gapSeconds: z.int().min(0).max(86_400).openapi({ description: '0 is no rest' }) })),
  },
  responses: answers({ 200: json(account) }),
})

/** `GET`, `POST`, `PATCH` and `DELETE /accounts`. */
export function accountRoutes(house: House) {
  return createRoutes()
    .openapi(list, async (c) => c.json({ accounts: (await accountsOf(house, c.get('asker'))).map(shown) }, 200))
    .openapi(add, async (c) => {
      const { platform, ...given } = c.req.valid('json')
      const answers = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== ''))
      const made = await connect(house, c.get('asker'), platform, answers)
      return c.json(shown(made.account), made.how !== 'renewed' ? 201 : 200)
    })
    .openapi(change, async (c) => {
      const { id: wanted } = c.req.valid('param')
      if (!isId(wanted)) throw notFound('account')
      return c.json(shown(await rest(house, c.get('asker'), wanted, c.req.valid('json').gapSeconds)), 200)
    })
    .openapi(remove, async (c) => {
      const { id: wanted } = c.req.valid('param')
      if (!isId(wanted)) throw notFound('account')
      await disconnect(house, c.get('asker'), wanted)
      return c.body(null, 204)
    })
}

function shown(row: AccountRow): z.infer<typeof account> {
  const { platform, name, remoteId, lostAt, lostReason, settings } = row
  const trouble = lostReason === null ? {} : { trouble: sayReason(lostReason, 'en') }
  return {
    id: row.id,
    platform,
    name,
    remoteId,
    status: lostAt === null ? 'connected' : 'lost',
    gapSeconds: settings.gapSeconds ?? 0,
    ...trouble,
  }
}

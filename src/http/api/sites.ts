// Sites that may show the widget of a workspace; on a trusted one it may approve.
import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../db/client.ts'
import { listOrigins, putOrigin, removeOrigin } from '../../db/widget-origins.ts'
import type { House } from '../house.ts'
import { demand, mayAdminister } from '../identify.ts'
import { notFound } from '../problem.ts'
import { written } from '../written.ts'
import { answers, body, createRoutes, json } from './routes.ts'
import { id, isId, site } from './schema.ts'

const origin = z
  .string()
  .max(300)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text, {
    message: 'not an origin like https://barluce.example',
  })

const list = createRoute({
  method: 'get',
  path: '/sites',
  summary: 'Sites that may show the widget',
  responses: answers({ 200: json(z.object({ sites: z.array(site) })) }),
})

const put = createRoute({
  method: 'post',
  path: '/sites',
  summary: 'Let a site show the widget, or change whether it is trusted',
  request: body(z.object({ origin, isTrusted: z.boolean().default(false) })),
  responses: answers({ 200: json(site) }),
})

const remove = createRoute({
  method: 'delete',
  path: '/sites/{id}',
  summary: 'Take a site off the list',
  request: { params: z.object({ id }) },
  responses: answers({ 204: { description: 'Taken off' } }),
})

/** `GET`, `POST` and `DELETE /sites`, for owners with the scope "admin". */
export function siteRoutes(house: House) {
  const { db } = house.app.ctx
  return createRoutes()
    .openapi(list, async (c) => {
      const asker = c.get('asker')
      demand(asker, mayAdminister(asker))
      return c.json({ sites: (await withWorkspace(db, asker.workspaceId, listOrigins)).map(shown) }, 200)
    })
    .openapi(put, async (c) => {
      const asker = c.get('asker')
      demand(asker, mayAdminister(asker))
      const { workspaceId } = asker
      const listed = await withWorkspace(db, workspaceId, async (tx) => {
        const row = await putOrigin(tx, { workspaceId, ...c.req.valid('json') })
        await written(house, tx, asker, 'list site', { site: row.id, trusted: String(row.isTrusted) })
        return row
      })
      return c.json(shown(listed), 200)
    })
    .openapi(remove, async (c) => {
      const asker = c.get('asker')
      demand(asker, mayAdminister(asker))
      const { id: wanted } = c.req.valid('param')
      if (!isId(wanted)) throw notFound('site')
      await withWorkspace(db, asker.workspaceId, async (tx) => {
        if (!(await removeOrigin(tx, wanted))) throw notFound('site')
        await written(house, tx, asker, 'remove site', { site: wanted })
      })
      return c.body(null, 204)
    })
}

function shown(row: z.infer<typeof site>): z.infer<typeof site> {
  return { id: row.id, origin: row.origin, isTrusted: row.isTrusted }
}

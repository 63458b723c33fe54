// The data of a workspace: the page on which an owner has everything put into an archive, and the link that gives it.
import { Hono } from 'hono'
import { pieceKey } from '../core/data/archive.ts'
import { checkLink } from '../core/media/links.ts'
import { record } from '../db/audit.ts'
import { withSystem, withWorkspace } from '../db/client.ts'
import { type Export, exportsOf, goodExport, wantExport } from '../db/exports.ts'
import { isId } from './api/schema.ts'
import { atMost } from './body.ts'
import { atDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { demand, mayAdminister } from './identify.ts'
import { dataPage } from './pages/data.ts'
import { notFound } from './problem.ts'

/** `/data` for owners, and `/exports/:token` for whoever has the link. */
export function dataRoutes(house: House) {
  const { db, clock, exportLink } = house.app.ctx
  const guards = [ownWrites(house), atMost(1_000, 'This is too large for a form.')] as const
  return new Hono<Env>()
    .get('/data', (c) =>
      atDesk(house, c, async ({ asker, desk, zone }) => {
        demand(asker, mayAdminister(asker))
        const { workspaceId } = asker
        const found = await withWorkspace(db, workspaceId, (tx) => exportsOf(tx, clock.now()))
        const shown = found.map(({ id, createdAt, bytes, expiresAt }) => ({
          createdAt,
          ...(expiresAt !== null && { url: exportLink(workspaceId, id, expiresAt), bytes: bytes ?? 0, expiresAt }),
        }))
        return c.html(dataPage(desk, { exports: shown, zone }))
      }),
    )
    .post('/data/export', ...guards, (c) =>
      atDesk(house, c, async ({ asker }) => {
        demand(asker, mayAdminister(asker))
        const { workspaceId, memberId } = asker
        const at = clock.now()
        await withWorkspace(db, workspaceId, (tx) =>
          wantExport(tx, { workspaceId, memberId, conversationId: null, at }),
        )
        await withSystem(db, (tx) => record(tx, [{ workspaceId, memberId, act: 'export', createdAt: at }]))
        return c.redirect('/data', 303)
      }),
    )
    .get('/exports/:token', async (c) => {
      const now = clock.now()
      const linked = checkLink({ key: house.key, token: c.req.param('token'), now })
      if (linked === undefined || !isId(linked.mediaId)) throw notFound('file')
      const { workspaceId, mediaId: id } = linked
      const found = await withWorkspace(db, workspaceId, (tx) => goodExport(tx, id, now))
      if (found === undefined || found.key === null) throw notFound('file')
      const name = `leopost-${found.createdAt.toISOString().slice(0, 10)}.tar.gz`
      return new Response(piecesOf(house, found.key, found), {
        headers: {
          'Content-Type': 'application/gzip',
          'Content-Length': String(found.bytes ?? 0),
          'Content-Disposition': `attachment; filename="${name}"`,
          'Referrer-Policy': 'no-referrer',
          'X-Content-Type-Options': 'nosniff',
          'Cache-Control': 'no-store',
        },
      })
    })
}

/** The pieces of an archive one after the other, each read when it is its turn. */
function piecesOf(house: House, key: string, { pieces }: Export): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (next >= (pieces ?? 0)) return controller.close()
        const bytes = await house.app.ctx.storage.get(pieceKey(key, next++))
        if (bytes === undefined) return controller.error(new Error('a piece of an archive is gone'))
        controller.enqueue(bytes)
      },
    },
    { highWaterMark: 0 },
  )
}

// Pausing and resuming all publishing of a workspace, as the words of the chat do.
import { createRoute, z } from '@hono/zod-openapi'
import { hold, resume } from '../../core/actions/hold.ts'
import { type Tx, withWorkspace } from '../../db/client.ts'
import { isHeld, waiting } from '../../db/holds.ts'
import type { House } from '../house.ts'
import { type Asker, demand, mayApprove } from '../identify.ts'
import { written } from '../written.ts'
import { answers, createRoutes, json } from './routes.ts'

const held = z
  .object({
    held: z.boolean(),
    waiting: z.int().openapi({ description: 'Approved publications that wait for their moment' }),
    late: z.int().openapi({ description: 'Those of them that are asked about because their hour has passed' }),
  })
  .openapi('Hold')

const responses = answers({ 200: json(held) })
const read = createRoute({ method: 'get', path: '/hold', summary: 'Is publishing paused?', responses })
const put = createRoute({ method: 'post', path: '/hold', summary: 'Pause all publishing', responses })
const release = createRoute({ method: 'delete', path: '/hold', summary: 'Resume publishing', responses })

/** `GET`, `POST` and `DELETE /hold`. */
export function holdRoutes(house: House) {
  const { db, clock } = house.app.ctx
  const state = async (tx: Tx) => {
    const { all, late } = await waiting(tx, clock.now())
    return { held: await isHeld(tx), waiting: all, late }
  }
  const change = (asker: Asker, action: typeof hold, act: 'hold' | 'resume') => {
    demand(asker, mayApprove(asker))
    const { workspaceId, memberId, personId, role, scope } = asker
    const commit = action({ workspaceId, member: { id: memberId, personId, role }, scope, now: clock.now() })
    return withWorkspace(db, workspaceId, async (tx) => {
      await commit(tx, { postId: null, asked: null })
      await written(house, tx, asker, act)
      return state(tx)
    })
  }
  return createRoutes()
    .openapi(read, async (c) => c.json(await withWorkspace(db, c.get('asker').workspaceId, state), 200))
    .openapi(put, async (c) => c.json(await change(c.get('asker'), hold, 'hold'), 200))
    .openapi(release, async (c) => c.json(await change(c.get('asker'), resume, 'resume'), 200))
}

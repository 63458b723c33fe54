// The page on which a workspace brings keys for models of its own. A key goes in and never comes out again.
import { Hono } from 'hono'
import { type Access, readAccess } from '../core/ai/own.ts'
import { withWorkspace } from '../db/client.ts'
import { forgetModelKey, keepModelKey, listModelKeys } from '../db/model-keys.ts'
import { type ModelProvider, modelProviders } from '../db/words.ts'
import { atMost } from './body.ts'
import { atDesk, type OpenDesk } from './desk.ts'
import { ownWrites } from './headers.ts'
import type { Env, House } from './house.ts'
import { type Asker, demand, mayConnect } from './identify.ts'
import { modelsPage, modelWords } from './pages/models.ts'
import { notFound, ProblemError } from './problem.ts'
import { refusing } from './refusing.ts'
import { written } from './written.ts'

/** `/models`, with what its forms send. */
export function modelRoutes(house: House) {
  const guards = [ownWrites(house), atMost(20_000, 'This is too large for a form.')] as const

  const page = async ({ asker, desk }: OpenDesk, said?: string) =>
    modelsPage(desk, {
      keys: await keysOf(house, asker),
      mayChange: mayConnect(asker) && house.app.ctx.ownModels !== undefined,
      ...(said !== undefined && { said }),
    })

  return new Hono<Env>()
    .get('/models', (c) => atDesk(house, c, async (open) => c.html(await page(open))))
    .post('/models', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const { provider, ...fields } = await c.req.parseBody()
        return refusing(
          () => keep(house, open, known(provider), fields),
          () => c.redirect('/models', 303),
          async (said, status) => c.html(await page(open, said), status),
        )
      }),
    )
    .post('/models/:provider/remove', ...guards, (c) =>
      atDesk(house, c, async (open) => {
        const { asker } = open
        demand(asker, mayConnect(asker))
        const provider = known(c.req.param('provider'))
        const gone = await withWorkspace(house.app.ctx.db, asker.workspaceId, async (tx) => {
          const isForgotten = await forgetModelKey(tx, provider)
          if (isForgotten) await written(house, tx, asker, 'remove model key', { provider })
          return isForgotten
        })
        if (!gone) throw notFound('key')
        return c.redirect('/models', 303)
      }),
    )
}

/** The keys of a workspace as they may be shown: where they lead, never what they are. */
function keysOf(house: House, asker: Asker) {
  const { db, sealer } = house.app.ctx
  return withWorkspace(db, asker.workspaceId, async (tx) => {
    const rows = await listModelKeys(tx)
    return rows.map(({ provider, credentials, workspaceId }) => {
      const access = readAccess(sealer.open(workspaceId, credentials))
      return { provider, model: access?.model, baseUrl: access?.baseUrl, hasKey: access?.apiKey !== undefined }
    })
  })
}

async function keep(
  house: House,
  { asker, desk }: OpenDesk,
  provider: ModelProvider,
  fields: Record<string, unknown>,
): Promise<void> {
  demand(asker, mayConnect(asker))
  const words = modelWords[desk.language]
  const { db, sealer, ownModels } = house.app.ctx
  if (ownModels === undefined) throw new ProblemError(422, words.off)
  const access = accessIn(fields)
  if (access === undefined) throw new ProblemError(422, words.wrongAddress)
  if (access.baseUrl !== undefined && !ownModels.allows(access.baseUrl))
    throw new ProblemError(422, words.privateAddress)
  if (provider === 'compatible' && (access.baseUrl === undefined || access.model === undefined))
    throw new ProblemError(422, words.needsModel)
  if (provider !== 'compatible' && access.apiKey === undefined) throw new ProblemError(422, words.needsKey)
  const { workspaceId } = asker
  const credentials = sealer.seal(workspaceId, JSON.stringify(access))
  await withWorkspace(db, workspaceId, async (tx) => {
    await keepModelKey(tx, { workspaceId, provider, credentials, createdAt: house.app.ctx.clock.now() })
    await written(house, tx, asker, 'set model key', { provider })
  })
}

function accessIn(fields: Record<string, unknown>): Access | undefined {
  const given = ['apiKey', 'baseUrl', 'model'].flatMap((name) => {
    const value = fields[name]
    const text = typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().trim() : ''
    return text === '' ? [] : [[name, text]]
  })
  const access = readAccess(JSON.stringify(Object.fromEntries(given)))
  const hasPassword = access?.baseUrl !== undefined && new URL(access.baseUrl).username !== ''
  return hasPassword ? undefined : access
}

function known(provider: unknown): ModelProvider {
  const found = modelProviders.find((one) => one === provider)
  if (found === undefined) throw notFound('provider')
  return found
}

// For those who run and watch the installation: alive, ready, figures.
import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import type { Env, House } from './house.ts'
import { identify, mayAdminister } from './identify.ts'
import { isLocal } from './limits.ts'
import { ProblemError } from './problem.ts'

const patienceMs = 2_000

/** `/healthz`, `/readyz`, and `/metrics` for this machine or an admin token. */
export function healthRoutes(house: House) {
  return new Hono<Env>()
    .get('/healthz', (c) => c.json({ status: 'alive' }))
    .get('/readyz', async (c) => {
      const missing = await whatIsMissing(house)
      return missing.length === 0 ? c.json({ status: 'ready' }) : c.json({ status: 'not ready', missing }, 503)
    })
    .get('/metrics', async (c) => {
      if (!isLocal(c)) {
        const asker = await identify(house, c)
        if (asker === undefined || asker.by !== 'token' || !mayAdminister(asker))
          throw new ProblemError(403, 'Figures are for this machine, or for a token with the scope "admin".')
      }
      const { type, text } = await house.metrics.read()
      return c.body(text, 200, { 'Content-Type': type })
    })
}

async function whatIsMissing(house: House): Promise<string[]> {
  const { db, log } = house.app.ctx
  const answers = async (what: string, ask: () => Promise<unknown>) => {
    const patience = Promise.withResolvers<never>()
    const timer = setTimeout(() => patience.reject(new Error('no answer in time')), patienceMs)
    try {
      return (await Promise.race([ask(), patience.promise])) !== false
    } catch (error) {
      log.warn({ what, err: error }, 'not ready')
      return false
    } finally {
      clearTimeout(timer)
    }
  }
  const [database, engine] = await Promise.all([
    answers('database', () => db.execute(sql`select 1`)),
    answers('engine', () => house.isReady()),
  ])
  return [...(database ? [] : ['database']), ...(engine ? [] : ['engine'])]
}

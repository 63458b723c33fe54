// Figures for Prometheus: this process, the ledger, the inbox, and how long things take.
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Context as AppContext } from '../core/context.ts'
import { withSystem } from '../db/client.ts'
import { readFigures } from '../db/figures.ts'
import { publicationStatuses } from '../db/words.ts'
import type { Env } from './house.ts'

export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics(ctx: Pick<AppContext, 'db' | 'clock' | 'log'>) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string) => new Gauge({ name: `leopost_${name}`, help, registers })
  const publications = new Gauge({
    name: 'leopost_publications',
    help: 'Publications by status',
    labelNames: ['status'],
    registers,
  })
  const due = gauge('publications_due', 'Approved publications past their moment')
  const late = gauge('publications_late', 'Approved publications more than a minute past their moment')
  const waiting = gauge('messages_waiting', 'Messages that wait for an answer')
  const setAside = gauge('messages_set_aside', 'Messages that could not be answered')
  const repliesSetAside = gauge('replies_set_aside', 'Replies that a chat refused')
  const turns = new Histogram({
    name: 'leopost_turn_seconds',
    help: 'From a message to its answer, on the web and in the API',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  })
  const requests = new Histogram({
    name: 'leopost_http_seconds',
    help: 'HTTP requests until the answer begins, by route',
    labelNames: ['method', 'route', 'status'],
    registers,
  })

  return {
    /** Begins to time one turn; returns what ends it. */
    turn: () => turns.startTimer(),
    /** Everything as text. */
    async read(): Promise<{ type: string; text: string }> {
      const figures = await withSystem(ctx.db, (tx) => readFigures(tx, ctx.clock.now()))
      for (const status of publicationStatuses) publications.set({ status }, 0)
      for (const { status, count } of figures.publications) publications.set({ status }, count)
      due.set(figures.due)
      late.set(figures.late)
      waiting.set(figures.messagesWaiting)
      setAside.set(figures.messagesSetAside)
      repliesSetAside.set(figures.repliesSetAside)
      return { type: registry.contentType, text: await registry.metrics() }
    },
    /** Times requests by the pattern of their route, never by their address: that may hold a secret. */
    timed: createMiddleware<Env>(async (c, next) => {
      const end = requests.startTimer()
      const begun = performance.now()
      await next()
      const { method } = c.req
      const known = { method, route: routePath(c), status: c.res.status }
      end(known)
      ctx.log.debug({ ...known, ms: Math.round(performance.now() - begun) }, 'request')
    }),
  }
}

// All of HTTP: health, sign-in, the API with its streams, pages, the widget; one way for errors, one way to stop.
import { Hono } from 'hono'
import { withSystem } from '../db/client.ts'
import { forgetKeys } from '../db/idempotency.ts'
import { forgetNotices } from '../db/notices.ts'
import { forgetWindows } from '../db/rate-limits.ts'
import { forgetEnded } from '../db/sessions.ts'
import { forgetWaysIn } from '../db/ways-in.ts'
import { accountPageRoutes } from './account.ts'
import { apiRoutes } from './api/index.ts'
import { linkedMediaRoutes } from './api/media.ts'
import { connectingRoutes } from './connecting.ts'
import { dataRoutes } from './data.ts'
import { emailRoutes } from './emails.ts'
import { erasingRoutes } from './erasing.ts'
import { onError, onNotFound } from './errors.ts'
import { formRoutes } from './forms.ts'
import { safeHeaders } from './headers.ts'
import { healthRoutes } from './health.ts'
import type { Env, House } from './house.ts'
import { joiningRoutes } from './joining.ts'
import { createLimits, type LimitTable, usualLimits } from './limits.ts'
import { linkingRoutes } from './linking.ts'
import { createMetrics } from './metrics.ts'
import { modelRoutes } from './models.ts'
import { notificationRoutes } from './notifications.ts'
import { pageRoutes } from './pages.ts'
import { passkeyRoutes } from './passkeys.ts'
import { createListener } from './server.ts'
import { signInRoutes } from './sign-in.ts'
import { staticRoutes } from './static.ts'
import { teamRoutes } from './team.ts'
import { webhookRoutes } from './webhooks.ts'
import { widgetRoutes } from './widget.ts'

const hourMs = 3_600_000
const keptMs = 7 * 24 * hourMs
const noticesKeptMs = 30 * 24 * hourMs

/** What HTTP needs beside the app. `isReady` says whether the queue works; `limits` changes how often somebody may ask. */
export type HttpOptions = {
  publicUrl: () => string
  key: string
  isReady?: () => Promise<boolean>
  limits?: Partial<LimitTable>
}

export type Http = ReturnType<typeof createHttp>

/** Builds all routes; nothing listens before `start`, and `fetch` answers without a server. */
export function createHttp(app: House['app'], options: HttpOptions) {
  const stopping = new AbortController()
  const house: House = {
    app,
    publicUrl: () => options.publicUrl().replace(/\/+$/, ''),
    key: options.key,
    isReady: options.isReady ?? (async () => true),
    limits: createLimits(app.ctx.db, { ...usualLimits, ...options.limits }),
    metrics: createMetrics(app.ctx),
    stopping: stopping.signal,
  }
  const routes = new Hono<Env>()
    .use(house.metrics.timed)
    .use(safeHeaders())
    .route('/', healthRoutes(house))
    .route('/', staticRoutes())
    .route('/', signInRoutes(house))
    .route('/', joiningRoutes(house))
    .route('/', widgetRoutes(house))
    .route('/', linkedMediaRoutes(house))
    .route('/', pageRoutes(house))
    .route('/', linkingRoutes(house))
    .route('/', connectingRoutes(house))
    .route('/', modelRoutes(house))
    .route('/', formRoutes(house))
    .route('/', teamRoutes(house))
    .route('/', accountPageRoutes(house))
    .route('/', emailRoutes(house))
    .route('/', dataRoutes(house))
    .route('/', erasingRoutes(house))
    .route('/', notificationRoutes(house))
    .route('/', passkeyRoutes(house))
    .route('/', apiRoutes(house))
    .route('/', webhookRoutes(house))
    .onError(onError(house))
    .notFound(onNotFound)
  const listener = createListener(routes.fetch)
  let sweep: NodeJS.Timeout | undefined

  /** Forgets what nobody can use any more. */
  async function forget(): Promise<void> {
    const now = app.ctx.clock.now()
    const before = new Date(now.getTime() - keptMs)
    await withSystem(app.ctx.db, async (tx) => {
      await forgetKeys(tx, before)
      await forgetEnded(tx, before)
      await forgetWindows(tx, before)
      await forgetWaysIn(tx, now)
      await forgetNotices(tx, new Date(now.getTime() - noticesKeptMs))
    })
  }

  return {
    /** Every address that is answered, as "GET /path". */
    addresses: () => [
      ...new Set(routes.routes.flatMap(({ method, path }) => (method === 'ALL' ? [] : [`${method} ${path}`]))),
    ],
    /** Answers one request. */
    fetch: (request: Request): Response | Promise<Response> => routes.fetch(request),
    /** Listens; port 0 takes a free one. */
    async start(at: { host: string; port: number }): Promise<{ url: string; port: number }> {
      sweep = setInterval(() => {
        forget().catch((error: unknown) => app.ctx.log.warn({ err: error }, 'what is over could not be forgotten'))
      }, hourMs)
      sweep.unref()
      return listener.start(at)
    },
    /** Ends streams and waits, lets the answers go out that are being made, and closes. Call it before the app stops. */
    async stop(): Promise<void> {
      clearInterval(sweep)
      stopping.abort(new Error('the server stops'))
      await listener.stop()
    },
  }
}

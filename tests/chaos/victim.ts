// A process of Leopost that lives through one scenario and is killed at its n-th statement. Started by run.ts.
import { flushCompileCache } from 'node:module'
import { createApp } from '../../src/app.ts'
import { createRequest, type Request } from '../../src/channels/request.ts'
import { createBluesky } from '../../src/channels/social/bluesky/index.ts'
import { createFacebook } from '../../src/channels/social/facebook/index.ts'
import { createInstagram } from '../../src/channels/social/instagram/index.ts'
import { createLinkedin } from '../../src/channels/social/linkedin/index.ts'
import { createMastodon } from '../../src/channels/social/mastodon/index.ts'
import { createTelegramChannel } from '../../src/channels/social/telegram/index.ts'
import { createThreads } from '../../src/channels/social/threads/index.ts'
import { createX } from '../../src/channels/social/x/index.ts'
import { systemClock } from '../../src/clock.ts'
import type { Platform } from '../../src/core/platform.ts'
import type { Quotas } from '../../src/core/quotas.ts'
import { createSealer } from '../../src/core/secrets.ts'
import { withSystem } from '../../src/db/client.ts'
import { repliesAfter } from '../../src/db/conversations.ts'
import { createQuotas } from '../../src/db/quotas.ts'
import { createLog } from '../../src/log.ts'
import { botToken } from '../support/botapi/server.ts'
import { createSquarePlatform } from '../support/square/platform.ts'

/** What a victim is told. */
export type Orders = {
  databaseUrl: string
  dataDir: string
  squareUrl: string
  /** The networks with an app of the operator, where they are played. */
  apps?: { x: string; linkedin: string; meta: string; threads: string }
  botUrl: string
  blueskyUrl: string
  /** The real adapter of Mastodon in the place of the strict test network. */
  isMastodon: boolean
  key: string
  /** Where its script is said; none: it only does what it finds. */
  conversations: string[]
  /** The number of its life, part of the ids of its messages. */
  life: number
  /** Things to say in order; `[Label]` presses a choice. */
  script: string[]
  /** Killed before this statement; 0 is never. Statements count from the first message. */
  killAt: number
  signal: 'SIGKILL' | 'SIGTERM'
}

let isStopping = false

process.once('message', (orders: Orders) => {
  live(orders).catch((error) => {
    // Asked to stop in the middle of its script: what it could not say is said again by the next life.
    if (isStopping) return
    process.stderr.write(`victim ${orders.life}: ${error instanceof Error ? error.stack : error}\n`)
    process.exit(3)
  })
})
process.on('disconnect', () => process.exit(0))

async function live(orders: Orders): Promise<void> {
  const { now } = systemClock
  const request = createRequest({ now, allowPrivateHosts: ['127.0.0.1'], userAgent: 'victim' })
  const { blueskyUrl: url } = orders
  const places = { service: url, publicApi: url, directory: url, video: url }
  // Nobody waits two minutes here for a post that is late to be seen.
  const times = { settlingMs: 3_000, betweenLooksMs: 500 }
  let statements = 0
  let isCounting = false
  const app = await createApp({
    databaseUrl: orders.databaseUrl,
    dataDir: orders.dataDir,
    clock: systemClock,
    log: createLog(process.env.CHAOS_LOG ?? 'fatal'),
    sealer: createSealer({ keys: [{ id: 'chaos', key: orders.key }] }),
    platforms: (db) => [
      ...appNetworks(orders, request, createQuotas({ db, now })),
      orders.isMastodon
        ? createMastodon({ request, now, times })
        : createSquarePlatform({ root: orders.squareUrl, request, timeoutMs: 3_000 }),
      createBluesky({ request, now, places, lookMs: 50 }),
      createTelegramChannel({ token: botToken, apiRoot: orders.botUrl, request, now }),
    ],
    gateway: undefined,
    readSite: async () => null,
    onStatement: () => {
      if (!isCounting) return
      statements++
      if (statements === orders.killAt) process.kill(process.pid, orders.signal)
    },
  })
  process.once('SIGTERM', () => {
    isStopping = true
    app.stop().then(
      () => process.exit(0),
      () => process.exit(4),
    )
  })
  await app.start()
  // Who is killed would leave nothing read for the next.
  flushCompileCache()
  process.send?.({ kind: 'up' })
  isCounting = true
  for (const conversationId of orders.conversations) {
    for (const [i, words] of orders.script.entries()) await say(app, conversationId, words, `${i}`)
  }
  process.send?.({ kind: 'done', statements })
}

function appNetworks({ apps }: Orders, request: Request, quotas: Quotas): Platform[] {
  if (apps === undefined) return []
  const outside = { request, quotas, now: systemClock.now, times: { settlingMs: 300, betweenLooksMs: 50 } }
  const app = { clientId: 'chaos', clientSecret: 'chaos' }
  const meta = { ...outside, ...app, graphRoot: apps.meta, version: 'v25.0' }
  return [
    createX({ ...outside, ...app, apiRoot: apps.x }),
    createLinkedin({ ...outside, ...app, apiRoot: apps.linkedin, version: '202609' }),
    createFacebook(meta),
    createInstagram(meta),
    createThreads({ ...outside, ...app, apiRoot: apps.threads }),
  ]
}

async function say(
  app: Awaited<ReturnType<typeof createApp>>,
  conversationId: string,
  words: string,
  id: string,
): Promise<void> {
  const label = /^\[(.+)\]$/.exec(words)?.[1]
  const said = label === undefined ? { text: words } : { choice: await choiceOf(app, conversationId, label) }
  const { message } = await app.inbox.receive({ conversationId, externalId: id, said, sentAt: new Date(), foldMs: 0 })
  await app.inbox.answered(message, AbortSignal.timeout(60_000))
}

async function choiceOf(
  app: Awaited<ReturnType<typeof createApp>>,
  conversationId: string,
  label: string,
): Promise<string> {
  const replies = await withSystem(app.ctx.db, (tx) => repliesAfter(tx, conversationId, 0))
  return (
    replies
      .toReversed()
      .flatMap((reply) => reply.choices)
      .find((one) => one.label === label)?.id ?? 'none'
  )
}

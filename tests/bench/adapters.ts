// The firing run with each real adapter against its counterpart in another process.
import { createBluesky } from '../../src/channels/social/bluesky/index.ts'
import { createMastodon } from '../../src/channels/social/mastodon/index.ts'
import { createTelegramChannel } from '../../src/channels/social/telegram/index.ts'
import { systemClock } from '../../src/clock.ts'
import type { PlatformId } from '../../src/db/words.ts'
import { botToken } from '../support/botapi/server.ts'
import { forkCounterparts } from '../support/counterparts.ts'
import { openBenchApp } from './bench-app.ts'
import { type Figure, spread } from './figures.ts'
import { fire } from './firing.ts'

const total = 200

/** Two hundred posts due in the same second, by the adapters of Bluesky, Mastodon and Telegram channels. */
export async function adapters(): Promise<Figure[]> {
  const there = await forkCounterparts()
  const { bluesky, mastodon, bot } = there
  const { now } = systemClock
  const bench = await openBenchApp({
    platforms: (request) => [
      createBluesky({
        request,
        now,
        places: { service: bluesky.url, publicApi: bluesky.url, directory: bluesky.url, video: bluesky.url },
      }),
      createMastodon({ request, now }),
      createTelegramChannel({ token: botToken, apiRoot: bot.url, request, now }),
    ],
  })
  const { accessJwt, refreshJwt } = bluesky
  const runs: [string, PlatformId, { remote?: string; credentials?: object }][] = [
    // One account there, so one of each workspace.
    ['Bluesky', 'bluesky', { remote: bluesky.did, credentials: { service: bluesky.url, accessJwt, refreshJwt } }],
    ['Mastodon', 'mastodon', { credentials: { server: mastodon.url, accessToken: mastodon.token, accountId: '77' } }],
    ['Telegram channels', 'telegram', { remote: '-100555' }],
  ]
  try {
    await bench.app.start()
    const figures: Figure[] = []
    for (const [name, platform, account] of runs) {
      const workspaces = platform === 'bluesky' ? total : 1
      const { late } = await fire(bench, workspaces, total, { platform, ...account })
      figures.push(...spread(`firing ${total} posts to ${name} in one second: sent after due`, late, 'ms'))
    }
    return figures
  } finally {
    await bench.close()
    there.stop()
  }
}

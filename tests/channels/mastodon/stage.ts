// A server of the Mastodon API with its account, and the adapter before it.
import { createRequest } from '../../../src/channels/request.ts'
import { createMastodon } from '../../../src/channels/social/mastodon/index.ts'
import type { AccountAccess } from '../../../src/core/platform.ts'
import { type Flavour, startMastodon } from '../../support/mastodon/server.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Opens one of this flavour; absence is believed after `settlingMs`. */
export async function openStage(flavour: Flavour = {}, settlingMs = 0) {
  const server = await startMastodon(flavour)
  const now = () => new Date()
  const request = createRequest({ now, allowPrivateHosts: ['127.0.0.1'], userAgent: 'test' })
  const account: AccountAccess = {
    id: 'a',
    workspaceId: 'w',
    remoteId: `77@${server.host}`,
    name: `@barluce@${server.host}`,
    credentials: { server: server.url, accessToken: server.token, accountId: '77' },
  }
  return {
    server,
    request,
    account,
    platform: createMastodon({ request, now, times: { settlingMs, betweenLooksMs: 1 } }),
    /** The adapter with a clock that differs from the server's. */
    at: (clock: () => Date) => createMastodon({ request, now: clock, times: { settlingMs, betweenLooksMs: 1 } }),
    async close() {
      await request.close()
      await server.stop()
    },
  }
}

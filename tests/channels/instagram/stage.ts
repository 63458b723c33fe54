// An Instagram account with the adapter before it.
import { createRequest } from '../../../src/channels/request.ts'
import { createInstagram } from '../../../src/channels/social/instagram/index.ts'
import type { AccountAccess } from '../../../src/core/platform.ts'
import { instagramId, startMeta } from '../../support/meta/server.ts'
import { createMemoryQuotas } from '../../support/quotas.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Opens it; absence is believed after `settlingMs`. */
export async function openStage(settlingMs = 0) {
  const server = await startMeta()
  const request = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'test' })
  const quotas = createMemoryQuotas()
  const account: AccountAccess = {
    ...{ id: 'a', workspaceId: 'w', remoteId: instagramId, name: '@barluce' },
    credentials: { accessToken: 'page-token-of-barluce' },
  }
  const make = (now: () => Date) =>
    createInstagram({
      ...{ request, now, quotas, graphRoot: server.url, version: 'v25.0', clientId: 'meta-client' },
      ...{ clientSecret: 'meta-secret', times: { settlingMs, betweenLooksMs: 1 } },
    })
  return {
    ...{ server, account, quotas, platform: make(() => new Date()), at: make },
    async close() {
      await request.close()
      await server.stop()
    },
  }
}

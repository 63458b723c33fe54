// Threads with its account, and the adapter before it.
import { createRequest } from '../../../src/channels/request.ts'
import { createThreads } from '../../../src/channels/social/threads/index.ts'
import type { AccountAccess } from '../../../src/core/platform.ts'
import { createMemoryQuotas } from '../../support/quotas.ts'
import { startThreads } from '../../support/threads/server.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Opens it; absence is believed after `settlingMs`. */
export async function openStage(settlingMs = 0) {
  const server = await startThreads()
  const request = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'test' })
  const quotas = createMemoryQuotas()
  const endsAt = new Date(Date.now() + 50 * 86_400_000).toISOString()
  const account: AccountAccess = {
    ...{ id: 'a', workspaceId: 'w', remoteId: '77', name: '@barluce' },
    credentials: { accessToken: 'th-token-of-barluce', endsAt, username: 'barluce' },
  }
  // As core/accounts/renew does it, without a database.
  account.renew = async (refresh) => {
    account.credentials = await refresh(account.credentials)
    return account.credentials
  }
  const make = (now: () => Date) =>
    createThreads({
      ...{ request, now, quotas, apiRoot: server.url, clientId: 'th-client', clientSecret: 'th-secret' },
      times: { settlingMs, betweenLooksMs: 1 },
    })
  return {
    ...{ server, account, quotas, platform: make(() => new Date()), at: make },
    async close() {
      await request.close()
      await server.stop()
    },
  }
}

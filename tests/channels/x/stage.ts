// X with its account, and the adapter before it.
import { createRequest } from '../../../src/channels/request.ts'
import { createX } from '../../../src/channels/social/x/index.ts'
import type { AccountAccess } from '../../../src/core/platform.ts'
import { createMemoryQuotas } from '../../support/quotas.ts'
import { startX } from '../../support/x/server.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Opens it; absence is believed after `settlingMs`; so many posts may be read in a month. */
export async function openStage(settlingMs = 0, readsAMonth?: number) {
  const server = await startX()
  const request = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'test' })
  const account: AccountAccess = {
    id: 'a',
    workspaceId: 'w',
    remoteId: '77',
    name: '@barluce',
    credentials: { accessToken: 'x-token-of-barluce', refreshToken: 'x-refresh-of-barluce', username: 'barluce' },
  }
  // As core/accounts/renew does it, without a database.
  account.renew = async (refresh) => {
    account.credentials = await refresh(account.credentials)
    return account.credentials
  }
  const quotas = createMemoryQuotas()
  const make = (now: () => Date) =>
    createX({
      ...{ request, now, quotas, apiRoot: server.url, clientId: 'x-client', clientSecret: 'x-secret_-~' },
      ...{ times: { settlingMs, betweenLooksMs: 1 }, readsAMonth },
    })
  return {
    server,
    account,
    quotas,
    platform: make(() => new Date()),
    at: make,
    async close() {
      await request.close()
      await server.stop()
    },
  }
}

// LinkedIn with a person or a page, and the adapter before it.
import { createRequest } from '../../../src/channels/request.ts'
import { createLinkedin } from '../../../src/channels/social/linkedin/index.ts'
import type { AccountAccess } from '../../../src/core/platform.ts'
import { page, person, startLinkedin } from '../../support/linkedin/server.ts'
import { createMemoryQuotas } from '../../support/quotas.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Opens it for this author. */
export async function openStage(author: 'person' | 'page', hasPages = author === 'page') {
  const server = await startLinkedin({ hasPages })
  const request = createRequest({ now: () => new Date(), allowPrivateHosts: ['127.0.0.1'], userAgent: 'test' })
  const quotas = createMemoryQuotas()
  const endsAt = new Date(Date.now() + 50 * 86_400_000).toISOString()
  const account: AccountAccess = {
    id: 'a',
    workspaceId: 'w',
    remoteId: author === 'page' ? page : person,
    name: 'Bar Luce',
    credentials: { accessToken: 'li-token-of-barluce', endsAt },
  }
  const make = (now: () => Date) =>
    createLinkedin({
      ...{ request, now, quotas, apiRoot: server.url, version: '202609' },
      filmRestMs: 1,
      ...{ clientId: 'li-client', clientSecret: 'li-secret', times: { settlingMs: 0, betweenLooksMs: 1 } },
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

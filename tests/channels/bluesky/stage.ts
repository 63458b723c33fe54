// A Bluesky server with its account, and the adapter before it.
import { createRequest } from '../../../src/channels/request.ts'
import { createBluesky } from '../../../src/channels/social/bluesky/index.ts'
import type { AccountAccess } from '../../../src/core/platform.ts'
import { startBluesky } from '../../support/bluesky/server.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Opens one; the account keeps what is renewed in `account.credentials`. */
export async function openStage(allowPrivateHosts = ['127.0.0.1']) {
  const server = await startBluesky()
  const now = () => new Date()
  const request = createRequest({ now, allowPrivateHosts, userAgent: 'test' })
  const places = { service: server.url, publicApi: server.url, directory: server.url }
  const { accessJwt, refreshJwt } = server.newSession()
  const account: AccountAccess = {
    id: 'a',
    workspaceId: 'w',
    remoteId: server.did,
    name: server.handle,
    credentials: { service: server.url, accessJwt, refreshJwt },
  }
  account.renew = async (refresh) => {
    account.credentials = await refresh(account.credentials)
    return account.credentials
  }
  return {
    server,
    request,
    account,
    /** The same server by a name. */
    localUrl: server.url.replace('127.0.0.1', 'localhost'),
    platform: createBluesky({ request, now, places }),
    async close() {
      await request.close()
      await server.stop()
    },
  }
}

// A Bluesky server with its account, and the adapter before it.
import { createRequest } from '../../../src/channels/request.ts'
import { createBluesky } from '../../../src/channels/social/bluesky/index.ts'
import { clientOf } from '../../../src/channels/social/bluesky/oauth/installation.ts'
import type { AccountAccess, Connection } from '../../../src/core/platform.ts'
import type { Clients } from '../../support/bluesky/grants.ts'
import { type Options, startBluesky } from '../../support/bluesky/server.ts'
import { consented } from '../../support/consenting.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Opens one; the account keeps what is renewed in `account.credentials`. */
export async function openStage(allowPrivateHosts = ['127.0.0.1'], lookMs = 5) {
  const server = await startBluesky()
  const now = () => new Date()
  const request = createRequest({ now, allowPrivateHosts, userAgent: 'test' })
  const places = { service: server.url, publicApi: server.url, directory: server.url, video: server.url }
  const { accessJwt, refreshJwt } = server.newSession()
  const credentials = { service: server.url, accessJwt, refreshJwt }
  return {
    server,
    request,
    account: accountOf({ remoteId: server.did, name: server.handle, credentials }),
    /** The same server by a name. */
    localUrl: server.url.replace('127.0.0.1', 'localhost'),
    platform: createBluesky({ request, now, places, lookMs }),
    async close() {
      await request.close()
      await server.stop()
    },
  }
}

/** The address of the desk of these tests. */
export const home = 'https://desk.example'

export type ConsentStage = Awaited<ReturnType<typeof openConsent>>

/** A server where one consents, and the adapter of a desk at this address before it; nothing is connected yet. */
export async function openConsent({ publicUrl = home, now = () => new Date(), ...options }: ConsentOptions = {}) {
  const request = createRequest({
    now: () => new Date(),
    allowPrivateHosts: ['127.0.0.1', 'localhost'],
    userAgent: 'test',
  })
  const at = { publicUrl, seeds: [7] }
  const installation = { publicUrl: () => at.publicUrl, seeds: () => at.seeds.map((seed) => Buffer.alloc(32, seed)) }
  const clients = (): Clients => {
    const client = clientOf(installation)
    const loopback = client?.isPublic ? { id: client.id, redirectUri: client.redirectUri } : undefined
    const read = async (url: string) => {
      const { about } = platform.connect?.consent ?? {}
      const body = url === `${home}${about?.path}` ? about?.read() : undefined
      return new Response(JSON.stringify(body ?? {}), { status: body === undefined ? 404 : 200 })
    }
    return { read, ...(loopback && { loopback }) }
  }
  const server = await startBluesky({ clients, ...options })
  const places = { service: server.url, publicApi: server.url, directory: server.url, video: server.url }
  const platform = createBluesky({ request, now, places, installation, lookMs: 5 })
  return {
    server,
    request,
    platform,
    places,
    installation,
    /** Moves the desk to another address. */
    moveTo: (address: string) => {
      at.publicUrl = address
    },
    /** Gives the installation other keys; it begins with 7 alone. */
    useKeys: (...seeds: number[]) => {
      at.seeds = seeds
    },
    /** Goes there and back; `as` is who signs in there. */
    async connect(answers: Record<string, string> = {}, as = server.did): Promise<Connection> {
      const found = await consented(platform, 'unused', (address) => server.grants.allow(address, as), answers)
      if (Array.isArray(found)) throw new Error('several accounts')
      return found
    },
    async close() {
      await request.close()
      await server.stop()
    },
  }
}

type ConsentOptions = Omit<Options, 'clients'> & { publicUrl?: string; now?: () => Date }

/** A connection as an account whose renewed access is kept in it. */
export function accountOf({ remoteId, name, credentials = {} }: Connection): AccountAccess {
  const account: AccountAccess = { id: 'a', workspaceId: 'w', remoteId, name, credentials }
  account.renew = async (refresh) => {
    account.credentials = await refresh(account.credentials)
    return account.credentials
  }
  return account
}

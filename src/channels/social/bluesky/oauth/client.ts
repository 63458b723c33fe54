// The library that speaks to authorisation servers (PAR, PKCE, DPoP), opened for one act: what it keeps is handed in and taken out.
import { createHash, randomBytes } from 'node:crypto'
import type { NodeSavedSession, NodeSavedState } from '@atproto/oauth-client-node'
import type { Request } from '../../../request.ts'
import type { Xrpc } from '../api.ts'
import { type Places, resolveHandle } from '../find.ts'
import { createServerFetch } from './fetch.ts'
import { type Client, clientKeys, type Installation } from './installation.ts'

/** What every act needs. */
export type Reach = { xrpc: Xrpc; request: Request; places: Places; installation: Installation; nonces: Nonces }

/** The last nonce of each server. */
export type Nonces = {
  get(origin: string): string | undefined
  set(origin: string, nonce: string): void
  del(origin: string): void
}

const mostNonces = 500

/** Keeps the last nonces; the oldest go first. */
export function createNonces(): Nonces {
  const known = new Map<string, string>()
  return {
    get: (origin) => known.get(origin),
    set(origin, nonce) {
      known.delete(origin)
      const [oldest] = known.keys()
      if (known.size >= mostNonces && oldest !== undefined) known.delete(oldest)
      known.set(origin, nonce)
    },
    del: (origin) => void known.delete(origin),
  }
}

/** What the library kept: by state while a consent is under way, by account afterwards. */
export type Kept = { states: Map<string, NodeSavedState>; sessions: Map<string, NodeSavedSession> }

export type Library = Awaited<ReturnType<typeof openLibrary>>

/** Opens it. It is loaded at the first use: it takes a quarter of a second. */
export async function openLibrary(reach: Reach, client: Client, kept: Kept, signal: AbortSignal) {
  const { JoseKey, NodeOAuthClient } = await import('@atproto/oauth-client-node')
  const { xrpc, request, places, installation, nonces } = reach
  const keys = client.isPublic ? [] : clientKeys(installation.seeds())

  class Opened extends NodeOAuthClient {
    /** Renews, and nothing after it: whatever else failed then would lose what was given. */
    async renew(did: string): Promise<void> {
      await this.sessionGetter.getSession(did as `did:plc:${string}`, true)
    }

    /** Gives the access back; throws where the server does not take it. */
    async giveBack(did: string): Promise<void> {
      const { tokenSet, authMethod, dpopKey } = await this.sessionGetter.getSession(did as `did:plc:${string}`, false)
      const server = await this.serverFactory.fromIssuer(tokenSet.iss, authMethod, dpopKey)
      await server.request('revocation', { token: tokenSet.refresh_token ?? tokenSet.access_token })
    }
  }

  return new Opened({
    // Its shape is checked by the library.
    clientMetadata: client.metadata as ConstructorParameters<typeof NodeOAuthClient>[0]['clientMetadata'],
    ...(keys.length > 0 && { keyset: await Promise.all(keys.map((key) => JoseKey.fromJWK({ ...key }))) }),
    // Plain http is held to hosts inside by our fetch.
    allowHttp: true,
    fetch: createServerFetch(request, signal),
    handleResolver: {
      async resolve(handle, options) {
        const until = AbortSignal.any([signal, ...(options?.signal ? [options.signal] : [])])
        const did = await resolveHandle(xrpc, places.publicApi, handle, until)
        return did === undefined ? null : (did as `did:plc:${string}`)
      },
    },
    plcDirectoryUrl: places.directory,
    dpopNonceCache: nonces,
    stateStore: storeOf(kept.states),
    sessionStore: storeOf(kept.sessions),
    runtimeImplementation: {
      createKey: () => JoseKey.generate(['ES256']),
      getRandomValues: randomBytes,
      digest: (bytes, { name }) => createHash(name).update(bytes).digest(),
      // Whoever renews has the turn already, among all processes.
      requestLock: (_, act) => act(),
    },
  })
}

/** What the library would delete is left to us to judge. */
function storeOf<T>(kept: Map<string, T>) {
  return {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: T) => void kept.set(key, value),
    del: async () => undefined,
  }
}

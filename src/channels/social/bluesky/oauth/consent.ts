// Connecting by consent: the server of an account is found, asked, and believed only about accounts that it holds.
import { z } from 'zod'
import { PlatformError } from '../../../../core/errors.ts'
import type { Connection, Consent } from '../../../../core/platform.ts'
import { serverOrigin } from '../../../server-address.ts'
import { cleaned, endpointIn } from '../find.ts'
import { type Kept, type Library, openLibrary, type Reach } from './client.ts'
import { asClient, grantFault, wordIn } from './faults.ts'
import { type Grants, storedGrant } from './grant.ts'
import { type Client, clientOf, metadataPath, rights } from './installation.ts'

/** How long a server lets a client without a key of its own in. https://atproto.com/specs/oauth#tokens-and-session-lifetime */
const publicSessionMs = 14 * 86_400_000

const memorySchema = z.object({ state: z.string(), kept: z.string(), host: z.string(), did: z.string().optional() })
const whoSchema = z.looseObject({ did: z.string(), handle: z.string(), active: z.boolean().optional() })

/** Consent with `account`: a name, the address of a server, or nothing for the usual one. */
export function consentAtBluesky({ reach, grants, now }: { reach: Reach; grants: Grants; now: () => Date }): Consent {
  const { xrpc, places, installation } = reach
  return {
    asks: [{ name: 'account', isOptional: true }],
    about: {
      path: metadataPath,
      read: () => {
        const client = clientOf(installation)
        return client === undefined || client.isPublic ? undefined : client.metadata
      },
    },
    async begin({ answers, signal }) {
      const client = here()
      const kept: Kept = { states: new Map(), sessions: new Map() }
      const library = await openLibrary(reach, client, kept, signal)
      const { at, did, host } = await find(library, answers.account ?? '', signal)
      const ask = (scope: string) => {
        kept.states.clear()
        return asClient(() => library.authorize(at, { scope, signal }))
      }
      const url = await ask(rights.narrow)
        .catch((error: unknown) => {
          if (wordIn(error) !== 'invalid_scope') throw error
          return ask(rights.wide)
        })
        .catch((error: unknown) => {
          throw grantFault(error, { what: 'begin', host, now: now() })
        })
      const [state = '', saved] = [...kept.states].at(-1) ?? []
      const memory = { state, kept: JSON.stringify(saved), host, ...(did !== undefined && { did }) }
      return { url: url.href, state, memory }
    },
    async finish({ params, memory, signal }) {
      const { state, kept: saved, host, did } = memorySchema.parse(memory)
      const client = here()
      const kept: Kept = { states: new Map([[state, JSON.parse(saved)]]), sessions: new Map() }
      const library = await openLibrary(reach, client, kept, signal)
      const back = () => library.callback(new URLSearchParams(params))
      const { session } = await asClient(back).catch((error: unknown) => {
        throw grantFault(error, { what: 'finish', host, now: now() })
      })
      try {
        if (did !== undefined && session.did !== did) throw new PlatformError('rejected', 'otherSignedIn')
        return await connection(client, kept, session.did, signal)
      } catch (error) {
        // What nobody keeps is given back.
        await library.giveBack(session.did).catch(() => undefined)
        throw error
      }
    },
  }

  function here(): Client {
    const client = clientOf(installation)
    if (client === undefined) throw new PlatformError('rejected', 'needsHttps')
    return client
  }

  /** Whom to ask: a name is looked up first; what is nobody's may be a server. */
  async function find(
    library: Library,
    typed: string,
    signal: AbortSignal,
  ): Promise<{ at: string; did?: string; host: string }> {
    const name = cleaned(typed)
    const usual = new URL(places.service)
    if (name === '' || name === usual.host) return { at: usual.origin, host: usual.host }
    const isId = name.startsWith('did:')
    if (!isId && name.includes(':')) return serverAt(name)
    if (!isId && (name.includes('@') || !name.includes('.'))) throw new PlatformError('rejected', 'needName')
    const identity = await library.identityResolver.resolve(name, { signal }).catch((error: unknown) => {
      const fault = grantFault(error, { what: 'begin', host: name, now: now() })
      if (fault.kind !== 'rejected') throw fault
    })
    if (identity !== undefined) {
      const { host } = new URL(endpointIn(identity.didDoc) ?? usual)
      return { at: name, did: identity.did, host }
    }
    const server = serverAt(name)
    const method = 'com.atproto.server.describeServer'
    await xrpc({ service: server.at, method, query: {}, signal }, z.looseObject({ did: z.string() }).parse).catch(
      () => {
        throw new PlatformError('rejected', ['nobody', { name }])
      },
    )
    return server
  }

  /** Whose grant it is, asked with it: so that what is stored has let in once. */
  async function connection(client: Client, kept: Kept, did: string, signal: AbortSignal): Promise<Connection> {
    const session = kept.sessions.get(did)
    if (session === undefined) throw new PlatformError('rejected', 'nothingStored')
    const credentials = storedGrant(session, { client, now: now() })
    const method = 'com.atproto.server.getSession'
    const { service = '' } = credentials
    const call = { service, method, query: {}, token: grants.token(credentials), signal }
    const who = await xrpc(call, whoSchema.parse)
    if (who.did !== did) throw new PlatformError('rejected', 'otherAccount')
    if (who.active === false) throw new PlatformError('rejected', 'accountOff')
    const accessEndsAt = client.isPublic ? new Date(now().getTime() + publicSessionMs).toISOString() : null
    return { remoteId: did, name: who.handle, credentials, settings: { accessEndsAt } }
  }
}

function serverAt(typed: string): { at: string; host: string } {
  const at = serverOrigin(typed)
  if (at === undefined) throw new PlatformError('rejected', ['notServerAddress', { given: typed }])
  return { at, host: new URL(at).host }
}

// Connecting an account with an app password: finding the server that holds it, and one login; the password is not kept.
import { type GivenReason, PlatformError } from '../../../core/errors.ts'
import type { Asked, Connect, Connection, Consent } from '../../../core/platform.ts'
import { type Request, RequestError } from '../../request.ts'
import { serverOrigin } from '../../server-address.ts'
import { isUnreadable } from '../../trouble.ts'
import type { Xrpc } from './api.ts'
import { codeOf } from './faults.ts'
import { cleaned, endpointIn, type Places, resolveHandle } from './find.ts'
import { sessionSchema } from './session.ts'

/** What connecting is made with; without `consent` an app password is the only way. */
type Ways = { xrpc: Xrpc; request: Request; places: Places; consent: Consent | undefined }

/** How an account is connected: `identifier` and `password`, and a `service` for whoever wants to name it; or by consent. */
export function connectBluesky({ xrpc, request, places, consent }: Ways): Connect {
  return {
    ...(consent && { consent }),
    asks: [{ name: 'identifier' }, { name: 'password', isSecret: true }, { name: 'service', isOptional: true }],
    async open({ answers, signal }: Asked): Promise<Connection> {
      const identifier = cleaned(answers.identifier ?? '')
      const password = (answers.password ?? '').trim()
      if (identifier === '') throw new PlatformError('rejected', 'needName')
      if (password === '') throw new PlatformError('rejected', 'needPassword')
      const named = answers.service === undefined ? undefined : serverOrigin(answers.service)
      if (answers.service !== undefined && named === undefined)
        throw new PlatformError('rejected', ['notServerAddress', { given: answers.service }])
      const service = named ?? (await serverOf(identifier, signal))
      const session = await logIn({ service, identifier, password }, signal)
      if (session.active === false) throw new PlatformError('rejected', 'accountOff')
      const { did, handle, accessJwt, refreshJwt } = session
      const home = endpointIn(session.didDoc) ?? service
      return { remoteId: did, name: handle, credentials: { service: home, accessJwt, refreshJwt } }
    },
  }

  async function logIn(given: { service: string; identifier: string; password: string }, signal: AbortSignal) {
    const { service, ...body } = given
    const { host } = new URL(service)
    try {
      const method = 'com.atproto.server.createSession'
      return await xrpc({ service, method, body, signal }, sessionSchema.parse)
    } catch (error) {
      const code = codeOf(error)
      if (code === 'AuthFactorTokenRequired') throw refused('mainPassword')
      if (code === 'AuthenticationRequired' || code === 'InvalidRequest') throw refused(['wrongPassword', { host }])
      if (code === 'Unreadable' || code === 'XRPCNotSupported' || code === 'Unknown' || isUnreadable(error))
        throw refused(['notBluesky', { host }])
      if (error instanceof PlatformError && error.kind === 'rejected' && code === undefined)
        throw refused(['privateHost', { host }])
      throw error
    }
  }

  /** The server that holds an account. A name that nobody has is refused; where it cannot be looked up, the usual server is asked. */
  async function serverOf(identifier: string, signal: AbortSignal): Promise<string> {
    if (!identifier.startsWith('did:') && (identifier.includes('@') || !identifier.includes('.'))) return places.service
    try {
      const did = identifier.startsWith('did:')
        ? identifier
        : await resolveHandle(xrpc, places.publicApi, identifier, signal)
      if (did === undefined) throw refused(['nobody', { name: identifier }])
      const home = endpointIn(await documentOf(did, signal))
      // The company's own servers take logins at one door.
      return home === undefined || new URL(home).hostname.endsWith('.host.bsky.network') ? places.service : home
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'rejected') throw error
      if (error instanceof PlatformError || error instanceof RequestError) return places.service
      throw error
    }
  }

  async function documentOf(did: string, signal: AbortSignal): Promise<unknown> {
    const [, method, name = ''] = did.split(':')
    const url =
      method === 'web' ? `https://${decodeURIComponent(name)}/.well-known/did.json` : `${places.directory}/${did}`
    const answer = await request({ url, signal, timeoutMs: 10_000, maxBytes: 100_000 })
    return answer.status === 200 ? answer.json() : undefined
  }
}

function refused(reason: GivenReason): PlatformError {
  return new PlatformError('rejected', reason)
}

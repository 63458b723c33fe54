// Connecting an account: by consent at the server, where this installation registers itself once, or with an access token.
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type GivenReason, PlatformError } from '../../../core/errors.ts'
import type { Connect, Connection, Credentials, Registry } from '../../../core/platform.ts'
import { serverOrigin } from '../../server-address.ts'
import { isUnreadable } from '../../trouble.ts'
import type { Rest } from './api.ts'
import { statusOf, wordOf } from './faults.ts'
import { type Instance, instanceIn } from './rules.ts'

/** What the access is asked for; no more than is used. */
const scopes = 'read:accounts read:statuses write:statuses write:media'
/** The redirect that makes a server show the code. */
const shown = 'urn:ietf:wg:oauth:2.0:oob'

/** What is stored of an account. */
export const credentialsSchema = z.object({
  server: z.string(),
  accessToken: z.string(),
  accountId: z.string(),
  /** The client that was given the access; absent where a person brought it. */
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
})

const accountSchema = z.looseObject({ id: z.string(), acct: z.string() })
const clientSchema = z.looseObject({ client_id: z.string(), client_secret: z.string() })
const tokenSchema = z.looseObject({ access_token: z.string() })
const memorySchema = z.object({
  server: z.string(),
  callbackUrl: z.string(),
  verifier: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
})

/** How an account is connected: `server` and `accessToken`, or `server` alone and consent there. */
export function connectMastodon({ rest }: { rest: Rest }): Connect {
  return {
    asks: [{ name: 'server' }, { name: 'accessToken', isSecret: true }],
    async open({ answers, signal }) {
      const { server, instance } = await findServer(answers.server ?? '', signal)
      return whoIs({ server, instance, token: (answers.accessToken ?? '').trim() }, signal)
    },
    consent: {
      asks: [{ name: 'server' }],
      async begin({ answers, callbackUrl, state, registry, signal }) {
        const { server } = await findServer(answers.server ?? '', signal)
        const client = await register({ server, callbackUrl, registry }, signal)
        const verifier = randomBytes(32).toString('base64url')
        const url = (redirectUri: string) => {
          const address = new URL('/oauth/authorize', server)
          address.search = new URLSearchParams({
            response_type: 'code',
            client_id: client.clientId,
            redirect_uri: redirectUri,
            scope: scopes,
            state,
            // Servers that do not know it pass over it.
            code_challenge: createHash('sha256').update(verifier).digest('base64url'),
            code_challenge_method: 'S256',
          }).toString()
          return address.href
        }
        const memory = { server, callbackUrl, verifier, ...client }
        return { url: url(callbackUrl), shownUrl: url(shown), memory }
      },
      async finish({ code, isPasted, memory, registry, signal }) {
        const { server, callbackUrl, verifier, clientId, clientSecret } = memorySchema.parse(memory)
        const body = new URLSearchParams({
          grant_type: 'authorization_code',
          code,
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uri: isPasted ? shown : callbackUrl,
          scope: scopes,
          code_verifier: verifier,
        })
        const call = { server, path: '/oauth/token', method: 'POST' as const, body, signal }
        const { value } = await rest(call, tokenSchema.parse).catch(async (error: unknown) => {
          if (wordOf(error) === 'invalid_client' || statusOf(error) === 401)
            await registry.forget(nameOf(server, callbackUrl))
          if (statusOf(error) === undefined || (statusOf(error) ?? 0) >= 500) throw error
          throw refused(['codeRefused', { host: hostOf(server) }], error)
        })
        const { instance } = await findServer(server, signal)
        const found = await whoIs({ server, instance, token: value.access_token }, signal)
        return { ...found, credentials: { ...found.credentials, clientId, clientSecret } }
      },
    },
  }

  /** The server behind what was typed, and what it says of itself. */
  async function findServer(typed: string, signal: AbortSignal): Promise<{ server: string; instance: Instance }> {
    const asked = serverOrigin(typed.trim().replace(/^@?[^@\s/]+@(?=[^@]+$)/, ''))
    if (asked === undefined) throw refused('needServer')
    const { instance, origin } = await readInstance(rest, asked, signal).catch((error: unknown) => {
      if (!(error instanceof PlatformError)) throw error
      if (error.kind === 'rejected' && statusOf(error) === undefined)
        throw refused(['privateHost', { host: hostOf(asked) }], error)
      const isOther = isUnreadable(error) || statusOf(error) === 501
      if (error.kind === 'limited' || (error.kind === 'unavailable' && !isOther)) throw error
      throw refused(['notMastodon', { host: hostOf(asked) }], error)
    })
    return { server: origin, instance }
  }

  async function register(
    given: { server: string; callbackUrl: string; registry: Registry },
    signal: AbortSignal,
  ): Promise<{ clientId: string; clientSecret: string }> {
    const { server, callbackUrl, registry } = given
    const name = nameOf(server, callbackUrl)
    const known = await registry.find(name)
    if (known?.clientId !== undefined && known.clientSecret !== undefined)
      return { clientId: known.clientId, clientSecret: known.clientSecret }
    const body = { client_name: 'Leopost', redirect_uris: `${callbackUrl}\n${shown}`, scopes }
    const call = { server, path: '/api/v1/apps', method: 'POST' as const, body, signal }
    const { value } = await rest(call, clientSchema.parse)
    const client: Credentials & { clientId: string; clientSecret: string } = {
      clientId: value.client_id,
      clientSecret: value.client_secret,
    }
    await registry.keep(name, client)
    return client
  }

  async function whoIs(
    { server, instance, token }: { server: string; instance: Instance; token: string },
    signal: AbortSignal,
  ): Promise<Connection> {
    if (token === '') throw refused('needToken')
    const { value } = await verify(rest, { server, token, signal }).catch((error: unknown) => {
      const status = statusOf(error)
      if (status === undefined || status >= 500 || status === 429) throw error
      throw refused(['tokenRefused', { host: hostOf(server) }], error)
    })
    const name = value.acct.includes('@') ? `@${value.acct}` : `@${value.acct}@${hostOf(server)}`
    return {
      remoteId: `${value.id}@${hostOf(server)}`,
      name,
      credentials: { server, accessToken: token, accountId: value.id },
      settings: { instance },
    }
  }
}

/** What a server says of itself, and the origin that says it: the address typed may only lead there. */
export async function readInstance(
  rest: Rest,
  server: string,
  signal: AbortSignal,
): Promise<{ instance: Instance; origin: string }> {
  const read = (path: string) => rest({ server, path, signal, follows: true }, instanceIn)
  const { value, origin } = await read('/api/v2/instance').catch((error: unknown) => {
    const status = statusOf(error) ?? 0
    const isMissing = (status >= 400 && status < 500 && status !== 429) || status === 501
    if (isMissing) return read('/api/v1/instance')
    throw error
  })
  return { instance: value, origin }
}

/** Whose access it is. */
export function verify(rest: Rest, { server, token, signal }: { server: string; token: string; signal: AbortSignal }) {
  return rest({ server, path: '/api/v1/accounts/verify_credentials', token, signal }, accountSchema.parse)
}

function nameOf(server: string, callbackUrl: string): string {
  return `${server} ${callbackUrl}`
}

function hostOf(server: string): string {
  return new URL(server).host
}

function refused(reason: GivenReason, cause?: unknown): PlatformError {
  return new PlatformError('rejected', reason, { cause })
}

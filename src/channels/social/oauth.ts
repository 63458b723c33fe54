// The dance of OAuth 2.0 with an authorisation code, told by data: each network says where, with what and for which scopes.
import * as oauth from 'oauth4webapi'
import { PlatformError } from '../../core/errors.ts'
import type { Credentials } from '../../core/platform.ts'
import type { Request } from '../request.ts'
import { noAnswer, waitUntil } from '../trouble.ts'

const timeoutMs = 30_000
const maxBytes = 200_000

/** How one network dances. */
export type Dance = {
  authorizeUrl: string
  tokenUrl: string
  revokeUrl?: string
  /** Who answers, where the network says so in the callback. */
  issuer?: string
  clientId: string
  clientSecret?: string | undefined
  /** How the secret goes to the network. */
  secretIn: 'header' | 'body'
  /** What is asked for, always the same: some networks end earlier tokens when they are asked for something else. */
  scopes: readonly string[]
  scopeJoin?: ' ' | ','
  hasPkce: boolean
  more?: Record<string, string>
  /** The token endpoint is asked by GET, as some networks document it. */
  tokenByGet?: boolean
}

/** What a network gave. `scopes` is undefined where it does not say. */
export type Tokens = {
  accessToken: string
  refreshToken?: string
  endsAt?: Date
  scopes?: string[]
  said: Readonly<Record<string, unknown>>
}

/** What comes back to the callback. */
export type CameBack = {
  code: string
  params: Readonly<Record<string, string>>
  memory: Credentials
  signal: AbortSignal
}

export type Dancer = ReturnType<typeof createDancer>

/** Makes the one who dances. The addresses are those of the operator, so they may be private. */
export function createDancer(dance: Dance, { request, now }: { request: Request; now: () => Date }) {
  const { clientId, scopes, scopeJoin = ' ' } = dance
  const server: oauth.AuthorizationServer = {
    issuer: dance.issuer ?? new URL(dance.authorizeUrl).origin,
    authorization_endpoint: dance.authorizeUrl,
    token_endpoint: dance.tokenUrl,
    ...(dance.revokeUrl && { revocation_endpoint: dance.revokeUrl }),
  }
  const client: oauth.Client = { client_id: clientId }
  const proof = proofOf(dance)
  const options = (signal: AbortSignal) => ({
    [oauth.customFetch]: ask,
    [oauth.allowInsecureRequests]: !dance.tokenUrl.startsWith('https:'),
    signal,
  })

  return {
    /** Where the person is sent, and what must be remembered until they are back. */
    async begin({ callbackUrl, state }: { callbackUrl: string; state: string }) {
      const verifier = dance.hasPkce ? oauth.generateRandomCodeVerifier() : ''
      const url = new URL(dance.authorizeUrl)
      const asked = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: callbackUrl,
        scope: scopes.join(scopeJoin),
        state,
        ...(verifier !== '' && {
          code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
        ...dance.more,
      }
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
      return { url: url.href, memory: { callbackUrl, state, verifier } }
    },

    /** Exchanges the code that came back. Throws `rejected` for a code that is not taken. */
    async finish({ code, params, memory, signal }: CameBack): Promise<Tokens> {
      const { callbackUrl = '', state = '', verifier = '' } = memory
      const back = new URLSearchParams({ ...params, code: code.replace(/#_$/, ''), state: params.state ?? state })
      if (dance.issuer === undefined) back.delete('iss')
      return read(async () => {
        const checked = oauth.validateAuthResponse(server, client, back, state)
        const pkce = verifier === '' ? oauth.nopkce : verifier
        const how = options(signal)
        const given = await oauth.authorizationCodeGrantRequest(server, client, proof, checked, callbackUrl, pkce, how)
        return oauth.processAuthorizationCodeResponse(server, client, given)
      }, 'rejected')
    },

    /** Renews: what comes back replaces what was. A refresh token that is over is `auth`. */
    refresh(refreshToken: string, signal: AbortSignal): Promise<Tokens> {
      return read(async () => {
        const given = await oauth.refreshTokenGrantRequest(server, client, proof, refreshToken, options(signal))
        return oauth.processRefreshTokenResponse(server, client, given)
      }, 'auth')
    },

    /** Another grant at the same address, such as one that makes a short access a long one. */
    grant(type: string, parameters: Record<string, string>, signal: AbortSignal): Promise<Tokens> {
      return read(async () => {
        const how = options(signal)
        const given = await oauth.genericTokenEndpointRequest(server, client, proof, type, parameters, how)
        return oauth.processGenericTokenEndpointResponse(server, client, given)
      }, 'auth')
    },

    /** Gives an access back, where the network takes it: what renews it first. True where it was taken. */
    async revoke({ refreshToken, accessToken }: Credentials, signal: AbortSignal): Promise<boolean> {
      if (dance.revokeUrl === undefined) return false
      for (const token of [refreshToken, accessToken].filter((one) => one !== undefined))
        await oauth.revocationRequest(server, client, proof, token, options(signal)).catch((error: unknown) => {
          throw faultOf(error, 'rejected')
        })
      return true
    },
  }

  /** A call of the library through the one way out; a refusal is thrown as a fault, an answer put into the shape it should have. */
  async function ask(
    url: string,
    init: { method: string; headers: Record<string, string>; body?: unknown; signal?: AbortSignal },
  ) {
    const { method, headers, body, signal } = init
    const isGet = dance.tokenByGet === true && body instanceof URLSearchParams
    const answer = await request({
      url: isGet ? `${url}?${body}` : url,
      method: isGet ? 'GET' : method,
      headers: isGet ? { accept: 'application/json' } : headers,
      ...(body instanceof URLSearchParams && !isGet && { body }),
      redirect: 'refuse',
      trusted: true,
      timeoutMs,
      maxBytes,
      ...(signal && { signal }),
    })
    const said = objectIn(answer.text())
    if (answer.status < 200 || answer.status >= 300) throw new RefusedError(answer.status, answer.headers, wordIn(said))
    // Some say no type, a word for a number, or add an id token that nobody asked to be believed.
    const { id_token: _, ...rest } = said
    const expiresIn = Number(rest.expires_in)
    const shaped = {
      token_type: 'bearer',
      ...rest,
      ...(Number.isFinite(expiresIn) && expiresIn > 0 ? { expires_in: expiresIn } : { expires_in: undefined }),
    }
    return new Response(JSON.stringify(shaped), { status: 200, headers: { 'content-type': 'application/json' } })
  }

  async function read(work: () => Promise<oauth.TokenEndpointResponse>, refused: 'rejected' | 'auth'): Promise<Tokens> {
    try {
      const said = await work()
      const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds, scope } = said
      return {
        accessToken,
        ...(refreshToken !== undefined && { refreshToken }),
        ...(seconds !== undefined && { endsAt: new Date(now().getTime() + seconds * 1000) }),
        ...(scope !== undefined && { scopes: scope.split(/[\s,]+/) }),
        said,
      }
    } catch (error) {
      throw faultOf(error, refused)
    }
  }

  function faultOf(error: unknown, refused: 'rejected' | 'auth'): unknown {
    if (error instanceof RefusedError) {
      const { status, headers, word } = error
      const cause = new Error(error.message)
      if (status === 429) {
        const retryAt = waitUntil(headers, 'x-rate-limit-reset', now())
        return new PlatformError('limited', 'asksToWait', { cause, retryAt })
      }
      if (status >= 500 || status < 400) return new PlatformError('unavailable', 'trouble', { cause })
      if (word === 'invalid_client' || word === 'unauthorized_client')
        return new PlatformError('operator', 'clientRefused', { cause })
      return refused === 'auth'
        ? new PlatformError('auth', 'notLetIn', { cause })
        : new PlatformError('rejected', ['codeRefused', { host: new URL(dance.tokenUrl).host }], { cause })
    }
    if (error instanceof oauth.OperationProcessingError || error instanceof oauth.AuthorizationResponseError)
      return new PlatformError(refused === 'rejected' ? 'rejected' : 'unavailable', 'unreadable', {
        cause: new Error(error.message),
      })
    return noAnswer(error, {})
  }
}

/** A network that says no, without anything of what was sent. */
class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly status: number
  readonly headers: Headers
  readonly word: string | undefined

  constructor(status: number, headers: Headers, word: string | undefined) {
    super(`the token endpoint answered ${status}${word === undefined ? '' : ` ${word}`}`)
    this.status = status
    this.headers = headers
    this.word = word
  }
}

/** Throws `rejected` that names the scopes which were not given; `given` undefined is believed. */
export function demandScopes(needed: readonly string[], given: readonly string[] | undefined): void {
  const missing = given === undefined ? [] : needed.filter((scope) => !given.includes(scope))
  if (missing.length > 0) throw new PlatformError('rejected', ['scopesMissing', { scopes: missing.join(' ') }])
}

/** The tokens as they are stored. What is not given anew stays as it was. */
export function stored({ accessToken, refreshToken, endsAt }: Tokens, before: Credentials = {}): Credentials {
  return {
    ...before,
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(endsAt !== undefined && { endsAt: endsAt.toISOString() }),
  }
}

/** Basic with the characters of the secret as they are where an address allows them: some networks do not decode them. */
function proofOf({ clientSecret, secretIn }: Dance): oauth.ClientAuth {
  if (clientSecret === undefined) return oauth.None()
  if (secretIn === 'body') return oauth.ClientSecretPost(clientSecret)
  return (_server, client, _body, headers) => {
    const pair = `${encodeURIComponent(client.client_id)}:${encodeURIComponent(clientSecret)}`
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`)
  }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    // A page of something that stands before the network.
    return {}
  }
}

/** OAuth says what is wrong in one fixed word; anything else is a sentence and is not kept. */
function wordIn({ error }: Record<string, unknown>): string | undefined {
  return typeof error === 'string' && /^[a-z_]{3,40}$/.test(error) ? error : undefined
}

// The authorisation server of a Bluesky server, by somebody else: pushed requests, PKCE, proofs of keys with nonces, the client's own
// document and key, refresh tokens that are good once. What comes with a token is proved for each call as strictly.
import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose'
import Provider from 'oidc-provider'
import { allowAt } from '../oidc/allow.ts'

const rights = [
  'atproto',
  'repo:app.bsky.feed.post',
  'blob:*/*',
  'rpc:app.bsky.video.getUploadLimits?aud=*',
  'rpc:com.atproto.repo.uploadBlob?aud=*',
]
const wide = 'transition:generic'
const own = ['/auth', '/request', '/token', '/token/revocation', '/jwks']

/** What this server knows of clients: `read` fetches a document, `loopback` is the one client that has none. */
export type Clients = { read: (url: string) => Promise<Response>; loopback?: { id: string; redirectUri: string } }

export type Grants = ReturnType<typeof createGrants>

/** Makes it for a server at this address. `knowsParts` is false for one that knows no parts of a right. */
export function createGrants(url: string, clients: Clients, { seconds = 3_600, knowsParts = true } = {}) {
  const outcomes: string[] = []
  const asked: { path: string; status: number }[] = []
  const dead = new Set<string>()
  const issued: { jti: string; destroy(): Promise<void> }[] = []
  const refreshes: { destroy(): Promise<void> }[] = []
  const proofs = new Set<string>()
  let nonce = randomBytes(9).toString('base64url')
  let slowMs = 0
  let isGarbled = false
  let isStrange = false
  const { loopback } = clients
  const provider = new Provider(url, {
    clients: loopback === undefined ? [] : [publicClient(loopback)],
    fetch: clients.read,
    scopes: [...rights, wide],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    clientAuthMethods: ['none', 'private_key_jwt'],
    features: {
      devInteractions: { enabled: true },
      revocation: { enabled: true },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
      resourceIndicators: { enabled: false },
    },
    ttl: {
      ...{ AccessToken: seconds, AuthorizationCode: 60, RefreshToken: 86_400 },
      ...{ Session: 3_600, Grant: 86_400, Interaction: 600, PushedAuthorizationRequest: 60 },
    },
    cookies: { keys: ['test'] },
    findAccount: async (_: unknown, id: string) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  })
  provider.use(async (ctx, next) => {
    await next()
    // As servers of Bluesky do it: whose token it is stands beside it.
    const account = ctx.oidc?.entities.Account
    const isPushed = ctx.oidc?.route === 'pushed_authorization_request' && ctx.status === 201
    if (isPushed && !knowsParts && ctx.oidc?.params?.scope?.includes('repo:')) {
      ctx.status = 400
      ctx.body = { error: 'invalid_scope' }
    }
    if (ctx.oidc?.route === 'token' && ctx.status === 200 && account !== undefined) ctx.body.sub = account.accountId
  })
  provider.on('grant.success', () => outcomes.push('success'))
  provider.on('grant.error', (_: never, error: never) => outcomes.push((error as { error: string }).error))
  provider.on('access_token.issued', (token: never) => issued.push(token))
  provider.on('access_token.saved', (token: never) => issued.push(token))
  provider.on('refresh_token.saved', (token: never) => refreshes.push(token))
  const handle = provider.callback()

  return {
    /** How every exchange at the token endpoint ended, in order; a demand for a nonce is one of them. */
    outcomes,
    /** What was asked of it. */
    asked,
    /** Answers what is its own; false for everything else. */
    answers(request: IncomingMessage, response: ServerResponse): boolean {
      const { pathname } = new URL(request.url ?? '/', url)
      if (pathname === '/.well-known/oauth-protected-resource') {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ resource: url, authorization_servers: [url] }))
        return true
      }
      const isMetadata = pathname === '/.well-known/oauth-authorization-server'
      if (isMetadata && isGarbled) {
        response.setHeader('content-type', 'application/json')
        response.end('{"issuer": "somebody else"}')
        return true
      }
      if (isMetadata) request.url = '/.well-known/openid-configuration'
      if (!isMetadata && !own.includes(pathname) && !/^\/(interaction|auth)\//.test(pathname)) return false
      response.on('finish', () => asked.push({ path: pathname, status: response.statusCode }))
      setTimeout(() => handle(request, response), pathname === '/token' ? slowMs : 0)
      return true
    },
    /** Whether a call comes with a token and a good proof of its key; else what it is refused with. */
    async check(
      request: IncomingMessage,
    ): Promise<{ status: number; error: string; headers: Record<string, string> } | undefined> {
      const [, token = ''] = /^DPoP (.+)$/.exec(request.headers.authorization ?? '') ?? []
      const known = await provider.AccessToken.find(token)
      const no = (error: string) => ({
        status: 401,
        error,
        headers: { 'www-authenticate': `DPoP error="${error}"`, 'dpop-nonce': nonce },
      })
      if (known === undefined || !known.isValid || dead.has(known.jti)) return no('invalid_token')
      if (isStrange) return no('invalid_dpop_proof')
      try {
        const { payload, protectedHeader } = await jwtVerify(String(request.headers.dpop), EmbeddedJWK, {
          ...{ typ: 'dpop+jwt', algorithms: ['ES256'], maxTokenAge: 60 },
        })
        if (payload.nonce !== nonce) return no('use_dpop_nonce')
        const at = new URL(request.url ?? '/', url)
        const isFor = payload.htm === request.method && payload.htu === `${at.origin}${at.pathname}`
        const isOf = payload.ath === createHash('sha256').update(token).digest('base64url')
        const isMine = protectedHeader.jwk && (await calculateJwkThumbprint(protectedHeader.jwk)) === known.jkt
        const isFresh = payload.jti !== undefined && !proofs.has(payload.jti)
        proofs.add(payload.jti ?? '')
        return isFor && isOf && isMine && isFresh ? undefined : no('invalid_dpop_proof')
      } catch {
        return no('invalid_dpop_proof')
      }
    },
    /** What a person does there who signs in as this account and allows it: where they are led back to. */
    allow: (address: string, did: string) => {
      const callback = loopback === undefined ? 'https://' : loopback.redirectUri
      return allowAt(address, callback, did)
    },
    /** Proofs need another nonce from now on. */
    newNonce: () => {
      nonce = randomBytes(9).toString('base64url')
    },
    slow: (ms: number) => {
      slowMs = ms
    },
    /** No proof is taken from now on, as where clocks differ. */
    refuseProofs: () => {
      isStrange = true
    },
    /** What it says of itself makes no sense from now on. */
    garble: () => {
      isGarbled = true
    },
    /** Every access token ends now; refresh tokens stay good. */
    endAccess: () => {
      for (const { jti } of issued) dead.add(jti)
    },
    /** Everything that was given ends now. */
    async endAll(): Promise<void> {
      this.endAccess()
      for (const one of refreshes.splice(0)) await one.destroy()
    },
  }
}

function publicClient({ id, redirectUri }: { id: string; redirectUri: string }) {
  return {
    client_id: id,
    redirect_uris: [redirectUri],
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    dpop_bound_access_tokens: true,
  }
}

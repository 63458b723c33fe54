// A strict authorisation server that somebody else wrote: PKCE demanded, refresh tokens rotated, a second use of one ends them all.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { allowAt } from './allow.ts'

/** The client that is registered there. */
export const clientId = 'leopost-client'
export const clientSecret = 'a-secret_of.the~client'

/** Starts one for this callback. `seconds` is how long an access lasts; `slow` holds every answer of the token endpoint up. */
export async function startOidc({ callbackUrl, seconds = 3_600 }: { callbackUrl: string; seconds?: number }) {
  let handle: ReturnType<Provider['callback']> | undefined
  let slowMs = 0
  const grants: string[] = []
  const server = createServer((request, response) => {
    const isToken = request.url === '/token'
    setTimeout(() => handle?.(request, response), isToken ? slowMs : 0)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(url, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [callbackUrl],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    pkce: { required: () => true, methods: ['S256'] },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
    ttl: {
      AccessToken: seconds,
      AuthorizationCode: 60,
      RefreshToken: 86_400,
      Session: 3_600,
      Grant: 86_400,
      Interaction: 600,
    },
    cookies: { keys: ['test'] },
    findAccount: async (_: unknown, id: string) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  })
  provider.on('grant.success', () => grants.push('success'))
  provider.on('grant.error', () => grants.push('error'))
  handle = provider.callback()
  return {
    url,
    /** How every grant at the token endpoint ended, in order. */
    grants,
    slow(ms: number): void {
      slowMs = ms
    },
    /** What a person does in a browser who signs in and allows it: where they are led back to. */
    allow: (address: string) => allowAt(address, callbackUrl),
    /** The status of a call with an access token. */
    async status(token: string): Promise<number> {
      return (await fetch(`${url}/me`, { headers: { authorization: `Bearer ${token}` } })).status
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

// Who this installation is to servers of Bluesky: with https an address that they read and a key of its own, on one's own machine
// the public client that every server knows. https://atproto.com/specs/oauth#clients
import { createECDH, createHash } from 'node:crypto'
import type { Json } from '../../../../core/platform.ts'

/** The least with which posts go out and come away again, and what servers take that know no parts of a right. */
export const rights = {
  narrow:
    'atproto repo:app.bsky.feed.post blob:*/* ' +
    'rpc:app.bsky.video.getUploadLimits?aud=* rpc:com.atproto.repo.uploadBlob?aud=*',
  wide: 'atproto transition:generic',
}

/** Where this installation is reached, and 32 secret bytes for each of its keys, the current one first. */
export type Installation = { publicUrl: () => string; seeds: () => readonly Uint8Array[] }

/** A private key of this installation as a JWK. */
export type ClientKey = { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string; kid: string; alg: 'ES256' }

/** How servers know this installation. */
export type Client = { id: string; isPublic: boolean; redirectUri: string; metadata: Record<string, Json> }

/** Where servers read about this installation; a name under which consent pages show the bare domain. */
export const metadataPath = '/oauth-client-metadata.json'
const callbackPath = '/connect/bluesky/callback'

/** This installation as a client, or undefined where it has neither a named https address nor one of its own machine. */
export function clientOf({ publicUrl, seeds }: Installation): Client | undefined {
  const home = new URL(publicUrl())
  const usual = {
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: [...new Set(`${rights.narrow} ${rights.wide}`.split(' '))].join(' '),
    dpop_bound_access_tokens: true,
  }
  if (home.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(home.hostname)) {
    const host = home.hostname === '[::1]' ? '[::1]' : '127.0.0.1'
    // Servers pass over the port, so that the client stays the same whatever the port is.
    const asked = new URLSearchParams({ redirect_uri: `http://${host}${callbackPath}`, scope: usual.scope })
    const id = `http://localhost?${asked}`
    const redirectUri = `http://${host}${home.port === '' ? '' : `:${home.port}`}${callbackPath}`
    const how = { application_type: 'native', token_endpoint_auth_method: 'none' }
    return {
      id,
      isPublic: true,
      redirectUri,
      metadata: { client_id: id, redirect_uris: [redirectUri], ...usual, ...how },
    }
  }
  if (home.protocol !== 'https:' || !/\.[a-z-]{2,}$/i.test(home.hostname)) return undefined
  const id = `${home.origin}${metadataPath}`
  const redirectUri = `${home.origin}${callbackPath}`
  const how = {
    application_type: 'web',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    client_name: 'Leopost',
    client_uri: home.origin,
    jwks: { keys: clientKeys(seeds()).map(({ d: _, ...open }) => ({ ...open, use: 'sig' })) },
  }
  return {
    id,
    isPublic: false,
    redirectUri,
    metadata: { client_id: id, redirect_uris: [redirectUri], ...usual, ...how },
  }
}

/** The order of the group of P-256. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The keys that belong to these seeds; the same seed always gives the same key. */
export function clientKeys(seeds: readonly Uint8Array[]): ClientKey[] {
  return seeds.map((seed) => {
    const scalar = (BigInt(`0x${Buffer.from(seed).toString('hex')}`) % (order - 1n)) + 1n
    const secret = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
    const ecdh = createECDH('prime256v1')
    ecdh.setPrivateKey(secret)
    const point = ecdh.getPublicKey()
    const x = point.subarray(1, 33).toString('base64url')
    const y = point.subarray(33).toString('base64url')
    // The thumbprint of RFC 7638.
    const kid = createHash('sha256')
      .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
      .digest('base64url')
    return { kty: 'EC', crv: 'P-256', x, y, d: secret.toString('base64url'), kid, alg: 'ES256' }
  })
}

// A call with a token that is good only with its key: each carries a proof signed for it alone, with the server's last nonce.
// https://www.rfc-editor.org/rfc/rfc9449
import { createHash, randomBytes } from 'node:crypto'
import type { Jwk } from '@atproto/oauth-client-node'
import type { Answer } from '../../../request.ts'
import type { Prover } from '../api.ts'
import type { Nonces } from './client.ts'

/** Makes calls with this token. A server that wants another nonce has done nothing: it is asked once more. */
export function createProver({ token, jwk, nonces }: { token: string; jwk: Jwk; nonces: Nonces }): Prover {
  const ath = createHash('sha256').update(token).digest('base64url')
  return async (given, send) => {
    const { JoseKey } = await import('@atproto/oauth-client-node')
    const key = await JoseKey.fromJWK(jwk)
    const { origin, pathname } = new URL(given.url)
    const ask = async () => {
      const nonce = nonces.get(origin)
      const about = { alg: 'ES256', typ: 'dpop+jwt', jwk: key.bareJwk } as const
      const proof = await key.createJwt(about, {
        // Held against the server's own clock, so that it is the one of this machine.
        iat: Math.floor(Date.now() / 1000),
        jti: randomBytes(16).toString('base64url'),
        htm: given.method ?? 'GET',
        htu: `${origin}${pathname}`,
        ath,
        ...(nonce !== undefined && { nonce }),
      })
      const answer = await send({
        ...given,
        headers: { ...given.headers, authorization: `DPoP ${token}`, dpop: proof },
      })
      const next = answer.headers.get('dpop-nonce')
      if (next !== null) nonces.set(origin, next)
      return { answer, isStale: next !== null && next !== nonce && wantsNonce(answer) }
    }
    const first = await ask()
    return first.isStale ? (await ask()).answer : first.answer
  }
}

function wantsNonce({ status, headers }: Answer): boolean {
  return status === 401 && (headers.get('www-authenticate') ?? '').includes('use_dpop_nonce')
}

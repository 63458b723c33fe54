// Who passkeys are made for: the name of the host in the public address.
import { isIP } from 'node:net'

/** The id and the origin that a passkey is bound to. */
export type RelyingParty = { id: string; origin: string }

/** Undefined where browsers offer no passkeys: at a bare number, or without https away from this machine. */
export function relyingParty(publicUrl: string): RelyingParty | undefined {
  const { hostname, origin, protocol } = new URL(publicUrl)
  const isNumber = isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  return isNumber || (protocol !== 'https:' && !isLocal) ? undefined : { id: hostname, origin }
}

// Which addresses of the network belong to everybody, and a name lookup that finds no others.
import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** The code of the error with which `publicLookup` refuses a name. */
export const privateAddressCode = 'EPRIVATEADDRESS'

/**
 * Whether an IP address belongs to the public internet. Wrapped forms count as what they wrap; what is not an address
 * is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.range() === 'unicast'
  // Only this block is given out; outside it lie forms that carry an IPv4 address, such as ::127.0.0.1.
  return parsed.range() === 'unicast' && parsed.match(ipaddr.parseCIDR('2000::/3'))
}

/**
 * The host of an address as a bare name or IP: `[::1]` becomes `::1`. The URL parser has already undone decimal, octal
 * and hexadecimal forms.
 */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase()
}

/** Whether the host is itself an IP address that is not public. Names are judged when they are looked up. */
export function isPrivateLiteral(host: string): boolean {
  return isIP(host) !== 0 && !isPublicAddress(host)
}

/**
 * A lookup for sockets that leaves out private addresses, and fails where nothing is left. What is connected to is what
 * was checked.
 */
export function publicLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  return (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, [])
      const addresses = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found
      const [first, ...rest] = addresses.filter(({ address }) => isPublicAddress(address))
      if (!first)
        return done(Object.assign(new Error(`${name} has no public address`), { code: privateAddressCode }), [])
      if (options.all) return done(null, [first, ...rest])
      return done(null, first.address, first.family)
    })
  }
}

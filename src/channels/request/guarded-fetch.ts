// A fetch for libraries that bring their own calls: it reaches no private address, and follows no redirect.
import { Agent, fetch as undiciFetch } from 'undici'
import { hostOf, isPrivateLiteral, publicLookup } from './address.ts'
import { RequestError } from './error.ts'

/** `fetch`, and what drops its connections. */
export type GuardedFetch = { fetch: typeof fetch; close(): Promise<void> }

/** `allowPrivateHosts` may be reached although they are private. The address is checked again by the socket's own lookup. */
export function createGuardedFetch({ allowPrivateHosts }: { allowPrivateHosts: readonly string[] }): GuardedFetch {
  const connect = { timeout: 10_000 }
  const guarded = new Agent({ connect: { ...connect, lookup: publicLookup() } })
  const open = new Agent({ connect })
  const allowed = new Set(allowPrivateHosts.map((host) => host.toLowerCase()))
  const go: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const host = hostOf(url)
    const isOpen = allowed.has(host)
    if (!isOpen && isPrivateLiteral(host))
      throw new RequestError('refused', `${url.host}: this is a private address.`, { sent: false })
    const options = { ...init, redirect: 'error' as const, dispatcher: isOpen ? open : guarded }
    // The runtime's fetch and the package's are the same code with types of their own.
    return (await undiciFetch(url, options as Parameters<typeof undiciFetch>[1])) as unknown as Response
  }
  return {
    fetch: go,
    async close() {
      await Promise.all([guarded.destroy(), open.destroy()])
    },
  }
}

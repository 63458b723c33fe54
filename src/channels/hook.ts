// Events for programs of members, posted by the guarded way out: no private address, no redirect.
import { HookError, type Hooks } from '../core/notices/hook.ts'
import { hostOf, isPrivateLiteral } from './request/address.ts'
import { type Request, RequestError } from './request.ts'

const timeoutMs = 15_000
const maxBytes = 64_000

/** `allowPrivateHosts` may be reached although they are private. */
export function createHooks(given: { request: Request; allowPrivateHosts: readonly string[] }): Hooks {
  const allowed = new Set(given.allowPrivateHosts.map((host) => host.toLowerCase()))
  return {
    allows(said) {
      if (!URL.canParse(said) || said.length > 1_000) return false
      const url = new URL(said)
      if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '')
        return false
      const host = hostOf(url)
      return allowed.has(host) || !(isPrivateLiteral(host) || host === 'localhost' || host.endsWith('.localhost'))
    },
    async post(url, { headers, body }) {
      const json = { ...headers, 'content-type': 'application/json' }
      try {
        const call = { url, method: 'POST', headers: json, body, timeoutMs, maxBytes, redirect: 'refuse' } as const
        return (await given.request(call)).status
      } catch (error) {
        if (!(error instanceof RequestError)) throw error
        // A large answer is an answer: what was posted was taken.
        if (error.kind === 'tooLarge') return 200
        throw new HookError(error.kind === 'refused' ? 'refused' : 'unavailable', error)
      }
    },
  }
}

// Connecting by consent without a browser: begun, allowed by `allow`, finished with what came back.
import type { Platform } from '../../src/core/platform.ts'

/** Goes there and back; answers what was found. */
export async function consented(
  platform: Platform,
  callbackUrl: string,
  allow: (address: string) => string | Promise<string>,
  answers: Record<string, string> = {},
) {
  const consent = platform.connect?.consent
  if (consent === undefined) throw new Error('no consent')
  const registry = { find: async () => undefined, keep: async () => undefined, forget: async () => undefined }
  const signal = AbortSignal.timeout(5_000)
  const asker = { isHost: true, identities: [] }
  const state = 'a-state-that-is-long-enough'
  const { url, memory } = await consent.begin({ answers, asker, callbackUrl, state, registry, signal })
  const params = Object.fromEntries(new URL(await allow(url)).searchParams)
  return consent.finish({ code: params.code ?? '', params, isPasted: false, memory, registry, signal })
}

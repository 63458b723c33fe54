// The address of a server as a person types it.
import { hostOf, isPrivateLiteral } from './request/address.ts'

/**
 * The origin of what was typed, with https unless it says otherwise; undefined for what is no address. Plain http is taken
 * for hosts inside a house only, and those are reached only where the operator allows it.
 */
export function serverOrigin(typed: string): string | undefined {
  const text = typed.trim()
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (text === '' || /\s/.test(text) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') return undefined
  if (url.protocol === 'http:') return isInside(url) ? url.origin : undefined
  const isName = url.hostname.includes('.') || isInside(url)
  return url.protocol === 'https:' && isName ? url.origin : undefined
}

/** Whether a host is inside a house by its name or number; nobody outside reaches it. */
export function isInside(url: URL): boolean {
  const host = hostOf(url)
  if (isPrivateLiteral(host)) return true
  return !/[.:]/.test(host) || /\.(?:local|internal|localhost|test|lan|home\.arpa)$/.test(host)
}

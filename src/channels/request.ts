// The one way out: every outward call of an adapter goes through here, with a time-out, a size limit and a guard
// against private addresses.
import { Agent } from 'undici'
import { hostOf, isPrivateLiteral, publicLookup } from './request/address.ts'
import { acceptEncoding, type Body, decodeText, pack, type Streamed, unpack } from './request/body.ts'
import { RequestError } from './request/error.ts'
import { createExchange, type Incoming } from './request/exchange.ts'

export { type Body, FileBytes, FileForm } from './request/body.ts'
export { RequestError, type RequestErrorKind } from './request/error.ts'

/** One outward call. */
export type Given = {
  url: string | URL
  method?: string
  headers?: Record<string, string>
  body?: Body
  /** For the whole call, redirects and body included. */
  timeoutMs: number
  /** The largest answer that is read; more is `tooLarge`. */
  maxBytes: number
  signal?: AbortSignal
  /** Called once, as the head of the first request leaves the socket. */
  onSent?: (at: Date) => void
  /** `refuse` answers a redirect as it came. GET and HEAD follow unless told, everything else does not. */
  redirect?: 'follow' | 'refuse'
  /** The operator set this address, so its host may be private. Where it redirects to may not. */
  trusted?: boolean
}

/** The answer, whatever its status. `json` throws a `RequestError` of kind `lost` for what is not JSON. */
export type Answer = {
  status: number
  headers: Headers
  bytes: Uint8Array
  text(): string
  json(): unknown
  /** Where it came from, after redirects. */
  url: string
}

/** Makes one call and answers what came back, or throws a `RequestError` that says whether anything was sent. */
export type Request = { (given: Given): Promise<Answer>; close(): Promise<void> }

/** `allowPrivateHosts` are the host names that an address given by a user may reach although they are private. */
export type RequestConfig = { now: () => Date; allowPrivateHosts: readonly string[]; userAgent: string }

const mostRedirects = 5
const connectMs = 10_000

/** Opens the way out, with its own keep-alive connections. `close` drops them. */
export function createRequest({ now, allowPrivateHosts, userAgent }: RequestConfig): Request {
  // One connection for each request under way: a thousand posts due in one second must not wait for each other.
  const shared = { pipelining: 1, allowH2: false }
  const guarded = new Agent({ ...shared, connect: { timeout: connectMs, lookup: publicLookup() } })
  const open = new Agent({ ...shared, connect: { timeout: connectMs } })
  const exchange = createExchange()
  const allowed = new Set(allowPrivateHosts.map((host) => host.toLowerCase()))

  async function request(given: Given): Promise<Answer> {
    const { timeoutMs, maxBytes, redirect } = given
    const deadline = AbortSignal.timeout(timeoutMs)
    const signal = given.signal ? AbortSignal.any([given.signal, deadline]) : deadline
    const packed = await pack(given.body)
    const first = checkedUrl(given.url, undefined)
    const trustedHost = given.trusted ? hostOf(first) : undefined
    let hop: Hop = {
      url: first,
      method: given.method ?? 'GET',
      headers: { ...(packed.type ? { 'content-type': packed.type } : {}), ...lowerCased(given.headers ?? {}) },
      body: packed.bytes,
    }
    const follows = redirect ? redirect === 'follow' : hop.method === 'GET' || hop.method === 'HEAD'
    let sent = false
    const onHead = () => {
      if (!sent) given.onSent?.(now())
      sent = true
    }
    for (let hops = 0; ; hops++) {
      const host = hostOf(hop.url)
      const isOpen = host === trustedHost || allowed.has(host)
      if (!isOpen && isPrivateLiteral(host)) throw refused(hop, 'this is a private address', sent)
      const headers = { 'user-agent': userAgent, 'accept-encoding': acceptEncoding, ...hop.headers }
      const incoming = await exchange
        .run(isOpen ? open : guarded, { ...hop, headers, maxBytes, signal, onHead })
        .catch((error: unknown) => {
          throw told(error, { hop, sent, timedOut: deadline.aborted, takenBack: given.signal?.aborted ?? false })
        })
      const next = follows ? nextHop(hop, incoming) : undefined
      if (!next) return answer(hop, incoming, maxBytes)
      if (hops === mostRedirects) throw refused(hop, `more than ${mostRedirects} redirects`, sent)
      hop = next
    }
  }

  return Object.assign(request, {
    async close() {
      exchange.close()
      await Promise.all([guarded.destroy(), open.destroy()])
    },
  })
}

type Hop = { url: URL; method: string; headers: Record<string, string>; body: Uint8Array | Streamed | undefined }

/** Where a redirect leads and with what, as browsers do it; undefined for every other answer. */
function nextHop(hop: Hop, { status, headers }: Incoming): Hop | undefined {
  const location = headers.get('location')
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined
  const url = checkedUrl(location, hop)
  const turnsToGet = (status === 303 && hop.method !== 'HEAD') || (status < 303 && hop.method === 'POST')
  const to = turnsToGet ? { url, method: 'GET', body: undefined } : { url, method: hop.method, body: hop.body }
  const keeps = (name: string) =>
    (!turnsToGet || !name.startsWith('content-')) && (url.origin === hop.url.origin || harmless.has(name))
  return { ...to, headers: Object.fromEntries(Object.entries(hop.headers).filter(([name]) => keeps(name))) }
}

/** The headers that may go to another origin. Any other one may be a secret under a name of its own. */
const harmless = new Set(['accept', 'accept-language', 'accept-encoding', 'content-type', 'range', 'user-agent'])

async function answer(hop: Hop, { status, headers, bytes: packed }: Incoming, maxBytes: number): Promise<Answer> {
  const at = `${hop.method} ${hop.url.host}`
  const bytes = await unpack(packed, headers.get('content-encoding'), maxBytes).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ERR_BUFFER_TOO_LARGE')
        throw new RequestError('tooLarge', `${at}: the answer is larger than ${maxBytes} bytes.`, { sent: true })
      throw new RequestError('lost', `${at}: the answer cannot be read.`, { sent: true, cause })
    },
  )
  const text = () => decodeText(bytes, headers.get('content-type'))
  const json = (): unknown => {
    try {
      return JSON.parse(text())
    } catch {
      // Without its cause, which quotes the body.
      throw new RequestError('lost', `${at}: the answer (status ${status}) is not JSON.`, { sent: true })
    }
  }
  return { status, headers, bytes, text, json, url: hop.url.href }
}

function checkedUrl(given: string | URL, from: Hop | undefined): URL {
  const sent = from !== undefined
  const at = from ? `${from.method} ${from.url.host} redirects to ` : ''
  if (!URL.canParse(String(given), from?.url.href))
    throw new RequestError('refused', `${at}what is not an address.`, { sent })
  const url = new URL(given, from?.url.href)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new RequestError('refused', `${at}${url.protocol} which is neither https nor http.`, { sent })
  if (url.username || url.password)
    throw new RequestError('refused', `${at}${url.host}: an address with a password in it.`, { sent })
  return url
}

function refused(hop: Hop, why: string, sent: boolean): RequestError {
  return new RequestError('refused', `${hop.method} ${hop.url.host}: ${why}.`, { sent })
}

/**
 * What one exchange says of itself, in the light of the whole call: an earlier request of it may have been sent, and
 * its end may have been asked for.
 */
function told(error: unknown, call: { hop: Hop; sent: boolean; timedOut: boolean; takenBack: boolean }): unknown {
  if (!(error instanceof RequestError) || error.kind === 'tooLarge' || error.kind === 'refused') return error
  const { hop, sent, timedOut, takenBack } = call
  const at = `${hop.method} ${hop.url.host}`
  if (takenBack) return new RequestError(sent ? 'aborted' : 'notSent', `${at}: taken back.`, { sent })
  if (timedOut) return new RequestError(sent ? 'lost' : 'notSent', `${at}: not done in time.`, { sent })
  return sent && !error.sent ? new RequestError('lost', error.message, { sent, cause: error.cause }) : error
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

// The calls made to Bluesky servers, through the one way out: an agent of @atproto/api would hide when a request left and
// whether it did.
import type { Json } from '../../../core/platform.ts'
import { type Answer, FileBytes, type Given, type Request } from '../../request.ts'
import { noAnswer, readJson } from '../../trouble.ts'
import { faultOf } from './faults.ts'

const usualMs = 20_000
const maxBytes = 1_000_000

/** What goes with a call: a token that is good for whoever has it, or one that has to be proved anew for each call. */
export type Token = string | Prover

/** Makes a call with its token; a call that the server wants proved otherwise is made once more. */
export type Prover = (given: Given, send: (given: Given) => Promise<Answer>) => Promise<Answer>

/** One call; a `body` makes it a procedure, `query` goes into the address. `isVisible` for the one that makes a post visible. */
export type XrpcCall = {
  service: string
  method: string
  query?: Record<string, string>
  body?: Json | { bytes: Uint8Array; type: string } | FileBytes
  token?: Token | undefined
  signal: AbortSignal
  isVisible?: boolean
  onSent?: (at: Date) => void
  /** For the whole call; 20 seconds unless told. */
  timeoutMs?: number
  /** Statuses beside 200 that are an answer too. */
  takes?: readonly number[]
}

/** Makes a call and reads its answer, or throws a PlatformError. */
export type Xrpc = <T>(call: XrpcCall, read: (answer: unknown) => T) => Promise<T>

/** Makes the caller of servers. */
export function createXrpc({ request, now }: { request: Request; now: () => Date }): Xrpc {
  return async (call, read) => {
    const { service, method, query, token, signal, onSent, isVisible = false } = call
    const about = { isVisible }
    const url = new URL(`/xrpc/${method}`, service)
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
    const { body, type } = packed(call.body)
    try {
      const given: Given = {
        url,
        method: call.body === undefined && query !== undefined ? 'GET' : 'POST',
        headers: { accept: 'application/json', ...(type && { 'content-type': type }), ...bearer(token) },
        ...(body !== undefined && { body }),
        redirect: 'refuse',
        timeoutMs: call.timeoutMs ?? usualMs,
        maxBytes,
        signal,
        ...(onSent && { onSent }),
      }
      const answer = typeof token === 'function' ? await token(given, request) : await request(given)
      if (answer.status !== 200 && call.takes?.includes(answer.status) !== true) {
        const code = codeIn(answer.text())
        throw faultOf(answer, { method, code, now: now(), isVisible })
      }
      return readJson(answer, about, read)
    } catch (error) {
      throw noAnswer(error, about)
    }
  }
}

function bearer(token: Token | undefined): Record<string, string> {
  return typeof token !== 'string' ? {} : { authorization: `Bearer ${token}` }
}

function packed(body: XrpcCall['body']): { body?: string | Uint8Array | FileBytes; type?: string } {
  if (body === undefined) return {}
  if (body instanceof FileBytes) return { body }
  if (isBlob(body)) return { body: body.bytes, type: body.type }
  return { body: JSON.stringify(body), type: 'application/json' }
}

function isBlob(body: Exclude<XrpcCall['body'], undefined | FileBytes>): body is { bytes: Uint8Array; type: string } {
  return typeof body === 'object' && body !== null && 'bytes' in body && body.bytes instanceof Uint8Array
}

/** The server's word for a refusal; nothing else of its answer is kept. */
function codeIn(text: string): string {
  try {
    const { error } = JSON.parse(text)
    return typeof error === 'string' && /^\w{1,60}$/.test(error) ? error : 'Unknown'
  } catch {
    // Something before the server answered: a page of a proxy, most often.
    return 'Unreadable'
  }
}

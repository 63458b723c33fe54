// The calls made to servers of the Mastodon API, through the one way out: the client library masto calls the global fetch,
// which has no guard against private addresses and does not say when a request left.
import type { Json } from '../../../core/platform.ts'
import { type Body, FileForm, type Request } from '../../request.ts'
import { noAnswer, readJson } from '../../trouble.ts'
import { faultOf } from './faults.ts'

const timeoutMs = 30_000
/** A film may take as long as there is before the moment of its post. */
const filmMs = 85_000
const maxBytes = 2_000_000

/** One call. `isVisible` for the one that makes a post visible. */
export type Call = {
  server: string
  path: string
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  query?: Record<string, string>
  body?: Json | FormData | URLSearchParams | FileForm
  token?: string | undefined
  headers?: Record<string, string>
  signal: AbortSignal
  isVisible?: boolean
  onSent?: (at: Date) => void
  /** Redirects are followed, for reads without a token. */
  follows?: boolean
}

/** An answer that is success, read; `serverAt` is its clock and `origin` the server that gave it. */
export type Got<T> = { value: T; status: number; serverAt: Date | undefined; origin: string }

/** Makes a call and reads its answer, or throws a PlatformError. */
export type Rest = <T>(call: Call, read: (answer: unknown) => T) => Promise<Got<T>>

/** Makes the caller of servers. */
export function createRest({ request, now }: { request: Request; now: () => Date }): Rest {
  return async (call, read) => {
    const { server, path, method = 'GET', query, token, headers, signal, onSent, isVisible = false } = call
    const about = { isVisible }
    const url = new URL(path, server)
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
    const isFilm = call.body instanceof FileForm
    const isForm = call.body instanceof FormData || call.body instanceof URLSearchParams || isFilm
    const body = call.body === undefined || isForm ? call.body : JSON.stringify(call.body)
    try {
      const answer = await request({
        url,
        method,
        headers: {
          accept: 'application/json',
          ...(typeof body === 'string' && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body !== undefined && { body: body as Body }),
        redirect: call.follows ? 'follow' : 'refuse',
        timeoutMs: isFilm ? filmMs : timeoutMs,
        maxBytes,
        signal,
        ...(onSent && { onSent }),
      })
      if (answer.status < 200 || answer.status >= 300) throw faultOf(answer, { path, now: now(), isVisible })
      const value = readJson(answer, about, read)
      const date = Date.parse(answer.headers.get('date') ?? '')
      const serverAt = Number.isNaN(date) ? undefined : new Date(date)
      return { value, status: answer.status, serverAt, origin: new URL(answer.url).origin }
    } catch (error) {
      throw noAnswer(error, about)
    }
  }
}

// The calls made to a network whose address the operator sets: one way to ask, one to read, and the refusals left to each network.
import type { PlatformError } from '../../core/errors.ts'
import type { Json } from '../../core/platform.ts'
import type { Body, Request } from '../request.ts'
import { noAnswer, readJson } from '../trouble.ts'

const timeoutMs = 30_000
const maxBytes = 4_000_000

/** One call. `isVisible` for the one that makes a post visible; a `path` that is a whole address is taken as it is. */
export type Call = {
  path: string
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  query?: Record<string, string>
  body?: Json | FormData | URLSearchParams | Uint8Array<ArrayBuffer>
  token?: string
  headers?: Record<string, string>
  signal: AbortSignal
  isVisible?: boolean
  onSent?: (at: Date) => void
  /** Whose call it is, where the network counts it; told to `heard`, not sent. */
  countsFor?: string
}

/** An answer that is success, read; `serverAt` is the clock of who answered. */
export type Got<T> = { value: T; status: number; headers: Headers; serverAt: Date | undefined }

/** Makes a call and reads its answer, or throws a PlatformError. */
export type Rest = <T>(call: Call, read: (answer: unknown) => T) => Promise<Got<T>>

/** A refusal as it came: `body` is its JSON, or undefined where it has none. */
export type Refusal = { path: string; status: number; headers: Headers; body: unknown; isVisible: boolean; now: Date }

/** What is behind a fault: the status and the network's own code. Nothing of what was sent is in it. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError'
  readonly status: number
  readonly code: string | undefined

  constructor(path: string, status: number, code?: string) {
    super(`${path.replace(/[?#].*/s, '')} answered ${status}${code === undefined ? '' : ` ${code}`}`)
    this.status = status
    this.code = code
  }
}

/** The status behind a fault, or undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return answerOf(error)?.status
}

/** The network's own code behind a fault. */
export function codeOf(error: unknown): string | undefined {
  return answerOf(error)?.code
}

function answerOf(error: unknown): AnswerError | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof AnswerError ? cause : undefined
}

/** What a network is called with. `heard` is told the headers of every answer. */
export type RestConfig = {
  request: Request
  now: () => Date
  root: string
  faultOf: (refusal: Refusal) => PlatformError
  headers?: Record<string, string>
  heard?: (headers: Headers, call: Call) => Promise<void>
}

/** Makes the caller of one network. */
export function createRest({ request, now, root, faultOf, headers: usual, heard }: RestConfig): Rest {
  return async (call, read) => {
    const { path, method = 'GET', query, token, headers, signal, onSent, isVisible = false } = call
    const url = new URL(path.startsWith('http') ? path : `${root}${path}`)
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
    const { body, type } = packed(call.body)
    try {
      const answer = await request({
        url,
        method,
        headers: {
          accept: 'application/json',
          ...(type && { 'content-type': type }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...usual,
          ...headers,
        },
        ...(body !== undefined && { body }),
        redirect: 'refuse',
        // An address that the network gave is held to the guard, unless it is at the place the operator named.
        trusted: url.origin === new URL(root).origin,
        timeoutMs,
        maxBytes,
        signal,
        ...(onSent && { onSent }),
      })
      // What the network has left is only noted: a note that fails must not look like a failed call.
      await heard?.(answer.headers, call).catch(() => undefined)
      if (answer.status < 200 || answer.status >= 300) {
        const { status, headers: said } = answer
        throw faultOf({ path, status, headers: said, body: jsonIn(answer.text()), isVisible, now: now() })
      }
      const date = Date.parse(answer.headers.get('date') ?? '')
      return {
        value: readJson(answer, { isVisible }, read),
        status: answer.status,
        headers: answer.headers,
        serverAt: Number.isNaN(date) ? undefined : new Date(date),
      }
    } catch (error) {
      throw noAnswer(error, { isVisible })
    }
  }
}

function packed(body: Call['body']): { body?: Body; type?: string } {
  if (body === undefined) return {}
  if (body instanceof FormData || body instanceof URLSearchParams || body instanceof Uint8Array) return { body }
  return { body: JSON.stringify(body), type: 'application/json' }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A page of something that stands before the network.
    return undefined
  }
}

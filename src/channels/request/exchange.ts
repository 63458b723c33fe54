// One HTTP exchange over a socket: a request goes out, its answer comes in. No redirects, no retries.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Readable } from 'node:stream'
import type { Agent, Dispatcher } from 'undici'
import { privateAddressCode } from './address.ts'
import type { Streamed } from './body.ts'
import { RequestError } from './error.ts'

/** One request, ready to go out. `onHead` is called as its head is handed to the socket. */
export type Outgoing = {
  url: URL
  method: string
  headers: Record<string, string>
  body: Uint8Array | Streamed | undefined
  maxBytes: number
  signal: AbortSignal
  onHead(): void
}

/** An answer as it came over the wire, its body whole but still encoded. */
export type Incoming = { status: number; headers: Headers; bytes: Uint8Array }

/**
 * Makes exchanges until `close`. Each is settled with an answer or a `RequestError` that knows whether the head had
 * left.
 */
export type Exchange = { run(agent: Agent, outgoing: Outgoing): Promise<Incoming>; close(): void }

const headChannel = 'undici:client:sendHeaders'

/** Listens for the moment at which undici writes the head of a request. */
export function createExchange(): Exchange {
  // Undici starts a request and writes its head in one breath, so the head that is announced belongs to the request
  // that
  // started last; the announcement itself does not say whose it is. Other users of undici in this process start none of
  // ours.
  let starting: (() => void) | undefined
  const announce = () => {
    const head = starting
    starting = undefined
    head?.()
  }
  subscribe(headChannel, announce)
  return {
    run: (agent, outgoing) =>
      exchange(agent, outgoing, (head) => {
        starting = head
      }),
    close: () => void unsubscribe(headChannel, announce),
  }
}

function exchange(agent: Agent, outgoing: Outgoing, start: (head: () => void) => void): Promise<Incoming> {
  const { url, method, headers, body, maxBytes, signal } = outgoing
  const at = `${method} ${url.host}`
  return new Promise((resolve, reject) => {
    let sent = false
    let over = false
    let controller: Dispatcher.DispatchController | undefined
    let incoming: Omit<Incoming, 'bytes'> | undefined
    const chunks: Buffer[] = []
    let size = 0

    const finish = (settle: () => void) => {
      over = true
      signal.removeEventListener('abort', stop)
      settle()
    }
    const fail = (error: RequestError) => {
      if (over) return
      finish(() => reject(error))
      controller?.abort(error)
    }
    const lose = (cause: unknown) => {
      const isPrivate = cause instanceof Error && 'code' in cause && cause.code === privateAddressCode
      if (isPrivate) fail(new RequestError('refused', `${at}: this is a private address.`, { sent, cause }))
      else if (sent) fail(new RequestError('lost', `${at}: sent, but no answer came.`, { sent, cause }))
      else fail(new RequestError('notSent', `${at}: no connection.`, { sent, cause }))
    }
    const stop = () => lose(signal.reason)
    const head = () => {
      sent = true
      try {
        outgoing.onHead()
      } catch (error) {
        // Thrown into undici it would be lost in another stack.
        lose(error)
      }
    }
    const tooLarge = () =>
      fail(new RequestError('tooLarge', `${at}: the answer is larger than ${maxBytes} bytes.`, { sent }))

    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop)
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(given) {
        controller = given
        if (over) given.abort(new Error('over'))
        else start(head)
      },
      onResponseStart(_, status, raw) {
        if (status < 200) return
        incoming = { status, headers: toHeaders(raw) }
        if (method !== 'HEAD' && Number(incoming.headers.get('content-length')) > maxBytes) tooLarge()
      },
      onResponseData(_, chunk) {
        size += chunk.length
        if (size > maxBytes) tooLarge()
        else chunks.push(chunk)
      },
      onResponseEnd() {
        const answer = incoming
        if (answer) finish(() => resolve({ ...answer, bytes: Buffer.concat(chunks) }))
        else lose(new Error('the answer has no status'))
      },
      onResponseError(_, error) {
        lose(error)
      },
    }
    const isStreamed = body !== undefined && !(body instanceof Uint8Array)
    const options = {
      ...{ origin: url.origin, path: url.pathname + url.search, method },
      headers: isStreamed ? { ...headers, 'content-length': String(body.length) } : headers,
      body: isStreamed ? Readable.from(body.pieces(), { objectMode: false }) : (body ?? null),
    }
    try {
      agent.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler)
    } catch (error) {
      lose(error)
    }
  })
}

function toHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one)
  }
  return headers
}

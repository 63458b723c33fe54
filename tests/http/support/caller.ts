// Somebody who asks over HTTP: with a token or a cookie, in JSON or as a stream of events.
import type { z } from 'zod'
import type { Reply } from '../../../src/core/chat.ts'
import type { Entry } from '../../../src/http/api/entries.ts'
import type { account, post, publication } from '../../../src/http/api/schema.ts'
import type { Desk } from './desk.ts'

/** An answer with its body read: JSON where it is JSON, text else. */
export type Answer = { status: number; headers: Headers; body: Body; text: string }

/** What the answers of the contract hold; a test reads what it asked for. */
type Body = {
  id: string
  detail: string
  replies: Reply[]
  messages: Entry[]
  posts: z.infer<typeof post>[]
  publications: z.infer<typeof publication>[]
  accounts: z.infer<typeof account>[]
  token: string
  paths: Record<string, Record<string, unknown>>
}

export type Caller = ReturnType<typeof caller>

/** Somebody with these headers. */
export function caller(desk: Pick<Desk, 'url'>, headers: Record<string, string> = {}) {
  async function ask(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> {
    const isRaw = body instanceof FormData || typeof body === 'string' || body instanceof URLSearchParams
    const response = await fetch(desk.url + path, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }), ...more },
      ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    })
    return read(response)
  }
  return {
    headers,
    ask,
    get: (path: string, more?: Record<string, string>) => ask('GET', path, undefined, more),
    post: (path: string, body?: unknown, more?: Record<string, string>) => ask('POST', path, body, more),
    put: (path: string, body?: unknown, more?: Record<string, string>) => ask('PUT', path, body, more),
    delete: (path: string, more?: Record<string, string>) => ask('DELETE', path, undefined, more),
    /** Says or presses something and hears the replies. */
    async says(said: string | { choice: string }, more: object = {}): Promise<Reply[]> {
      const message = typeof said === 'string' ? { text: said } : said
      const answer = await ask('POST', '/api/v1/messages', { ...message, ...more })
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
      return answer.body.replies
    },
    /** Opens a stream of events. */
    async listens(path: string, init: RequestInit = {}): Promise<Listening> {
      const abort = new AbortController()
      const response = await fetch(desk.url + path, {
        ...init,
        signal: abort.signal,
        headers: { ...headers, accept: 'text/event-stream', ...(init.headers as Record<string, string> | undefined) },
      })
      return listening(response, abort)
    },
  }
}

/** With an API token. */
export async function program(desk: Desk, ...given: Parameters<Desk['token']>): Promise<Caller> {
  return caller(desk, { authorization: `Bearer ${await desk.token(...given)}` })
}

/** A browser that has signed in by a link, on the installation's own pages. */
export async function browser(desk: Desk, ...given: Parameters<Desk['link']>): Promise<Caller> {
  const link = new URL(await desk.link(...given))
  const code = link.pathname.split('/').at(-1) ?? ''
  const answer = await caller(desk).post('/sign-in', new URLSearchParams({ code }))
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return caller(desk, { cookie, origin: desk.url, 'sec-fetch-site': 'same-origin' })
}

/** One event of a stream. */
export type Heard = { event: string; id?: string; data: Reply }

export type Listening = {
  response: Response
  heard: Heard[]
  comments: () => number
  /** Waits until this many events of a kind were heard; all of them so far. */
  until(count: number, event?: string): Promise<Heard[]>
  /** Resolves when the stream is over. */
  over: Promise<void>
  close(): void
}

function listening(response: Response, abort: AbortController): Listening {
  const heard: Heard[] = []
  let comments = 0
  let wake = () => {}
  const take = (block: string) => {
    const lines = block.split('\n')
    comments += lines.filter((line) => line.startsWith(':')).length
    const fields = new Map(lines.filter((line) => !line.startsWith(':')).map((line) => split(line)))
    const data = fields.get('data')
    if (data === undefined) return
    const id = fields.get('id')
    heard.push({ event: fields.get('event') ?? 'message', data: JSON.parse(data), ...(id !== undefined && { id }) })
  }
  const run = async () => {
    let rest = ''
    try {
      for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = (rest + text).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) take(block)
        wake()
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error
    } finally {
      wake()
    }
  }
  let isOver = false
  const over = run().finally(() => {
    isOver = true
    wake()
  })
  return {
    response,
    heard,
    comments: () => comments,
    over,
    async until(count, event) {
      const found = () => heard.filter((one) => event === undefined || one.event === event)
      while (found().length < count) {
        if (isOver) throw new Error(`the stream ended after ${found().length} of ${count} events`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return found()
    },
    close: () => abort.abort(),
  }
}

function split(line: string): [string, string] {
  const at = line.indexOf(': ')
  return [line.slice(0, at), line.slice(at + 2)]
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  }
}

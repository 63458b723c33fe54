// A network of our own that is as strict as a real one, and can be told to be slow, refuse, hang up and answer late.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/** How the next publish calls are treated. `times` counts down; without it the mode stays. */
export type Mode =
  | { kind: 'ok' }
  | { kind: 'slow'; ms: number }
  | { kind: 'status'; status: number; retryAfter?: number }
  /** Closes the connection without doing anything. */
  | { kind: 'hangUpBefore' }
  /** Publishes, then closes the connection without an answer. */
  | { kind: 'hangUpAfter' }
  /** Publishes after a while, when the caller has long given up. */
  | { kind: 'late'; ms: number }

/** A published part; the network itself never refuses a second post with the same key: doubles are seen here. */
export type SquarePost = { id: string; key: string; account: string; text: string; after: string | null; at: number }

const body = z.strictObject({
  key: z.string().min(1).max(100),
  text: z.string().min(1).max(500),
  after: z.string().nullable(),
})

/** Starts the network on 127.0.0.1. */
export async function startSquare(port = 0) {
  const posts: SquarePost[] = []
  const refusals: string[] = []
  let modes: Mode[] = []
  let standing: Mode = { kind: 'ok' }

  async function publish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now()
    const token = /^Bearer square-(.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined) return answer(response, 401, { error: 'token' })
    const read = body.safeParse(JSON.parse(await text(request)))
    if (!read.success) {
      refusals.push(read.error.message)
      return answer(response, 400, { error: 'the post is not well formed' })
    }
    const mode = modes.shift() ?? standing
    const post = () => {
      const one = { id: `sq${posts.length + 1}`, account: token, at, ...read.data }
      posts.push(one)
      return one
    }
    switch (mode.kind) {
      case 'ok':
        return answer(response, 201, { id: post().id })
      case 'slow':
        await wait(mode.ms)
        return answer(response, 201, { id: post().id })
      case 'status':
        if (mode.retryAfter !== undefined) response.setHeader('retry-after', String(mode.retryAfter))
        return answer(response, mode.status, { error: 'refused' })
      case 'hangUpBefore':
        return void request.socket.destroy()
      case 'hangUpAfter':
        post()
        return void request.socket.destroy()
      case 'late':
        request.socket.destroy()
        await wait(mode.ms)
        post()
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://square')
    const handled = async () => {
      if (request.method === 'POST' && url.pathname === '/posts') return publish(request, response)
      if (request.method === 'GET' && url.pathname === '/posts') {
        const key = url.searchParams.get('key')
        return answer(
          response,
          200,
          posts.filter((post) => key === null || post.key === key),
        )
      }
      if (request.method === 'POST' && url.pathname === '/mode') {
        standing = JSON.parse(await text(request))
        return answer(response, 200, {})
      }
      if (request.method === 'DELETE') {
        const at = posts.findIndex((post) => `/posts/${post.id}` === url.pathname)
        if (at >= 0) posts.splice(at, 1)
        return answer(response, at >= 0 ? 204 : 404, null)
      }
      answer(response, 404, { error: 'no such address' })
    }
    handled().catch(() => request.socket.destroy())
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    refusals,
    /** Treats the next calls so, one after the other; then as before. */
    next(...given: Mode[]): void {
      modes = given
    },
    /** Treats every call so from now on. */
    always(mode: Mode): void {
      modes = []
      standing = mode
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export type Square = Awaited<ReturnType<typeof startSquare>>

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(value === null ? undefined : JSON.stringify(value))
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}

// What the strict counterparts of networks share: they read a call, keep what they refused, and treat a visible one as they are told.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { z } from 'zod'

/** How the next visible request is treated. */
export type Mode =
  | { kind: 'answer'; status: number; body?: unknown; headers?: Record<string, string> }
  | { kind: 'hangUpBefore' }
  | { kind: 'hangUpAfter' }

export type Reply = { status: number; body?: unknown; headers?: Record<string, string> }

/** A call as it came. `fields` are those of a form that is no multipart. */
export type Incoming = {
  method: string
  path: string
  query: Record<string, string>
  token: string | undefined
  headers: IncomingMessage['headers']
  bytes: Buffer
  json: unknown
  fields: Record<string, string>
  form: FormData | undefined
}

/** What a counterpart does with a call: `visible` is for the one that shows something to the public. */
export type Act = (
  call: Incoming,
  by: { visible(make: () => Reply): Reply | undefined; checked<T>(schema: z.ZodType<T>, value: unknown): T },
) => Reply | undefined | Promise<Reply | undefined>

/** Starts one. What `act` throws is kept in `refusals` and answered as a refusal. */
export async function startCounterpart(act: Act) {
  const refusals: string[] = []
  const counts: Record<string, number> = {}
  const modes: Mode[] = []
  const drops: { nth: number; how: 'hangUpBefore' | 'hangUpAfter' }[] = []
  let passes = 0
  let calls = 0

  const visible = (make: () => Reply): Reply | undefined => {
    const mode = passes-- <= 0 ? modes.shift() : undefined
    if (mode?.kind === 'answer') return mode
    if (mode?.kind === 'hangUpBefore') return undefined
    const made = make()
    return mode?.kind === 'hangUpAfter' ? undefined : made
  }

  const server = createServer((request, response) => {
    const handled = async () => {
      const call = await read(request)
      const checked = <T>(schema: z.ZodType<T>, value: unknown): T => {
        const parsed = schema.safeParse(value)
        if (parsed.success) return parsed.data
        throw new Error(`${call.method} ${call.path}: ${parsed.error.message} in ${JSON.stringify(value)}`)
      }
      const place = `${call.method} ${call.path.replace(/\/[^/]*\d[^/]*(?=\/|$)/g, '/:id')}`
      counts[place] = (counts[place] ?? 0) + 1
      calls++
      const drop = drops.findIndex(({ nth }) => nth === calls)
      const how = drop < 0 ? undefined : drops.splice(drop, 1)[0]?.how
      const answered = how === 'hangUpBefore' ? undefined : await act(call, { visible, checked })
      if (answered === undefined || how === 'hangUpAfter') return void request.socket.destroy()
      const { status, body, headers } = answered
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(body === undefined ? '' : JSON.stringify(body))
    }
    handled().catch((thrown: unknown) => {
      refusals.push(String(thrown))
      response.writeHead(400).end('{}')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    refusals,
    counts,
    /** Treats visible requests so, one after the other, after so many went through. */
    next(mode: Mode, after = 0): void {
      passes = after
      modes.push(mode)
    },
    /** How many requests came so far, of any kind. */
    calls: () => calls,
    /** Hangs up at the n-th request from now, of any kind. */
    drop(nth: number, how: 'hangUpBefore' | 'hangUpAfter'): void {
      drops.push({ nth: calls + nth, how })
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://counterpart')
  const bytes = Buffer.concat(await request.toArray())
  const type = request.headers['content-type'] ?? ''
  return {
    method: request.method ?? 'GET',
    path: pathname,
    query: Object.fromEntries(searchParams),
    token: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1],
    headers: request.headers,
    bytes,
    json: type.startsWith('application/json') ? JSON.parse(bytes.toString()) : undefined,
    fields: type.startsWith('application/x-www-form-urlencoded')
      ? Object.fromEntries(new URLSearchParams(bytes.toString()))
      : {},
    form: type.startsWith('multipart/')
      ? await new Response(bytes, { headers: { 'content-type': type } }).formData()
      : undefined,
  }
}

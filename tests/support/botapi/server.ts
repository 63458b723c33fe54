// A Bot API that is as strict as the real one: every request is checked, and it can be told to be in any kind of trouble.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isMethod, type Method, schemas } from './schema.ts'
import { createUpdates } from './updates.ts'
import { vendorFaults } from './vendor.ts'
import { botId, createWorld, Refusal } from './world.ts'

/** The token of the bot. */
export const botToken = `${botId}:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_secret`

/** What happens to a call instead of what was asked for. */
export type Trouble =
  | { kind: 'refuse'; code: number; description: string; parameters?: Record<string, number> }
  /** Closes the connection without doing anything. */
  | { kind: 'hangUpBefore' }
  /** Does what was asked for, then closes the connection without an answer. */
  | { kind: 'hangUpAfter' }

type Rule = { trouble: Trouble; matches: RegExp; after: number; times: number }

const visible = /^(send(Message|Photo|Document|MediaGroup)|edit)/

/** Starts it on 127.0.0.1. `now` is the time that Telegram shows. */
export async function startBotApi(now: () => Date = () => new Date()) {
  const world = createWorld()
  const updates = createUpdates(world, now)
  const requests: { method: string; payload: Record<string, unknown> }[] = []
  /** What was wrong with requests; a test ends with none. */
  const faults: string[] = []
  let rules: Rule[] = []
  let isAway = false
  let isRevoked = false

  function troubleFor(method: string): Trouble | undefined {
    for (const rule of rules) {
      if (!rule.matches.test(method)) continue
      if (rule.after-- > 0) return undefined
      if (rule.times-- > 0) return rule.trouble
    }
    return undefined
  }

  async function carryOut(method: Method, payload: Record<string, unknown>, end: AbortSignal): Promise<unknown> {
    const read = schemas[method].safeParse(payload)
    const found = [...vendorFaults(method, payload), ...(read.success ? [] : [`${method}: ${read.error.message}`])]
    faults.push(...found)
    if (!read.success || found.length > 0) throw new Refusal(400, `Bad Request: ${found.join('; ')}`)
    if (method === 'getUpdates') return updates.get(schemas.getUpdates.parse(payload), end)
    return world.call(method, read.data)
  }

  async function handle(request: IncomingMessage, response: ServerResponse, end: AbortSignal): Promise<void> {
    if (isAway) return void request.socket.destroy()
    const [, file, token, rest = ''] = /^(\/file)?\/bot([^/]+)\/(.+)$/.exec(request.url ?? '') ?? []
    const body = await bytesOf(request)
    if (token !== botToken || isRevoked) throw new Refusal(401, 'Unauthorized')
    if (file !== undefined) {
      const found = world.files.get(/^photos\/(.+)\.jpg$/.exec(rest)?.[1] ?? '')
      if (found === undefined) throw new Refusal(404, 'Not Found')
      return void response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(found)
    }
    const payload = await payloadOf(request.headers['content-type'] ?? '', body)
    if (request.method !== 'POST' || !isMethod(rest)) {
      faults.push(`${request.method} ${rest} is not a call that Leopost makes`)
      throw new Refusal(404, 'Not Found')
    }
    requests.push({ method: rest, payload })
    const trouble = troubleFor(rest)
    if (trouble?.kind === 'hangUpBefore') return void request.socket.destroy()
    if (trouble?.kind === 'refuse') throw new Refusal(trouble.code, trouble.description, trouble.parameters)
    const result = await carryOut(rest, payload, end)
    if (trouble?.kind === 'hangUpAfter' || isAway) return void request.socket.destroy()
    reply(response, 200, { ok: true, result })
  }

  const server = createServer((request, response) => {
    const ended = new AbortController()
    response.on('close', () => ended.abort())
    handle(request, response, ended.signal).catch((error: unknown) => {
      if (!(error instanceof Refusal)) {
        faults.push(String(error))
        return request.socket.destroy()
      }
      const { code: error_code, message: description, parameters } = error
      reply(response, error_code, { ok: false, error_code, description, ...(parameters && { parameters }) })
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    // A server that listens on a port has an address of this shape.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    updates,
    requests,
    faults,
    /** Treats matching calls so: `times` of them, after letting `after` through. Visible ones unless told. */
    trouble(trouble: Trouble, more: { matches?: RegExp; after?: number; times?: number } = {}): void {
      const { matches = visible, after = 0, times = 1 } = more
      rules.push({ trouble, matches, after, times })
    },
    /** No more trouble. */
    calm(): void {
      rules = []
      isAway = false
      isRevoked = false
    },
    /** Nobody reaches it until `calm`; who waits is cut off. */
    goAway(): void {
      isAway = true
      server.closeAllConnections()
    },
    /** The token is good no more. */
    revoke(): void {
      isRevoked = true
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export type BotApi = Awaited<ReturnType<typeof startBotApi>>

async function payloadOf(type: string, body: Buffer<ArrayBuffer>): Promise<Record<string, unknown>> {
  if (type.startsWith('application/json')) return JSON.parse(body.toString('utf8') || '{}')
  if (!type.startsWith('multipart/form-data')) return {}
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  const attached = new Set<string>()
  const entries = [...form].map(([name, value]): [string, unknown] => {
    if (typeof value !== 'string') return [name, value]
    // The whole field is a file that comes under another name, as grammY sends it.
    const file = /^attach:\/\/(\S+)$/.exec(value)?.[1]
    if (file !== undefined) {
      attached.add(file)
      return [name, form.get(file)]
    }
    for (const [, file = ''] of value.matchAll(/"attach:\/\/([^"]+)"/g)) attached.add(file)
    const isJson = !['text', 'caption'].includes(name) && /^(-?\d+|true|false|[[{].*)$/s.test(value)
    return [name, isJson ? JSON.parse(value) : value]
  })
  // A file that a field refers to is part of that field.
  return Object.fromEntries(entries.filter(([name]) => !attached.has(name)))
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

async function bytesOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

// A Twilio that is as strict as the real one: every request is checked, calls are signed by Twilio's own SDK, and it can be in trouble.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { z } from 'zod'
import type { Chat } from '../../../src/core/chat.ts'

export const access = {
  accountSid: `AC${'a1'.repeat(16)}`,
  authToken: 'twilio-secret-token-of-the-account',
  from: '+14155238886',
}
export const publicUrl = 'https://desk.example'
const dayMs = 24 * 3_600_000

const party = z.string().regex(/^whatsapp:\+\d{5,15}$/)
const around = { From: z.literal(`whatsapp:${access.from}`), To: party, StatusCallback: z.url({ protocol: /^https$/ }) }
const contentSid = z.string().regex(/^HX[0-9a-f]{32}$/)
/** The fields of a message: words, a picture or a content. */
const message = z.union([
  z.strictObject({ ...around, Body: z.string().min(1).max(1_600) }),
  z.strictObject({ ...around, MediaUrl: z.url({ protocol: /^https$/ }) }),
  z.strictObject({ ...around, ContentSid: contentSid, ContentVariables: z.string().optional() }),
])
const action = z.strictObject({
  type: z.literal('QUICK_REPLY'),
  title: z.string().min(1).max(20),
  id: z.string().max(200),
})
const content = z.strictObject({
  friendly_name: z
    .string()
    .min(1)
    .max(64 * 4),
  language: z.string().length(2),
  variables: z.record(z.string().regex(/^\d+$/), z.string()),
  types: z.strictObject({
    'twilio/quick-reply': z.strictObject({ body: z.literal('{{1}}'), actions: z.array(action).min(1).max(3) }),
  }),
})

export type Trouble = { status: number; code?: number; retryAfter?: number }

/** A message as a person sees it. */
export type Shown = { id: string; to: string; text: string; buttons: { title: string; id: string }[]; picture?: string }

export type Twilio = Awaited<ReturnType<typeof startTwilio>>

/** Starts it on a port of its own. */
export async function startTwilio(now: () => Date = () => new Date()) {
  const faults: string[] = []
  const shown: Shown[] = []
  const contents = new Map<string, z.infer<typeof content>>()
  const files = new Map<string, { bytes: Uint8Array; type: string }>()
  const lastHeard = new Map<string, number>()
  /** What authorization a file was asked for with, at Twilio and where that leads. */
  const asked: { path: string; authorization: string | undefined }[] = []
  const statuses: Record<string, string>[] = []
  let rules: { trouble: Trouble; times: number; path: RegExp }[] = []
  let ids = 0
  let url = ''
  const sid = (kind: string) => `${kind}${String(++ids).padStart(32, '0')}`
  const basic = `Basic ${Buffer.from(`${access.accountSid}:${access.authToken}`).toString('base64')}`
  const own = `/2010-04-01/Accounts/${access.accountSid}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const body = await textOf(request)
    const { authorization } = request.headers
    if (path.includes('/Media/') || path.startsWith('/cdn/')) asked.push({ path, authorization })
    const [, cdn] = /^\/cdn\/(.+)$/.exec(path) ?? []
    const file = files.get(cdn ?? '')
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': file.type }).end(file.bytes)
      return
    }
    if (authorization !== basic) return refuse(response, { status: 401, code: 20003 })
    const rule = rules.find((one) => one.times > 0 && one.path.test(path))
    if (rule !== undefined) {
      rule.times--
      return refuse(response, rule.trouble)
    }
    const call = `${request.method} ${path}`
    if (call === `GET ${own}.json`) return reply(response, 200, { friendly_name: 'Bar Luce', status: 'active' })
    if (call === `POST ${own}/Messages.json`) return take(response, Object.fromEntries(new URLSearchParams(body)))
    if (call === 'GET /v1/Content') {
      const listed = [...contents].map(([id, { friendly_name }]) => ({ sid: id, friendly_name }))
      return reply(response, 200, { contents: listed })
    }
    if (call === 'POST /v1/Content') return make(response, JSON.parse(body))
    const [, media] = /^GET .*\/Media\/(.+)$/.exec(call) ?? []
    // The bytes lie elsewhere, on another host.
    if (media !== undefined && files.has(media)) {
      response.writeHead(307, { location: `${url.replace('127.0.0.1', 'localhost')}/cdn/${media}` }).end()
      return
    }
    if (media === undefined) faults.push(`${call} is not a call that Leopost makes`)
    refuse(response, { status: 404, code: 20404 })
  }

  function take(response: ServerResponse, given: Record<string, string>): void {
    const read = message.safeParse(given)
    if (!read.success) {
      faults.push(`${JSON.stringify(given)}: ${read.error.message}`)
      refuse(response, { status: 400, code: 21602 })
      return
    }
    const one = read.data
    const id = sid('SM')
    const to = one.To.replace('whatsapp:', '')
    const isTemplate = 'ContentSid' in one && !contents.has(one.ContentSid)
    const isOpen = now().getTime() - (lastHeard.get(to) ?? 0) <= dayMs
    // Twilio takes what WhatsApp will not, and says so afterwards.
    if (!isOpen && !isTemplate)
      statuses.push({ MessageSid: id, MessageStatus: 'failed', ErrorCode: '63016', To: one.To })
    else {
      shown.push(shownOf(id, to, one))
      statuses.push({ MessageSid: id, MessageStatus: 'delivered', To: one.To })
    }
    reply(response, 201, { sid: id, status: 'queued' })
  }

  function shownOf(id: string, to: string, one: z.infer<typeof message>): Shown {
    if ('Body' in one) return { id, to, text: one.Body, buttons: [] }
    if ('MediaUrl' in one) return { id, to, text: '', buttons: [], picture: one.MediaUrl }
    const made = contents.get(one.ContentSid)
    if (made === undefined) return { id, to, text: '(template)', buttons: [] }
    const text = String(JSON.parse(one.ContentVariables ?? '{}')['1'])
    if (text.length > 1_024) faults.push('the words over quick replies are too long')
    return { id, to, text, buttons: made.types['twilio/quick-reply'].actions }
  }

  function make(response: ServerResponse, given: unknown): void {
    const read = content.safeParse(given)
    if (!read.success) {
      faults.push(read.error.message)
      refuse(response, { status: 400, code: 20001 })
      return
    }
    const id = sid('HX')
    contents.set(id, read.data)
    reply(response, 201, { sid: id })
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      faults.push(String(error))
      request.socket.destroy()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // A server that listens on a port has an address of this shape.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** A call of the webhook as Twilio makes it, signed by Twilio's own SDK over the address it was given. */
  function signed(form: Record<string, string>, { token = access.authToken, query = '' } = {}): Request {
    const signature = getExpectedTwilioSignature(token, `${publicUrl}/webhooks/twilio${query}`, form)
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature }
    // Behind a proxy the process itself is reached by another address.
    const at = `http://127.0.0.1:3000/webhooks/twilio${query}`
    return new Request(at, { method: 'POST', headers, body: new URLSearchParams(form).toString() })
  }

  return {
    url,
    shown,
    contents,
    files,
    asked,
    faults,
    signed,
    /** The form of a message of a person; empty fields included, as Twilio sends them. */
    message(
      from: { number: string; name: string },
      more: Record<string, string>,
      id = sid('SM'),
    ): Record<string, string> {
      lastHeard.set(`+${from.number}`, now().getTime())
      const parties = { From: `whatsapp:+${from.number}`, To: `whatsapp:${access.from}`, WaId: from.number }
      const usual = { Body: '', NumMedia: '0', NumSegments: '1', SmsStatus: 'received', ApiVersion: '2010-04-01' }
      return { MessageSid: id, SmsMessageSid: id, ProfileName: from.name, ...parties, ...usual, ...more }
    },
    /** The address of a file as Twilio gives it. */
    fileUrl: (name: string) => `${url}${own}/Messages/MM1/Media/${name}`,
    /** Tells a chat what became of what it sent. */
    async tell(chat: Chat): Promise<void> {
      for (const status of statuses.splice(0))
        await chat.webhook?.(signed({ From: `whatsapp:${access.from}`, ...status }))
    },
    loses(id: string, code: number): void {
      statuses.push({ MessageSid: id, MessageStatus: 'undelivered', ErrorCode: String(code) })
      const at = shown.findIndex((one) => one.id === id)
      if (at >= 0) shown.splice(at, 1)
    },
    trouble(trouble: Trouble, { times = 1, path = /Messages\.json$/ } = {}): void {
      rules.push({ trouble, times, path })
    },
    calm(): void {
      rules = []
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function refuse(response: ServerResponse, { status, code, retryAfter }: Trouble): void {
  const headers = { 'content-type': 'application/json', ...(retryAfter && { 'retry-after': String(retryAfter) }) }
  response.writeHead(status, headers).end(JSON.stringify({ code, message: 'refused', status }))
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

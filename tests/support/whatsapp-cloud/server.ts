// A Cloud API that is as strict as the real one: every request is checked, what is outside the day is lost, and it can be in any trouble.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Chat } from '../../../src/core/chat.ts'
import { message, type Sent, upload } from './schema.ts'
import { messageFaults, webhookFaults } from './vendor.ts'

export const access = {
  token: 'EAAcloudsecrettoken',
  phoneId: '106540352242922',
  appSecret: 'app-secret-of-the-installation',
  verifyToken: 'a-word-of-our-own',
}
/** The number that people write to. */
export const ourNumber = '15550783881'
const metadata = { display_phone_number: ourNumber, phone_number_id: access.phoneId }
const dayMs = 24 * 3_600_000

/** How a call is treated: refused with a code of Meta's, answered by something that is not Meta, or cut off. */
export type Trouble =
  | { kind: 'refuse'; code: number; status?: number }
  | { kind: 'page'; status: number }
  | { kind: 'hangUp' }

/** A message as a person sees it. */
export type Shown = { id: string; to: string; text: string; choices: { id: string; title: string }[]; picture?: string }

export type CloudApi = Awaited<ReturnType<typeof startCloudApi>>

/** Starts it on a port of its own. */
export async function startCloudApi(now: () => Date = () => new Date()) {
  const faults: string[] = []
  const sent: Sent[] = []
  const shown: Shown[] = []
  const files = new Map<string, { bytes: Uint8Array; type: string; size?: number }>()
  const lastHeard = new Map<string, number>()
  const statuses: object[] = []
  let rules: { trouble: Trouble; times: number; path: RegExp }[] = []
  let ids = 0
  let url = ''

  function troubleFor(path: string): Trouble | undefined {
    const rule = rules.find((one) => one.times > 0 && one.path.test(path))
    if (rule !== undefined) rule.times--
    return rule?.trouble
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '')
    const body = await bytesOf(request)
    if (request.headers.authorization !== `Bearer ${access.token}`) return refuse(response, 190, 401)
    const trouble = troubleFor(`${request.method} ${path}`)
    if (trouble?.kind === 'hangUp') return void request.socket.destroy()
    if (trouble?.kind === 'page') return void response.writeHead(trouble.status).end('<html>Sorry</html>')
    if (trouble?.kind === 'refuse') return refuse(response, trouble.code, trouble.status ?? 400)
    const own = `/v25.0/${access.phoneId}`
    const call = `${request.method} ${path}`
    if (call === `POST ${own}/messages`) return take(response, JSON.parse(body.toString('utf8')))
    if (call === `POST ${own}/media`) return keepFile(response, body, request.headers['content-type'] ?? '')
    if (call === `GET ${own}`)
      return reply(response, { display_phone_number: '+1 555-078-3881', verified_name: 'Leopost', id: access.phoneId })
    const [, fileId = ''] = /^GET \/v25\.0\/([^/]+)$/.exec(call) ?? []
    const file = files.get(fileId)
    if (file !== undefined) {
      const { bytes, type, size = bytes.length } = file
      const found = { messaging_product: 'whatsapp', url: `${url}/file/${fileId}`, mime_type: type, id: fileId }
      return reply(response, { ...found, sha256: 'x', file_size: String(size) })
    }
    const [, download = ''] = /^GET \/file\/(.+)$/.exec(call) ?? []
    const given = files.get(download)
    if (given !== undefined) return void response.writeHead(200, { 'content-type': given.type }).end(given.bytes)
    if (!call.startsWith('GET /v25.0/')) faults.push(`${call} is not a call that Leopost makes`)
    refuse(response, 100, 400)
  }

  function take(response: ServerResponse, given: unknown): void {
    const read = message.safeParse(given)
    const found = [...messageFaults(given), ...(read.success ? [] : [read.error.message])]
    faults.push(...found)
    if (!read.success || found.length > 0) {
      refuse(response, 100, 400)
      return
    }
    const one = read.data
    const id = `wamid.out${++ids}`
    sent.push(one)
    const isOpen = now().getTime() - (lastHeard.get(one.to) ?? 0) <= dayMs
    // Meta takes what it will not deliver, and says so afterwards.
    if (one.type === 'template' || isOpen) shown.push(shownOf(id, one))
    else
      statuses.push({ id, status: 'failed', recipient_id: one.to, errors: [{ code: 131047, title: 'Re-engagement' }] })
    reply(response, {
      messaging_product: 'whatsapp',
      contacts: [{ input: one.to, wa_id: one.to }],
      messages: [{ id }],
    })
  }

  async function keepFile(response: ServerResponse, body: Buffer<ArrayBuffer>, type: string): Promise<void> {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData()
    const read = upload.safeParse(Object.fromEntries(form))
    if (!read.success) {
      faults.push(read.error.message)
      return refuse(response, 131053, 400)
    }
    const id = `up${++ids}`
    const bytes = new Uint8Array(await read.data.file.arrayBuffer())
    files.set(id, { bytes, type: read.data.type })
    reply(response, { id })
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

  /** A call of the webhook as Meta makes it, signed. */
  function callOf(value: object): Request {
    const payload = {
      object: 'whatsapp_business_account',
      entry: [
        { id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }] },
      ],
    }
    return signed(JSON.stringify(payload))
  }

  return {
    url,
    apiRoot: `${url}/v25.0`,
    sent,
    shown,
    files,
    faults,
    /** A message of a person, with its time in whole seconds. */
    message(from: string, content: Record<string, unknown>, id = `wamid.in${++ids}`): Record<string, unknown> {
      lastHeard.set(from, now().getTime())
      const timestamp = String(Math.floor(now().getTime() / 1000))
      const text = 'text' in content && typeof content.text === 'string' ? { text: { body: content.text } } : {}
      const type = Object.keys(content).find((key) => key !== 'context') ?? 'unsupported'
      return { from, id, timestamp, type, ...content, ...text }
    },
    /** The call of the webhook that brings messages. */
    call(name: string, ...messages: Record<string, unknown>[]): Request {
      const contacts = [{ profile: { name }, wa_id: String(messages[0]?.from) }]
      faults.push(...webhookFaults({ metadata, contacts }))
      return callOf({ contacts, messages })
    },
    /** The signed call with a body of any kind. */
    signed,
    /** Tells a chat what did not arrive. */
    async tell(chat: Chat): Promise<void> {
      for (const status of statuses.splice(0)) {
        const timestamp = String(Math.floor(now().getTime() / 1000))
        await chat.webhook?.(callOf({ statuses: [{ timestamp, ...status }] }))
      }
    },
    /** The message with this id will turn out not to have arrived. */
    loses(id: string, code: number): void {
      statuses.push({ id, status: 'failed', recipient_id: '1', errors: [{ code, title: 'x' }] })
      const at = shown.findIndex((one) => one.id === id)
      if (at >= 0) shown.splice(at, 1)
    },
    trouble(trouble: Trouble, { times = 1, path = /\/messages$/ } = {}): void {
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

function signed(body: string, secret = access.appSecret): Request {
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature }
  return new Request('https://desk.example/webhooks/whatsapp', { method: 'POST', headers, body })
}

function shownOf(id: string, one: Sent): Shown {
  const at = { id, to: one.to }
  switch (one.type) {
    case 'text':
      return { ...at, text: one.text.body, choices: [] }
    case 'image':
      return { ...at, text: '', choices: [], picture: one.image.id }
    case 'template':
      return { ...at, text: `(${one.template.name})`, choices: [] }
    case 'interactive': {
      const { interactive } = one
      const pressed =
        interactive.type === 'button'
          ? interactive.action.buttons.map(({ reply }) => ({ id: reply.id, title: reply.title }))
          : interactive.action.sections.flatMap(({ rows }) => rows.map(({ id, title }) => ({ id, title })))
      return { ...at, text: interactive.body.text, choices: pressed }
    }
  }
}

function refuse(response: ServerResponse, code: number, status: number): void {
  const error = { message: '(#x) refused', type: 'OAuthException', code, fbtrace_id: 'x' }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
}

function reply(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function bytesOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

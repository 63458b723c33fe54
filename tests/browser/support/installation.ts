// An installation as the browser sees it: the HTTP of the contract that the widget uses, with answers in the test's hand.
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { type HttpBindings, serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Delta, Reply } from '../../../src/core/chat.ts'
import { widgetSignInPage } from '../../../src/http/pages/sign-in.ts'
import { addPages } from './pages.ts'

/** A message as the widget posts it. */
export type Posted = { id: string; text?: string; choice?: string; media?: string[] }

/** What a test can do while a message is answered. */
export type Turn = {
  delta(delta: Delta): Promise<void>
  reply(reply: Partial<Reply>): Promise<Reply>
  /** Cuts the connection of this answer; what is said after goes to the events alone. */
  cut(): void
}

/** The fake installation: what came in, and how the next messages are answered. */
export type Installation = {
  origin: string
  posted: Posted[]
  resumedAfter: string[]
  answer: (message: Posted, turn: Turn) => Promise<void>
  /** Says something nobody asked for. */
  say(reply: Partial<Reply>): Promise<Reply>
  /** Cuts every open stream of events. */
  cutEvents(): void
  tokenLife: number
  tokens: number
  stop(): Promise<void>
}

type Entry = (Reply & { from: 'leopost' }) | { from: 'person'; id: string; at: string; text?: string; choice?: string }

/** Starts one on a free port of 127.0.0.1; `allowed` is the foreign origin that may show the widget. */
export async function startInstallation(allowed = ''): Promise<Installation> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const entries: Entry[] = []
  const turns = new Map<string, { replies: Reply[]; done: Promise<void> }>()
  const listeners = new Set<{ stream: SSEStreamingApi; cut: () => void }>()
  let valid = ''

  async function say(reply: Partial<Reply>): Promise<Reply> {
    const number = entries.filter((entry) => entry.from === 'leopost').length + 1
    const whole: Reply = { id: `r${number}`, number, text: '', at: new Date().toISOString(), choices: [], ...reply }
    entries.push({ ...whole, from: 'leopost' })
    for (const { stream } of listeners) await stream.writeSSE(replyEvent(whole))
    return whole
  }

  app.use(async (c, next) => {
    c.header('Content-Security-Policy', policy)
    if (allowed !== '' && c.req.header('origin') === allowed) {
      c.header('Access-Control-Allow-Origin', allowed)
      c.header('Access-Control-Allow-Headers', 'authorization, content-type, last-event-id')
      if (c.req.method === 'OPTIONS') return c.body(null, 204)
    }
    const isForeign = c.req.path.startsWith('/api/') && c.req.header('origin') === allowed
    if (isForeign && c.req.header('authorization') !== `Bearer ${valid}`) {
      return c.json({ type: 'about:blank', title: 'Signed out', status: 401, detail: 'Sign in again.' }, 401)
    }
    return next()
  })

  app.get('/api/v1/messages', (c) => {
    const before = entries.findIndex((entry) => entry.id === c.req.query('before'))
    const shown = before === -1 ? entries : entries.slice(0, before)
    return c.json({ messages: shown.slice(-Number(c.req.query('limit') ?? 30)) })
  })

  app.post('/api/v1/messages', async (c) => {
    const message: Posted = await c.req.json()
    installation.posted.push(message)
    return streamSSE(c, async (stream) => {
      const known = turns.get(message.id)
      if (known !== undefined) {
        await known.done
        for (const reply of known.replies) await stream.writeSSE(replyEvent(reply))
        return stream.writeSSE({ event: 'done', data: '{}' })
      }
      const { id, text, choice } = message
      entries.push({
        from: 'person',
        id,
        at: new Date().toISOString(),
        ...(text ? { text } : {}),
        ...(choice ? { choice } : {}),
      })
      const replies: Reply[] = []
      let isCut = false
      const done = installation.answer(message, {
        delta: async (delta) => {
          if (!isCut) await stream.writeSSE({ event: 'delta', data: JSON.stringify(delta) })
        },
        reply: async (reply) => {
          const said = await say(reply)
          replies.push(said)
          if (!isCut) await stream.writeSSE(replyEvent(said))
          return said
        },
        cut: () => {
          isCut = true
          hangUp(c)
        },
      })
      turns.set(id, { replies, done })
      await done
      if (!isCut) await stream.writeSSE({ event: 'done', data: '{}' })
    })
  })

  app.get('/api/v1/events', (c) => {
    const after = c.req.header('last-event-id') ?? ''
    installation.resumedAfter.push(after)
    return streamSSE(c, async (stream) => {
      const listener = { stream, cut: () => hangUp(c) }
      listeners.add(listener)
      const closed = new Promise<void>((resolve) => stream.onAbort(resolve))
      await stream.write(': here\n\n')
      for (const entry of entries) {
        if (entry.from === 'leopost' && entry.number > Number(after)) await stream.writeSSE(replyEvent(entry))
      }
      await closed
      listeners.delete(listener)
    })
  })

  app.post('/api/v1/media', async (c) => {
    const { file } = await c.req.parseBody()
    if (!(file instanceof File)) return c.json({ title: 'No file', status: 400, detail: 'No file came.' }, 400)
    return c.json({ id: `m-${file.name}`, type: file.type, bytes: file.size })
  })

  app.get('/widget/sign-in', (c) => {
    const origin = c.req.query('origin') ?? ''
    return c.html(widgetSignInPage({ language: 'en', origin, workspace: 'Bar Luce', mayApprove: true }))
  })
  app.post('/widget/token', (c) => {
    valid = `token-${++installation.tokens}`
    return c.json({ token: valid, expiresAt: new Date(Date.now() + installation.tokenLife).toISOString() })
  })

  app.get('/:file{(widget/)?[a-z-]+\\.(js|css|svg)}', async (c) => {
    const file = c.req.param('file')
    const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }
    c.header('Content-Type', types[file.split('.').at(-1) ?? ''] ?? '')
    c.header('Access-Control-Allow-Origin', '*')
    return c.body(await readFile(new URL(`../../../src/http/browser/${file}`, import.meta.url)))
  })
  addPages(app)

  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo
  const installation: Installation = {
    origin: `http://127.0.0.1:${port}`,
    posted: [],
    resumedAfter: [],
    answer: async (_, turn) => {
      await turn.reply({ text: 'Noted.' })
    },
    say,
    cutEvents() {
      for (const { cut } of listeners) cut()
      listeners.clear()
    },
    tokenLife: 900_000,
    tokens: 0,
    async stop() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return installation
}

/** What the real one sends with every page. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; form-action 'self'; base-uri 'none'"

function replyEvent(reply: Reply) {
  return { event: 'reply', id: String(reply.number), data: JSON.stringify(reply) }
}

function hangUp(c: Context<{ Bindings: HttpBindings }>): void {
  c.env.outgoing.destroy()
}

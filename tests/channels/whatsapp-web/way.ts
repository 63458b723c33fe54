// WhatsApp by a telephone of one's own, with a child that a test holds by the hand.
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createWhatsAppWeb, type WhatsAppWebConfig } from '../../../src/channels/chat/whatsapp-web/index.ts'
import type { FromChild, Seen, ToChild } from '../../../src/channels/chat/whatsapp-web/protocol.ts'
import type { Logger } from '../../../src/core/context.ts'
import type { luce, Way } from '../whatsapp/desk.ts'

/** Opens it; the telephone is linked already. */
export async function webWay(clock: { now: () => Date }, log: Logger, more: Partial<WhatsAppWebConfig> = {}) {
  const shown: { id: string; to: string; text: string }[] = []
  const asked: ToChild[] = []
  const files = new Map<string, Buffer>()
  const printed: string[] = []
  const ids = new Map<string, string>()
  let socket: Socket | undefined
  let births = 0
  let isDown = false
  let count = 0
  const waiting: { is: () => boolean; done: () => void }[] = []
  const look = () => {
    for (const one of waiting.filter(({ is }) => is())) one.done()
  }
  /** Resolves as soon as something is so. */
  const until = (is: () => boolean) =>
    is() ? Promise.resolve() : new Promise<void>((done) => waiting.push({ is, done }))

  const server = createServer((given) => {
    socket = given
    births++
    createInterface({ input: given }).on('line', (line) => {
      const message: ToChild = JSON.parse(line)
      asked.push(message)
      if (message.ask !== 'stop') answer(message)
      look()
    })
    look()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo
  const dataDir = await mkdtemp(join(tmpdir(), `leopost-hand-${port}-`))
  const tell = (message: FromChild | { die: true }) => void socket?.write(`${JSON.stringify(message)}\n`)

  function answer(message: Exclude<ToChild, { ask: 'stop' }>): void {
    const { call } = message
    if (isDown) tell({ is: 'failed', call, why: 'no network' })
    else {
      const value = worth(message)
      tell({ is: 'done', call, ...(value !== undefined && { value }) })
    }
  }

  function worth(message: Exclude<ToChild, { ask: 'stop' }>): string | undefined {
    if (message.ask === 'fetch') return files.get(message.message)?.toString('base64')
    if (message.ask === 'pair') return 'ABCD1234'
    const id = `true_out${++count}`
    shown.push({ id, to: message.to, text: message.ask === 'say' ? message.text : '' })
    return id
  }

  const chat = createWhatsAppWeb({
    dataDir,
    chromium: 'none',
    log,
    hold: async () => true,
    print: (text) => void printed.push(text),
    program: new URL('../../support/whatsapp-web/child.ts', import.meta.url),
    timing: { lookMs: 30, restMs: 30 },
    ...more,
  })
  let stored = 0
  const start = chat.start.bind(chat)
  chat.start = (receive, offered, undelivered) =>
    start(
      async (arrival) => {
        await receive(arrival)
        stored++
        look()
      },
      offered,
      undelivered,
    )

  /** Brings a message and waits until it is taken. */
  async function brings(from: typeof luce, more: Partial<Seen>): Promise<void> {
    await linked()
    const before = stored
    const at = Math.floor(clock.now().getTime() / 1000)
    const usual = { id: `false_in${++count}`, from: `${from.number}@lid`, name: from.name, at, type: 'chat', body: '' }
    tell({ is: 'message', message: { ...usual, hasFile: false, isForwarded: false, ...more } })
    await until(() => stored > before)
  }

  async function linked(): Promise<void> {
    await until(() => socket !== undefined)
    if (chat.linking?.().state !== 'linked') {
      tell({ is: 'ready', number: '393330000000' })
      while (chat.linking?.().state !== 'linked') await new Promise((done) => setImmediate(done))
    }
  }

  const way = {
    chat,
    tell_: tell,
    brings,
    linked,
    until,
    shownAll: shown,
    asked,
    files,
    printed,
    dataDir,
    births: () => births,
    idOf: (number: string) => `${number}@lid`,
    async says(from: typeof luce, text: string, id?: string) {
      const known = id === undefined ? undefined : (ids.get(id) ?? `false_same${++count}`)
      if (id !== undefined && known !== undefined) ids.set(id, known)
      await brings(from, { body: text, ...(known !== undefined && { id: known }) })
    },
    shown: (number: string) => shown.filter((one) => one.to === `${number}@lid`).map((one) => one.text),
    outage: {
      begins: () => {
        isDown = true
      },
      ends: () => {
        isDown = false
      },
    },
    async close() {
      await new Promise<void>((done) => {
        server.close(() => done())
        socket?.destroy()
      })
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return way satisfies Way
}

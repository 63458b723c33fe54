// How soon a call of each chat's webhook is acknowledged at 200 a second, over real HTTP from another process; the message is committed then.
import { fork } from 'node:child_process'
import { createTelegram } from '../../src/channels/chat/telegram/index.ts'
import { createWhatsAppCloud } from '../../src/channels/chat/whatsapp-cloud/index.ts'
import { createTwilio } from '../../src/channels/chat/whatsapp-twilio/index.ts'
import { createRequest } from '../../src/channels/request.ts'
import { systemClock } from '../../src/clock.ts'
import type { Chat } from '../../src/core/chat.ts'
import { withSystem } from '../../src/db/client.ts'
import { addIdentity } from '../../src/db/tenants.ts'
import { createHttp } from '../../src/http/index.ts'
import { createLog } from '../../src/log.ts'
import { botToken, startBotApi } from '../support/botapi/server.ts'
import { seedWorkspaces } from '../support/seed.ts'
import { publicUrl, startTwilio, access as twilioAccess } from '../support/twilio/server.ts'
import { access as cloudAccess, startCloudApi } from '../support/whatsapp-cloud/server.ts'
import { openBenchApp } from './bench-app.ts'
import { type Figure, spread } from './figures.ts'

/** A call as it is sent, in the order of sending. */
export type Call = { path: string; headers: Record<string, string>; body: string }
/** What the calling process is asked to do. */
export type Calling = { url: string; calls: Call[]; perSecond: number }

const people = 50
const count = 2_000
const warm = 100
const perSecond = 200
const secret = 'a-word-only-telegram-knows'

/** Each transport on an app of its own; answers go out to a counterpart on the same machine. */
export async function webhooks(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const name of ['telegram', 'whatsapp', 'twilio'] as const) figures.push(...(await measure(name)))
  return figures
}

async function measure(name: 'telegram' | 'whatsapp' | 'twilio'): Promise<Figure[]> {
  const request = createRequest({ now: systemClock.now, allowPrivateHosts: [], userAgent: 'bench' })
  const there = await forkCounterpart(name)
  const way = await ways[name](request, there.url)
  const bench = await openBenchApp({ chats: [way.chat] })
  try {
    const seats = await seedWorkspaces(bench.app.ctx.db, people)
    for (const [i, { personId }] of seats.entries())
      await withSystem(bench.app.ctx.db, (tx) =>
        addIdentity(tx, { personId, chat: way.chat.id, externalId: way.idOf(i) }),
      )
    await bench.app.start()
    let url = ''
    const http = createHttp(bench.app, { publicUrl: () => url, key: 'bench-key-bench-key-bench-key-bench' })
    url = (await http.start({ host: '127.0.0.1', port: 0 })).url
    const calls: Call[] = []
    for (let i = 0; i < warm + count; i++) calls.push(await callOf(way.call(i % people, i)))
    const acks = await called({ url, calls, perSecond })
    await http.stop()
    return spread(
      `webhook of ${name} acknowledged at 200 a second, turns and replies behind it`,
      acks.slice(warm),
      'ms',
    )
  } finally {
    await bench.close()
    await request.close()
    await way.stop()
    there.stop()
  }
}

type Way = { chat: Chat; idOf(i: number): string; call(person: number, i: number): Request; stop(): Promise<void> }
type Outward = ReturnType<typeof createRequest>

const around = { now: systemClock.now, log: createLog('fatal') }
const number = (person: number) => String(393_330_000_000 + person)

const ways: Record<'telegram' | 'whatsapp' | 'twilio', (request: Outward, url: string) => Promise<Way>> = {
  async telegram(request, url) {
    const api = await startBotApi()
    const given = { token: botToken, apiRoot: url, request, publicUrl, webhookSecret: secret }
    const chat = createTelegram({ ...given, ...around, hold: async () => true })
    for (let id = 1_000; id < 1_000 + people; id++)
      api.world.chats.set(id, { id, type: 'private', bot: 'member', canPost: true, admins: [] })
    return {
      chat,
      idOf: (i) => String(1_000 + i),
      call(person, i) {
        const id = 1_000 + person
        const message = api.updates.message({ id, name: 'Luce' }, id, { text: 'what is planned' })
        const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
        const body = JSON.stringify({ update_id: i + 1, message })
        return new Request('http://x/webhooks/telegram', { method: 'POST', headers, body })
      },
      stop: () => api.stop(),
    }
  },
  async whatsapp(request, url) {
    const api = await startCloudApi()
    const chat = createWhatsAppCloud({ ...cloudAccess, apiRoot: `${url}/v25.0`, request, ...around })
    return {
      chat,
      idOf: number,
      call: (person) => api.call('Luce', api.message(number(person), { text: 'what is planned' })),
      stop: () => api.stop(),
    }
  },
  async twilio(request, url) {
    const api = await startTwilio()
    const chat = createTwilio({ ...twilioAccess, apiRoot: url, publicUrl, request, ...around })
    return {
      chat,
      idOf: (i) => `+${number(i)}`,
      call: (person) => api.signed(api.message({ number: number(person), name: 'Luce' }, { Body: 'what is planned' })),
      stop: () => api.stop(),
    }
  },
}

/** Starts what answers the chat as a process; the one here only writes calls. */
async function forkCounterpart(name: string): Promise<{ url: string; stop(): void }> {
  const child = fork(new URL('./counterpart.ts', import.meta.url), [name])
  const url = await new Promise<string>((done) => child.once('message', (message) => done(String(message))))
  return { url, stop: () => void child.kill() }
}

async function callOf(request: Request): Promise<Call> {
  return {
    path: new URL(request.url).pathname,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  }
}

async function called(calling: Calling): Promise<number[]> {
  const child = fork(new URL('./caller.ts', import.meta.url))
  const heard = new Promise<number[]>((done, fail) => {
    child.once('message', (message) => done(message as number[]))
    child.once('exit', (code) => fail(new Error(`the calling process ended with ${code}`)))
  })
  child.send(calling)
  const acks = await heard
  child.kill()
  return acks
}

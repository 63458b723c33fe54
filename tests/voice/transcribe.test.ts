// Listening: what is sent to a provider and what comes back, money, failures, and how long a recording is.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createEars } from '../../src/core/ai/create.ts'
import { GatewayError } from '../../src/core/ai/gateway.ts'
import { listPrices } from '../../src/core/ai/prices.ts'
import type { Purse } from '../../src/core/ai/purse.ts'
import { readRoute, targetsOf } from '../../src/core/ai/routes.ts'
import { createTranscriber } from '../../src/core/ai/transcribe.ts'
import { kindOf } from '../../src/core/media/kind.ts'
import { secondsOf } from '../../src/core/media/seconds.ts'
import { type Opened, purseInto } from '../ai/support/models.ts'
import { mp4, ogg, webm } from './recordings.ts'

type Answer = { status: number; body: object | string }
const servers: { stop(): void }[] = []
afterEach(() => {
  for (const one of servers.splice(0)) one.stop()
})

/** A server that answers what it is told and keeps the forms it was sent. */
async function startEar(answer: Answer) {
  const forms: Record<string, unknown>[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const form = await new Response(Buffer.concat(chunks), { headers }).formData()
    forms.push({ path: request.url, ...Object.fromEntries(form) })
    const { status, body } = answer
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  servers.push({ stop: () => server.close() })
  // A server that listens on a port has an address of this shape.
  return { forms, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` }
}

function open(route: string, at: { openai?: string; compatible?: string }, purse?: Purse) {
  const rows: Opened['rows'] = []
  const access = (baseUrl: string | undefined) => (baseUrl === undefined ? undefined : { apiKey: 'a-key', baseUrl })
  const transcriber = createTranscriber({
    ears: createEars({ openai: access(at.openai), compatible: access(at.compatible) }),
    targets: targetsOf(readRoute(route) ?? []),
    priced: { prices: listPrices, local: new Set() },
    purse: purse ?? purseInto(rows),
    now: () => 1_000,
  })
  const listen = (seconds = 38) =>
    transcriber.listen({
      workspaceId: 'w1',
      key: '7/transcribe/abc',
      recording: { bytes: ogg(seconds), type: 'audio/ogg', ending: 'ogg', seconds },
      hints: ['Bar Luce', 'Bluesky'],
      signal: new AbortController().signal,
    })
  return { listen, rows }
}

describe('listening', () => {
  it('sends the recording with the names of the brand, and writes down its seconds and cost', async () => {
    const ear = await startEar({ status: 200, body: { text: ' Yesterday the first customer came in. ' } })
    const { listen, rows } = open('openai:gpt-4o-transcribe', { openai: ear.url })
    expect(await listen()).toEqual({ text: 'Yesterday the first customer came in.', micros: 3_800 })
    const [form] = ear.forms
    expect(form).toMatchObject({
      path: '/v1/audio/transcriptions',
      model: 'gpt-4o-transcribe',
      prompt: 'Bar Luce, Bluesky',
    })
    expect(form?.file instanceof File && [form.file.name, form.file.type]).toEqual(['voice.ogg', 'audio/ogg'])
    // Nobody says in which language it is: it is kept as it was said.
    expect(form).not.toHaveProperty('language')
    expect(rows).toEqual([
      expect.objectContaining({ task: 'transcribe', kind: 'transcript', amount: 38, micros: 3_800, failure: null }),
    ])
  })

  it('believes the seconds that the provider counted', async () => {
    const ear = await startEar({ status: 200, body: { text: 'Hello', usage: { type: 'duration', seconds: 12 } } })
    const { listen, rows } = open('openai:whisper-1', { openai: ear.url })
    await listen()
    expect(rows[0]).toMatchObject({ amount: 12, micros: 1_200 })
  })

  it.for(['', '   ', '...', '[BLANK_AUDIO]', '(silence)', '[Music] …'])('hears nothing in %j', async (text) => {
    const ear = await startEar({ status: 200, body: { text } })
    expect((await open('openai:whisper-1', { openai: ear.url }).listen()).text).toBe('')
  })

  it('asks the next of the route where one fails, and says who failed where all did', async () => {
    const down = await startEar({ status: 503, body: { error: { message: 'busy' } } })
    const up = await startEar({ status: 200, body: { text: 'Hello' } })
    const both = open('openai:whisper-1,compatible:whisper', { openai: down.url, compatible: up.url })
    expect((await both.listen()).text).toBe('Hello')
    expect(both.rows.map((row) => row.failure)).toEqual(['overloaded', null])
    const page = await startEar({ status: 200, body: '<html>not what was asked</html>' })
    const error = await open('compatible:whisper', { compatible: page.url })
      .listen()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(GatewayError)
    expect(error instanceof GatewayError && error.faults).toEqual([{ provider: 'compatible', kind: 'broken' }])
  })

  it('asks nobody where the budget does not allow it', async () => {
    const ear = await startEar({ status: 200, body: { text: 'Hello' } })
    const refusal = { of: 'day', limit: 1, spent: 1, isHeld: false } as const
    const purse = { ...purseInto([]), reserve: async () => ({ kind: 'refused', ...refusal }) as const }
    expect(await open('openai:whisper-1', { openai: ear.url }, purse).listen()).toEqual({
      text: '',
      micros: 0,
      refused: refusal,
    })
    expect(ear.forms).toEqual([])
  })
})

describe('a recording', () => {
  it.for([
    ['an Ogg of Opus', ogg(38), 'audio/ogg', 38],
    ['ten minutes of it', ogg(600), 'audio/ogg', 600],
    ['a WebM, at most', Buffer.alloc(150_000), 'audio/webm', 100],
    ['an Ogg that is cut off, at most', Buffer.from('OggS'), 'audio/ogg', 1],
  ] as const)('%s has its seconds', ([, bytes, type, seconds]) => {
    expect(secondsOf(bytes, type)).toBe(seconds)
  })

  it('of a browser is sound, not a film', () => {
    expect([kindOf(webm()), kindOf(mp4())]).toEqual(['audio/webm', 'audio/mp4'])
  })
})

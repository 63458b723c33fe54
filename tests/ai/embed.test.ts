// Vectors of texts by an OpenAI-compatible server: in order, of length 1, written down, and a fault is a fault.
import { LLMock } from '@copilotkit/aimock'
import { afterEach, expect, it } from 'vitest'
import type { Spending } from '../../src/core/ai/call.ts'
import { createGateway, createProviders, createVectorProviders } from '../../src/core/ai/create.ts'
import { likeness } from '../../src/core/ai/embed.ts'
import { listPrices } from '../../src/core/ai/prices.ts'
import { type Routes, readRoute } from '../../src/core/ai/routes.ts'
import { startRaw } from './support/raw.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function open(baseUrl: string, routes: Routes = {}) {
  const rows: Spending[] = []
  const quiet = () => undefined
  const access = { openai: { apiKey: 'a-key', baseUrl } }
  const gateway = createGateway({
    providers: createProviders(access),
    vectors: createVectorProviders(access),
    routes,
    prices: listPrices,
    ledger: { spend: async (_workspace, row) => void rows.push(row) },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    now: Date.now,
  })
  return { embedder: gateway?.embedder, rows }
}

const request = (texts: string[]) => ({ workspaceId: 'w', key: 'k', texts, signal: new AbortController().signal })

it('gives one vector of length 1 for each text, in order, and writes the call down', async () => {
  const mock = new LLMock({ port: 0 })
  mock.onEmbedding(/coffee/, { embedding: [3, 4] })
  await mock.start()
  closing.push(() => mock.stop())
  const { embedder, rows } = open(`${mock.url}/v1`)
  expect(embedder?.model).toBe('openai:text-embedding-3-small')
  const answer = await embedder?.embed(request(['The first coffee is on us.', 'The first coffee is on us.']))
  const [a = [], b = []] = answer?.vectors ?? []
  expect(a).toEqual([0.6, 0.8])
  expect(likeness(a, b)).toBeCloseTo(1)
  expect(rows.map((row) => [row.task, row.model])).toEqual([['embed', 'openai:text-embedding-3-small']])
})

it('puts answers that come out of order back in order', async () => {
  const data = [
    { index: 1, embedding: [0, 2] },
    { index: 0, embedding: [2, 0] },
  ]
  const raw = await startRaw([
    {
      type: 'application/json',
      body: JSON.stringify({ data, usage: { prompt_tokens: 100_000, total_tokens: 100_000 } }),
    },
  ])
  closing.push(raw.stop)
  const { embedder, rows } = open(raw.openai)
  const answer = await embedder?.embed(request(['one', 'two']))
  expect(answer?.vectors).toEqual([
    [1, 0],
    [0, 1],
  ])
  expect(answer?.micros).toBe(2_000)
  expect(rows[0]?.tokensIn).toBe(100_000)
  expect(raw.sent[0]?.body).toMatchObject({ encoding_format: 'float', input: ['one', 'two'] })
})

it.each([
  ['an HTML page', { type: 'text/html', body: '<html>hello</html>' }],
  ['fewer vectors than texts', { type: 'application/json', body: '{"data":[{"index":0,"embedding":[1]}]}' }],
  ['words in the place of numbers', { type: 'application/json', body: '{"data":[{"index":0,"embedding":["a"]}]}' }],
])('takes %s for no answer', async (_name, answer) => {
  const raw = await startRaw([answer])
  closing.push(raw.stop)
  const { embedder } = open(raw.openai)
  await expect(embedder?.embed(request(['one', 'two']))).rejects.toMatchObject({ name: 'ModelError', kind: 'broken' })
})

it('is not there where the route says so, or where no provider has vectors', () => {
  expect(open('http://127.0.0.1:1/v1', { embed: readRoute('words') }).embedder).toBeUndefined()
  expect(open('http://127.0.0.1:1/v1', { embed: readRoute('gemini:x') }).embedder).toBeUndefined()
})

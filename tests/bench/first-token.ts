// How much later the first words of a draft come through the gateway than from the provider's own SDK; both in turn, same simulator.
import OpenAI from 'openai'
import { addressOf, openGateway, startProvider } from '../ai/support/models.ts'
import { type Figure, percentile, round } from './figures.ts'

const pairs = 60

/** The overhead of the gateway on the first token. */
export async function firstToken(): Promise<Figure[]> {
  const provider = await startProvider([{ content: '== practice ==\nThe first coffee is on us, every Monday.\n' }])
  const baseURL = addressOf(provider, 'openai')
  const sdk = new OpenAI({ apiKey: 'bench', baseURL, maxRetries: 0 })
  const { gateway } = openGateway('openai:gpt-bench', { openai: baseURL })
  const bare: number[] = []
  const through: number[] = []
  for (let i = 0; i < pairs + 5; i++) {
    const [a, b] = [await bareFirst(sdk), await gatewayFirst(gateway, i)]
    // The first few compile the code and open the connections.
    if (i < 5) continue
    bare.push(a)
    through.push(b)
  }
  await provider.stop()
  const overhead = through.map((ms, i) => ms - (bare[i] ?? 0))
  const ratio = Number((percentile(through, 50) / percentile(bare, 50)).toFixed(2))
  const vs = "the provider's own SDK"
  return [
    { name: 'first token through the gateway, p50', value: round(percentile(through, 50)), unit: 'ms', vs, ratio },
    { name: "first token by the provider's own SDK, p50", value: round(percentile(bare, 50)), unit: 'ms' },
    { name: 'first token, overhead pair by pair, p50', value: round(percentile(overhead, 50)), unit: 'ms' },
  ]
}

async function bareFirst(sdk: OpenAI): Promise<number> {
  const from = performance.now()
  let first = 0
  const messages = [{ role: 'user' as const, content: 'Write about the first coffee.' }]
  for await (const chunk of await sdk.chat.completions.create({ model: 'gpt-bench', messages, stream: true })) {
    if (first === 0 && chunk.choices[0]?.delta.content) first = performance.now() - from
  }
  return first
}

async function gatewayFirst(gateway: ReturnType<typeof openGateway>['gateway'], i: number): Promise<number> {
  const from = performance.now()
  let first = 0
  await gateway.write({
    task: 'draft',
    workspaceId: '00000000-0000-4000-8000-000000000001',
    key: `bench/${i}`,
    brand: { name: 'Bar Luce', voice: 'warm', audience: null, language: 'en', rules: [], facts: [] },
    networks: [{ platform: 'practice', name: 'Practice', limit: 500, unit: 'graphemes', parts: 1 }],
    idea: 'Write about the first coffee.',
    signal: AbortSignal.timeout(10_000),
    onDelta: (delta) => {
      if (first === 0 && 'text' in delta) first = performance.now() - from
    },
  })
  return first
}

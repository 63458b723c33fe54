// How long after a refused call the next provider's first words come, and how much of a prompt a provider's cache can serve.
import { createServer } from 'node:http'
import { promptFor } from '../../src/core/ai/prompts.ts'
import { bluesky, mastodon, openGateway, request, startProvider } from '../ai/support/models.ts'
import { type Figure, percentile, round } from './figures.ts'

const times = 60

/** From the answer "overloaded" of one provider to the first words of the next; nothing rests or is remembered between two. */
export async function failover(): Promise<Figure[]> {
  const next = await startProvider([{ content: '== bluesky ==\nThe first coffee is on us.\n== end ==' }])
  let refusedAt = 0
  const busy = createServer((asked, answer) => {
    asked.resume().on('end', () => {
      refusedAt = performance.now()
      answer.writeHead(529, { 'content-type': 'application/json' }).end('{"error":{"message":"busy"}}')
    })
  })
  await new Promise<void>((done) => busy.listen(0, '127.0.0.1', done))
  const address = busy.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const waits: number[] = []
  for (let i = 0; i < times + 5; i++) {
    const at = { anthropic: `http://127.0.0.1:${port}`, openai: next.openai }
    const { gateway } = openGateway('anthropic:one,openai:two', at)
    let firstAt = 0
    await gateway.write(
      request({
        networks: [bluesky],
        onDelta: (delta) => {
          if (firstAt === 0 && 'text' in delta) firstAt = performance.now()
        },
      }),
    )
    // The first few compile the code and open the connections.
    if (i >= 5) waits.push(firstAt - refusedAt)
  }
  await next.stop()
  busy.closeAllConnections()
  await new Promise((done) => busy.close(done))
  return [
    {
      name: "failover, from a refused call to the next provider's first token, p50",
      value: round(percentile(waits, 50)),
      unit: 'ms',
    },
    {
      name: "failover, from a refused call to the next provider's first token, p99",
      value: round(percentile(waits, 99)),
      unit: 'ms',
    },
    { name: 'share of a prompt that a cache can serve, two drafts of one brand', value: round(cacheable()), unit: '%' },
  ]
}

/** How much two drafts of one brand have in common from their beginning on. */
function cacheable(): number {
  const rules = ['Say "we", never "I".', 'No questions to the reader.']
  const brand = {
    name: 'Bar Luce',
    voice: 'like a neighbour',
    audience: 'people around the corner',
    language: 'en',
    rules,
    facts: [],
  }
  const said = (idea: string) => {
    const { stable, ask } = promptFor(request({ brand, networks: [bluesky, mastodon], idea }))
    return stable + ask
  }
  const one = said('Our new place opens on Monday at eight. The first coffee is on us, as it should be.')
  const other = said('From tomorrow there is a terrace with eleven seats and a view of the old harbour.')
  let common = 0
  while (common < one.length && one[common] === other[common]) common++
  return (100 * common) / one.length
}

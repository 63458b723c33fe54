// What 0, 50 and 500 past posts do to a draft: the size of its prompt, and how long the nearest are looked for.
import { promptFor } from '../../src/core/ai/prompts.ts'
import { mostShown, samplesFor } from '../../src/core/brand/retrieve.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { voiceOf } from '../../src/db/memory.ts'
import { addSamples, alike, nearest, placeSamples, unplaced } from '../../src/db/samples.ts'
import { request } from '../ai/support/models.ts'
import { seedWorkspaces } from '../support/seed.ts'
import { openBenchApp } from './bench-app.ts'
import { type Figure, percentile, round } from './figures.ts'

const dimensions = 1_536
const looks = 20
const idea = 'Write about our new espresso bar opening on Monday at eight, first coffee is free'

/** The figures with each number of samples. */
export async function samples(): Promise<Figure[]> {
  const bench = await openBenchApp()
  const { db } = bench.app.ctx
  const figures: Figure[] = []
  try {
    for (const count of [0, 50, 500]) {
      const [seat] = await seedWorkspaces(db, 1)
      if (seat === undefined) throw new Error('no workspace')
      const { workspaceId } = seat
      const list = Array.from({ length: count }, (_, i) => ({
        text: `Post ${String(i).padStart(3, '0')} ${'of espresso and bread '.repeat(20)}`,
      }))
      await withWorkspace(db, workspaceId, (tx) =>
        addSamples(tx, { workspaceId, source: 'pasted', now: new Date(), list }),
      )
      const turn = {
        ...{ db, workspaceId, gateway: undefined, log: bench.app.ctx.log, messageId: 1, evidence: 'bench' },
        brand: { name: '', voice: null, audience: null, zone: 'UTC', language: 'en' as const, platforms: null },
        signal: new AbortController().signal,
      }
      const shown = await samplesFor(turn, idea)
      const voice = await withWorkspace(db, workspaceId, (tx) => voiceOf(tx, new Date()))
      const asked = request({ idea, samples: shown })
      Object.assign(asked.brand, voice)
      const { stable, ask } = promptFor(asked)
      figures.push({
        name: `tokens of a draft with ${count} samples (characters / 4)`,
        value: Math.ceil((stable.length + ask.length) / 4),
        unit: 'tokens',
      })
      figures.push({
        name: `share of the prompt that providers can keep, ${count} samples`,
        value: round((stable.length / (stable.length + ask.length)) * 100),
        unit: '%',
      })
      if (count < 500) continue
      await withWorkspace(db, workspaceId, async (tx) => {
        const waiting = await unplaced(tx, 'bench', count)
        await placeSamples(
          tx,
          'bench',
          waiting.map(({ id }) => ({ id, vector: vector() })),
        )
      })
      figures.push(
        await timed('nearest of 500 vectors of 1,536, exact, p50', () =>
          withWorkspace(db, workspaceId, (tx) => nearest(tx, { model: 'bench', vector: vector(), limit: mostShown })),
        ),
        await timed('nearest of 500 by full text, p50', () =>
          withWorkspace(db, workspaceId, (tx) =>
            alike(tx, { config: 'english', query: "'espresso' | 'bar'", limit: mostShown }),
          ),
        ),
      )
    }
    return figures
  } finally {
    await bench.close()
  }
}

/** A direction, the same numbers at every run. */
let state = 1
function vector(): number[] {
  const numbers = Array.from({ length: dimensions }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 - 0.5
  })
  const length = Math.hypot(...numbers)
  return numbers.map((one) => one / length)
}

async function timed(name: string, work: () => Promise<unknown>): Promise<Figure> {
  const took: number[] = []
  for (let i = 0; i < looks; i++) {
    const from = performance.now()
    await work()
    took.push(performance.now() - from)
  }
  return { name, value: round(percentile(took, 50)), unit: 'ms' }
}

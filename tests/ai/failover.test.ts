// A model that fails costs the person nothing but a moment: the next one is asked, and only when all failed are the own words used.
import { afterEach, describe, expect, it } from 'vitest'
import {
  addressOf,
  bluesky,
  openGateway,
  type Provider,
  request,
  seen,
  startProvider,
  textsOf,
} from './support/models.ts'

const good = { content: '== bluesky ==\nFrom the second.\n== end ==' }
const running: Provider[] = []
async function provider(...given: Parameters<typeof startProvider>): Promise<Provider> {
  const one = await startProvider(...given)
  running.push(one)
  return one
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
})

const ours = (more: Parameters<typeof request>[0] = {}) => request({ networks: [bluesky], ...more })
const wires = ['anthropic', 'openai'] as const

describe.each(wires)('%s fails', (wire) => {
  const second = wire === 'anthropic' ? 'openai' : 'anthropic'
  const route = `${wire}:one,${second}:two`

  it.each([
    [401, 'auth'],
    [402, 'credit'],
    [403, 'auth'],
    [404, 'unknownModel'],
    [400, 'refused'],
    [429, 'limited'],
    [500, 'broken'],
    [503, 'overloaded'],
    [529, 'overloaded'],
  ])('with status %i before the first word: the next is asked at once', async (status, kind) => {
    const bad = await provider([{ error: { message: 'no' }, status }])
    const next = await provider([good])
    const { gateway, rows, log } = openGateway(route, {
      [wire]: addressOf(bad, wire),
      [second]: addressOf(next, second),
    })
    const asked = ours()
    const startedAt = Date.now()
    expect(textsOf(await gateway.write(asked))).toEqual({ bluesky: 'From the second.' })
    expect(Date.now() - startedAt).toBeLessThan(1_500)
    expect(asked.shown.some((delta) => 'reset' in delta)).toBe(false)
    expect(bad.calls()).toBe(1)
    expect(log.join()).toContain(`"kind":"${kind}"`)
    expect(rows.map((row) => [row.model, row.micros > 0])).toEqual([
      [`${wire}:one`, false],
      [`${second}:two`, true],
    ])
  })

  it('in the middle: what was shown is taken back and the whole is written by the next', async () => {
    const long = { content: `== bluesky ==\n${'From the first, word after word. '.repeat(6)}` }
    const bad = await provider([long], { truncateAfterChunks: 12, streamingProfile: { ttft: 0, tps: 200 } })
    const next = await provider([good])
    const { gateway, rows } = openGateway(route, { [wire]: addressOf(bad, wire), [second]: addressOf(next, second) })
    const asked = ours()
    const written = await gateway.write(asked)
    expect(textsOf(written)).toEqual({ bluesky: 'From the second.' })
    expect(seen(asked.shown)).toEqual({ bluesky: 'From the second.' })
    const reset = asked.shown.findIndex((delta) => 'reset' in delta)
    expect(reset).toBeGreaterThan(0)
    expect(seen(asked.shown.slice(0, reset)).bluesky).toContain('From the first')
    // What was heard before the cut is paid for too.
    expect(rows[0]?.micros).toBeGreaterThan(0)
    expect(written.micros).toBe(rows.reduce((sum, row) => sum + row.micros, 0))
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
  })

  it('by keeping silent: the next is asked when patience ends', async () => {
    const bad = await provider([good], { latency: 3_000 })
    const next = await provider([good])
    const at = { [wire]: addressOf(bad, wire), [second]: addressOf(next, second) }
    const { gateway, log } = openGateway(route, at, { patience: { firstMs: 100 } })
    await gateway.write(ours())
    expect(log.join()).toContain('"kind":"timeout"')
  })

  it('by not being there', async () => {
    const next = await provider([good])
    const at = { [wire]: 'http://127.0.0.1:9', [second]: addressOf(next, second) }
    const { gateway, log } = openGateway(route, at)
    expect(textsOf(await gateway.write(ours()))).toEqual({ bluesky: 'From the second.' })
    expect(log.join()).toContain('"kind":"network"')
  })

  it('and nobody else is there: a GatewayError that names models and kinds and no secret', async () => {
    const apiKey = 'very-secret-key'
    const bad = await provider([{ error: { message: `Incorrect API key: ${apiKey}` }, status: 401 }])
    const { gateway } = openGateway(`${wire}:one`, { [wire]: addressOf(bad, wire) }, { apiKey })
    const error = await gateway.write(ours()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'GatewayError', message: `no model answered: ${wire}:one (auth)` })
    expect(everythingOf(error)).not.toContain(apiKey)
    expect(everythingOf(error)).toContain('[secret]')
  })

  it('never, but the person says stop in the middle: the reason of the signal is thrown, and what was heard is paid', async () => {
    const slow = await provider([{ content: `== bluesky ==\n${'Word after word. '.repeat(50)}` }], {
      chunkSize: 3,
      streamingProfile: { ttft: 0, tps: 50 },
    })
    const { gateway, rows } = openGateway(route, { [wire]: addressOf(slow, wire), [second]: addressOf(slow, second) })
    const stop = new AbortController()
    const reason = new Error('stopped by the person')
    const asked = ours({ signal: stop.signal, onDelta: () => stop.abort(reason) })
    await expect(gateway.write(asked)).rejects.toBe(reason)
    expect(slow.calls()).toBe(1)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.tokensOut).toBeGreaterThan(0)
  })
})

it('asks nobody when it was stopped before', async () => {
  const on = await provider([good])
  const { gateway } = openGateway('openai:one', { openai: on.openai })
  const reason = new Error('stopped before')
  await expect(gateway.write(ours({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason)
  expect(on.calls()).toBe(0)
})

it('asks a model that failed a moment ago last, and first again later', async () => {
  const one = await provider([
    { error: { message: 'busy' }, status: 529 },
    { content: '== bluesky ==\nFrom the first.' },
  ])
  const two = await provider([good])
  let now = 1_000_000
  const at = { anthropic: one.anthropic, openai: two.openai }
  const { gateway } = openGateway('anthropic:one,openai:two', at, { now: () => now })
  await gateway.write(ours())
  expect(textsOf(await gateway.write(ours()))).toEqual({ bluesky: 'From the second.' })
  expect(one.calls()).toBe(1)
  now += 61_000
  expect(textsOf(await gateway.write(ours()))).toEqual({ bluesky: 'From the first.' })
})

/** An error with its causes, as much of it as anybody could print. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? ''
  return [
    error.message,
    error.stack,
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    everythingOf(error.cause),
  ].join()
}

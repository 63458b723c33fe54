// Circuits on a clock in the test's hand: a model that keeps failing is left alone, then one question tries it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { failuresToOpen, restMs } from '../../src/core/ai/defaults.ts'
import { bluesky, openGateway, type Provider, request, startProvider, textsOf } from './support/models.ts'

const good = { content: '== bluesky ==\nFrom the first.\n== end ==' }
const busy = { error: { message: 'busy' }, status: 529 }
const running: Provider[] = []
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T09:00:00Z') })
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(running.splice(0).map((one) => one.stop()))
})
async function provider(...given: Parameters<typeof startProvider>): Promise<Provider> {
  const one = await startProvider(...given)
  running.push(one)
  return one
}
const ours = () => request({ networks: [bluesky] })
const fails = Array.from({ length: failuresToOpen }, () => busy)

it('opens after failures in a row, is not asked meanwhile, and closes when one try comes through', async () => {
  const on = await provider([...fails, good])
  const { gateway, rows } = openGateway('anthropic:one', { anthropic: on.anthropic })
  for (const _ of fails) await expect(gateway.write(ours())).rejects.toThrow('overloaded')
  await expect(gateway.write(ours())).rejects.toThrow('not asked')
  vi.setSystemTime(Date.now() + restMs - 1)
  await expect(gateway.write(ours())).rejects.toThrow('not asked')
  expect(on.calls()).toBe(failuresToOpen)
  vi.setSystemTime(Date.now() + 1)
  expect(textsOf(await gateway.write(ours()))).toEqual({ bluesky: 'From the first.' })
  expect(textsOf(await gateway.write(ours()))).toEqual({ bluesky: 'From the first.' })
  expect(on.calls()).toBe(failuresToOpen + 2)
  expect(rows.filter((row) => row.failure === null)).toHaveLength(2)
})

it('stays open for another while when the try fails', async () => {
  const on = await provider([busy])
  const { gateway } = openGateway('anthropic:one', { anthropic: on.anthropic })
  for (const _ of fails) await expect(gateway.write(ours())).rejects.toThrow('overloaded')
  vi.setSystemTime(Date.now() + restMs)
  await expect(gateway.write(ours())).rejects.toThrow('overloaded')
  await expect(gateway.write(ours())).rejects.toThrow('not asked')
  expect(on.calls()).toBe(failuresToOpen + 1)
})

it('only one question tries; the others go to the next model at once', async () => {
  const on = await provider([...fails, good], { latency: 60 })
  const next = await provider([{ content: '== bluesky ==\nFrom the second.\n== end ==' }])
  const { gateway } = openGateway('anthropic:one,openai:two', { anthropic: on.anthropic, openai: next.openai })
  for (const _ of fails) {
    await gateway.write(ours())
    // Rested enough to be asked first again, not enough to be forgotten.
    vi.setSystemTime(Date.now() + restMs)
  }
  const written = await Promise.all([1, 2, 3, 4].map(() => gateway.write(ours())))
  const texts = written.map((one) => textsOf(one).bluesky).sort()
  expect(texts).toEqual(['From the first.', 'From the second.', 'From the second.', 'From the second.'])
  expect(on.calls()).toBe(failuresToOpen + 1)
})

it('a storm of 529 costs each person one call at most, and no wait', async () => {
  const bad = await provider([busy])
  const next = await provider([good])
  const { gateway, rows } = openGateway('anthropic:one,openai:two', { anthropic: bad.anthropic, openai: next.openai })
  for (let i = 0; i < 20; i++) expect(textsOf(await gateway.write(ours()))).toEqual({ bluesky: 'From the first.' })
  expect(bad.calls()).toBe(1)
  expect(next.calls()).toBe(20)
  expect(rows.filter((row) => row.failure === 'overloaded').every((row) => row.micros === 0)).toBe(true)
})

it('what was asked wrongly or declined opens nothing', async () => {
  const on = await provider([...fails.map(() => ({ error: { message: 'no' }, status: 400 })), good])
  const { gateway } = openGateway('openai:one', { openai: on.openai })
  for (const _ of fails) await expect(gateway.write(ours())).rejects.toThrow('refused')
  expect(textsOf(await gateway.write(ours()))).toEqual({ bluesky: 'From the first.' })
})

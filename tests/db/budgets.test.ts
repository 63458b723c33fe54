// Money on a real database: reservations under parallel work, killed processes, a new day, and the one warning.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGateway, createProviders } from '../../src/core/ai/create.ts'
import { createPurse, type Spending } from '../../src/core/ai/purse.ts'
import { readRoute } from '../../src/core/ai/routes.ts'
import { readBudget, reserve, setLimit, takeWarnings } from '../../src/db/budgets.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { budgets } from '../../src/db/schema/budgets.ts'
import { makeWorkspace } from '../../src/db/tenants.ts'
import { costs, listUsage } from '../../src/db/usage.ts'
import { type Provider, request, startProvider } from '../ai/support/models.ts'
import { type Desk, openDesk } from '../support/desk.ts'

const desk: Desk = await openDesk()
afterAll(() => desk.close())

/** Noon in Rome on a Tuesday. */
let now = Date.parse('2026-11-24T11:00:00Z')
const purse = createPurse({ db: desk.db, now: () => now })
const period = { day: '2026-11-24', month: '2026-11' }
let workspaceId = ''
beforeEach(async () => {
  now = Date.parse('2026-11-24T11:00:00Z')
  const seat = await withSystem(desk.db, (tx) =>
    makeWorkspace(tx, { personName: 'P', name: 'W', zone: 'Europe/Rome', language: 'en' }),
  )
  workspaceId = seat.workspaceId
})

const limit = (of: 'day' | 'month', micros: number | null) =>
  withWorkspace(desk.db, workspaceId, (tx) => setLimit(tx, { ...period, workspaceId, of, micros }))
const state = (at = period) => withWorkspace(desk.db, workspaceId, (tx) => readBudget(tx, at))
const row = (key: string, micros: number, more: Partial<Spending> = {}): Spending => ({
  ...{ key: `${workspaceId}/${key}`, task: 'draft', kind: 'text', model: 'openai:m', micros, failure: null },
  ...{ tokensIn: 10, tokensOut: 10, tokensCached: 4, amount: 0, ms: 1 },
  ...more,
})

describe('a reservation', () => {
  it('is allowed while what is spent and held is below the limit, and gives back what was not used', async () => {
    await limit('month', 1_000)
    const first = await purse.reserve(workspaceId, { full: 900, cheap: 90 })
    const second = await purse.reserve(workspaceId, { full: 900, cheap: 90 })
    expect([first.kind, second.kind]).toEqual(['held', 'held'])
    const third = await purse.reserve(workspaceId, { full: 1, cheap: 1 })
    expect(third).toEqual({ kind: 'refused', of: 'month', limit: 1_000, spent: 0, isHeld: true })
    if (second.kind === 'held') await purse.release(workspaceId, second.id)
    expect((await purse.reserve(workspaceId, { full: 1, cheap: 1 })).kind).toBe('held')
  })

  it('stops at the limit of the day too, and a new day of the brand’s clock begins at its midnight', async () => {
    await limit('day', 500)
    await purse.settle(workspaceId, row('a', 500))
    const refused = { kind: 'refused', of: 'day', limit: 500, spent: 500, isHeld: false }
    expect(await purse.reserve(workspaceId, { full: 1, cheap: 1 })).toEqual(refused)
    now = Date.parse('2026-11-24T22:59:59Z')
    expect(await purse.reserve(workspaceId, { full: 1, cheap: 1 })).toEqual(refused)
    now = Date.parse('2026-11-24T23:00:00Z')
    expect((await purse.reserve(workspaceId, { full: 1, cheap: 1 })).kind).toBe('held')
    expect(await state({ day: '2026-11-25', month: '2026-11' })).toMatchObject({
      day: { spent: 0 },
      month: { spent: 500 },
    })
  })

  it('of a process that was killed is released after a while', async () => {
    await limit('month', 1_000)
    await purse.reserve(workspaceId, { full: 5_000, cheap: 5_000 })
    expect((await purse.reserve(workspaceId, { full: 1, cheap: 1 })).kind).toBe('refused')
    // As if it had been made eleven minutes ago.
    await withWorkspace(desk.db, workspaceId, (tx) =>
      tx.update(budgets).set({ open: { dead: { micros: 5_000, until: new Date(Date.now() - 60_000).toISOString() } } }),
    )
    expect((await purse.reserve(workspaceId, { full: 7, cheap: 7 })).kind).toBe('held')
    expect(await state()).toMatchObject({ held: 7, month: { spent: 0 } })
  })

  it('asks for the cheap way once four fifths are spent', async () => {
    await limit('month', 1_000)
    await purse.settle(workspaceId, row('a', 799))
    expect(await purse.reserve(workspaceId, { full: 100, cheap: 10 })).toMatchObject({ isTight: false })
    await purse.settle(workspaceId, row('b', 1))
    expect(await purse.reserve(workspaceId, { full: 100, cheap: 10 })).toMatchObject({ isTight: true })
    expect((await state()).held).toBe(110)
  })

  it('needs no budget to be set', async () => {
    expect(await purse.reserve(workspaceId, { full: 9_000_000, cheap: 1 })).toMatchObject({
      kind: 'held',
      isTight: false,
    })
  })
})

describe('what a call cost', () => {
  it('counts once, however often it is written', async () => {
    await purse.settle(workspaceId, row('a', 40))
    await purse.settle(workspaceId, row('a', 40))
    expect((await state()).month.spent).toBe(40)
  })

  it('counts for a call that failed, which is no call', async () => {
    await purse.settle(workspaceId, row('a', 40))
    await purse.settle(workspaceId, row('b', 7, { failure: 'broken' }))
    const spent = await withWorkspace(desk.db, workspaceId, (tx) => costs(tx, new Date(0)))
    expect(spent).toEqual({ micros: 47, calls: 1, tokensIn: 20, tokensCached: 8 })
  })
})

it('warns once for a limit, again after the limit was changed, and in the next month', async () => {
  const take = (at = period) => withWorkspace(desk.db, workspaceId, (tx) => takeWarnings(tx, at))
  await limit('month', 1_000)
  await purse.settle(workspaceId, row('a', 700))
  expect(await take()).toEqual([])
  await purse.settle(workspaceId, row('b', 100))
  const both = await Promise.all([take(), take()])
  expect(both.flat()).toEqual(['month'])
  expect(await take()).toEqual([])
  await limit('month', 900)
  expect(await take()).toEqual(['month'])
  await limit('day', 800)
  expect(await take()).toEqual(['day'])
  expect(await take({ day: '2026-12-01', month: '2026-12' })).toEqual([])
})

describe('fifty drafts at once', () => {
  let on: Provider
  afterEach(() => on.stop())

  it('never overspend by more than one call', async () => {
    const usage = { prompt_tokens: 400, completion_tokens: 7_000, total_tokens: 7_400 }
    on = await startProvider([{ content: '== bluesky ==\nOne.\n== mastodon ==\nOne.\n== end ==', usage }], {
      latency: 5,
    })
    const quiet = () => undefined
    const gateway = createGateway({
      providers: createProviders({ openai: { apiKey: 'k', baseUrl: on.openai } }),
      routes: { draft: readRoute('openai:m') },
      prices: { 'openai:m': { read: 1, written: 1 } },
      ...{ purse, now: () => now, log: { debug: quiet, info: quiet, warn: quiet, error: quiet } },
    })
    const one = 7_400
    const most = Math.round(10.5 * one)
    await limit('month', most)
    const drafts = (round: number) =>
      Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          gateway?.write(request({ workspaceId, key: `${workspaceId}/${round}/${i}` })),
        ),
      )
    const written = [...(await drafts(0)), ...(await drafts(1))]
    const done = written.filter((one) => one?.refused === undefined).length
    const { month, held } = await state()
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(written.length)
    expect(month.spent).toBe(done * one)
    expect(month.spent).toBeGreaterThan(0.8 * most)
    expect(month.spent).toBeLessThanOrEqual(most + one)
    expect(held).toBe(0)
    expect(on.calls()).toBe(done)
    const calls = await withWorkspace(desk.db, workspaceId, (tx) => listUsage(tx, new Date(0), 1_000))
    expect(calls).toHaveLength(done)
  })
})

it('a reservation and a refusal are one statement', async () => {
  const statements: string[] = []
  const own = await openDesk({ onStatement: (text) => void statements.push(text) })
  await withWorkspace(own.db, own.seat.workspaceId, async (tx) => {
    statements.length = 0
    await reserve(tx, { ...period, workspaceId: own.seat.workspaceId, id: 'x', full: 1, cheap: 1 })
  })
  expect(statements.filter((text) => /budgets/.test(text))).toHaveLength(1)
  await own.close()
})

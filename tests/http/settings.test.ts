// The brand, usage, hold, and writes with an Idempotency-Key: what they do and who may do it.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setLimit } from '../../src/db/budgets.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { spend } from '../../src/db/usage.ts'
import { browser, type Caller, program } from './support/caller.ts'
import { type Desk, openDesk, withRole } from './support/desk.ts'

let desk: Desk
let ada: Caller
let drafter: Caller
let stranger: Caller

beforeAll(async () => {
  desk = await openDesk('http_settings')
  ada = await program(desk)
  drafter = await program(desk, 'draft')
  stranger = await program(desk, 'admin', await desk.newWorkspace('Elsewhere'))
})
afterAll(() => desk.stop())

describe('the brand', () => {
  const whole = {
    name: 'Bar Luce',
    website: 'barluce.example',
    voice: 'Like a neighbour, never salesy.',
    audience: 'People around the corner.',
    industry: 'Coffee',
    zone: 'Europe/London',
    language: 'it',
    platforms: ['practice'],
    rules: ['Never uses exclamation marks.'],
    facts: ['Dogs are welcome.', { text: 'The first coffee is free.', until: '2026-11-30' }],
  }

  it('is set and read, and what is left out stays', async () => {
    const owner = await program(desk, 'approve', await desk.newWorkspace())
    expect((await owner.get('/api/v1/brand')).body).toMatchObject({ name: '', zone: 'Europe/Rome', isSetUp: false })
    const set = await owner.put('/api/v1/brand', whole)
    expect(set).toMatchObject({
      status: 200,
      body: {
        ...whole,
        website: 'https://barluce.example',
        facts: [
          { text: 'Dogs are welcome.', until: null },
          { text: 'The first coffee is free.', until: '2026-11-30T00:00:00.000Z' },
        ],
        isSetUp: true,
      },
    })
    const changed = { name: 'Bar Ombra', zone: 'Europe/Rome', language: 'en', voice: null }
    expect((await owner.put('/api/v1/brand', changed)).body).toEqual({ ...set.body, ...changed })
    expect((await owner.get('/api/v1/brand')).body).toEqual({ ...set.body, ...changed })
  })

  it('counts as set up: the chat neither asks nor goes on asking', async () => {
    const asked = await browser(desk, await desk.newWorkspace())
    expect((await asked.get('/api/v1/messages')).body.messages).toHaveLength(2)
    await asked.put('/api/v1/brand', { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' })
    const [card] = await asked.says('our new place opens on monday')
    expect(card?.card?.head).toContain('Bar Luce')
    const seat = await desk.newWorkspace()
    await (await program(desk, 'approve', seat)).put('/api/v1/brand', { name: 'B', zone: 'UTC', language: 'en' })
    expect((await (await browser(desk, seat)).get('/api/v1/messages')).body.messages).toEqual([])
  })

  it.each([
    ['no name', { name: ' ' }],
    ['no such zone', { zone: 'Europe/Atlantis' }],
    ['an offset for a zone', { zone: '+02:00' }],
    ['no such language', { language: 'tlh' }],
    ['no such network', { platforms: ['myspace'] }],
    ['no address of a website', { website: 'javascript:alert(1)' }],
    ['a moment that is none', { facts: [{ text: 'a', until: 'soon' }] }],
    ['too long a voice', { voice: 'a'.repeat(2_001) }],
  ])('is refused: %s', async (_, fault) => {
    const answer = await ada.put('/api/v1/brand', { ...whole, ...fault })
    expect(answer.status).toBe(422)
    expect(answer.body.detail).toMatch(new RegExp(`^${Object.keys(fault)[0]}`))
  })

  it('is set by nobody who may only draft', async () => {
    expect((await drafter.put('/api/v1/brand', whole)).status).toBe(403)
    expect(
      (await (await program(desk, 'admin', await withRole(desk, 'editor'))).put('/api/v1/brand', whole)).status,
    ).toBe(403)
    const approver = await program(desk, 'approve', await withRole(desk, 'approver'))
    expect((await approver.put('/api/v1/brand', whole)).status).toBe(200)
  })
})

describe('usage', () => {
  it('lists the calls of this month and what they cost', async () => {
    const seat = await desk.newWorkspace()
    const owner = await program(desk, 'draft', seat)
    expect((await owner.get('/api/v1/usage')).body).toMatchObject({ calls: [], total: { calls: 0 } })
    const call = { task: 'draft', model: 'words', tokensIn: 10, tokensOut: 5, tokensCached: 0, micros: 42, ms: 7 }
    await withWorkspace(desk.app.ctx.db, seat.workspaceId, (tx) =>
      spend(tx, { ...call, workspaceId: seat.workspaceId, key: randomUUID() }),
    )
    expect((await owner.get('/api/v1/usage')).body).toMatchObject({ calls: [call], total: { calls: 1, micros: 42 } })
    const at = { workspaceId: seat.workspaceId, day: '2000-01-01', month: '2000-01' }
    await withWorkspace(desk.app.ctx.db, seat.workspaceId, (tx) =>
      setLimit(tx, { ...at, of: 'day', micros: 5_000_000 }),
    )
    expect((await owner.get('/api/v1/usage')).body).toMatchObject({
      calls: [{ kind: 'text', amount: 0, failure: null }],
      total: { tokensIn: 10, tokensCached: 0 },
      budget: { day: { limit: 5_000_000, spent: 0 }, month: { limit: null, spent: 0 }, held: 0 },
    })
    const future = new Date(Date.now() + 86_400_000).toISOString()
    expect((await owner.get(`/api/v1/usage?since=${future}`)).body).toMatchObject({ calls: [] })
    expect((await stranger.get('/api/v1/usage')).body).toMatchObject({ calls: [] })
  })
})

describe('hold', () => {
  it('pauses and resumes as the words of the chat do', async () => {
    const owner = await program(desk, 'approve', await desk.newWorkspace())
    expect((await owner.get('/api/v1/hold')).body).toEqual({ held: false, waiting: 0, late: 0 })
    expect(await owner.post('/api/v1/hold')).toMatchObject({ status: 200, body: { held: true } })
    expect((await owner.post('/api/v1/hold')).body).toMatchObject({ held: true })
    const [said] = await owner.says('hold')
    expect(said?.choices.map((choice) => choice.label)).toContain('Resume')
    expect((await owner.delete('/api/v1/hold')).body).toEqual({ held: false, waiting: 0, late: 0 })
    expect((await owner.delete('/api/v1/hold')).body).toMatchObject({ held: false })
  })

  it('is for those who may approve', async () => {
    expect((await drafter.post('/api/v1/hold')).status).toBe(403)
    expect((await drafter.delete('/api/v1/hold')).status).toBe(403)
    expect((await (await program(desk, 'admin', await withRole(desk, 'viewer'))).post('/api/v1/hold')).status).toBe(403)
  })
})

describe('a write with an Idempotency-Key', () => {
  const brand = { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' }

  it('is done once, also when it is sent twice at once', async () => {
    const owner = await program(desk, 'approve', await desk.newWorkspace())
    const [account] = (await owner.get('/api/v1/accounts')).body.accounts
    const key = { 'idempotency-key': randomUUID() }
    const removals = await Promise.all([1, 2, 3].map(() => owner.delete(`/api/v1/accounts/${account?.id}`, key)))
    expect(removals.map((answer) => answer.status)).toEqual([204, 204, 204])
    expect(removals.filter((answer) => answer.headers.get('idempotent-replayed') === 'true')).toHaveLength(2)
    expect((await owner.delete(`/api/v1/accounts/${account?.id}`)).status).toBe(404)
  })

  it('is answered as the first time, refusals too', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const first = await ada.put('/api/v1/brand', { ...brand, zone: 'Nowhere' }, key)
    const second = await ada.put('/api/v1/brand', { ...brand, zone: 'Nowhere' }, key)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('content-type')).toBe('application/problem+json')
  })

  it('is refused for another request, and belongs to the person alone', async () => {
    const key = { 'idempotency-key': 'shared' }
    expect((await ada.put('/api/v1/brand', brand, key)).status).toBe(200)
    expect((await ada.put('/api/v1/brand', { ...brand, name: 'Other' }, key)).status).toBe(422)
    expect((await ada.post('/api/v1/hold', undefined, key)).status).toBe(422)
    expect((await stranger.put('/api/v1/brand', { ...brand, name: 'Other' }, key)).body).toMatchObject({
      name: 'Other',
    })
    expect((await ada.put('/api/v1/brand', brand, { 'idempotency-key': 'a'.repeat(201) })).status).toBe(422)
  })

  it('is free again after a refusal of scope', async () => {
    const key = { 'idempotency-key': randomUUID() }
    expect((await drafter.put('/api/v1/brand', brand, key)).status).toBe(403)
    expect((await ada.put('/api/v1/brand', brand, key)).status).toBe(200)
  })
})

// For operators and programs: alive, ready, figures, the description of the API, limits, and errors nobody expected.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withSystem } from '../../src/db/client.ts'
import { members } from '../../src/db/schema/members.ts'
import { people } from '../../src/db/schema/people.ts'
import type { Seat } from '../../src/db/tenants.ts'
import { browser, caller, program } from './support/caller.ts'
import { type Desk, openDesk } from './support/desk.ts'

let desk: Desk
let isReady = true

beforeAll(async () => {
  desk = await openDesk('http_health', {
    isReady: async () => isReady,
    limits: { message: { points: 3, duration: 60 }, write: { points: 3, duration: 60 } },
    workspaceRate: { points: 4, duration: 60 },
  })
})
afterAll(() => desk.stop())

describe('an installation', () => {
  it('is alive, and ready when database and engine are', async () => {
    expect(await caller(desk).get('/healthz')).toMatchObject({ status: 200, body: { status: 'alive' } })
    expect(await caller(desk).get('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } })
    isReady = false
    expect(await caller(desk).get('/readyz')).toMatchObject({ status: 503, body: { missing: ['engine'] } })
    isReady = true
    const { execute } = desk.app.ctx.db
    desk.app.ctx.db.execute = () => {
      throw new Error('connection refused')
    }
    expect(await caller(desk).get('/readyz')).toMatchObject({ status: 503, body: { missing: ['database'] } })
    desk.app.ctx.db.execute = execute
  })

  it('shows its figures to this machine and to an admin token, not through a proxy', async () => {
    await (await program(desk)).says('we open on monday')
    const figures = await caller(desk).get('/metrics')
    expect(figures.status).toBe(200)
    expect(figures.text).toMatch(/^leopost_publications\{status="draft"\} 1$/m)
    expect(figures.text).toMatch(/^leopost_turn_seconds_count 1$/m)
    expect(figures.text).toContain('leopost_http_seconds_count{method="POST",route="/api/v1/messages",status="200"} 1')
    expect(figures.text).toContain('process_cpu_seconds_total')
    const proxied = { 'x-forwarded-for': '203.0.113.9' }
    expect((await caller(desk, proxied).get('/metrics')).status).toBe(403)
    const admin = await program(desk, 'admin')
    expect((await admin.get('/metrics', proxied)).status).toBe(200)
    expect((await (await program(desk, 'approve')).get('/metrics', proxied)).status).toBe(403)
    expect((await (await browser(desk)).get('/metrics', proxied)).status).toBe(403)
  })
})

describe('the description of the API', () => {
  it('names every route of the contract', async () => {
    const { body } = await caller(desk).get('/api/openapi.json')
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: desk.url }] })
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(routes).toEqual(
      expect.arrayContaining([
        'POST /api/v1/messages',
        'GET /api/v1/messages',
        'GET /api/v1/events',
        'POST /api/v1/media',
        'GET /api/v1/media/{id}',
        'GET /api/v1/posts',
        'GET /api/v1/posts/{id}',
        'GET /api/v1/publications',
        'GET /api/v1/publications/{id}',
        'GET /api/v1/accounts',
        'POST /api/v1/accounts',
        'DELETE /api/v1/accounts/{id}',
        'GET /api/v1/brand',
        'PUT /api/v1/brand',
        'GET /api/v1/usage',
        'POST /api/v1/hold',
        'DELETE /api/v1/hold',
        'GET /api/v1/practice',
      ]),
    )
  })
})

describe('somebody who asks too often', () => {
  it('is told when to come back; others are not', async () => {
    const person = await program(desk, 'approve', await desk.newWorkspace())
    for (let i = 0; i < 3; i++) await person.says(`idea ${i}`)
    const refused = await person.post('/api/v1/messages', { text: 'one more' })
    expect(refused).toMatchObject({ status: 429, body: { title: 'Too many' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const { messages } = (await person.get('/api/v1/messages')).body
    expect(messages.filter((one) => one.from === 'person')).toHaveLength(3)
    for (let i = 0; i < 3; i++) await person.post('/api/v1/hold')
    expect((await person.post('/api/v1/hold')).status).toBe(429)
    const other = await program(desk, 'approve', await desk.newWorkspace())
    expect(await other.says('an idea')).toHaveLength(1)
  })

  it('has company: what all members of a workspace say counts together', async () => {
    const first = await desk.newWorkspace()
    const { workspaceId } = first
    const second = await withSystem(desk.app.ctx.db, async (tx): Promise<Seat> => {
      const [person] = await tx.insert(people).values({ name: 'Marta' }).returning({ id: people.id })
      const personId = person?.id ?? ''
      const [member] = await tx
        .insert(members)
        .values({ workspaceId, personId, role: 'owner' })
        .returning({ id: members.id })
      return { workspaceId, personId, memberId: member?.id ?? '', role: 'owner' }
    })
    for (const seat of [first, second]) {
      const one = await program(desk, 'approve', seat)
      for (let i = 0; i < 2; i++) await one.says(`idea ${i}`)
    }
    const refused = await (await program(desk, 'approve', second)).post('/api/v1/messages', { text: 'one more' })
    expect(refused).toMatchObject({ status: 429, body: { title: 'Too many' } })
    const other = await program(desk, 'approve', await desk.newWorkspace())
    expect(await other.says('an idea')).toHaveLength(1)
  })
})

describe('what nobody expected', () => {
  it('is a problem or a page with the number under which the log has it, and shows nothing else', async () => {
    const person = await browser(desk)
    const { transaction } = desk.app.ctx.db
    desk.app.ctx.db.transaction = () => {
      throw new Error('secret detail of the database')
    }
    const problem = await person.get('/api/v1/posts')
    const page = await person.get('/practice')
    desk.app.ctx.db.transaction = transaction
    expect(problem).toMatchObject({ status: 500, headers: expect.anything() })
    expect(problem.body.detail).toMatch(/^Something broke here\. The log calls it [0-9a-f]{8}\.$/)
    expect(page.status).toBe(500)
    for (const { text } of [problem, page]) {
      expect(text).not.toContain('secret detail')
      const id = /[0-9a-f]{8}(?=\.)/.exec(text)?.[0] ?? 'none'
      expect(desk.log.some((line) => line.includes(id) && line.includes('secret detail'))).toBe(true)
    }
  })
})

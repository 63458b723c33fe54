// Attacks on the walls: what they ask for is refused or is only words, and nothing of another workspace is seen or changed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, type Caller, caller, program } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'

let desk: Desk
let owner: Caller
let api: Caller
beforeAll(async () => {
  desk = await openDesk('attacks', {
    limits: { stranger: { points: 5_000, duration: 60 }, signIn: { points: 5_000, duration: 60 } },
  })
  owner = await browser(desk)
  api = await program(desk, 'admin')
  await api.put('/api/v1/brand', { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' })
})
afterAll(() => desk.stop())

const sql = ["'; drop table posts; --", "x' or '1'='1", '$$; select pg_sleep(9); $$', "\\'; delete from members; --"]

describe('SQL in a text field', () => {
  it.each(sql)('is only words: %s', async (text) => {
    const said = await api.says(`Our new cups are here ${text}`)
    expect(said[0]?.card?.variants[0]?.text).toContain(text.slice(0, 3))
    for (const words of [
      `invite ${text} as viewer`,
      `switch to ${text}`,
      `posts need ${text}'s approval`,
      `show ${text}`,
    ])
      expect((await api.says(words)).length).toBeGreaterThan(0)
    expect((await owner.post('/team/invite', new URLSearchParams({ name: text, role: 'viewer' }))).status).toBe(200)
    expect((await api.get(`/api/v1/posts?status=${encodeURIComponent(text)}`)).status).toBeLessThan(500)
    expect((await api.get(`/api/v1/posts/${encodeURIComponent(text)}`)).status).toBe(404)
    expect((await api.get(`/api/v1/messages?before=${encodeURIComponent(text)}`)).status).toBeLessThan(500)
    expect((await caller(desk).get(`/join/${encodeURIComponent(text)}`)).status).toBe(404)
    expect((await api.get('/api/v1/posts')).body.posts.length).toBeGreaterThan(0)
  })
})

describe('a made-up way in', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = () => part({ sub: desk.owner.personId, workspace: desk.owner.workspaceId, exp: 9_999_999_999 })
  it('is none: unsigned, wrongly signed and empty tokens, and the hash of a good one', async () => {
    const tricks = [
      `${part({ alg: 'none' })}.${claims()}.`,
      `${part({ alg: 'HS256' })}.${claims()}.c2lnbmVk`,
      'lp_',
      `lp_${'a'.repeat(43)}`,
      desk.owner.personId,
      'null',
    ]
    for (const secret of tricks) {
      expect((await caller(desk, { authorization: `Bearer ${secret}` }).get('/api/v1/posts')).status).toBe(401)
      expect((await caller(desk, { cookie: `leopost=${secret}` }).get('/api/v1/posts')).status).toBe(401)
    }
  })

  it('a cookie vouches for no write from elsewhere, or from nowhere', async () => {
    const { cookie = '' } = owner.headers
    for (const headers of [{ cookie }, { cookie, origin: 'https://evil.example' }, { cookie, origin: 'null' }])
      for (const path of ['/team/invite', '/team/policy', '/switch', '/account/tokens', '/api/v1/hold'])
        expect((await caller(desk, headers).post(path, new URLSearchParams({ name: 'E', role: 'owner' }))).status).toBe(
          403,
        )
  })
})

describe('a replay', () => {
  it('of a press does nothing, of a message answers as the first', async () => {
    const [card] = await api.says('Come on Sunday, there is cake for everybody.')
    const discard = card?.choices.find(({ label }) => label === 'Discard')?.id ?? ''
    await api.says({ choice: discard })
    expect((await api.says({ choice: discard }))[0]?.text).toContain('pressed before')
    const once = await api.says('A message that arrives twice by accident.', { id: 'twice' })
    expect(await api.says('A message that arrives twice by accident.', { id: 'twice' })).toEqual(once)
  })
})

describe('a path', () => {
  it('leads out of no folder', async () => {
    for (const path of [
      '/media/..%2f..%2fkey',
      '/media/%2e%2e/key',
      '/api/v1/media/..%2f..%2fkey',
      '/..%2fpackage.json',
      '/widget/..%2f..%2findex.js',
    ])
      expect([400, 401, 404]).toContain((await caller(desk).get(path)).status)
  })
})

describe('line breaks and other steering', () => {
  it('end up in no header and in no line of the log', async () => {
    const name = 'Eve\r\nSet-Cookie: x=y\u202e\u0007"level":60'
    const before = desk.log.length
    const made = await owner.post('/team/invite', new URLSearchParams({ name: 'Eve', role: 'viewer' }))
    const code = /\/join\/([\w-]{40,})/.exec(made.text)?.[1] ?? ''
    const answer = await caller(desk).post('/join', new URLSearchParams({ code, name }))
    expect(answer.status).toBe(303)
    expect(answer.headers.getSetCookie()).toHaveLength(1)
    const page = (await owner.get('/team')).text
    expect(page).toContain('Eve Set-Cookie: x=y')
    expect(page).not.toMatch(/[\u202e\u0007]/u)
    for (const line of desk.log.slice(before)) expect(() => JSON.parse(line)).not.toThrow()
    const target = await owner.post(
      '/team/invite',
      new URLSearchParams({ name: '<script>alert(1)</script>', role: 'viewer' }),
    )
    expect(target.text).not.toContain('<script>alert')
  })
})

// Every route and every field it knows, fed with what attacks: SQL, line breaks, steering characters; and every write by a cookie from elsewhere.
// Fields are read from the pages and the API's own description, so that a new one is in it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGuardedFetch } from '../../src/channels/request/guarded-fetch.ts'
import { createRequest } from '../../src/channels/request.ts'
import { createBluesky } from '../../src/channels/social/bluesky/index.ts'
import { createMastodon } from '../../src/channels/social/mastodon/index.ts'
import { readConfig } from '../../src/config.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { createOwnModels } from '../../src/own-models.ts'
import { browser, type Caller, caller, program } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'

const attacks = [
  "'; drop table posts cascade; -- x' or '1'='1",
  "$$; select pg_sleep(9); $$ \\'; delete from members; --",
  'a\r\nSet-Cookie: evil=1\r\nX-Evil: 1\r\n{"level":60,"msg":"forged"}',
  'c\u202e\u0000\u0007\ud800\u2028{"level":60}',
]
const many = { points: 100_000, duration: 60 }

let desk: Desk
let owner: Caller
let api: Caller
let other: string
let fields: string[]
let routes: { method: string; path: string }[]
const guarded = createGuardedFetch({ allowPrivateHosts: [] })
const now = () => new Date()
const request = createRequest({ now, allowPrivateHosts: [], userAgent: 'test' })
beforeAll(async () => {
  desk = await openDesk('every_field', {
    signUp: 'open',
    // Nothing is sent: it is asked for in a job that nobody runs here.
    mailer: { send: async () => undefined, close: () => undefined },
    platforms: [createBluesky({ request, now }), createMastodon({ request, now })],
    ownModels: (db, world) =>
      createOwnModels({
        ...guarded,
        ...world,
        db,
        allowPrivateHosts: [],
        models: readConfig({}).models,
        now: Date.now,
      }),
    limits: { message: many, write: many, signIn: many, stranger: many, signUp: many, door: many, link: many },
  })
  owner = await browser(desk)
  api = await program(desk, 'admin')
  await api.put('/api/v1/brand', { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' })
  await api.says('A post that stands among it all.')
  other = (await desk.newWorkspace('Neighbour')).workspaceId
  routes = desk.http
    .addresses()
    .map((one) => ({ method: one.split(' ')[0] ?? '', path: one.slice(one.indexOf(' ') + 1) }))
    .filter(({ method, path }) => method !== 'OPTIONS' && !path.includes('{widget'))
  fields = await fieldsOf()
})
afterAll(async () => {
  await desk.stop()
  await Promise.all([guarded.close(), request.close()])
})

/** The names of all fields: of the forms on every page, and of the bodies and queries in the description of the API. */
async function fieldsOf(): Promise<string[]> {
  const found = new Set<string>([
    'code',
    'state',
    'error',
    'origin',
    'month',
    'before',
    'conversation',
    'server',
    'service',
  ])
  for (const { method, path } of routes) {
    if (method !== 'GET' || path.startsWith('/api/v1/events')) continue
    const page = await owner.get(path.replace(/:platform|\{platform\}/, 'mastodon'))
    for (const [, name] of page.text.matchAll(/\bname="([\w-]+)"/g)) if (name !== undefined) found.add(name)
  }
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('properties' in value) for (const name of Object.keys(value.properties as object)) found.add(name)
    for (const one of Object.values(value)) walk(one)
  }
  walk(JSON.parse((await api.get('/api/openapi.json')).text))
  return [...found]
}

/** Tables, and all rows of the neighbour, who is no part of any of this. */
async function untouched(): Promise<string> {
  const { db } = desk.app.ctx
  const tables = await withSystem(db, (tx) =>
    tx.execute("select table_name from information_schema.tables where table_schema = 'public' order by 1"),
  )
  const rows = await withWorkspace(db, other, (tx) =>
    Promise.all(
      ['brands', 'members', 'accounts', 'posts', 'invitations', 'workspaces'].map((name) =>
        tx.execute(`select to_jsonb(x) - '{digest_at,tended_at,checked_at}'::text[] r from ${name} x order by 1`),
      ),
    ),
  )
  return JSON.stringify([tables, rows])
}

async function ask(who: Caller, method: string, path: string, init: RequestInit = {}): Promise<Response> {
  const stop = new AbortController()
  const answer = await fetch(desk.url + path, {
    ...{ method, redirect: 'manual' as const, signal: stop.signal },
    ...init,
    headers: { ...who.headers, ...(init.headers as Record<string, string> | undefined) },
  })
  if (answer.headers.get('content-type')?.includes('event-stream')) stop.abort()
  else await answer.arrayBuffer()
  return answer
}

/** A route with this text wherever it takes one: in its path, its query, a form and JSON. */
async function fed(who: Caller, { method, path }: { method: string; path: string }, text: string): Promise<Response[]> {
  const safe = encodeURIComponent(text.toWellFormed())
  const at = path.replace(/:platform|\{platform\}/, 'mastodon').replace(/:(\w+)(\{[^}]*\})?|\{\w+\}/g, safe)
  const query = fields.map((name) => `${name}=${safe}`).join('&')
  if (method === 'GET') return [await ask(who, method, at), await ask(who, method, `${at}?${query}`)]
  const form = new URLSearchParams(Object.fromEntries(fields.map((name) => [name, text])))
  const all = Object.fromEntries(fields.map((name) => [name, text]))
  const json = { headers: { 'content-type': 'application/json' } }
  return [
    await ask(who, method, `${at}?${query}`, { body: form }),
    await ask(who, method, at, { ...json, body: JSON.stringify(all) }),
    // What must be one of a list is, so that the words beside it are read.
    await ask(who, method, at, { ...json, body: JSON.stringify({ ...all, ...chosen, ...listed(text) }) }),
    await ask(who, method, at, { body: new URLSearchParams({ ...all, ...chosen, platform: 'mastodon' }) }),
  ]
}

const chosen = {
  ...{ platform: 'bluesky', zone: 'Europe/Rome', language: 'en', role: 'viewer', how: 'named', provider: 'openai' },
  ...{ scope: 'draft', choice: '', colour: '#7b1e3a', way: 'mail', website: 'barluce.example' },
}
const listed = (text: string) => ({
  rules: [text],
  facts: [text],
  media: [],
  platforms: ['practice'],
  isTrusted: false,
})

describe('every field of every route', () => {
  it('is found: those of pages and those of the API', () => {
    for (const name of [
      'apiKey',
      'baseUrl',
      'url',
      'address',
      'who',
      'voice',
      'origin',
      'text',
      'choice',
      'gapSeconds',
    ])
      expect(fields).toContain(name)
    expect(routes.length).toBeGreaterThan(80)
  })

  it.each(attacks)(
    'takes %j as words, or refuses it',
    async (text) => {
      const [before, lines] = [await untouched(), desk.log.length]
      const broken: string[] = []
      for (const route of routes) {
        for (const who of [owner, api, caller(desk)]) {
          for (const answer of await fed(who, route, text)) {
            if (answer.status >= 500)
              broken.push(`${route.method} ${route.path} by ${who.headers.cookie ? 'a browser' : 'another'}`)
            expect(answer.headers.get('x-evil')).toBeNull()
            expect(answer.headers.getSetCookie().join()).not.toMatch(/(?:^|,)\s*evil=/)
          }
        }
      }
      expect(broken).toEqual([])
      expect(await untouched()).toBe(before)
      // What holds no zero byte is kept as it was sent.
      if (!text.includes('\0')) expect(JSON.parse((await api.get('/api/v1/brand')).text).rules).toEqual([text.trim()])
      expect((await api.get('/api/v1/posts')).text).toContain('A post that stands among it all.')
      for (const line of desk.log.slice(lines)) {
        expect(line.trim()).not.toContain('\n')
        expect(JSON.parse(line).msg).not.toBe('forged')
      }
    },
    120_000,
  )
})

describe('every write', () => {
  it('by a cookie from another site, or from nowhere, is refused', async () => {
    const { cookie = '' } = owner.headers
    const done: string[] = []
    for (const { method, path } of routes) {
      // Webhooks of chats know no cookie: their sender proves itself.
      if (method === 'GET' || path.startsWith('/webhooks/')) continue
      // A code or a key lets in here, not the cookie; a page with a code in its address sends no word of where it is.
      const isByCode = /^\/(sign-in|join|sign-up|passkeys\/enter)/.test(path)
      const elsewhere = ['https://evil.example', `${desk.url}.evil.example`]
      for (const origin of isByCode ? elsewhere : [undefined, 'null', ...elsewhere]) {
        const who = caller(desk, { cookie, ...(origin !== undefined && { origin }) })
        const at = path.replace(/:platform|\{platform\}/, 'mastodon').replace(/:(\w+)|\{\w+\}/g, crypto.randomUUID())
        const answer = await ask(who, method, at, { body: new URLSearchParams({ name: 'Eve', code: 'x' }) })
        if (answer.status !== 403) done.push(`${method} ${path} from ${origin}: ${answer.status}`)
      }
    }
    expect(done).toEqual([])
  })
})

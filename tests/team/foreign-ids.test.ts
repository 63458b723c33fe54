// Ids of another workspace in every parameter: in paths, bodies and queries, by its owner with a browser and with a token of all rights.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keep } from '../../src/core/media/keep.ts'
import { signLink } from '../../src/core/media/links.ts'
import { hashToken, newToken } from '../../src/core/secrets.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { notices } from '../../src/db/schema/notices.ts'
import { addIdentity, type Seat } from '../../src/db/tenants.ts'
import { addEmail, keepPasskey } from '../../src/db/ways-in.ts'
import { browser, type Caller, caller, program } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'
import { plain } from '../unit/media/pictures.ts'

let desk: Desk
let victim: Caller
let thief: { seat: Seat; page: Caller; api: Caller }
let choice = ''
let ids: Record<string, string>
const key = 'the key of an installation in a test'
const form = (fields: Record<string, string> = {}) => new URLSearchParams(fields)
beforeAll(async () => {
  desk = await openDesk('foreign_ids')
  victim = await browser(desk)
  await victim.put('/api/v1/brand', { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' })
  const seat = await desk.newWorkspace('Thief')
  thief = { seat, page: await browser(desk, seat), api: await program(desk, 'admin', seat) }
  await thief.api.put('/api/v1/brand', { name: 'Thief', zone: 'Europe/Rome', language: 'en' })
  const [card] = await victim.says('A secret post that nobody else may see or touch.')
  choice = card?.choices.find(({ label }) => label === 'Approve')?.id ?? ''
  await victim.says('invite Zoe as approver')
  await victim.post('/account/tokens', form({ scope: 'approve' }))
  await victim.post('/api/v1/sites', { origin: 'https://bar.example' })
  ids = await made()
})
afterAll(() => desk.stop())

/** One of everything that has an id, of the victim. */
async function made(): Promise<Record<string, string>> {
  const { db } = desk.app.ctx
  const { workspaceId, memberId, personId } = desk.owner
  const kept = await keep(desk.app.ctx, workspaceId, await plain(40, 30).png().toBuffer())
  const at = new Date()
  const email = await withSystem(db, async (tx) => {
    await addIdentity(tx, { personId, chat: 'telegram', externalId: '501', handle: null })
    await keepPasskey(tx, {
      personId,
      credentialId: 'c',
      publicKey: 'k',
      counter: 0,
      isBackedUp: false,
      name: 'Key',
      createdAt: at,
    })
    return addEmail(tx, { personId, address: 'luce@example.org', at })
  })
  await withSystem(db, (tx) =>
    tx.insert(notices).values({
      ...{ workspaceId, memberId, kind: 'failed', way: 'mail', key: 'k', body: { subject: 's', text: 't' } },
      ...{ tryAt: new Date('2030-01-01'), createdAt: at },
    }),
  )
  const first = async (table: string, where = 'true') => {
    const [row] = await withSystem(db, (tx) => tx.execute(`select id from ${table} where ${where} limit 1`))
    return String(row?.id ?? '')
  }
  const ours = `workspace_id = '${workspaceId}'`
  const theirs = `person_id = '${personId}'`
  const own = async (table: string) => {
    const [row] = await withWorkspace(db, workspaceId, (tx) => tx.execute(`select id from ${table} limit 1`))
    return String(row?.id ?? '')
  }
  return {
    ...{ posts: await own('posts'), publications: await own('publications'), accounts: await own('accounts') },
    ...{ members: memberId, invitations: await own('invitations'), notifications: await own('notices') },
    ...{ media: kept.id, sites: await own('widget_origins'), emails: email },
    ...{ sessions: await first('sessions', theirs), tokens: await first('api_tokens', ours) },
    ...{ passkeys: await first('passkeys', theirs), chats: await first('identities', theirs) },
  }
}

/** Everything of the victim that could be changed. */
async function everything(): Promise<string> {
  const { db } = desk.app.ctx
  const { workspaceId, personId } = desk.owner
  const own = [
    'posts',
    'versions',
    'publications',
    'signoffs',
    'approvals',
    'accounts',
    'members',
    'invitations',
    'media',
  ]
  const rows = await withWorkspace(db, workspaceId, (tx) =>
    Promise.all(
      [...own, 'widget_origins', 'notices', 'comments', 'brands'].map((name) =>
        tx.execute(`select to_jsonb(x) - '{digest_at,tended_at,checked_at}'::text[] r from ${name} x order by 1`),
      ),
    ),
  )
  const ways = await withSystem(db, (tx) =>
    Promise.all(
      ['sessions', 'api_tokens', 'passkeys', 'identities', 'emails'].map((name) =>
        tx.execute(`select to_jsonb(x) r from ${name} x where person_id = '${personId}' order by 1`),
      ),
    ),
  )
  return JSON.stringify([rows, ways])
}

describe('an id of another workspace', () => {
  it('is there to be tried for every kind of thing that a route names', () => {
    for (const [kind, id] of Object.entries(ids)) expect(id, kind).toMatch(/^[\w-]{36}$/)
    const kinds = desk.http
      .addresses()
      .filter((one) => /:id|\{id\}/.test(one))
      .map((one) => /\/([\w-]+)\/(?::id|\{id\})/.exec(one)?.[1] ?? one)
    expect([...new Set(kinds)].toSorted()).toEqual([...Object.keys(ids), 'connections'].toSorted())
  })

  it('is an id of nothing in every path', async () => {
    const before = await everything()
    for (const route of desk.http.addresses().filter((one) => /:id|\{id\}/.test(one))) {
      const [method = '', path = ''] = route.split(' ')
      const kind = /\/([\w-]+)\/(?::id|\{id\})/.exec(path)?.[1] ?? ''
      const at = path.replace(/:id|\{id\}/, ids[kind === 'connections' ? 'accounts' : kind] ?? '')
      const isApi = path.startsWith('/api/')
      for (const who of isApi ? [thief.page, thief.api] : [thief.page]) {
        const body =
          method === 'GET' || method === 'DELETE'
            ? undefined
            : isApi
              ? { gapSeconds: 60 }
              : form({ role: 'viewer', name: 'x' })
        expect((await who.ask(method, at, body)).status, route).toBe(404)
      }
    }
    expect(await everything()).toBe(before)
  })

  it('is an id of nothing in a body or a query', async () => {
    const before = await everything()
    const { api, page } = thief
    expect((await api.says({ choice }))[0]?.text).toContain('another conversation')
    expect((await api.post('/api/v1/messages', { text: 'With it', media: [ids.media] })).status).toBe(422)
    const { messages } = (await victim.get('/api/v1/messages?limit=1')).body
    expect((await api.get(`/api/v1/messages?before=${messages[0]?.id}`)).status).toBe(422)
    const conversation = await withSystem(desk.app.ctx.db, (tx) => tx.execute('select id, address from conversations'))
    for (const { id, address } of conversation)
      for (const name of [String(id), String(address), desk.owner.personId]) {
        const answer = await api.get(`/api/v1/messages?conversation=${encodeURIComponent(name)}`)
        expect(answer.text).not.toContain('secret post')
      }
    expect((await page.post('/switch', form({ workspace: desk.owner.workspaceId }))).status).toBe(404)
    for (const query of ['before', 'since', 'status'])
      expect((await api.get(`/api/v1/posts?${query}=${ids.posts}`)).text).not.toContain('secret post')
    expect((await api.post('/widget/token', { origin: 'https://bar.example' })).status).toBeGreaterThanOrEqual(400)
    expect(await everything()).toBe(before)
  })
})

describe('a signed link', () => {
  const sign = (more: object = {}) => {
    const given = {
      key,
      workspaceId: desk.owner.workspaceId,
      mediaId: ids.media ?? '',
      until: new Date(Date.now() + 60_000),
    }
    return signLink({ ...given, ...more })
  }
  it('opens with the key of the installation, for its workspace, file and time, and in no other way', async () => {
    const stranger = caller(desk)
    expect((await stranger.get(`/media/${sign()}`)).status).toBe(200)
    const [workspace = '', media = '', until = '', signature = ''] = sign().split('.')
    const tricks = {
      'no signature': `${workspace}.${media}.${until}.`,
      'none at all': `${workspace}.${media}.${until}`,
      'another key': sign({ key: 'another key of another installation' }),
      'another workspace': [thief.seat.workspaceId, media, until, signature].join('.'),
      'signed for another workspace': sign({ workspaceId: thief.seat.workspaceId }),
      'another file': [workspace, crypto.randomUUID(), until, signature].join('.'),
      'a later end': [workspace, media, 'zzzzzzz', signature].join('.'),
      expired: sign({ until: new Date(Date.now() - 1_000) }),
    }
    for (const [trick, token] of Object.entries(tricks))
      for (const path of ['media', 'exports'])
        expect((await stranger.get(`/${path}/${token}`)).status, `${path}: ${trick}`).toBe(404)
  })
})

describe('a secret of another workspace or of the past', () => {
  it('lets nobody in: of a session that ended, of a token that was taken back, of a widget elsewhere', async () => {
    const { db } = desk.app.ctx
    const late = await browser(desk, await desk.newWorkspace('Late'))
    expect((await late.get('/api/v1/posts')).status).toBe(200)
    const hash = hashToken(late.headers.cookie?.split('=')[1] ?? '')
    await withSystem(db, (tx) =>
      tx.execute(`update sessions set expires_at = now() - interval '1 minute' where hash = '${hash}'`),
    )
    expect((await late.get('/api/v1/posts')).status).toBe(401)
    const token = await desk.token('admin')
    const held = caller(desk, { authorization: `Bearer ${token}` })
    expect((await held.get('/api/v1/posts')).status).toBe(200)
    await withSystem(db, (tx) =>
      tx.execute(`update api_tokens set revoked_at = now() where hash = '${hashToken(token)}'`),
    )
    expect((await held.get('/api/v1/posts')).status).toBe(401)
    const widget = `${newToken()}.${hashToken(thief.page.headers.cookie?.split('=')[1] ?? '')}`
    expect(
      (await caller(desk, { authorization: `Bearer ${widget}`, origin: 'https://bar.example' }).get('/api/v1/posts'))
        .status,
    ).toBe(401)
  })
})

// Every route as every role, a member of another workspace, a removed member and a stranger, from a table that fails when a route is not in it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { useInvitation, writeInvitation } from '../../src/db/invitations.ts'
import { removeMember } from '../../src/db/team.ts'
import type { Seat } from '../../src/db/tenants.ts'
import type { Role } from '../../src/db/words.ts'
import { browser, type Caller, caller, program } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'

type Who = Role | 'public'
/** `by`: who may; `web`: only a browser is asked who it is; `body` as JSON or a form. */
type Row = { by: readonly Who[]; web?: boolean; body?: object | URLSearchParams; path?: string }

const all: readonly Who[] = ['owner', 'approver', 'editor', 'viewer']
const drafters: readonly Who[] = ['owner', 'approver', 'editor']
const approvers: readonly Who[] = ['owner', 'approver']
const owners: readonly Who[] = ['owner']
const open: readonly Who[] = ['public', ...all]
const form = (fields: Record<string, string> = {}) => new URLSearchParams(fields)
const id = '00000000-0000-4000-8000-000000000000'

const table: Record<string, Row> = {
  'GET /healthz': { by: open },
  'GET /readyz': { by: open },
  'GET /metrics': { by: open },
  'GET /api/openapi.json': { by: open },
  'GET /sign-in': { by: open },
  'GET /sign-in/:code': { by: open },
  'POST /sign-in': { by: open, body: form({ code: 'x' }) },
  'POST /sign-in/ask': { by: open, body: form({ who: 'somebody' }) },
  'POST /passkeys/enter/options': { by: open, body: {} },
  // A signature that is none: nobody is let in, whoever asks.
  'POST /passkeys/enter': { by: [], web: true, body: {} },
  'GET /join/:code': { by: open },
  'POST /join': { by: open, body: form({ code: 'x' }) },
  'GET /sign-up': { by: open },
  'POST /sign-up': { by: open, body: form() },
  'GET /media/:token': { by: open },
  'POST /webhooks/:chat': { by: open, body: {} },
  'GET /webhooks/:chat': { by: open },
  // Nobody finds these where no telephone is switched on; where one is, only the host does (tests/channels/whatsapp-web).
  'GET /connections/whatsapp': { by: all, web: true },
  'POST /connections/whatsapp': { by: all, web: true, body: form({ number: '393331234567' }) },
  'GET /:file{(widget/)?[a-z-]+\\.(js|css|svg)}': { by: open, path: '/style.css' },
  // Nobody finds it where no network reads it (tests/http/bluesky-consent.test.ts).
  'GET /oauth-client-metadata.json': { by: open },
  'GET /connect/:platform/callback': { by: owners, web: true },
  'GET /': { by: all, web: true },
  'GET /calendar': { by: all, web: true },
  'GET /insights': { by: all, web: true },
  'GET /practice': { by: all, web: true },
  'GET /connections': { by: all, web: true },
  'POST /connections': { by: owners, web: true, body: form({ platform: 'practice' }) },
  'POST /connections/:id/remove': { by: owners, web: true, body: form() },
  'GET /connections/:platform': { by: all, web: true },
  'GET /connect/:platform': { by: open, web: true, path: '/connect/practice' },
  'POST /connect/:platform': { by: owners, web: true, body: form(), path: '/connect/practice' },
  'POST /connect/:platform/choose': { by: owners, web: true, body: form(), path: '/connect/practice/choose' },
  'POST /connect/:platform/code': { by: owners, web: true, body: form(), path: '/connect/practice/code' },
  'GET /models': { by: all, web: true },
  'POST /models': { by: owners, web: true, body: form({ provider: 'openai', apiKey: 'k' }) },
  'POST /models/:provider/remove': { by: owners, web: true, body: form(), path: '/models/openai/remove' },
  'GET /brand': { by: all, web: true },
  'POST /brand': { by: approvers, web: true, body: form({ name: 'B', zone: 'Europe/Rome', language: 'en' }) },
  'GET /team': { by: all, web: true },
  'GET /team/audit.csv': { by: owners, web: true },
  'POST /team/invite': { by: owners, web: true, body: form({ name: 'Z', role: 'viewer' }) },
  'POST /team/invitations/:id/revoke': { by: owners, web: true, body: form() },
  'POST /team/members/:id/role': { by: owners, web: true, body: form({ role: 'viewer' }) },
  'POST /team/members/:id/remove': { by: owners, web: true, body: form() },
  'POST /team/policy': { by: owners, web: true, body: form({ how: 'nobody' }) },
  'POST /switch': { by: all, web: true, body: form({ workspace: id }) },
  'GET /account': { by: all, web: true },
  'POST /account/sessions/:id/end': { by: all, web: true, body: form() },
  // A wrong name: nothing begins, whoever asks.
  'GET /erase': { by: all, web: true },
  'POST /erase/workspace': { by: owners, web: true, body: form({ name: '?' }) },
  'POST /erase/workspace/undo': { by: owners, web: true, body: form() },
  'POST /erase/person': { by: all, web: true, body: form({ name: '?' }) },
  'POST /erase/person/undo': { by: all, web: true, body: form() },
  'GET /data': { by: owners, web: true },
  'POST /data/export': { by: owners, web: true, body: form() },
  'GET /exports/:token': { by: open },
  'GET /notifications': { by: all, web: true },
  'POST /notifications': { by: all, web: true, body: form({ failed: 'mail' }) },
  'POST /notifications/webhook': { by: all, web: true, body: form({ url: 'http://127.0.0.1/' }) },
  'POST /notifications/webhook/remove': { by: all, web: true, body: form() },
  'POST /notifications/:id/replay': { by: all, web: true, body: form() },
  'POST /account/emails': { by: all, web: true, body: form({ address: 'a@example.org' }) },
  'POST /account/emails/:id/remove': { by: all, web: true, body: form() },
  'GET /account/emails/confirm/:code': { by: all, web: true },
  'POST /account/emails/confirm': { by: all, web: true, body: form({ code: 'x' }) },
  'POST /passkeys/options': { by: all, web: true, body: {} },
  'POST /passkeys': { by: all, web: true, body: {} },
  'POST /passkeys/:id/name': { by: all, web: true, body: form({ name: 'x' }) },
  'POST /passkeys/:id/remove': { by: all, web: true, body: form() },
  'POST /account/chats': { by: all, web: true, body: form() },
  'POST /account/chats/:id/end': { by: all, web: true, body: form() },
  'POST /account/tokens': { by: all, web: true, body: form({ scope: 'draft' }) },
  'POST /account/tokens/:id/end': { by: all, web: true, body: form() },
  'GET /widget/sign-in': { by: all, web: true, path: '/widget/sign-in?origin=https://site.example' },
  'POST /widget/token': { by: all, web: true, body: { origin: 'https://site.example' } },
  'GET /api/v1/messages': { by: all },
  'POST /api/v1/messages': { by: all, body: { text: 'help' } },
  'GET /api/v1/events': { by: all },
  'POST /api/v1/media': { by: drafters, body: {} },
  'GET /api/v1/media/:id': { by: all },
  'GET /api/v1/posts': { by: all },
  'GET /api/v1/posts/:id': { by: all },
  'GET /api/v1/publications': { by: all },
  'GET /api/v1/publications/:id': { by: all },
  'GET /api/v1/accounts': { by: all },
  'POST /api/v1/accounts': { by: owners, body: { platform: 'practice' } },
  'PATCH /api/v1/accounts/:id': { by: owners, body: { gapSeconds: 0 } },
  'DELETE /api/v1/accounts/:id': { by: owners },
  'GET /api/v1/brand': { by: all },
  'PUT /api/v1/brand': { by: approvers, body: { name: 'B', zone: 'Europe/Rome', language: 'en' } },
  'GET /api/v1/usage': { by: all },
  'GET /api/v1/practice': { by: all },
  'GET /api/v1/hold': { by: all },
  'POST /api/v1/hold': { by: approvers },
  'DELETE /api/v1/hold': { by: approvers },
  'GET /api/v1/sites': { by: owners },
  'POST /api/v1/sites': { by: owners, body: { origin: 'https://site.example' } },
  'DELETE /api/v1/sites/:id': { by: owners },
}

let desk: Desk
let programs: Record<Role | 'removed' | 'foreign', Caller>
let browsers: Record<Role | 'removed' | 'foreign', Caller>
let ids: Record<string, string>
beforeAll(async () => {
  desk = await openDesk('matrix', {
    limits: {
      stranger: { points: 5_000, duration: 60 },
      signIn: { points: 5_000, duration: 60 },
      door: { points: 5_000, duration: 60 },
    },
  })
  const seats = {
    owner: desk.owner,
    approver: await seated('Marta', 'approver'),
    editor: await seated('Luca', 'editor'),
    viewer: await seated('Vera', 'viewer'),
    removed: await seated('Gone', 'owner'),
    foreign: await desk.newWorkspace('Thief'),
  }
  const both = async (make: (seat: Seat) => Promise<Caller>) =>
    Object.fromEntries(await Promise.all(Object.entries(seats).map(async ([who, seat]) => [who, await make(seat)])))
  const extra = await seated('Extra', 'viewer')
  programs = await both((seat) => program(desk, 'admin', seat))
  browsers = await both((seat) => browser(desk, seat))
  await programs.owner.says('A secret post that nobody else may see or touch.')
  const [post] = (await programs.owner.get('/api/v1/posts')).body.posts
  const [publication] = (await programs.owner.get('/api/v1/publications')).body.publications
  const [account] = (await programs.owner.get('/api/v1/accounts')).body.accounts
  ids = {
    posts: post?.id ?? '',
    publications: publication?.id ?? '',
    accounts: account?.id ?? '',
    members: extra.memberId,
  }
  const gone = { memberId: seats.removed.memberId, personId: seats.removed.personId, now: new Date() }
  await withSystem(desk.app.ctx.db, (tx) => removeMember(tx, { ...gone, workspaceId: desk.owner.workspaceId }))
})
afterAll(() => desk.stop())

async function seated(name: string, role: Role): Promise<Seat> {
  const { workspaceId, memberId } = desk.owner
  const given = { workspaceId, hash: name, name, role, invitedBy: memberId, expiresAt: new Date(Date.now() + 60_000) }
  await withWorkspace(desk.app.ctx.db, workspaceId, (tx) => writeInvitation(tx, given))
  const took = { hash: name, now: new Date(), personId: undefined, name }
  const used = await withSystem(desk.app.ctx.db, (tx) => useInvitation(tx, took))
  if (used === undefined) throw new Error('no seat')
  return used.seat
}

/** The address with ids of the victim in it where there are such, else with ids of nothing. */
function pathOf(route: string, row: Row): string {
  const path = row.path ?? route.slice(route.indexOf(' ') + 1)
  const thing = ['posts', 'publications', 'members', 'accounts'].find((name) => path.includes(`/${name}/`))
  return path
    .replace(':id', thing === undefined ? id : (ids[thing] ?? id))
    .replace(/:(platform|provider)/, 'practice')
    .replace(/:\w+/, 'x'.repeat(43))
}

async function status(who: Caller, route: string, row: Row): Promise<number> {
  const method = route.split(' ')[0] ?? ''
  const headers = {
    ...who.headers,
    ...(row.body !== undefined && !(row.body instanceof URLSearchParams) && { 'content-type': 'application/json' }),
  }
  const body =
    row.body === undefined ? undefined : row.body instanceof URLSearchParams ? row.body : JSON.stringify(row.body)
  const stop = new AbortController()
  const answer = await fetch(desk.url + pathOf(route, row), {
    ...{ method, headers, redirect: 'manual', signal: stop.signal },
    ...(body !== undefined && { body }),
  })
  stop.abort()
  return answer.status
}

/** All that a request could change of the victim's workspace. */
async function everything(): Promise<string> {
  const tables = [
    'posts',
    'versions',
    'publications',
    'signoffs',
    'approvals',
    'holds',
    'brands',
    'members',
    'approval_policies',
    'invitations',
    'accounts',
    'widget_origins',
    'model_keys',
    'webhooks',
    'notice_wishes',
    'notices',
  ]
  return withWorkspace(desk.app.ctx.db, desk.owner.workspaceId, async (tx) =>
    JSON.stringify(
      await Promise.all(tables.map((name) => tx.execute(`select to_jsonb(x) r from ${name} x order by 1`))),
    ),
  )
}

it('the table has every route', () => {
  const known = Object.keys(table).toSorted()
  const served = desk.http.addresses().filter((one) => !one.startsWith('OPTIONS'))
  expect(served.map((one) => one.replace(/\{(\w+)\}/g, ':$1')).toSorted()).toEqual(known)
})

describe('a route', () => {
  it.each(Object.entries(table))('%s lets in those who may, and nobody else', async (route, row) => {
    const callers = row.web === true ? browsers : programs
    for (const role of ['viewer', 'editor', 'approver', 'owner'] as const) {
      const before = await everything()
      const answered = await status(callers[role], route, row)
      const isDenied = answered === 401 || answered === 403
      if (row.by.includes('public')) expect(answered, role).not.toBe(401)
      else if (row.web === true && answered === 403 && route.startsWith('GET /widget')) continue
      else if (route.startsWith('POST /widget')) expect(answered).toBe(403)
      else expect(isDenied, `${role} ${answered}`).toBe(!row.by.includes(role))
      if (isDenied) expect(await everything()).toBe(before)
    }
    const before = await everything()
    for (const [who, one] of [
      ['removed', callers.removed],
      ['stranger', caller(desk)],
    ] as const)
      if (!row.by.includes('public')) expect(await status(one, route, row), who).toBe(401)
    const foreign = await status(callers.foreign, route, row)
    // Ids of another workspace are ids of nothing.
    if (pathOf(route, row).match(/[0-9a-f-]{36}/) !== null) expect(foreign, 'foreign').toBe(404)
    expect(await everything()).toBe(before)
  })
})

// The widget on another site: the list of sites, the window, the token, and what it may do.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../src/core/secrets.ts'
import { withSystem } from '../../src/db/client.ts'
import { endSession } from '../../src/db/sessions.ts'
import { browser, type Caller, caller, program } from './support/caller.ts'
import { type Desk, openDesk } from './support/desk.ts'

const site = 'https://barluce.example'

let desk: Desk
let person: Caller
let admin: Caller

beforeAll(async () => {
  desk = await openDesk('http_widget')
  person = await browser(desk)
  admin = await program(desk, 'admin')
  await admin.post('/api/v1/sites', { origin: site })
})
afterAll(() => desk.stop())

async function widget(by = person, origin = site): Promise<Caller> {
  const answer = await by.post('/widget/token', { origin })
  expect(answer.status).toBe(200)
  return caller(desk, { authorization: `Bearer ${answer.body.token}`, origin })
}

describe('the list of sites', () => {
  it('is kept by an owner with the scope admin', async () => {
    const added = await admin.post('/api/v1/sites', { origin: 'http://localhost:8080' })
    expect(added).toMatchObject({ status: 200, body: { origin: 'http://localhost:8080', isTrusted: false } })
    const trusted = await admin.post('/api/v1/sites', { origin: 'http://localhost:8080', isTrusted: true })
    expect(trusted.body).toMatchObject({ id: added.body.id, isTrusted: true })
    expect((await admin.delete(`/api/v1/sites/${added.body.id}`)).status).toBe(204)
    expect((await admin.delete(`/api/v1/sites/${added.body.id}`)).status).toBe(404)
    expect((await admin.get('/api/v1/sites')).body).toMatchObject({ sites: [{ origin: site }] })
    for (const origin of ['barluce.example', `${site}/`, 'javascript:alert(1)', '*', "https://a.example 'self'"])
      expect((await admin.post('/api/v1/sites', { origin })).status, origin).toBe(422)
    expect((await (await program(desk, 'approve')).post('/api/v1/sites', { origin: site })).status).toBe(403)
    expect((await (await program(desk, 'draft')).get('/api/v1/sites')).status).toBe(403)
  })
})

describe('the window', () => {
  it('asks a member once whether a listed site may act for them, and may be framed by listed sites', async () => {
    const page = await person.get(`/widget/sign-in?origin=${encodeURIComponent(site)}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain(`Use your desk on ${site}?`)
    expect(page.text).toContain('Approving stays on')
    expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none')
    expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors ${site}`)
  })

  it('refuses a site that is not listed', async () => {
    const page = await person.get('/widget/sign-in?origin=https://evil.example')
    expect(page.status).toBe(403)
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect((await person.post('/widget/token', { origin: 'https://evil.example' })).status).toBe(403)
    expect((await person.post('/widget/token', { origin: 4 })).status).toBe(422)
  })

  it('gives its token to a page of this installation alone', async () => {
    const cookie = { cookie: person.headers.cookie ?? '' }
    expect((await caller(desk, { ...cookie, origin: site }).post('/widget/token', { origin: site })).status).toBe(403)
    expect((await caller(desk, cookie).post('/widget/token', { origin: site })).status).toBe(403)
    expect((await caller(desk).post('/widget/token', { origin: site })).status).toBe(401)
    expect((await admin.post('/widget/token', { origin: site })).status).toBe(401)
  })
})

describe('the token', () => {
  it('drafts from its site, and approves only where the site is trusted', async () => {
    const chat = await widget()
    const [greeting] = (await chat.get('/api/v1/messages')).body.messages
    expect(greeting?.text).toMatch(/^Hello/)
    await chat.says('skip all')
    const [card] = await chat.says('we open on monday')
    const approve = { choice: card?.choices[0]?.id ?? '' }
    const [refused] = await chat.says('approve')
    expect(refused?.text).not.toMatch(/^Approved/)
    await admin.post('/api/v1/sites', { origin: site, isTrusted: true })
    const page = await person.get(`/widget/sign-in?origin=${encodeURIComponent(site)}`)
    expect(page.text).toContain('write and approve posts')
    const replies = await chat.says(approve)
    expect(replies.map((reply) => reply.text).join(' ')).toMatch(/Approved|pressed before/)
    await admin.post('/api/v1/sites', { origin: site, isTrusted: false })
    expect((await chat.post('/api/v1/hold')).status).toBe(403)
    expect((await chat.post('/api/v1/accounts', { platform: 'practice' })).status).toBe(403)
  })

  it('is good from no other site, and from none that says nothing', async () => {
    const { authorization = '' } = (await widget()).headers
    expect((await caller(desk, { authorization, origin: 'https://evil.example' }).get('/api/v1/posts')).status).toBe(
      401,
    )
    expect((await caller(desk, { authorization }).get('/api/v1/posts')).status).toBe(401)
    expect((await caller(desk, { authorization, origin: site }).get('/api/v1/posts')).status).toBe(200)
    expect((await caller(desk, { cookie: `leopost=${authorization.slice(7)}` }).get('/')).status).toBe(401)
  })

  it('is over after fifteen minutes, with its browser’s session, and when the site is taken off the list', async () => {
    const old = await widget()
    desk.later(15 * 60_000 + 1)
    expect((await old.get('/api/v1/posts')).status).toBe(401)
    const other = await browser(desk)
    const bound = await widget(other)
    const hash = hashToken(other.headers.cookie?.slice('leopost='.length) ?? '')
    await withSystem(desk.app.ctx.db, (tx) => endSession(tx, hash, desk.app.ctx.clock.now()))
    expect((await bound.get('/api/v1/posts')).status).toBe(401)
    const second = 'https://second.example'
    const { body } = await admin.post('/api/v1/sites', { origin: second })
    const removed = await widget(person, second)
    expect((await removed.get('/api/v1/posts')).status).toBe(200)
    await admin.delete(`/api/v1/sites/${body.id}`)
    expect((await removed.get('/api/v1/posts')).status).toBe(401)
  })
})

describe('another site', () => {
  it('may read the API when it is listed, without cookies, and its refusals too', async () => {
    const chat = await widget()
    const answer = await chat.get('/api/v1/posts')
    expect(answer.headers.get('access-control-allow-origin')).toBe(site)
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(answer.headers.get('vary')).toContain('Origin')
    const refused = await caller(desk, { origin: site, authorization: 'Bearer wrong' }).get('/api/v1/posts')
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin')).toBe(site)
    const events = await chat.listens('/api/v1/events')
    expect(events.response.headers.get('access-control-allow-origin')).toBe(site)
    events.close()
    const preflight = await caller(desk, { origin: site }).ask('OPTIONS', '/api/v1/messages')
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('last-event-id')
  })

  it('may not when it is not listed', async () => {
    const evil = { origin: 'https://evil.example' }
    const preflight = await caller(desk, evil).ask('OPTIONS', '/api/v1/messages')
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
    const answer = await caller(desk, { ...evil, ...admin.headers }).get('/api/v1/posts')
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('may load the files of the widget', async () => {
    const file = await caller(desk, { origin: 'https://anywhere.example' }).get('/widget.js')
    expect(file.headers.get('access-control-allow-origin')).toBe('*')
    expect(file.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })
})

// Connecting accounts over HTTP: by the API, by the forms of a page, and by consent at a server.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRequest, type Request } from '../../src/channels/request.ts'
import { createBluesky } from '../../src/channels/social/bluesky/index.ts'
import { createMastodon } from '../../src/channels/social/mastodon/index.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import { members } from '../../src/db/schema/members.ts'
import { people } from '../../src/db/schema/people.ts'
import type { Seat } from '../../src/db/tenants.ts'
import { type Bluesky, startBluesky } from '../support/bluesky/server.ts'
import { type Mastodon, startMastodon } from '../support/mastodon/server.ts'
import { browser, type Caller, caller, program } from './support/caller.ts'
import { type Desk, openDesk, withRole } from './support/desk.ts'

let desk: Desk
let bluesky: Bluesky
let mastodon: Mastodon
let request: Request
let ada: Caller
let page: Caller

beforeAll(async () => {
  bluesky = await startBluesky()
  mastodon = await startMastodon({ characters: 1_000 })
  const now = () => new Date()
  request = createRequest({ now, allowPrivateHosts: ['127.0.0.1'], userAgent: 'test' })
  const places = { service: bluesky.url, publicApi: bluesky.url, directory: bluesky.url, video: bluesky.url }
  const platforms = [createBluesky({ request, now, places }), createMastodon({ request, now })]
  desk = await openDesk('http_connecting', { platforms })
  ada = await program(desk)
  page = await browser(desk)
})
afterEach(async () => {
  const { accounts: all } = (await ada.get('/api/v1/accounts')).body
  for (const { id, platform } of all) if (platform !== 'practice') await ada.delete(`/api/v1/accounts/${id}`)
})
afterAll(async () => {
  expect(bluesky.refusals).toEqual([])
  expect(mastodon.refusals).toEqual([])
  await desk.stop()
  await request.close()
  await Promise.all([bluesky.stop(), mastodon.stop()])
})

const names = async () =>
  (await ada.get('/api/v1/accounts')).body.accounts.map(({ platform, name }) => [platform, name])
const rows = () => withWorkspace(desk.app.ctx.db, desk.owner.workspaceId, (tx) => tx.select().from(accounts))
const form = (fields: Record<string, string>) => new URLSearchParams(fields)

/** Somebody else who may do everything in the same workspace, and has no other. */
async function secondOwner(): Promise<Seat> {
  const { workspaceId } = desk.owner
  const { db } = desk.app.ctx
  const [person] = await withSystem(db, (tx) => tx.insert(people).values({ name: 'Bea' }).returning({ id: people.id }))
  const personId = person?.id ?? ''
  const [member] = await withSystem(db, (tx) =>
    tx.insert(members).values({ workspaceId, personId, role: 'owner' }).returning({ id: members.id }),
  )
  return { personId, workspaceId, memberId: member?.id ?? '', role: 'owner' }
}

describe('the API', () => {
  it('connects Bluesky, keeps its tokens sealed, and shows no secret anywhere', async () => {
    const { handle: identifier, password } = bluesky
    const made = await ada.post('/api/v1/accounts', { platform: 'bluesky', identifier, password })
    expect(made).toMatchObject({ status: 201, body: { platform: 'bluesky', name: identifier, status: 'connected' } })
    expect((await ada.post('/api/v1/accounts', { platform: 'bluesky', identifier, password })).status).toBe(200)
    const stored = (await rows()).find(({ platform }) => platform === 'bluesky')
    expect(stored?.credentials).toMatch(/^v1\.test\./)
    expect(JSON.stringify([await rows(), desk.log, made.text])).not.toContain(password)
  })

  it('connects Mastodon and remembers what its server takes', async () => {
    const given = { platform: 'mastodon', server: mastodon.url, accessToken: mastodon.token }
    const made = await ada.post('/api/v1/accounts', given)
    expect(made).toMatchObject({ status: 201, body: { name: `@barluce@${mastodon.host}` } })
    const stored = (await rows()).find(({ platform }) => platform === 'mastodon')
    expect(stored?.settings).toMatchObject({ instance: { characters: 1_000 } })
    expect(JSON.stringify([await rows(), desk.log, made.text])).not.toContain(mastodon.token)
  })

  it.each([
    [
      'a wrong password',
      { platform: 'bluesky', identifier: 'barluce.bsky.social', password: 'wrong' },
      /does not know/,
    ],
    ['a missing password', { platform: 'bluesky', identifier: 'barluce.bsky.social' }, /needs: password/],
    ['a password that is a number', { platform: 'bluesky', identifier: 'a.example', password: 7 }, /password/],
    ['a wrong token', { platform: 'mastodon', server: () => mastodon.url, accessToken: 'no' }, /does not accept/],
    [
      'what is no server',
      { platform: 'mastodon', server: () => bluesky.url, accessToken: 'x' },
      /not a server of the Mastodon API/,
    ],
    ['an address inside', { platform: 'mastodon', server: 'http://10.0.0.1', accessToken: 'x' }, /may be reached/],
    [
      'plain http outside',
      { platform: 'mastodon', server: 'http://mastodon.example', accessToken: 'x' },
      /^Write the address/,
    ],
  ])('says what is wrong with %s, and stores nothing', async (_, given, said) => {
    const filled = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, typeof value === 'function' ? value() : value]),
    )
    const refused = await ada.post('/api/v1/accounts', filled)
    expect(refused.status).toBe(422)
    expect(refused.body.detail).toMatch(said)
    expect(await names()).toEqual([['practice', 'Practice']])
  })

  it('lets nobody connect who may not', async () => {
    const editor = await program(desk, 'admin', await withRole(desk, 'editor'))
    const given = { platform: 'bluesky', identifier: bluesky.handle, password: bluesky.password }
    expect((await editor.post('/api/v1/accounts', given)).status).toBe(403)
    expect((await (await program(desk, 'draft')).post('/api/v1/accounts', given)).status).toBe(403)
  })

  it('brings back an account that was lost, and its posts', async () => {
    const given = { platform: 'bluesky', identifier: bluesky.handle, password: bluesky.password }
    await ada.post('/api/v1/accounts', given)
    await withWorkspace(desk.app.ctx.db, desk.owner.workspaceId, (tx) =>
      tx.update(accounts).set({ lostAt: new Date(), lostReason: 'Bluesky no longer lets me in' }),
    )
    expect((await ada.post('/api/v1/accounts', given)).status).toBe(201)
    const { accounts: all } = (await ada.get('/api/v1/accounts')).body
    expect(all.find(({ platform }) => platform === 'bluesky')).toMatchObject({ status: 'connected' })
  })
})

describe('the form of a network', () => {
  it('asks, connects, and never shows a password again', async () => {
    expect((await page.get('/connections')).text).toContain('href="/connections/bluesky"')
    const asked = await page.get('/connections/bluesky')
    expect(asked.text).toContain('App password')
    expect(asked.text).toMatch(/name="password"\s+type="password"/)
    const wrong = await page.post(
      '/connections',
      form({ platform: 'bluesky', identifier: 'x.example', password: 'w0rd' }),
    )
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Nobody is called x.example')
    expect(wrong.text).toContain('value="x.example"')
    expect(wrong.text).not.toContain('w0rd')
    const right = form({ platform: 'bluesky', identifier: bluesky.handle, password: bluesky.password, service: '' })
    expect((await page.post('/connections', right)).headers.get('location')).toMatch(/^\/connections\?done=/)
    expect((await page.get('/connections')).text).toContain(bluesky.handle)
  })

  it('is there for networks that ask, and for nothing else', async () => {
    expect((await page.get('/connections/mastodon')).text).toContain('action="/connect/mastodon"')
    expect((await page.get('/connect/mastodon')).headers.get('location')).toBe('/connections/mastodon')
    expect((await page.get('/connections/x')).status).toBe(404)
    expect((await page.get('/connections/nothing')).status).toBe(404)
    expect((await caller(desk).get('/connections/bluesky')).status).toBe(401)
    expect(
      (await page.post('/connections', form({ platform: 'bluesky' }), { origin: 'https://evil.example' })).status,
    ).toBe(403)
  })
})

describe('consent', () => {
  const begin = async (who = page) => {
    const led = await who.post('/connect/mastodon', form({ server: mastodon.url }))
    expect(led.status).toBe(200)
    const links = [...led.text.matchAll(/href="(http[^"]*oauth[^"]*)"/g)].map(([, link = '']) =>
      link.replaceAll('&amp;', '&'),
    )
    const state = /name="state" value="([^"]+)"/.exec(led.text)?.[1] ?? ''
    return { toRedirect: links[0] ?? '', toShow: links[1] ?? '', state }
  }
  const back = (address: string) => address.slice(desk.url.length)

  it('leads to the server and back, once, and registers once', async () => {
    const { toRedirect } = await begin()
    const address = mastodon.allow(toRedirect)
    expect(address.startsWith(`${desk.url}/connect/mastodon/callback?`)).toBe(true)
    expect((await page.get(back(address))).headers.get('location')).toMatch(/^\/connections\?done=/)
    expect(await names()).toContainEqual(['mastodon', `@barluce@${mastodon.host}`])
    const again = await page.get(back(address))
    expect(again.status).toBe(422)
    expect(again.text).toContain('used already or is too old')
    await begin()
    expect(mastodon.clients.size).toBe(1)
  })

  it('takes the code that was shown, and the address that was led to', async () => {
    const shown = await begin()
    const code = mastodon.allow(shown.toShow)
    const used = await page.post('/connect/mastodon/code', form({ state: shown.state, code: ` ${code} ` }))
    expect(used.headers.get('location')).toMatch(/^\/connections\?done=/)
    const led = await begin()
    const address = mastodon.allow(led.toRedirect)
    const pasted = await page.post('/connect/mastodon/code', form({ state: led.state, code: address }))
    expect(pasted.headers.get('location')).toMatch(/^\/connections\?done=/)
  })

  it('is good for the member who began it, not for another one or another workspace', async () => {
    const address = mastodon.allow((await begin()).toRedirect)
    const thief = await browser(desk, await desk.newWorkspace('Elsewhere'))
    expect((await thief.get(back(address))).status).toBe(422)
    const colleague = await browser(desk, await secondOwner())
    expect((await colleague.get(back(address))).status).toBe(422)
    expect((await caller(desk).get(back(address))).status).toBe(401)
    expect((await page.get(back(address))).status).toBe(303)
  })

  it('that was refused, forged, mistyped or left for too long connects nothing', async () => {
    const denied = await page.get('/connect/mastodon/callback?error=access_denied&state=x')
    expect(denied.status).toBe(422)
    expect(denied.text).toContain('You did not allow Leopost on Mastodon. Nothing has changed here.')
    expect((await page.get('/connect/mastodon/callback?code=x&state=forged')).status).toBe(422)
    const { state } = await begin()
    const mistyped = await page.post('/connect/mastodon/code', form({ state, code: 'wrong' }))
    expect(mistyped.status).toBe(422)
    expect(mistyped.text).toContain('does not take this code')
    const late = mastodon.allow((await begin()).toRedirect)
    desk.later(31 * 60_000)
    expect((await page.get(back(late))).status).toBe(422)
    expect(await names()).toEqual([['practice', 'Practice']])
  })

  it('begins again with a new client where the server forgot ours', async () => {
    const { toRedirect } = await begin()
    const address = mastodon.allow(toRedirect)
    mastodon.clients.clear()
    expect((await page.get(back(address))).status).toBe(422)
    expect((await page.get(back(mastodon.allow((await begin()).toRedirect)))).status).toBe(303)
  })
})

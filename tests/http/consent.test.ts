// Consent at networks with an app of the operator, over HTTP: one account, a choice of several, states that are not good.
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRequest, type Request } from '../../src/channels/request.ts'
import { createLinkedin } from '../../src/channels/social/linkedin/index.ts'
import { createX } from '../../src/channels/social/x/index.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { createQuotas } from '../../src/db/quotas.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import { startLinkedin } from '../support/linkedin/server.ts'
import { createMemoryQuotas } from '../support/quotas.ts'
import { startX } from '../support/x/server.ts'
import { browser, type Caller, program } from './support/caller.ts'
import { type Desk, openDesk } from './support/desk.ts'

let desk: Desk
let x: Awaited<ReturnType<typeof startX>>
let linkedin: Awaited<ReturnType<typeof startLinkedin>>
let request: Request
let page: Caller
let ada: Caller

beforeAll(async () => {
  x = await startX()
  linkedin = await startLinkedin()
  const now = () => new Date()
  request = createRequest({ now, allowPrivateHosts: [], userAgent: 'test' })
  const outside = { request, now, quotas: createMemoryQuotas() }
  desk = await openDesk('http_consent', {
    platforms: [
      createX({ ...outside, apiRoot: x.url, clientId: 'x-client', clientSecret: 'x-secret_-~' }),
      createLinkedin({
        ...{ ...outside, apiRoot: linkedin.url, version: '202609' },
        ...{ clientId: 'li-client', clientSecret: 'li-secret' },
      }),
    ],
  })
  page = await browser(desk)
  ada = await program(desk)
})
afterAll(async () => {
  expect([...x.refusals, ...linkedin.refusals]).toEqual([])
  await desk.stop()
  await request.close()
  await Promise.all([x.stop(), linkedin.stop()])
})

const rows = () => withWorkspace(desk.app.ctx.db, desk.owner.workspaceId, (tx) => tx.select().from(accounts))
const connected = async () => (await rows()).filter(({ platform }) => platform !== 'practice').map(({ name }) => name)
const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const back = (address: string) => address.slice(desk.url.length)

/** Begins in a browser and answers where the network is asked. */
async function begin(platform: string, who = page): Promise<string> {
  const led = await who.post(`/connect/${platform}`, form({}))
  const [, link = ''] = /class="button primary" href="([^"]+)"/.exec(led.text) ?? []
  return link.replaceAll('&amp;', '&')
}

describe('one account', () => {
  it('is begun from the chat’s link, allowed there, and connected with its tokens sealed', async () => {
    expect((await page.get('/connect/x')).headers.get('location')).toBe('/connections/x')
    expect((await page.get('/connections/x')).text).toContain('action="/connect/x"')
    const led = await page.get(back(x.allow(await begin('x'))))
    expect(led.headers.get('location')).toMatch(/^\/connections\?done=/)
    expect((await page.get(led.headers.get('location') ?? '')).text).toContain('Connected: X @barluce.')
    expect(await connected()).toEqual(['@barluce'])
    const [row] = (await rows()).filter(({ platform }) => platform === 'x')
    expect(row?.credentials).toMatch(/^v1\.test\./)
  })

  it('cannot be connected by the API alone, which says where', async () => {
    const refused = await ada.post('/api/v1/accounts', { platform: 'x' })
    expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining('/connect/x') } })
  })

  it('that is connected stays so when connecting again fails', async () => {
    const before = (await rows()).find(({ platform }) => platform === 'x')?.credentials
    x.given.scope = 'tweet.read users.read'
    const partly = await page.get(back(x.allow(await begin('x'))))
    x.given.scope = 'tweet.read tweet.write users.read media.write offline.access'
    expect(partly.status).toBe(422)
    expect(partly.text).toContain('post (tweet.write)')
    expect((await rows()).find(({ platform }) => platform === 'x')?.credentials).toBe(before)
  })
})

describe('what the person hears in the chat', () => {
  it('is that an account is connected, that it is connected anew, and that it is back', async () => {
    await ada.post('/api/v1/messages', { text: 'help' })
    const newest = async () => (await ada.get('/api/v1/messages')).body.messages.at(-1)?.text
    await page.get(back(x.allow(await begin('x'))))
    expect(await newest()).toBe('X lets me in anew as @barluce. Nothing else has changed.')
    await withWorkspace(desk.app.ctx.db, desk.owner.workspaceId, (tx) =>
      tx.update(accounts).set({ lostAt: new Date(), lostReason: 'notLetIn' }).where(eq(accounts.platform, 'x')),
    )
    expect((await page.get('/connections')).text).toContain('X: it no longer lets me in. Its posts wait')
    expect((await page.get('/connections')).text).toContain('Reconnect X')
    await page.get(back(x.allow(await begin('x'))))
    expect(await newest()).toBe('X lets me in again as @barluce. Your next posts can go there.')
  })
})

describe('a no at the network', () => {
  it.each([
    ['access_denied', 'You did not allow Leopost on X. Nothing has changed here.'],
    ['server_error', 'X stopped it (server_error). Nothing has changed here'],
    ['<b>"', 'X stopped it (error). Nothing has changed here'],
  ])('is said as what it is: %s', async (error, said) => {
    const before = await rows()
    const shown = await page.get(`/connect/x/callback?${new URLSearchParams({ error, state: 'any' })}`)
    expect(shown.status).toBe(422)
    expect(shown.text).toContain(said)
    expect(await rows()).toEqual(before)
  })
})

describe('a state', () => {
  it('that is wrong, used or of somebody else links nothing and is logged', async () => {
    const address = x.allow(await begin('x'))
    const thief = await browser(desk, await desk.newWorkspace('Elsewhere'))
    const refusals = () => desk.log.filter((line) => line.includes('was refused')).length
    const before = refusals()
    expect((await thief.get(back(address))).status).toBe(422)
    expect((await page.get('/connect/x/callback?code=x&state=forged')).status).toBe(422)
    expect((await page.get(back(address))).status).toBe(303)
    expect((await page.get(back(address))).status).toBe(422)
    expect(refusals() - before).toBe(3)
  })
})

describe('several accounts', () => {
  it('are chosen from; what is connected already has its new access without being asked', async () => {
    const shown = await page.get(back(linkedin.allow(await begin('linkedin'))))
    expect(shown.text).toContain('Luce Bar')
    expect(shown.text).toContain('urn:li:organization:501')
    expect(await connected()).toEqual(['@barluce'])
    expect(shown.text).toMatch(/Luce Bar · your profile.*Bar Luce · page/s)
    const stateIn = (text: string) => /name="state" value="([^"]+)"/.exec(text)?.[1] ?? ''
    const none = await page.post('/connect/linkedin/choose', form({ state: stateIn(shown.text) }))
    expect(none.text).toContain('Choose at least one.')
    const state = stateIn(none.text)
    const chosen = form({ state, account: 'urn:li:organization:501' })
    expect((await page.post('/connect/linkedin/choose', chosen)).headers.get('location')).toMatch(
      /^\/connections\?done=/,
    )
    expect((await connected()).toSorted()).toEqual(['@barluce', 'Bar Luce'])
    expect((await page.post('/connect/linkedin/choose', chosen)).status).toBe(422)
    const before = (await rows()).find(({ name }) => name === 'Bar Luce')?.credentials
    await page.get(back(linkedin.allow(await begin('linkedin'))))
    expect((await rows()).find(({ name }) => name === 'Bar Luce')?.credentials).not.toBe(before)
    expect((await connected()).toSorted()).toEqual(['@barluce', 'Bar Luce'])
  })
})

describe('what networks have left', () => {
  it('is the same for everybody who takes, however many at once, and full again after its window', async () => {
    let now = new Date('2026-11-24T09:00:00.000Z')
    const quotas = createQuotas({ db: desk.app.ctx.db, now: () => now })
    const resetsAt = new Date('2026-11-24T10:00:00.000Z')
    const usual = { remaining: 3, resetsAt }
    const taken = await Promise.all(Array.from({ length: 8 }, () => quotas.take('test/day', usual)))
    expect(taken.filter((until) => until === undefined)).toHaveLength(3)
    expect(taken.find((until) => until !== undefined)).toEqual(resetsAt)
    expect(await quotas.look('test/day')).toEqual(resetsAt)
    now = resetsAt
    expect(
      await quotas.take('test/day', { remaining: 3, resetsAt: new Date('2026-11-24T11:00:00.000Z') }),
    ).toBeUndefined()
    expect(await quotas.take('test/unknown')).toBeUndefined()
    await quotas.learn('test/said', { remaining: 0, resetsAt: new Date('2026-11-24T12:00:00.000Z') })
    expect(await quotas.take('test/said')).toEqual(new Date('2026-11-24T12:00:00.000Z'))
    await quotas.learn('test/said', { remaining: 5, resetsAt: new Date('2026-11-24T12:00:00.000Z') })
    expect(await quotas.take('test/said')).toEqual(new Date('2026-11-24T12:00:00.000Z'))
  })
})

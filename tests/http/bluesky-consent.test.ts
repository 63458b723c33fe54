// Consent at Bluesky over HTTP: begun on the page, allowed there, finished once by who began it, ended when it is disconnected.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import { members } from '../../src/db/schema/members.ts'
import { people } from '../../src/db/schema/people.ts'
import { type ConsentStage, home, openConsent } from '../channels/bluesky/stage.ts'
import { browser, type Caller, caller, program } from './support/caller.ts'
import { type Desk, openDesk } from './support/desk.ts'

let desk: Desk
let stage: ConsentStage
let page: Caller
let ada: Caller

beforeAll(async () => {
  stage = await openConsent()
  desk = await openDesk('bluesky_consent', {
    platforms: [stage.platform],
    publicUrl: () => stage.installation.publicUrl(),
  })
  page = await browser(desk)
  ada = await program(desk)
})
afterAll(async () => {
  expect(stage.server.refusals).toEqual([])
  await desk.stop()
  await stage.close()
})

const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const own = { origin: home }
const rows = () => withWorkspace(desk.app.ctx.db, desk.owner.workspaceId, (tx) => tx.select().from(accounts))
const stored = async () =>
  (await rows()).find(({ platform, removedAt }) => platform === 'bluesky' && removedAt === null)

/** Begins on the page, allows it there, and answers where that leads. */
async function allowed(account = ''): Promise<string> {
  const led = await page.post('/connect/bluesky', form({ account }), own)
  const [, link = ''] = /class="button primary" href="([^"]+)"/.exec(led.text) ?? []
  const address = await stage.server.grants.allow(link.replaceAll('&amp;', '&'), stage.server.did)
  return address.slice(home.length)
}

it('anybody reads who this installation is, and no private part of its key', async () => {
  const read = await caller(desk).get('/oauth-client-metadata.json')
  expect(read.headers.get('content-type')).toMatch(/^application\/json/)
  const document = JSON.parse(read.text)
  expect(document).toMatchObject({
    client_id: `${home}/oauth-client-metadata.json`,
    redirect_uris: [`${home}/connect/bluesky/callback`],
    token_endpoint_auth_method: 'private_key_jwt',
    dpop_bound_access_tokens: true,
  })
  expect(document.jwks.keys.map((key: object) => 'd' in key)).toEqual([false])
})

it('the page offers consent first and an app password beside it, and says what is wrong with a name', async () => {
  const asked = (await page.get('/connections/bluesky')).text
  expect(asked.indexOf('action="/connect/bluesky"')).toBeGreaterThan(0)
  expect(asked.indexOf('Or with an app password')).toBeGreaterThan(asked.indexOf('action="/connect/bluesky"'))
  const wrong = await page.post('/connect/bluesky', form({ account: 'nobody.example' }), own)
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Nobody is called nobody.example')
})

it('connects, sealed, and shows no secret anywhere', async () => {
  const back = await allowed(stage.server.handle)
  expect((await page.get(back)).headers.get('location')).toMatch(/^\/connections\?done=[\w-]+$/)
  const account = await stored()
  expect(account).toMatchObject({ name: stage.server.handle, lostAt: null })
  expect(account?.credentials).toMatch(/^v1\.test\./)
  const { grant = '{}' } = JSON.parse(desk.app.ctx.sealer.open(desk.owner.workspaceId, account?.credentials ?? ''))
  const { tokenSet, dpopJwk } = JSON.parse(grant)
  const seen = JSON.stringify([await rows(), desk.log, (await page.get('/connections')).text])
  for (const secret of [tokenSet.access_token, tokenSet.refresh_token, dpopJwk.d]) {
    expect(secret.length).toBeGreaterThan(20)
    expect(seen).not.toContain(secret)
  }
})

it('is good once, for the member and the workspace it was begun in', async () => {
  const before = await stored()
  const back = await allowed()
  const thief = await browser(desk, await desk.newWorkspace('Elsewhere'))
  expect((await thief.get(back)).status).toBe(422)
  expect((await (await browser(desk, await colleague())).get(back)).status).toBe(422)
  expect((await caller(desk).get(back)).status).toBe(401)
  const forged = await page.get(back.replace(/state=[^&]+/, 'state=forged'))
  expect(forged.status).toBe(422)
  // What failed left the account as it was.
  expect((await stored())?.credentials).toBe(before?.credentials)
  expect((await page.get(back)).status).toBe(303)
  expect((await page.get(back)).status).toBe(422)
  expect((await stored())?.id).toBe(before?.id)
})

it('that was denied there, or came back too late, changes nothing', async () => {
  const before = await stored()
  const denied = await page.get('/connect/bluesky/callback?error=access_denied&state=x')
  expect(denied.status).toBe(422)
  const late = await allowed()
  desk.later(31 * 60_000)
  expect((await page.get(late)).status).toBe(422)
  expect((await stored())?.credentials).toBe(before?.credentials)
})

it('ends at the server when the account is disconnected', async () => {
  const account = await stored()
  const before = stage.server.grants.asked.length
  expect((await ada.delete(`/api/v1/accounts/${account?.id}`)).status).toBe(204)
  expect(stage.server.grants.asked.slice(before)).toContainEqual({ path: '/token/revocation', status: 200 })
  expect(await stored()).toBeUndefined()
})

it('who is led back to the number of this machine is led on to its name, and nobody elsewhere', async () => {
  stage.moveTo(`http://localhost:${new URL(desk.url).port}`)
  const led = await page.get('/connect/bluesky/callback?code=c&state=s')
  expect(led.headers.get('location')).toBe(
    `http://localhost:${new URL(desk.url).port}/connect/bluesky/callback?code=c&state=s`,
  )
  stage.moveTo(home)
  expect((await page.get('/connect/bluesky/callback?code=c&state=s')).headers.get('location')).toBeNull()
  expect((await caller(desk).get('/oauth-client-metadata.json')).status).toBe(200)
})

/** Somebody else who may do everything in the same workspace. */
async function colleague() {
  const { workspaceId } = desk.owner
  return withSystem(desk.app.ctx.db, async (tx) => {
    const [person] = await tx.insert(people).values({ name: 'Bea' }).returning({ id: people.id })
    const personId = person?.id ?? ''
    const [member] = await tx
      .insert(members)
      .values({ workspaceId, personId, role: 'owner' })
      .returning({ id: members.id })
    return { personId, workspaceId, memberId: member?.id ?? '', role: 'owner' as const }
  })
}

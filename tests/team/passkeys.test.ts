// Passkeys at the door: what lets in, and everything that is refused, with an authenticator in software.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, type Caller, caller } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'
import { createPasskey, type Lie } from '../support/passkey.ts'

const site = { id: 'desk.example', origin: 'https://desk.example' }
let desk: Desk
let owner: Caller
let passkey: ReturnType<typeof createPasskey>
beforeAll(async () => {
  desk = await openDesk('passkeys', {
    publicUrl: () => site.origin,
    limits: { door: { points: 500, duration: 60 }, signIn: { points: 500, duration: 60 } },
  })
  owner = await browser(desk)
  passkey = createPasskey(site)
  expect((await add(owner, passkey)).status).toBe(201)
})
afterAll(() => desk.stop())

async function add(who: Caller, key: ReturnType<typeof createPasskey>, lie: Lie = {}) {
  const options = JSON.parse((await who.post('/passkeys/options', {})).text)
  return who.post('/passkeys', { name: 'Phone', response: key.makes(options, lie) })
}

/** The options for signing in and the browser they were given to. */
async function comes() {
  const answer = await caller(desk).post('/passkeys/enter/options', {})
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { options: JSON.parse(answer.text), cookie, head: answer.headers.get('set-cookie') ?? '' }
}

const enters = (cookie: string, response: object) => caller(desk, { cookie }).post('/passkeys/enter', { response })

async function tries(lie: Lie): Promise<number> {
  const { options, cookie } = await comes()
  return (await enters(cookie, passkey.signs(options, lie))).status
}

describe('a passkey', () => {
  it('signs in whoever it belongs to, without a name', async () => {
    const { options, cookie, head } = await comes()
    expect(options).toMatchObject({ rpId: 'desk.example', userVerification: 'required' })
    expect(options.allowCredentials ?? []).toEqual([])
    expect(head).toMatch(/Path=\/passkeys; HttpOnly; Secure; SameSite=Strict$/)
    const entered = await enters(cookie, passkey.signs(options))
    expect(entered.status).toBe(200)
    const session = /leopost=[\w-]+/.exec(entered.headers.get('set-cookie') ?? '')?.[0] ?? ''
    expect((await caller(desk, { cookie: session }).get('/account')).text).toContain('Phone')
  })

  it('is refused with a challenge that was used, is another browser’s, or is over', async () => {
    const first = await comes()
    const signed = passkey.signs(first.options)
    expect((await enters(first.cookie, signed)).status).toBe(200)
    expect((await enters(first.cookie, signed)).status).toBe(401)
    const other = await comes()
    const mine = await comes()
    expect((await enters(other.cookie, passkey.signs(mine.options))).status).toBe(401)
    expect((await enters('', passkey.signs(mine.options))).status).toBe(401)
    const late = await comes()
    desk.later(5 * 60_000 + 1)
    expect((await enters(late.cookie, passkey.signs(late.options))).status).toBe(401)
  })

  it('is refused for another origin, another site, an unverified person, and somebody else’s handle', async () => {
    expect(await tries({})).toBe(200)
    expect(await tries({ origin: 'https://desk.example.evil.example' })).toBe(401)
    expect(await tries({ origin: 'http://desk.example' })).toBe(401)
    expect(await tries({ rpId: 'evil.example' })).toBe(401)
    expect(await tries({ flags: 0x01 })).toBe(401)
    expect(await tries({ userHandle: Buffer.from(crypto.randomUUID()).toString('base64url') })).toBe(401)
    expect(await tries({ challenge: 'YWJj' })).toBe(401)
  })

  it('is refused when its count goes back, as that of a copy does', async () => {
    passkey.state.count += 10
    expect(await tries({})).toBe(200)
    passkey.state.count -= 5
    expect(await tries({})).toBe(401)
    passkey.state.count += 5
    expect(await tries({})).toBe(200)
  })

  it('that nobody keeps, or that signs with another key under a known name, lets nobody in', async () => {
    const stranger = createPasskey(site)
    const { options, cookie } = await comes()
    expect((await enters(cookie, stranger.signs(options))).status).toBe(401)
    const again = await comes()
    const known = passkey.signs(again.options)
    const forged = { ...stranger.signs(again.options), id: known.id, rawId: known.rawId }
    forged.response.userHandle = known.response.userHandle
    expect((await enters(again.cookie, forged)).status).toBe(401)
    for (const body of [{}, { response: {} }, { response: { id: 1 } }])
      expect((await caller(desk).post('/passkeys/enter', body)).status).toBe(401)
  })

  it('is added only for the session that asked, here, once', async () => {
    const seat = await desk.newWorkspace('Thief')
    const thief = await browser(desk, seat)
    const options = JSON.parse((await owner.post('/passkeys/options', {})).text)
    const made = createPasskey(site).makes(options)
    expect((await thief.post('/passkeys', { name: 'x', response: made })).status).toBe(422)
    expect((await owner.post('/passkeys', { name: 'x', response: made })).status).toBe(201)
    expect((await owner.post('/passkeys', { name: 'x', response: made })).status).toBe(422)
    expect((await add(owner, createPasskey(site), { origin: 'https://evil.example' })).status).toBe(422)
    expect((await add(owner, createPasskey(site), { rpId: 'evil.example' })).status).toBe(422)
    expect((await add(owner, createPasskey(site), { flags: 0x01 })).status).toBe(422)
    // The passkey of somebody else cannot be taken over.
    const again = JSON.parse((await thief.post('/passkeys/options', {})).text)
    expect((await thief.post('/passkeys', { name: 'x', response: passkey.makes(again) })).status).toBe(409)
    passkey.state.userHandle = Buffer.from(desk.owner.personId).toString('base64url')
    expect(await tries({})).toBe(200)
  })

  it('has a name, and ends when it is taken away by its person alone', async () => {
    const thief = await browser(desk, await desk.newWorkspace('Other'))
    const id = /\/passkeys\/([\w-]{36})\/remove/.exec((await owner.get('/account')).text)?.[1] ?? ''
    const name = new URLSearchParams({ name: 'Blue\u202E phone <b>' })
    expect((await thief.post(`/passkeys/${id}/name`, name)).status).toBe(404)
    expect((await thief.post(`/passkeys/${id}/remove`, new URLSearchParams())).status).toBe(404)
    expect((await owner.post(`/passkeys/${id}/name`, name)).status).toBe(303)
    expect((await owner.get('/account')).text).toContain('Blue phone &lt;b&gt;')
    expect((await owner.post(`/passkeys/${id}/remove`, new URLSearchParams())).status).toBe(303)
    expect(await tries({})).toBe(401)
  })

  it('is not offered at an address that is a number', async () => {
    const plain = await openDesk('passkeys_plain')
    const somebody = await browser(plain)
    expect((await somebody.get('/account')).text).not.toContain('/passkeys.js')
    expect((await somebody.post('/passkeys/options', {})).status).toBe(409)
    await plain.stop()
  })
})

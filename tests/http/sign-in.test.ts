// Coming in by a one-time link: what uses it up, what does not, and what is never written down.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../src/core/secrets.ts'
import { withSystem } from '../../src/db/client.ts'
import { keepLink } from '../../src/db/sessions.ts'
import { makeWorkspace } from '../../src/db/tenants.ts'
import { browser, caller } from './support/caller.ts'
import { type Desk, openDesk } from './support/desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk('http_sign_in')
})
afterAll(() => desk.stop())

async function freshCode(): Promise<string> {
  return (await desk.link()).split('/').at(-1) ?? ''
}

const form = (code: string) => new URLSearchParams({ code })

describe('a sign-in link', () => {
  it('opens a page with one button and is not used up by that', async () => {
    const link = await desk.link()
    expect(link).toMatch(new RegExp(`^${desk.url}/sign-in/[\\w-]{43}$`))
    for (let look = 0; look < 2; look++) {
      const page = await caller(desk).get(link.slice(desk.url.length))
      expect(page.status).toBe(200)
      expect(page.text.match(/<button/g)).toHaveLength(1)
      expect(page.headers.get('referrer-policy')).toBe('no-referrer')
      expect(page.headers.get('set-cookie')).toBeNull()
    }
  })

  it('lets a browser in once, by its button', async () => {
    const code = await freshCode()
    const first = await caller(desk).post('/sign-in', form(code), { origin: desk.url })
    expect(first.status).toBe(303)
    expect(first.headers.get('location')).toBe('/')
    const cookie = first.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^leopost=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    const page = await caller(desk, { cookie: cookie.split(';')[0] ?? '' }).get('/')
    expect(page.status).toBe(200)
    expect(page.text).toContain('<leopost-chat>')
    const again = await caller(desk).post('/sign-in', form(code))
    expect(again.status).toBe(410)
    expect(again.text).toContain('This link has been used')
    expect(again.headers.get('set-cookie')).toBeNull()
    expect((await caller(desk).get(`/sign-in/${code}`)).status).toBe(410)
  })

  it('leads to the page that it was made for, in the workspace it was made in', async () => {
    const { personId } = desk.owner
    const other = await withSystem(desk.app.ctx.db, (tx) =>
      makeWorkspace(tx, { personId, personName: 'Ada', name: 'Second', zone: 'Europe/Rome', language: 'en' }),
    )
    const expiresAt = new Date(Date.now() + 3_600_000)
    const to = { workspaceId: other.workspaceId, target: '/connections/practice' }
    await withSystem(desk.app.ctx.db, (tx) => keepLink(tx, { personId, hash: hashToken('made-for'), expiresAt, ...to }))
    const answer = await caller(desk).post('/sign-in', form('made-for'), { origin: desk.url })
    expect(answer.headers.get('location')).toBe('/connections/practice')
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect((await caller(desk, { cookie }).get('/connections/practice')).text).toContain('Second')
  })

  it('lets in one of two who press at once', async () => {
    const code = await freshCode()
    const answers = await Promise.all([1, 2, 3].map(() => caller(desk).post('/sign-in', form(code))))
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 410, 410])
  })

  it('is over after fifteen minutes', async () => {
    const code = await freshCode()
    desk.later(15 * 60_000 + 1)
    expect((await caller(desk).get(`/sign-in/${code}`)).text).toContain('This link is too old')
    expect((await caller(desk).post('/sign-in', form(code))).status).toBe(410)
  })

  it('is not used for the page of somebody else', async () => {
    const code = await freshCode()
    const evil = { origin: 'https://evil.example' }
    expect((await caller(desk).post('/sign-in', form(code), evil)).status).toBe(403)
    expect((await caller(desk).post('/sign-in', form(code), { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await caller(desk).post('/sign-in', form(code))).status).toBe(303)
  })

  it('gives a cookie for https alone where the installation is reached by https', async () => {
    const safe = await openDesk('http_sign_in_safe', { publicUrl: () => 'https://desk.example/' })
    const code = (await safe.link()).split('/').at(-1) ?? ''
    const answer = await caller(safe).post('/sign-in', form(code), { origin: 'https://desk.example' })
    expect(answer.headers.get('set-cookie')).toContain('; Secure;')
    await safe.stop()
  })

  it('never stands in the log, and neither does a cookie or a token', async () => {
    const code = await freshCode()
    await caller(desk).get(`/sign-in/${code}`)
    const answer = await caller(desk).post('/sign-in', form(code))
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const token = await desk.token()
    await caller(desk, { authorization: `Bearer ${token}` }).get('/api/v1/posts')
    const log = desk.log.join('\n')
    expect(log).toContain('"route":"/sign-in/:code"')
    for (const secret of [code, cookie.slice('leopost='.length), token]) expect(log).not.toContain(secret)
  })
})

describe('a session', () => {
  it('ends after thirty days', async () => {
    const person = await browser(desk)
    expect((await person.get('/')).status).toBe(200)
    desk.later(30 * 86_400_000 + 1)
    expect((await person.get('/')).status).toBe(401)
    expect((await person.get('/api/v1/posts')).status).toBe(401)
  })

  it('writes only from a page of this installation', async () => {
    const person = await browser(desk)
    const cookie = { cookie: person.headers.cookie ?? '' }
    const write = (headers: Record<string, string>) => caller(desk, { ...cookie, ...headers }).post('/api/v1/hold')
    expect((await write({})).status).toBe(403)
    expect((await write({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await write({ origin: 'null' })).status).toBe(403)
    expect((await write({ origin: desk.url, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await write({ origin: desk.url, 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await write({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await write({ origin: desk.url })).status).toBe(200)
    expect((await person.delete('/api/v1/hold')).status).toBe(200)
  })
})

describe('a stranger', () => {
  it('is told how to sign in, on every page', async () => {
    for (const path of ['/', '/calendar', '/practice', '/connections', '/brand', '/widget/sign-in?origin=x']) {
      const page = await caller(desk).get(path)
      expect(page.status, path).toBe(401)
      expect(page.text, path).toContain('npm run -s leopost -- link')
    }
    const help = await caller(desk, { 'accept-language': 'fr, it-IT;q=0.8' }).get('/sign-in')
    expect(help.status).toBe(200)
    expect(help.text).toContain('Non hai fatto l’accesso')
  })

  it('hears a problem from the API, whatever token comes', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer lp_wrong', 'Bearer wrong', 'Basic YTpi']) {
      const answer = await caller(desk, authorization === '' ? {} : { authorization }).get('/api/v1/posts')
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
  })

  it('gets the same answer to every wrong code, and none after twenty', async () => {
    const small = await openDesk('http_codes')
    const texts = new Set<string>()
    for (let i = 0; i < 10; i++) {
      texts.add((await caller(small).get(`/sign-in/wrong-${i}`)).text)
      texts.add((await caller(small).post('/sign-in', form(`wrong-${i}`))).text)
    }
    expect(texts.size).toBe(1)
    const link = await small.link()
    const refused = await caller(small).get(link.slice(small.url.length))
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const elsewhere = await caller(small, { 'x-forwarded-for': '203.0.113.9' }).get(link.slice(small.url.length))
    expect(elsewhere.status).toBe(200)
    await small.stop()
  })
})

// The pages of a desk as a signed-in member gets them, with their forms and their files.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, type Caller, caller } from './support/caller.ts'
import { type Desk, openDesk, withRole } from './support/desk.ts'

let desk: Desk
let ada: Caller

beforeAll(async () => {
  desk = await openDesk('http_pages')
  ada = await browser(desk)
})
afterAll(() => desk.stop())

describe('every page', () => {
  it('is safe: nothing inline, not framed, not kept, not guessed', async () => {
    for (const path of ['/', '/calendar', '/insights', '/connections', '/brand', '/practice', '/sign-in', '/nothing']) {
      const { headers } = await ada.get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(policy, path).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toMatch(/^(same-origin|no-referrer)$/)
    }
  })

  it('that is not there says so', async () => {
    const page = await ada.get('/nowhere')
    expect(page.status).toBe(404)
    expect(page.text).toContain('There is no such page')
    expect((await ada.get('/sign-in/a/b')).status).toBe(404)
  })
})

describe('the numbers', () => {
  it('are the sentences of the chat, in a page', async () => {
    const page = await ada.get('/insights')
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/<h1>Numbers<\/h1>\s*<p>\S/)
  })
})

describe('the calendar', () => {
  it('shows what is planned in the month, in the zone of the brand', async () => {
    const conversation = randomUUID()
    await ada.says('skip all')
    await ada.says('coffee on the house', { conversation })
    await ada.says('on 15 March 2027 at nine', { conversation })
    const [approved] = await ada.says('approve', { conversation })
    expect(approved?.text).toContain('15 Mar')
    const page = await ada.get('/calendar?month=2027-03')
    expect(page.text).toContain('coffee on the house')
    expect(page.text).toContain('09:00')
    expect((await ada.get('/calendar?month=2027-04')).text).not.toContain('coffee on the house')
    expect((await ada.get('/calendar?month=2027-13')).status).toBe(200)
    expect((await ada.get('/calendar')).status).toBe(200)
    await ada.says('cancel', { conversation })
  })
})

describe('connections', () => {
  it('are removed and connected by the page, which says why it cannot be', async () => {
    const page = await ada.get('/connections')
    const remove = /action="(\/connections\/[\w-]+\/remove)"/.exec(page.text)?.[1] ?? ''
    const conversation = randomUUID()
    await ada.says('the second place opens', { conversation })
    await ada.says('tomorrow at nine', { conversation })
    await ada.says('approve', { conversation })
    const refused = await ada.post(remove, new URLSearchParams())
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('1 post is still planned here')
    await ada.says('cancel', { conversation })
    expect(await ada.post(remove, new URLSearchParams())).toMatchObject({ status: 303 })
    expect((await ada.get('/connections')).text).toContain('Connect Practice')
    const added = await ada.post('/connections', new URLSearchParams({ platform: 'practice' }))
    expect(added.headers.get('location')).toMatch(/^\/connections\?done=/)
    expect((await ada.get('/connections')).text).not.toContain('Connect Practice')
    expect((await ada.post('/connections', new URLSearchParams({ platform: 'bluesky' }))).status).toBe(422)
    expect((await ada.post('/connections', new URLSearchParams({ platform: 'nothing' }))).status).toBe(404)
    expect((await ada.post('/connections/x/remove', new URLSearchParams())).status).toBe(404)
  })
})

describe('the brand', () => {
  it('is changed by its form, and says what is wrong with it', async () => {
    const form = new URLSearchParams({
      name: 'Bar Luce',
      website: 'barluce.example',
      zone: 'Europe/Rome',
      language: 'en',
    })
    form.append('rule', 'Never shouts.')
    form.append('rule', '')
    form.append('fact', 'The first coffee is free.')
    form.append('until', '2026-11-30')
    form.append('fact', '')
    form.append('until', '')
    expect((await ada.post('/brand', form)).headers.get('location')).toBe('/brand')
    const page = (await ada.get('/brand')).text
    for (const text of [
      'value="Bar Luce"',
      'value="https://barluce.example"',
      'value="Never shouts."',
      'value="2026-11-30"',
    ])
      expect(page).toContain(text)
    expect((await ada.get('/')).text).toContain('Bar Luce')
    form.set('zone', 'Nowhere')
    const refused = await ada.post('/brand', form)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Choose a clock and a language from the lists.')
  })

  it('is read and not changed by those who may not', async () => {
    const editor = await browser(desk, await withRole(desk, 'editor'))
    expect((await editor.get('/brand')).text).toContain('<fieldset disabled')
    const form = new URLSearchParams({ name: 'Mine', zone: 'Europe/Rome', language: 'en' })
    expect((await editor.post('/brand', form)).status).toBe(403)
    expect((await editor.post('/connections', new URLSearchParams({ platform: 'practice' }))).status).toBe(403)
  })
})

describe('a form', () => {
  it('from another site is refused', async () => {
    const evil = caller(desk, { cookie: ada.headers.cookie ?? '', origin: 'https://evil.example' })
    const form = new URLSearchParams({ name: 'Mine', zone: 'Europe/Rome', language: 'en' })
    expect((await evil.post('/brand', form)).status).toBe(403)
    expect((await evil.post('/connections', new URLSearchParams({ platform: 'practice' }))).status).toBe(403)
    expect((await ada.get('/brand')).text).not.toContain('value="Mine"')
  })
})

describe('files of the browser', () => {
  it('are served with their types and a tag by which they are asked for once', async () => {
    for (const [path, type] of [
      ['/widget.js', 'text/javascript; charset=utf-8'],
      ['/widget/log.js', 'text/javascript; charset=utf-8'],
      ['/style.css', 'text/css; charset=utf-8'],
      ['/icon.svg', 'image/svg+xml'],
    ] as const) {
      const file = await caller(desk).get(path)
      expect(file.headers.get('content-type'), path).toBe(type)
      const tag = file.headers.get('etag') ?? ''
      expect((await caller(desk).get(path, { 'if-none-match': tag })).status).toBe(304)
    }
    expect((await caller(desk).get('/widget/nothing.js')).status).toBe(404)
    expect((await caller(desk).get('/widget/%2e%2e/index.ts')).status).toBe(404)
  })

  it('are everything that a page asks for', async () => {
    for (const path of ['/', '/brand', '/sign-in']) {
      const page = (await ada.get(path)).text
      const asked = [...page.matchAll(/(?:href|src)="(\/[\w/-]+\.(?:js|css|svg))"/g)].map((match) => match[1] ?? '')
      expect(asked.length).toBeGreaterThan(2)
      for (const file of asked) expect((await caller(desk).get(file)).status, file).toBe(200)
    }
  })
})

// People on the web: invited, joined, given a role, removed; and one person at several desks.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../src/core/chat.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { setPlan } from '../../src/db/plans.ts'
import { auditEvents } from '../../src/db/schema/audit-events.ts'
import { browser, type Caller, caller, program } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'

let desk: Desk
let owner: Caller
beforeAll(async () => {
  desk = await openDesk('people', { limits: { signIn: { points: 200, duration: 60 } } })
  owner = await browser(desk)
  await owner.put('/api/v1/brand', { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' })
})
afterAll(() => desk.stop())

const codeIn = (text: string) => /\/join\/([\w-]{40,})/.exec(text)?.[1] ?? ''

/** Somebody who takes an invitation in a browser of their own. */
async function joins(code: string, name: string, more: Record<string, string> = {}): Promise<Caller> {
  const answer = await caller(desk, more).post('/join', new URLSearchParams({ code, name }))
  if (answer.status !== 303) throw new Error(`${answer.status} ${answer.text}`)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return caller(desk, { cookie, origin: desk.url, 'sec-fetch-site': 'same-origin' })
}

/** What was said to the owner last. */
async function lastSaid(): Promise<Reply> {
  const { messages } = JSON.parse((await owner.get('/api/v1/messages?limit=1')).text)
  return messages[0]
}

async function invites(name: string, role: string): Promise<string> {
  const [reply] = await owner.says(`invite ${name} as ${role}`)
  return codeIn(reply?.text ?? '')
}

describe('an invitation', () => {
  it('is said in the chat, opens a page, and is good once', async () => {
    const code = await invites('Marta', 'approver')
    const page = await caller(desk).get(`/join/${code}`)
    expect(page.text).toContain('You are invited to Bar Luce')
    const marta = await joins(code, 'Marta')
    expect((await marta.get('/team')).text).toContain('Marta')
    expect((await lastSaid()).text).toContain('Marta is here now, as approver')
    const again = await caller(desk).post('/join', new URLSearchParams({ code, name: 'Eve' }))
    const guessed = await caller(desk).post('/join', new URLSearchParams({ code: 'x'.repeat(43), name: 'Eve' }))
    expect([again.status, guessed.status]).toEqual([404, 404])
    expect(again.text).toBe(guessed.text)
  })

  it('expires, and can be taken back on the page', async () => {
    const old = await invites('Old', 'viewer')
    const answer = await owner.post('/team/invite', new URLSearchParams({ name: 'Back', role: 'editor' }))
    const back = codeIn(answer.text)
    const id = /\/team\/invitations\/([\w-]{36})\/revoke/.exec(answer.text)?.[1] ?? ''
    expect((await owner.post(`/team/invitations/${id}/revoke`, new URLSearchParams())).status).toBe(303)
    expect((await caller(desk).post('/join', new URLSearchParams({ code: back, name: 'B' }))).status).toBe(404)
    desk.later(8 * 24 * 3_600_000)
    expect((await caller(desk).post('/join', new URLSearchParams({ code: old, name: 'O' }))).status).toBe(404)
  })

  it('is asked for its role where none was said, and only an owner makes one', async () => {
    const [asked] = await owner.says('invite Piero')
    expect(asked?.choices.map(({ label }) => label)).toEqual(['editor', 'approver', 'client', 'viewer'])
    const editor = await joins(await invites('Ed', 'editor'), 'Ed')
    const [no] = await editor.says('invite Eve as owner')
    expect(no?.text).toContain('Only an owner')
    expect((await editor.post('/team/invite', new URLSearchParams({ name: 'Eve', role: 'owner' }))).status).toBe(403)
  })

  it('is refused where the plan has no room, with one clear sentence', async () => {
    await withSystem(desk.app.ctx.db, (tx) => setPlan(tx, desk.owner.workspaceId, 'free'))
    const [full] = await owner.says('invite Zoe as viewer')
    expect(full?.text).toContain('room for 3 people')
    await withSystem(desk.app.ctx.db, (tx) => setPlan(tx, desk.owner.workspaceId, 'own'))
  })
})

describe('a removed member', () => {
  it('loses session, token and buttons at once; what they approved stands, with Cancel for the owner', async () => {
    const code = await invites('Rosa', 'approver')
    const rosa = await joins(code, 'Rosa')
    const made = await rosa.post('/account/tokens', new URLSearchParams({ scope: 'approve' }))
    const token = /lp_[\w-]+/.exec(made.text)?.[0] ?? ''
    const byToken = caller(desk, { authorization: `Bearer ${token}` })
    expect((await byToken.get('/api/v1/posts')).status).toBe(200)
    await rosa.says('We open on Sunday too, from ten to four.')
    const [card] = await rosa.says('tomorrow at nine')
    const approve = card?.choices.find(({ label }) => label === 'Approve')?.id ?? ''
    await rosa.says({ choice: approve })
    await owner.says('remove Rosa from the team')
    const remove = (await lastSaid()).choices.find(({ label }) => label === 'Remove')?.id ?? ''
    const [removed] = await owner.says({ choice: remove })
    expect(removed?.text).toContain('Rosa is out')
    expect(removed?.text).toContain('One post is planned on their yes')
    expect(removed?.choices.map(({ label }) => label)[0]).toMatch(/^Cancel \d+$/)
    expect((await rosa.get('/api/v1/posts')).status).toBe(401)
    expect((await byToken.get('/api/v1/posts')).status).toBe(401)
    expect((await byToken.post('/api/v1/messages', { choice: approve })).status).toBe(401)
    expect((await owner.get('/api/v1/publications?status=scheduled')).text).toContain('scheduled')
    const [cancelled] = await owner.says({ choice: removed?.choices[0]?.id ?? '' })
    expect(cancelled?.text).toContain('Cancelled')
  })

  it('an owner cannot leave a desk without one', async () => {
    const [no] = await owner.says('make Ada a viewer')
    expect(no?.text).toContain('only owner')
    const events = await withWorkspace(desk.app.ctx.db, desk.owner.workspaceId, (tx) => tx.select().from(auditEvents))
    expect(events.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['invite', 'join', 'remove member', 'make token']),
    )
    expect(JSON.stringify(events)).not.toMatch(/Rosa|Marta|Sunday/)
  })
})

describe('one person at two desks', () => {
  it('joins as themself, changes the desk on the page, and a card names the desk it is of', async () => {
    const other = await desk.newWorkspace('Studio Nord')
    const boss = await browser(desk, other)
    await boss.put('/api/v1/brand', { name: 'Studio Nord', zone: 'Europe/Rome', language: 'en' })
    const [reply] = await boss.says('invite Ada as approver')
    const again = await owner.post('/join', new URLSearchParams({ code: codeIn(reply?.text ?? ''), name: 'Ada' }))
    const cookie = again.headers.get('set-cookie')?.split(';')[0] ?? ''
    const there = caller(desk, { cookie, origin: desk.url, 'sec-fetch-site': 'same-origin' })
    const page = await there.get('/team')
    expect(page.text).toContain('Studio Nord')
    const [card] = await owner.says('A post for the bar, and nobody else.')
    expect(card?.card?.head).toMatch(/^\S+ Bar Luce · /u)
    const [drafts] = await there.says('drafts')
    expect(drafts?.text).not.toContain('for the bar')
    const form = new URLSearchParams({ workspace: desk.owner.workspaceId })
    expect((await there.post('/switch', form)).status).toBe(303)
    expect((await there.says('show 1'))[0]?.card?.head).toContain('Bar Luce')
    const stranger = new URLSearchParams({ workspace: other.workspaceId })
    const editor = await joins(await invites('Solo', 'editor'), 'Solo')
    expect((await editor.post('/switch', stranger)).status).toBe(404)
  })
})

describe('coming in without an invitation', () => {
  it('is not there where it is by invitation', async () => {
    expect((await caller(desk).get('/sign-up')).status).toBe(404)
    expect((await caller(desk).post('/sign-up', new URLSearchParams({ name: 'Eve' }))).status).toBe(404)
  })

  it('gives a desk of one’s own where it is open, with the free plan and its budget', async () => {
    const open = await openDesk('sign-up', { signUp: 'open' })
    const answer = await caller(open).post('/sign-up', new URLSearchParams({ name: 'New' }))
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const somebody = caller(open, { cookie, origin: open.url, 'sec-fetch-site': 'same-origin' })
    expect(JSON.parse((await somebody.get('/api/v1/usage')).text).budget.month.limit).not.toBeNull()
    const [no] = await somebody.says('budget 50 dollars a month')
    expect(no?.text).toContain('The plan Free has room')
    await open.stop()
  })
})

describe('a session', () => {
  it('is listed and ended from another', async () => {
    const second = await browser(desk)
    const page = await owner.get('/account')
    const ids = [...page.text.matchAll(/sessions\/([\w-]{36})\/end/g)].map(([, id]) => id)
    expect(ids.length).toBeGreaterThan(1)
    await owner.post(`/account/sessions/${ids[0]}/end`, new URLSearchParams())
    expect((await second.get('/api/v1/posts')).status).toBe(401)
    const thief = await browser(desk, await desk.newWorkspace('Thief'))
    expect((await thief.post(`/account/sessions/${ids[1]}/end`, new URLSearchParams())).status).toBe(404)
    expect((await program(desk)).headers.authorization).toContain('lp_')
  })
})

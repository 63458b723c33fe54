// Coming in on the web by a link in a letter or in a chat: who gets one, that all are answered alike, and what ends with its person.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMailer } from '../../src/channels/mail.ts'
import { readConfig } from '../../src/config.ts'
import { withSystem } from '../../src/db/client.ts'
import { repliesAfter } from '../../src/db/conversations.ts'
import { removeMember } from '../../src/db/team.ts'
import { addIdentity, conversationAt, type Seat } from '../../src/db/tenants.ts'
import { personCalled, setHandle } from '../../src/db/ways-in.ts'
import { checkOutgoingMail } from '../../src/operation/doctor/mail.ts'
import { browser, type Caller, caller } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'
import { startMailServer } from '../support/mail/server.ts'
import { createPaper } from '../support/paper.ts'

const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const paper = createPaper(() => new Date())
let mail: Awaited<ReturnType<typeof startMailServer>>
let desk: Desk
let owner: Caller
beforeAll(async () => {
  mail = await startMailServer()
  desk = await openDesk('ways_in', {
    mailer: createMailer({ url: mail.url, from: 'Leopost <desk@example.org>' }),
    chats: [
      {
        ...paper.chat,
        isAlone: (address) => !address.includes('/'),
        invite: async (code) => `https://paper.example/${code}`,
      },
    ],
    limits: { door: { points: 500, duration: 60 }, link: { points: 4, duration: 60 } },
  })
  owner = await browser(desk)
})
afterAll(async () => {
  await desk.stop()
  await mail.stop()
})

/** Lets everything that was wished for be brought; a round under way may have begun before the wish. */
async function brought(): Promise<void> {
  await desk.app.bringLinks()
  await desk.app.bringLinks()
}

const linkIn = (text: string, path: string) => new RegExp(`${path}/([\\w-]{43})`).exec(text)?.[1] ?? ''
const lettersTo = (address: string) => mail.received.filter(({ to }) => to.includes(address))

async function confirms(who: Caller, address: string): Promise<number> {
  await who.post('/account/emails', form({ address }))
  await brought()
  const code = linkIn(lettersTo(address).at(-1)?.text ?? '', '/account/emails/confirm')
  expect((await who.get(`/account/emails/confirm/${code}`)).text).toContain('Confirm this address')
  return (await who.post('/account/emails/confirm', form({ code }))).status
}

describe('an address', () => {
  it('counts once its person has pressed the button behind the link that was sent there', async () => {
    expect(await withSystem(desk.app.ctx.db, (tx) => personCalled(tx, 'luce@example.org'))).toBeUndefined()
    expect(await confirms(owner, 'Luce@Example.org'.toLowerCase())).toBe(303)
    const page = await owner.get('/account')
    expect(page.text).toContain('luce@example.org')
    expect(page.text).not.toContain('Not confirmed')
  })

  it('of somebody else is not confirmed by their pressing it, nor twice', async () => {
    const thief = await browser(desk, await desk.newWorkspace('Thief'))
    await thief.post('/account/emails', form({ address: 'victim@example.org' }))
    await brought()
    const code = linkIn(lettersTo('victim@example.org').at(-1)?.text ?? '', '/account/emails/confirm')
    expect(code).toHaveLength(43)
    expect((await owner.post('/account/emails/confirm', form({ code }))).status).toBe(410)
    expect((await caller(desk).post('/account/emails/confirm', form({ code }))).status).toBe(401)
    // The thief takes an address that is confirmed already.
    await thief.post('/account/emails', form({ address: 'luce@example.org' }))
    await brought()
    const other = linkIn(lettersTo('luce@example.org').at(-1)?.text ?? '', '/account/emails/confirm')
    expect((await thief.post('/account/emails/confirm', form({ code: other }))).status).toBe(410)
  })

  it('that is none is refused, with line breaks too', async () => {
    for (const address of ['nobody', 'a@b', 'a@example.org\r\nBcc: b@example.org', '"a"@example.org'])
      expect((await owner.post('/account/emails', form({ address }))).status, address).toBe(422)
  })
})

describe('a link by e-mail', () => {
  it('comes to a confirmed address, signs in by its button alone, and once', async () => {
    const before = mail.received.length
    await caller(desk).post('/sign-in/ask', form({ who: ' LUCE@example.org ', way: 'mail' }))
    await brought()
    expect(mail.received).toHaveLength(before + 1)
    const letter = mail.received.at(-1)
    expect(letter).toMatchObject({ from: 'desk@example.org', to: ['luce@example.org'] })
    const code = linkIn(letter?.text ?? '', '/sign-in')
    // What a scanner of mail does.
    for (let look = 0; look < 3; look++) expect((await caller(desk).get(`/sign-in/${code}`)).status).toBe(200)
    const entered = await caller(desk).post('/sign-in', form({ code }))
    expect(entered.status).toBe(303)
    expect(entered.headers.get('set-cookie')).toContain('leopost=')
    expect((await caller(desk).post('/sign-in', form({ code }))).status).toBe(410)
  })

  it('is answered alike for everybody, and sent to nobody unknown', async () => {
    await brought()
    const before = mail.received.length
    const texts = new Set<string>()
    for (const who of ['stranger@example.org', 'victim@example.org', 'luce@example.org', '@nobody', '', 'x y'])
      for (const way of ['mail', 'chat']) {
        const answer = await caller(desk).post('/sign-in/ask', form({ who, way }))
        expect(answer.status).toBe(200)
        texts.add(answer.text)
      }
    await brought()
    expect(texts.size).toBe(1)
    expect(mail.received.slice(before).flatMap(({ to }) => to)).toEqual(['luce@example.org'])
  })

  it('is brought again through an outage, with another code, and never where it is refused', async () => {
    desk.later(120_000)
    mail.state.answer = 'notNow'
    await owner.post('/account/emails', form({ address: 'second@example.org' }))
    await brought()
    expect(lettersTo('second@example.org')).toHaveLength(0)
    mail.state.answer = 'take'
    await brought()
    expect(lettersTo('second@example.org')).toHaveLength(0)
    desk.later(60_000)
    await brought()
    expect(lettersTo('second@example.org')).toHaveLength(1)
    mail.state.answer = 'refuse'
    await owner.post('/account/emails', form({ address: 'third@example.org' }))
    await brought()
    mail.state.answer = 'take'
    desk.later(3_600_000)
    await brought()
    expect(lettersTo('third@example.org')).toHaveLength(0)
  })

  it('comes a few times at most, however often it is wished for', async () => {
    expect(await confirms(owner, 'fourth@example.org')).toBe(303)
    const before = mail.received.length
    for (let i = 0; i < 8; i++)
      await caller(desk).post('/sign-in/ask', form({ who: 'fourth@example.org', way: 'mail' }))
    await brought()
    // The one that asked to confirm counts too.
    expect(mail.received.slice(before).map(({ to }) => to)).toEqual([1, 2, 3].map(() => ['fourth@example.org']))
  })

  it('leaves no code in the log', async () => {
    const codes = mail.received.map(({ text }) => /[\w-]{43}/.exec(text)?.[0] ?? 'none')
    for (const code of codes) expect(desk.log.join('\n')).not.toContain(code)
  })
})

describe('a link to a chat', () => {
  let seat: Seat
  const said = async (id: string) =>
    (await withSystem(desk.app.ctx.db, (tx) => repliesAfter(tx, id, 0))).map(({ text }) => text)

  it('is said where the person talks alone, not in a group, by their name in the chat', async () => {
    seat = await desk.newWorkspace('Bar Notte')
    const { personId, workspaceId } = seat
    const { db } = desk.app.ctx
    const [alone, group] = await withSystem(db, async (tx) => {
      await addIdentity(tx, { personId, chat: 'paper', externalId: '77' })
      await setHandle(tx, { chat: 'paper', externalId: '77', handle: 'notte' })
      const at = { chat: 'paper', personId, workspaceId }
      const room = await conversationAt(tx, { ...at, address: 'room/77' })
      return [await conversationAt(tx, { ...at, address: '77' }), room]
    })
    await caller(desk).post('/sign-in/ask', form({ who: '@Notte', way: 'chat' }))
    await brought()
    const [text] = await said(alone.id)
    const code = linkIn(text ?? '', '/sign-in')
    expect(await said(group.id)).toEqual([])
    const entered = await caller(desk).post('/sign-in', form({ code }))
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await caller(desk, { cookie }).get('/team')).text).toContain('Bar Notte')
  })

  it('goes nowhere once the person is removed, and neither does any other way in', async () => {
    const { personId, workspaceId, memberId } = seat
    const { db } = desk.app.ctx
    expect(await confirms(await browser(desk, seat), 'notte@example.org')).toBe(303)
    await withSystem(db, (tx) => removeMember(tx, { memberId, personId, workspaceId, now: new Date() }))
    const before = mail.received.length
    await caller(desk).post('/sign-in/ask', form({ who: 'notte@example.org', way: 'mail' }))
    await caller(desk).post('/sign-in/ask', form({ who: 'notte', way: 'chat' }))
    await brought()
    expect(mail.received).toHaveLength(before)
    expect(await withSystem(db, (tx) => personCalled(tx, 'notte@example.org'))).toBeUndefined()
    expect(await withSystem(db, (tx) => personCalled(tx, 'notte'))).toBeUndefined()
  })
})

describe('the doctor', () => {
  const look = (SMTP_URL: string) => checkOutgoingMail(readConfig({ SMTP_URL, MAIL_FROM: 'desk@example.org' }))
  it('says whether the mail server lets us in, without its password', async () => {
    expect((await look(mail.url))[0]).toMatchObject({ level: 'ok' })
    const [wrong] = await look(mail.wrongUrl)
    expect(wrong).toMatchObject({ level: 'fail', say: 'the mail server does not accept the login.' })
    const [none] = await look('smtp://desk:secret@127.0.0.1:1')
    expect(none?.level).toBe('fail')
    expect(JSON.stringify([wrong, none])).not.toContain('secret')
  })
})

describe('another chat', () => {
  it('is paired by a link from the page that is good once, and ended there: then it is a stranger’s', async () => {
    const shown = await owner.post('/account/chats', form({}))
    const code = linkIn(shown.text, 'https://paper.example')
    await paper.writes(`/start ${code}`, { from: 'new-phone' })
    expect((await owner.get('/account')).text).toContain('new-phone')
    await paper.writes(`/start ${code}`, { from: 'thief-phone' })
    const page = (await owner.get('/account')).text
    expect(page).not.toContain('thief-phone')
    const id = /new-phone[\s\S]*?\/account\/chats\/([\w-]+)\/end"/.exec(page)?.[1] ?? ''
    const stranger = await browser(desk, await desk.newWorkspace('Nobody'))
    expect((await stranger.post(`/account/chats/${id}/end`, form({}))).status).toBe(404)
    expect((await owner.post(`/account/chats/${id}/end`, form({}))).status).toBe(303)
    expect((await owner.get('/account')).text).not.toContain('new-phone')
  })
})

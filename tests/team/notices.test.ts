// What members are told by mail and webhook: what they chose, signed, once, again through an outage, and not at night.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHooks } from '../../src/channels/hook.ts'
import { createMailer } from '../../src/channels/mail.ts'
import { createRequest, type Request } from '../../src/channels/request.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { noticesOf } from '../../src/db/notices.ts'
import { emails } from '../../src/db/schema/emails.ts'
import { changeMember, removeMember } from '../../src/db/team.ts'
import { addIdentity, type Seat } from '../../src/db/tenants.ts'
import { addEmail } from '../../src/db/ways-in.ts'
import { makeLink } from '../../src/http/access.ts'
import { createHttp } from '../../src/http/index.ts'
import { type Caller, caller } from '../http/support/caller.ts'
import { type Desk, openDesk, type Person } from '../support/desk.ts'
import { startHookTaker } from '../support/hook-taker.ts'
import { startMailServer } from '../support/mail/server.ts'
import { createPaper, type Paper } from '../support/paper.ts'
import { createSquarePlatform } from '../support/square/platform.ts'
import { type Square, startSquare } from '../support/square/server.ts'

let desk: Desk
let square: Square
let mail: Awaited<ReturnType<typeof startMailServer>>
let program: Awaited<ReturnType<typeof startHookTaker>>
let paper: Paper
let owner: Caller
let marta: Person & { seat: Seat }
let secret = ''
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  square = await startSquare()
  mail = await startMailServer()
  program = await startHookTaker()
  let request: Request | undefined
  desk = await openDesk({
    mailer: createMailer({ url: mail.url, from: 'desk@example.org' }),
    hooks: {
      allows: (url) => hooks().allows(url),
      post: (url, event) => hooks().post(url, event),
    },
    chats: (clock) => {
      paper = createPaper(clock.now)
      return [paper.chat]
    },
    platforms: (_db, clock) => {
      request = createRequest({ now: clock.now, allowPrivateHosts: ['127.0.0.1'], userAgent: 'test' })
      return [createSquarePlatform({ root: square.url, request, id: 'telegram', settles: false })]
    },
  })
  const hooks = () => {
    if (request === undefined) throw new Error('no way out')
    return createHooks({ request, allowPrivateHosts: ['127.0.0.1'] })
  }
  await desk.connect('telegram')
  let url = ''
  const http = createHttp(desk.app, { publicUrl: () => url, key: 'the key of an installation in a test' })
  url = (await http.start({ host: '127.0.0.1', port: 0 })).url
  owner = await signedIn(url, desk.seat)
  marta = await desk.seats('Marta', 'approver')
  await confirmed(desk.seat, 'luce@example.org')
  await confirmed(marta.seat, 'marta@example.org')
  closing.push(http.stop, desk.close, async () => request?.close(), mail.stop, program.stop, square.stop)
})
afterAll(async () => {
  for (const close of closing) await close()
})

async function signedIn(url: string, { personId }: Seat): Promise<Caller> {
  const code = (await makeLink(desk.app, { publicUrl: url, personId })).split('/').at(-1) ?? ''
  const answer = await caller({ url }).post('/sign-in', new URLSearchParams({ code }))
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return caller({ url }, { cookie, origin: url })
}

async function confirmed({ personId }: Seat, address: string): Promise<void> {
  await withSystem(desk.db, async (tx) => {
    await addEmail(tx, { personId, address, at: desk.clock.now() })
    await tx.update(emails).set({ confirmedAt: desk.clock.now() })
  })
}

/** A post that ends like this, and everything that is told of it then. */
async function publishes(how: 'published' | 'failed' | 'unconfirmed', who: Person = desk.person): Promise<void> {
  if (how === 'unconfirmed') square.next({ kind: 'hangUpAfter' })
  if (how === 'failed') square.next({ kind: 'status', status: 422 })
  await who.says(`The first coffee is on us, number ${Math.random()}. For telegram.`)
  await who.presses('Approve')
  await desk.pass(10_000)
  await told()
}

/** Sends what is due; a round under way may have begun before. */
async function told(): Promise<void> {
  await desk.app.sendNotices()
  await desk.app.sendNotices()
}

const subjects = (address: string) =>
  mail.received.filter(({ to }) => to.includes(address)).map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1])

describe('a member', () => {
  it('chooses in the chat, in words, and sees what is chosen', async () => {
    const [reply] = await desk.person.says('notify me by e-mail when a post fails')
    expect(reply?.text).toContain('A post failed: in the chat, by e-mail')
    const [it] = await desk.person.says('avvisami per e-mail quando non si sa se un post è uscito')
    expect(it?.text).toContain('Non si sa se un post è uscito: nella chat, per e-mail')
    const [none] = await desk.person.says("don't notify me when a post is published")
    expect(none?.text).toContain('A post is out: not at all')
    const [kept] = await marta.says("don't tell me when a post fails")
    expect(kept?.text).toContain('it stays in the chat')
    const [hook] = await desk.person.says('notify me by webhook about everything')
    expect(hook?.text).toContain('You have no webhook yet')
    expect((await owner.get('/notifications')).text).toContain('E-mail goes to luce@example.org')
  })

  it('gets a letter about what they chose, and none about the rest', async () => {
    await publishes('failed')
    expect(subjects('luce@example.org')).toEqual(['Bar Luce: a post failed'])
    expect(mail.received.at(-1)?.text).toContain('The first coffee is on us')
    await publishes('published')
    await publishes('unconfirmed')
    expect(subjects('luce@example.org')).toEqual(['Bar Luce: a post failed', 'Bar Luce: did a post go out?'])
    expect(subjects('marta@example.org')).toEqual([])
  })

  it('is told the same thing once, however often it is looked for', async () => {
    const before = mail.received.length
    for (let i = 0; i < 3; i++) {
      await desk.pass(3_600_000)
      await told()
    }
    expect(mail.received).toHaveLength(before)
  })

  it('is not told in the chat what they chose to hear by mail alone, and is as soon as no mail reaches them', async () => {
    await desk.person.hears()
    await desk.person.says("don't notify me in the chat when a post fails")
    await publishes('failed')
    expect((await desk.person.hears()).map(({ text }) => text).join()).not.toContain('refused')
    await withSystem(desk.db, (tx) => tx.update(emails).set({ confirmedAt: null }))
    await publishes('failed')
    expect((await desk.person.hears()).map(({ text }) => text)).toHaveLength(1)
    await withSystem(desk.db, (tx) => tx.update(emails).set({ confirmedAt: desk.clock.now() }))
  })
})

describe('a webhook', () => {
  it('is set on the page, its secret shown once; private addresses and addresses with a password are refused', async () => {
    for (const url of [
      'http://10.0.0.1/',
      'http://localhost/',
      'http://[::1]/',
      'ftp://example.org',
      'https://a:b@example.org/',
      'x',
    ])
      expect((await owner.post('/notifications/webhook', new URLSearchParams({ url }))).status, url).toBe(422)
    const made = await owner.post('/notifications/webhook', new URLSearchParams({ url: program.url }))
    secret = /whsec_[\w+/=]+/.exec(made.text.replaceAll('&#x3D;', '='))?.[0] ?? ''
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
    expect((await owner.get('/notifications')).text).not.toContain('whsec_')
    const rows = await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => tx.execute('select secret from webhooks'))
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6))
  })

  it('is told of a post with a signature that the convention’s own library finds good', async () => {
    await publishes('published')
    expect(program.taken).toHaveLength(1)
    const [first] = program.taken
    if (first === undefined) throw new Error('nothing came')
    const event = program.checked(secret, first)
    expect(event).toMatchObject({ type: 'post.published', data: { publications: [{ platform: 'telegram' }] } })
    expect(first.headers['webhook-id']).toMatch(/^msg_[\w-]{36}$/)
    expect(() => program.checked(secret, { ...first, body: first.body.replace('telegram', 'mastodon') })).toThrow()
    expect(() => program.checked(secret, { ...first, headers: { ...first.headers, 'webhook-id': 'msg_1' } })).toThrow()
  })

  it('is tried again with growing waits, under the same id, until it is taken', async () => {
    program.taken.length = 0
    program.state.status = 500
    await publishes('published')
    for (const wait of [5_000, 300_000]) {
      desk.clock.pass(wait - 1)
      await told()
      const before = program.taken.length
      desk.clock.pass(1)
      await told()
      expect(program.taken.length).toBe(before + 1)
    }
    program.state.status = 204
    desk.clock.pass(1_800_000)
    await told()
    desk.clock.pass(48 * 3_600_000)
    await told()
    expect(program.taken).toHaveLength(4)
    expect(new Set(program.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(program.taken.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(4)
    expect(new Set(program.taken.map(({ body }) => body)).size).toBe(1)
  })

  it('is given up after the last wait, or at 410, and can be replayed on the page', async () => {
    program.taken.length = 0
    program.state.status = 410
    await publishes('published')
    desk.clock.pass(48 * 3_600_000)
    await told()
    expect(program.taken).toHaveLength(1)
    const page = (await owner.get('/notifications')).text
    expect(page).toContain('given up (410)')
    const [newest] = await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => noticesOf(tx, desk.seat.memberId, 1))
    program.state.status = 200
    expect((await owner.post(`/notifications/${newest?.id}/replay`, new URLSearchParams())).status).toBe(303)
    await told()
    expect(program.taken).toHaveLength(2)
    expect(program.taken[1]?.headers['webhook-id']).toBe(program.taken[0]?.headers['webhook-id'])
    expect((await owner.get('/notifications')).text).toContain('sent (200)')
  })

  it('follows no redirect, and reaches no address that became private', async () => {
    program.taken.length = 0
    program.state.status = 302
    program.state.location = program.url
    await publishes('published')
    expect(program.taken).toHaveLength(1)
    program.state.status = 200
    program.state.location = ''
    const url = 'http://127.0.0.2:1/'
    await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => tx.execute(`update webhooks set url = '${url}'`))
    await publishes('published')
    const [newest] = await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => noticesOf(tx, desk.seat.memberId, 1))
    expect(newest).toMatchObject({ way: 'webhook', end: 'failed', said: 'refused', attempts: 1 })
  })

  it('is another’s own: a notification of somebody else is not replayed', async () => {
    const [newest] = await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => noticesOf(tx, desk.seat.memberId, 1))
    const hers = await signedIn(owner.headers.origin ?? '', marta.seat)
    expect((await hers.post(`/notifications/${newest?.id}/replay`, new URLSearchParams())).status).toBe(404)
  })
})

describe('at night', () => {
  /** Marta says something in the chat that rings, and reads the answer. */
  async function writes(text: string): Promise<void> {
    await paper.writes(text, { from: 'marta' })
    await desk.app.inbox.idle()
    desk.clock.pass(3_000)
    await desk.app.answerWaiting()
    await desk.app.inbox.idle()
    await desk.app.courier.sweep()
  }

  it('letters and chats wait for the morning in the member’s own zone; the web chat does not ring', async () => {
    const { personId, memberId } = marta.seat
    await withSystem(desk.db, (tx) => addIdentity(tx, { personId, chat: 'paper', externalId: 'marta' }))
    await marta.says('tell me by e-mail when a post is published')
    await writes('help')
    // It is 23:00 to 07:00 in her zone now, wherever the brand is.
    const hour = (plus: number) => new Date(desk.clock.now().getTime() + plus * 3_600_000).toISOString().slice(11, 13)
    const quiet = { from: `${hour(-1)}:00`, to: `${hour(3)}:00` }
    await withSystem(desk.db, (tx) => changeMember(tx, memberId, { quiet, zone: 'UTC' }))
    await writes('The kettle sings. For telegram.')
    await writes('approve')
    const mails = subjects('marta@example.org').length
    await desk.pass(60_000)
    await told()
    await desk.app.courier.sweep()
    const out = () => paper.slips.filter(({ text }) => text.includes('Out on'))
    expect([out().length, subjects('marta@example.org').length]).toEqual([0, mails])
    // She may go on talking meanwhile.
    await writes('what is planned')
    expect(paper.slips.at(-1)?.text).not.toContain('Out on')
    desk.clock.pass(4 * 3_600_000)
    await told()
    await desk.app.courier.sweep()
    expect([out().length, subjects('marta@example.org').length]).toEqual([1, mails + 1])
  })
})

describe('a request for a yes and a lost account', () => {
  it('reach whoever is asked, and whoever wants to know, once', async () => {
    await withSystem(desk.db, (tx) => changeMember(tx, marta.seat.memberId, { quiet: null }))
    await marta.says('e-mail me when a post needs my approval')
    await marta.says('e-mail me when an account is lost')
    await desk.person.says('authors may not approve their own')
    await desk.person.says('A post for Marta to look at. For telegram.')
    await desk.person.presses('Approve')
    await told()
    expect(subjects('marta@example.org').at(-1)).toBe('Bar Luce: your yes is needed')
    await desk.person.says('no approvals needed')
    square.next({ kind: 'status', status: 401 })
    await desk.person.says('Another post of the house. For telegram.')
    await desk.person.presses('Approve')
    for (let i = 0; i < 3; i++) {
      await desk.pass(10_000)
      await told()
    }
    expect(subjects('marta@example.org').filter((one) => one === 'Bar Luce: an account was lost')).toHaveLength(1)
  })

  it('reach nobody who was removed, even where they were on their way', async () => {
    const { memberId, personId, workspaceId } = marta.seat
    const before = mail.received.length
    await desk.connect('telegram', 'second')
    await withSystem(desk.db, async (tx) => {
      await desk.app.ctx.notify(tx, workspaceId, {
        kind: 'accountLost',
        key: 'x',
        platform: 'telegram',
        account: 'x',
        ...{ waiting: 0, nextAt: null, say: 'notLetIn', zone: 'Europe/Rome' },
      })
      await removeMember(tx, { memberId, personId, workspaceId, now: desk.clock.now() })
    })
    await told()
    expect(mail.received.slice(before).filter(({ to }) => to.includes('marta@example.org'))).toEqual([])
  })
})

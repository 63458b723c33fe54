// Two processes that look for the same work at the same moment: each member hears of a thing once, and not in their quiet hours.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/app.ts'
import { createHooks } from '../../src/channels/hook.ts'
import { createMailer } from '../../src/channels/mail.ts'
import { createRequest, type Request } from '../../src/channels/request.ts'
import { tellEnded } from '../../src/core/publishing/told.ts'
import { tendRequests } from '../../src/core/team/expiry.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { endNotice, putWebhook, takeNotices, writeNotices } from '../../src/db/notices.ts'
import { emails } from '../../src/db/schema/emails.ts'
import { changeMember } from '../../src/db/team.ts'
import { addIdentity, type Seat } from '../../src/db/tenants.ts'
import { addEmail } from '../../src/db/ways-in.ts'
import { type Desk, openDesk, type Person } from '../support/desk.ts'
import { startHookTaker } from '../support/hook-taker.ts'
import { startMailServer } from '../support/mail/server.ts'
import { createPaper, type Paper } from '../support/paper.ts'

let desk: Desk
let both: App[]
let mail: Awaited<ReturnType<typeof startMailServer>>
let program: Awaited<ReturnType<typeof startHookTaker>>
let request: Request
let paper: Paper
let marta: Person & { seat: Seat }
let luca: Person & { seat: Seat }
beforeAll(async () => {
  ;[mail, program] = [await startMailServer(), await startHookTaker()]
  request = createRequest({ now: () => new Date(), allowPrivateHosts: ['127.0.0.1'], userAgent: 'test' })
  desk = await openDesk({
    mailer: createMailer({ url: mail.url, from: 'desk@example.org' }),
    hooks: createHooks({ request, allowPrivateHosts: ['127.0.0.1'] }),
    chats: (clock) => {
      paper = createPaper(clock.now)
      return [paper.chat]
    },
  })
  both = [desk.app, await desk.anotherProcess()]
  marta = await desk.seats('Marta', 'approver')
  luca = await desk.seats('Luca', 'editor')
  const { workspaceId, memberId, personId } = marta.seat
  await withSystem(desk.db, async (tx) => {
    await addEmail(tx, { personId, address: 'marta@example.org', at: desk.clock.now() })
    await tx.update(emails).set({ confirmedAt: desk.clock.now() })
    await addIdentity(tx, { personId, chat: 'paper', externalId: 'marta' })
  })
  const secret = desk.app.ctx.sealer.seal(workspaceId, `whsec_${Buffer.alloc(32, 1).toString('base64')}`)
  await withWorkspace(desk.db, workspaceId, (tx) => putWebhook(tx, { workspaceId, memberId, url: program.url, secret }))
  await marta.says('notify me by e-mail about everything')
  await marta.says('notify me by webhook about everything')
  // She talks from the chat that rings, so that she is reached there.
  desk.clock.pass(1_000)
  await writes('help')
})
afterAll(async () => {
  await both[1]?.stop()
  await desk.close()
  await Promise.all([mail.stop(), program.stop(), request.close()])
})

/** Everything that either process does by itself, in both at once, until nothing waits. */
async function together(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    desk.clock.pass(1_000)
    await Promise.all(both.map((app) => app.answerWaiting()))
    await Promise.all(both.map((app) => app.inbox.idle()))
    await desk.settle()
    await Promise.all(both.map((app) => tellEnded(app.ctx, desk.clock.now())))
    await Promise.all(both.map((app) => tendRequests(app.ctx, desk.clock.now())))
    await Promise.all(both.flatMap((app) => [app.sendNotices(), app.courier.sweep(), app.sendNotices()]))
  }
}

/** Marta writes in the chat that rings, and reads the answer. */
async function writes(text: string): Promise<void> {
  await paper.writes(text, { from: 'marta' })
  await together()
}

const letters = (subject: string) =>
  mail.received.filter(({ to, text }) => to.includes('marta@example.org') && text.includes(`: ${subject}`)).length
const events = (type: string) => program.taken.filter(({ body }) => JSON.parse(body).type === type).length
const slips = (words: string) =>
  paper.slips.filter(({ address, text }) => address === 'marta' && text.includes(words)).length

describe('two processes', () => {
  it('say once what waited for the morning, also where one of them was held up in the middle of it', async () => {
    const { workspaceId, memberId } = marta.seat
    const [conversation] = await withSystem(desk.db, (tx) =>
      tx.execute("select id from conversations where chat = 'paper'"),
    )
    const spoken = { text: 'It waited for the morning.', choices: [] }
    const row = { workspaceId, memberId, kind: 'published' as const, way: 'chat' as const, key: 'held up' }
    const body = { conversationId: String(conversation?.id), spoken }
    const at = desk.clock.now()
    await withSystem(desk.db, (tx) => writeNotices(tx, [{ ...row, body, tryAt: at, createdAt: at }]))
    const held = await withSystem(desk.db, (tx) => takeNotices(tx, { now: at, seconds: 60, limit: 50 }))
    desk.clock.pass(61_000)
    await together()
    expect(slips('It waited for the morning.')).toBe(1)
    const [late] = held
    const ended = { end: 'sent' as const, said: null, at: desk.clock.now() }
    expect(late && (await withSystem(desk.db, (tx) => endNotice(tx, late, ended)))).toBe(false)
  })

  it('tell each member once of a request and of how it ended, by every way they chose', async () => {
    await luca.says('The new oven is here. Bread from Friday on.')
    await luca.presses('Approve')
    await together()
    expect([letters('your yes is needed'), events('approval.needed'), slips('asks for your yes')]).toEqual([1, 1, 1])
    await writes('approve')
    await writes('approve')
    desk.clock.pass(10_000)
    await together()
    await together()
    expect([letters('a post is out'), events('post.published'), slips('Out on')]).toEqual([1, 1, 1])
  })

  it('keep quiet hours in the member’s own zone, and say all of it once in her morning', async () => {
    // It is 22:30 where she is and noon where the brand is.
    const night = new Date(desk.clock.now())
    const zone = 'Pacific/Auckland'
    const there = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(night)
    const hour = (plus: number) => `${String((Number(there) + plus + 24) % 24).padStart(2, '0')}:00`
    await withSystem(desk.db, (tx) =>
      changeMember(tx, marta.seat.memberId, { quiet: { from: hour(-1), to: hour(3) }, zone }),
    )
    const before = [letters('a post is out'), slips('Out on')]
    await writes('Coffee at half price on Sunday morning.')
    await writes('approve')
    desk.clock.pass(10_000)
    await together()
    expect([letters('a post is out'), slips('Out on')]).toEqual(before)
    expect(events('post.published')).toBe(2)
    desk.clock.pass(4 * 3_600_000)
    await together()
    await together()
    expect([letters('a post is out'), slips('Out on')]).toEqual(before.map((count) => count + 1))
  })

  it('remind once, and ask once what is to be done when the time is over', async () => {
    await withSystem(desk.db, (tx) => changeMember(tx, marta.seat.memberId, { quiet: null }))
    await luca.says('Breakfast all day from Wednesday on. tomorrow at 18:00')
    await luca.presses('Approve')
    await together()
    await luca.hears()
    const reminded = slips('Still waiting for your yes')
    desk.clock.moveTo(new Date('2026-11-25T03:30:00.000Z'))
    await together()
    expect(slips('Still waiting for your yes')).toBe(reminded + 1)
    desk.clock.moveTo(new Date('2026-11-25T17:00:05.000Z'))
    await together()
    expect((await luca.hears()).filter(({ text }) => text.includes('did not answer'))).toHaveLength(1)
    expect(slips('time to answer is over')).toBe(1)
  })
})

// Another chat of the same person, wished for in any chat: who is given a code, what it is good for, and who never sees it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../src/bot/replies/index.ts'
import { menus } from '../../src/channels/chat/telegram/commands.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { auditEvents } from '../../src/db/schema/audit-events.ts'
import { identities } from '../../src/db/schema/identities.ts'
import { removeMember } from '../../src/db/team.ts'
import { browser, type Caller, caller } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'
import { createPaper } from '../support/paper.ts'

const [paper, slate] = [createPaper(() => new Date()), createPaper(() => new Date())]
let desk: Desk
let owner: Caller
beforeAll(async () => {
  desk = await openDesk('pairing', {
    chats: [
      {
        ...paper.chat,
        id: 'telegram',
        isAlone: (address) => !address.includes('/'),
        invite: async (code) => `https://telegram.example/${code}`,
      },
      { ...slate.chat, id: 'twilio', invite: async (code) => `https://whatsapp.example/${code}` },
    ],
  })
  owner = await browser(desk)
  await owner.put('/api/v1/brand', { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' })
})
afterAll(() => desk.stop())

const codesIn = (text: string) => [...text.matchAll(/(?<![\w-])[\w-]{43}(?![\w-])/g)].map(([code]) => code)
const fresh = async (said: string, who = owner) => codesIn((await who.says(said))[0]?.text ?? '')[0] ?? ''
const peopleAt = async (externalId: string) =>
  (await withSystem(desk.app.ctx.db, (tx) => tx.select().from(identities)))
    .filter((one) => one.externalId === externalId)
    .map(({ personId }) => personId)

/** Says something in a chat and waits until it is answered and brought. */
async function writes(at: typeof paper, text: string, from: string): Promise<string> {
  const before = at.slips.length
  await at.writes(text, { from })
  const open = 'select 1 from messages where answered_at is null and set_aside_at is null'
  do {
    await desk.app.inbox.idle()
    desk.later(3_000)
    await desk.app.answerWaiting()
  } while ((await withSystem(desk.app.ctx.db, (tx) => tx.execute(open))).length > 0)
  await desk.app.courier.sweep()
  return at.slips
    .slice(before)
    .map((slip) => slip.text)
    .join('\n')
}

describe('“pair”', () => {
  it.each(['pair telegram', '/pair telegram', 'Pair with Telegram', 'abbina telegram', '/abbina telegram'])(
    '%s gives the link and the code of that chat',
    async (said) => {
      const [reply] = await owner.says(said)
      expect(new Set(codesIn(reply?.text ?? '')).size).toBe(1)
      expect(reply?.text).toContain('https://telegram.example/')
      expect(reply?.text).not.toContain('whatsapp.example')
    },
  )

  it.each(['pair', 'add a chat', "abbina un'altra chat"])('%s gives a code for each chat', async (said) => {
    const [reply] = await owner.says(said)
    expect(new Set(codesIn(reply?.text ?? '')).size).toBe(2)
    expect(reply?.text).toContain('https://telegram.example/')
    expect(reply?.text).toContain('https://whatsapp.example/')
  })

  it.each(['/start CODE', 'CODE', 'pair CODE', '/pair CODE', 'Abbina CODE'])(
    'the code pairs the chat in which %s is said, once',
    async (said) => {
      const code = await fresh('pair telegram')
      await writes(paper, said.replace('CODE', code), `phone ${said}`)
      expect(await peopleAt(`phone ${said}`)).toEqual([desk.owner.personId])
      expect(await writes(paper, code, `thief ${said}`)).toContain('used up or too old')
      expect(await peopleAt(`thief ${said}`)).toEqual([])
    },
  )

  it('is good for a quarter of an hour, and is written down, the code in no event', async () => {
    const code = await fresh('pair whatsapp')
    desk.later(15 * 60_000 + 1)
    await writes(slate, code, '+39 1')
    expect(await peopleAt('+39 1')).toEqual([])
    const events = await withWorkspace(desk.app.ctx.db, desk.owner.workspaceId, (tx) => tx.select().from(auditEvents))
    expect(events.map(({ act }) => act)).toEqual(expect.arrayContaining(['make pairing link', 'pair chat']))
    expect(JSON.stringify(events)).not.toContain(code)
  })

  it('greets in the chat that was paired, and asks nobody again who the brand is', async () => {
    const code = await fresh('pair telegram')
    const heard = await writes(paper, `/start ${code}`, 'greeted')
    expect(heard).toContain('This is the desk of Bar Luce, and you are here as owner.')
    expect(heard).not.toContain('What is your brand called')
    expect(await writes(paper, '/start', 'greeted')).toContain('With others and elsewhere')
  })

  it('works from the chat that was paired, and where it is alone', async () => {
    const code = await fresh('pair telegram')
    await writes(paper, `/start ${code}`, 'second')
    const said = await writes(paper, 'pair whatsapp', 'second')
    await writes(slate, codesIn(said)[0] ?? '', '+39 2')
    expect(await peopleAt('+39 2')).toEqual([desk.owner.personId])
  })

  it('is in the help of both languages', async () => {
    expect((await owner.says('help'))[0]?.text).toContain('pair telegram')
    expect(wordsIn('it').help(true)).toContain('abbina telegram')
    for (const { commands } of menus) expect(commands.some(({ command }) => /^(pair|abbina)$/.test(command))).toBe(true)
  })

  it('says so where that chat is not switched on', async () => {
    const other = await openDesk('pairing_none')
    try {
      const [reply] = await (await browser(other)).says('pair telegram')
      expect(reply?.text).toContain('Telegram is not switched on here')
    } finally {
      await other.stop()
    }
  })
})

describe('a code', () => {
  it('is no program’s: not asked for with less than all rights, and not read beside the talk of its person', async () => {
    const code = await fresh('pair telegram')
    const [invited] = await owner.says('invite Zoe as approver')
    const joining = codesIn(invited?.text ?? '')[0] ?? ''
    for (const scope of ['draft', 'approve'] as const) {
      const program = caller(desk, { authorization: `Bearer ${await desk.token(scope)}` })
      expect(codesIn((await program.says('pair telegram'))[0]?.text ?? '')).toEqual([])
      const read = (await program.get('/api/v1/messages?limit=200')).text
      const stream = await program.listens('/api/v1/events', { headers: { 'last-event-id': '0' } })
      const count = (read.match(/"from":"leopost"/g) ?? []).length
      const live = await stream.until(count, 'reply')
      stream.close()
      for (const secret of [code, joining]) expect(read + JSON.stringify(live)).not.toContain(secret)
      expect(read).toContain('A link that only you may have')
    }
    expect((await owner.get('/api/v1/messages?limit=20')).text).toContain(code)
  })

  it('of somebody who was removed pairs nothing', async () => {
    const seat = await desk.newWorkspace('Leaving')
    const code = await fresh('pair telegram', await browser(desk, seat))
    await withSystem(desk.app.ctx.db, (tx) => removeMember(tx, { ...seat, now: new Date() }))
    expect(await writes(paper, code, 'late phone')).toContain('used up or too old')
    expect(await peopleAt('late phone')).toEqual([])
  })

  it('is not guessed: after five wrong ones no code of that talker is looked at', async () => {
    const code = await fresh('pair telegram')
    for (let i = 0; i < 5; i++) await writes(paper, String(i).repeat(43), 'guesser')
    await writes(paper, code, 'guesser')
    expect(await peopleAt('guesser')).toEqual([])
  })
})

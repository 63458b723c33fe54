// The team in Telegram: an invitation by its code, two desks in one chat, and a client's group.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashToken } from '../../src/core/secrets.ts'
import { changeBrand } from '../../src/db/brands.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { writeInvitation } from '../../src/db/invitations.ts'
import { comments } from '../../src/db/schema/comments.ts'
import { addIdentity, makeWorkspace, type Seat } from '../../src/db/tenants.ts'
import type { Role } from '../../src/db/words.ts'
import { luce, openTelegramDesk, stranger, type TelegramDesk } from '../channels/telegram/desk.ts'
import { botId } from '../support/botapi/world.ts'

let at: TelegramDesk
beforeEach(async () => {
  at = await openTelegramDesk()
})
afterEach(() => at.person.close())

const group = { id: -4001, type: 'group' as const }
const texts = (chat: number) => at.shown(chat).map(({ text }) => text)

async function invitation(workspaceId: string, invitedBy: string, role: Role): Promise<string> {
  const code = `${role}-${'c'.repeat(43)}`.slice(0, 43)
  const row = { workspaceId, hash: hashToken(code), name: 'Anna', role, invitedBy }
  const expiresAt = new Date(at.desk.clock.now().getTime() + 3_600_000)
  await withWorkspace(at.desk.db, workspaceId, (tx) => writeInvitation(tx, { ...row, expiresAt }))
  return code
}

async function says(from: { id: number; name: string }, chat: number, text: string, more: object = {}): Promise<void> {
  at.desk.clock.pass(1_000)
  await at.sends({ message: at.api.updates.message(from, chat, { text, ...more }) })
  for (let i = 0; i < 4; i++) {
    at.desk.clock.pass(1_000)
    await at.work()
  }
}

/** Works until nothing that came in waits for an answer. */
async function answered(): Promise<void> {
  const open = 'select 1 from messages where answered_at is null and set_aside_at is null'
  do await at.work()
  while ((await withSystem(at.desk.db, (tx) => tx.execute(open))).length > 0)
  await at.work()
}

describe('an invitation said in Telegram', () => {
  it('makes a stranger a member, once; wrong codes are soon not looked at any more', async () => {
    const code = await invitation(at.desk.seat.workspaceId, at.desk.seat.memberId, 'editor')
    await says(stranger, stranger.id, 'hello')
    expect(texts(stranger.id).at(-1)).toContain('private desk')
    for (let i = 0; i < 5; i++) await says(stranger, stranger.id, `/start ${String(i).repeat(43)}`)
    await says(stranger, stranger.id, `/start ${code}`)
    expect(texts(stranger.id).at(-1)).toContain('used up or too old')
    at.desk.clock.pass(16 * 60_000)
    await withSystem(at.desk.db, (tx) => tx.execute('delete from rate_limits'))
    await says(stranger, stranger.id, `/start ${code}`)
    expect(texts(stranger.id).join('\n')).toContain('This is the desk of Bar Luce, and you are here as editor.')
    await says(stranger, stranger.id, 'Our bread comes from the mill next door.')
    expect(texts(stranger.id).join('\n')).toContain('Our bread comes')
  })
})

describe('one chat, two desks', () => {
  let other: Seat
  beforeEach(async () => {
    other = await withSystem(at.desk.db, (tx) =>
      makeWorkspace(tx, { personName: 'Boss', name: 'Studio Nord', zone: 'Europe/Rome', language: 'en' }),
    )
    await withWorkspace(at.desk.db, other.workspaceId, (tx) =>
      changeBrand(tx, other.workspaceId, { setUpAt: new Date() }),
    )
    await says(luce, luce.id, 'drafts')
    const code = await invitation(other.workspaceId, other.memberId, 'approver')
    await says(luce, luce.id, `/start ${code}`)
  })

  it('names the desk on each card, and changes it by "switch to"', async () => {
    await says(luce, luce.id, 'A post of the studio, about its new plotter.')
    expect(texts(luce.id).at(-1)).toContain('Studio Nord')
    await says(luce, luce.id, 'switch to Bar Luce')
    expect(texts(luce.id).at(-1)).toContain('Now it is about')
    await says(luce, luce.id, 'drafts')
    expect(texts(luce.id).at(-1)).not.toContain('plotter')
    await says(luce, luce.id, 'A post of the bar, about its new cups.')
    expect(texts(luce.id).at(-1)).toContain('Bar Luce')
    const posts = (seat: Seat) => withWorkspace(at.desk.db, seat.workspaceId, (tx) => tx.execute('select 1 from posts'))
    expect([(await posts(at.desk.seat)).length, (await posts(other)).length]).toEqual([1, 1])
  })

  it('a press acts at the desk of its card, and the chat is about that desk from then on', async () => {
    await says(luce, luce.id, 'A post of the studio, about its new plotter.')
    const press = at.press('Discard')
    await says(luce, luce.id, 'passa a Bar Luce')
    await says(luce, luce.id, 'A post of the bar, about its new cups.')
    at.desk.clock.pass(1_000)
    await at.sends(press)
    await answered()
    await says(luce, luce.id, 'drafts')
    expect(texts(luce.id).at(-1)).not.toContain('cups')
    await says(luce, luce.id, 'switch to Bar Luce')
    await says(luce, luce.id, 'drafts')
    expect(texts(luce.id).at(-1)).toContain('cups')
  })
})

describe('a client’s group', () => {
  it('anybody comments by replying, only an approver’s tap counts', async () => {
    const marta = { id: 602, name: 'Marta' }
    at.api.world.chats.set(group.id, { id: group.id, type: 'group', bot: 'member', canPost: true, admins: [] })
    const seat = await at.desk.seats('Marta', 'approver')
    const editor = { id: 603, name: 'Ed' }
    const ed = await at.desk.seats('Ed', 'editor')
    for (const [person, who] of [
      [seat.seat, marta],
      [ed.seat, editor],
    ] as const)
      await withSystem(at.desk.db, (tx) =>
        addIdentity(tx, { personId: person.personId, chat: 'telegram', externalId: String(who.id) }),
      )
    await says(editor, group.id, '@leopost_test_bot Our new cups are here, come and see them.')
    const card = at.shown(group.id).at(-1)
    expect(card?.text).toContain('new cups')
    const replying = (to: number) => ({
      ...{ message_id: to, date: 0, chat: { id: group.id, type: 'group' } },
      from: { id: botId, is_bot: true, first_name: 'L' },
    })
    const drafts = (await at.desk.publications()).length
    await says(marta, group.id, 'The handle is lovely.', { reply_to_message: replying(card?.id ?? 0) })
    expect(texts(group.id).join('\n')).toContain('Marta on post 1: “The handle is lovely.”')
    await says(stranger, group.id, 'Where can I buy one?', { reply_to_message: replying(card?.id ?? 0) })
    expect(texts(group.id).join('\n')).toContain('“Where can I buy one?”')
    expect((await at.desk.publications()).length).toBe(drafts)
    const press = (from: typeof marta, label: string) => {
      const shown = at.shown(group.id).findLast((one) => one.buttons.flat().some((button) => button.text === label))
      const button = shown?.buttons.flat().find((one) => one.text === label)
      const message = { message_id: shown?.id ?? 0, date: 0, chat: { id: group.id, type: 'group' } }
      const query = { id: `g${from.id}${label}`, from: { id: from.id, is_bot: false, first_name: from.name } }
      return { callback_query: { ...query, chat_instance: '1', data: button?.callback_data, message } }
    }
    const tap = async (from: typeof marta, label: string) => {
      at.desk.clock.pass(1_000)
      await at.sends(press(from, label))
      await answered()
    }
    await tap(editor, 'Approve')
    expect((await at.desk.publications())[0]?.status).toBe('awaiting_approval')
    await tap(stranger, 'Withdraw')
    expect((await at.desk.publications())[0]?.status).toBe('awaiting_approval')
    const waiting = at.shown(group.id).findLast(({ text }) => text.includes('Asked'))
    await says(stranger, group.id, 'The blue ones are nicer', { reply_to_message: replying(waiting?.id ?? 0) })
    expect(texts(group.id).at(-1)).toContain('“The blue ones are nicer”')
    const kept = await withWorkspace(at.desk.db, at.desk.seat.workspaceId, (tx) => tx.select().from(comments))
    expect(kept.map(({ words }) => words)).toEqual(['The handle is lovely.'])
    await tap(stranger, 'Approve')
    expect((await at.desk.publications())[0]?.status).toBe('awaiting_approval')
    await tap(marta, 'Approve')
    await at.desk.pass(10_000)
    expect((await at.desk.publications())[0]?.status).toBe('published')
  })
})

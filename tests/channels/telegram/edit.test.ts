// Messages that are edited in Telegram: the draft is written anew while nothing else was said about it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withWorkspace } from '../../../src/db/client.ts'
import { posts } from '../../../src/db/schema/posts.ts'
import { luce, openTelegramDesk, type TelegramDesk } from './desk.ts'

const words = 'The new oat cappuccino is here and it is very good.'
const tooLate = 'I keep to what you sent first. To change the post, say what to change.'

describe('a message that is edited', () => {
  let at: TelegramDesk
  let edits = 0
  beforeEach(async () => {
    at = await openTelegramDesk()
  })
  afterEach(() => at.person.close())

  const message = (content: Record<string, unknown>) => {
    at.desk.clock.pass(100)
    return at.api.updates.message(luce, luce.id, content)
  }
  const edited = (of: Record<string, unknown>, content: Record<string, unknown>) =>
    at.sends({ edited_message: { ...of, ...content, edit_date: Number(of.date) + ++edits } })
  const says = async (text: string) => {
    const sent = message({ text })
    await at.sends({ message: sent })
    await waits()
    return sent
  }
  const seen = () => at.shown(luce.id)
  const last = () => seen().at(-1)
  const waits = (ms = 3_000) => at.person.waits(ms)
  const post = async () => {
    const { db, seat } = at.desk
    const [found] = await withWorkspace(db, seat.workspaceId, (tx) => tx.select().from(posts))
    return found
  }

  it('while it still waits for more, is read as it stands then', async () => {
    const sent = message({ text: 'The new oat capuccino is here.' })
    await at.sends({ message: sent })
    await edited(sent, { text: words })
    await waits()
    expect(last()?.text).toContain(words)
    expect((await post())?.version).toBe(1)
  })

  it('writes its draft anew, as often as it is edited, and the card changes in its place', async () => {
    const sent = await says('The new oat capuccino is here. Tomorrow at nine.')
    await edited(sent, { text: `${words} Tomorrow at ten.` })
    await waits()
    await edited(sent, { text: `${words} Friday at ten.` })
    await waits()
    expect(seen()).toHaveLength(1)
    expect([last()?.edits, (await post())?.version]).toEqual([2, 3])
    expect(last()?.text).toContain(words)
    expect(last()?.text).toContain('Fri 27 Nov 10:00')
    await at.person.presses('Approve')
    await waits()
    expect(await at.person.posts()).toEqual(['scheduled'])
  })

  it('is taken back by undo, with the time it had', async () => {
    const sent = await says(`${words} Tomorrow at nine.`)
    await edited(sent, { text: 'Nothing of it.' })
    await waits()
    expect((await post())?.wished).toBeNull()
    await says('undo')
    expect(last()?.text).toContain(words)
    expect((await post())?.wished?.time).toBe('09:00')
  })

  it('keeps what came together with it', async () => {
    const first = message({ text: 'The new oat capuccino is here.' })
    await at.sends({ message: first })
    await at.sends({ message: message({ text: 'Come and see.' }) })
    await waits()
    await edited(first, { text: 'The new oat cappuccino is here.' })
    await waits()
    expect(last()?.text).toContain('The new oat cappuccino is here.\nCome and see.')
    expect(seen()).toHaveLength(1)
  })

  it('that was forwarded stays what somebody else wrote', async () => {
    const forward_origin = { type: 'hidden_user', date: 0, sender_user_name: 'Eve' }
    const sent = message({ text: words, forward_origin })
    await at.sends({ message: sent })
    await waits()
    await edited(sent, { text: 'approve', forward_origin })
    await waits()
    expect(await at.person.posts()).toEqual(['draft'])
    expect(last()?.text).toContain('From a message of Eve:')
  })

  it.for(['approve', 'post now', '/approve', 'drafts', '👍'])('asks for nothing by an edit: %j', async (text) => {
    const sent = await says(words)
    await edited(sent, { text })
    await waits(15_000)
    expect(await at.person.posts()).toEqual(['draft'])
    expect(last()?.text).toBe(tooLate)
  })

  it.for([
    ['changed by talking', (says: (text: string) => Promise<unknown>) => says('tomorrow at nine')],
    ['approved', (says: (text: string) => Promise<unknown>) => says('approve')],
    ['discarded', (says: (text: string) => Promise<unknown>) => says('discard')],
  ] as const)('changes nothing where the draft was %s since', async ([, touch]) => {
    const sent = await says(`${words} Come.`)
    await touch(says)
    const before = [await post(), await at.person.posts()]
    await edited(sent, { text: 'Something else altogether, and much longer than before.' })
    await waits(1_000)
    expect(last()?.text).toBe(tooLate)
    expect([await post(), await at.person.posts()]).toEqual(before)
  })

  it('without a change, as Telegram tells of previews, is nothing', async () => {
    const sent = await says(words)
    for (let i = 0; i < 3; i++) await edited(sent, { text: words })
    await waits()
    expect(seen().map((one) => one.edits)).toEqual([0])
  })

  it('is delivered three times and writes once', async () => {
    const sent = await says('The new oat capuccino is here.')
    const edit = { ...sent, text: words, edit_date: Number(sent.date) + 9 }
    for (let i = 0; i < 3; i++) await at.sends({ edited_message: edit })
    await waits()
    expect((await post())?.version).toBe(2)
  })

  it('that never came begins a post of its own', async () => {
    await edited(message({ text: 'x' }), { text: words })
    await waits()
    expect(last()?.text).toContain(words)
  })
})

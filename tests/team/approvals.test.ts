// Somebody writes, somebody else approves: what an approver is asked, what a tap does, and everything that is refused.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withWorkspace } from '../../src/db/client.ts'
import { approvals } from '../../src/db/schema/approvals.ts'
import { auditEvents } from '../../src/db/schema/audit-events.ts'
import { signoffs } from '../../src/db/schema/signoffs.ts'
import { type Desk, openDesk, type Person } from '../support/desk.ts'

let desk: Desk
let marta: Awaited<ReturnType<Desk['seats']>>
let luca: Awaited<ReturnType<Desk['seats']>>
beforeEach(async () => {
  desk = await openDesk()
  luca = await desk.seats('Luca', 'editor')
  marta = await desk.seats('Marta', 'approver')
})
afterEach(() => desk.close())

const statuses = async () => (await desk.publications()).map(({ status }) => status)
const labels = (replies: { choices: { label: string }[] }[]) =>
  replies.flatMap(({ choices }) => choices.map(({ label }) => label))
const said = (replies: { text: string }[]) => replies.map(({ text }) => text).join('\n')
const rowsOf = <T>(read: Parameters<typeof withWorkspace<T>>[2]) => withWorkspace(desk.db, desk.seat.workspaceId, read)

async function lucaAsks(words = 'The new oven is here. Bread from Friday on.'): Promise<void> {
  await luca.says(words)
  await luca.presses('Approve')
}

describe('an editor who approves', () => {
  it('asks those who may, and an approver’s tap publishes; both hear of it', async () => {
    await luca.says('The new oven is here. Bread from Friday on.')
    const [asked] = await luca.presses('Approve')
    expect(asked?.text).toContain('Asked')
    expect(asked?.text).toContain('Marta')
    expect(await statuses()).toEqual(['awaiting_approval'])
    const [card] = await marta.hears()
    expect(card?.text).toContain('Luca asks for your yes')
    expect(card?.card?.variants[0]?.text).toContain('The new oven is here')
    expect(labels([card as never])).toEqual(['Approve', 'Ask for changes', 'Comment'])
    const [approved] = await marta.presses('Approve')
    expect(approved?.text).toContain('Approved')
    expect(said(await luca.hears())).toContain('approved by Marta')
    await desk.pass(10_000)
    expect(await statuses()).toEqual(['published'])
    expect(said(await luca.hears())).toContain('Out on Practice')
    expect(said(await marta.hears())).toContain('Out on Practice')
  })

  it('does not publish anything by itself, however often it is asked', async () => {
    await lucaAsks()
    const [again] = await luca.says('approve')
    expect(again?.text).toContain('asked already')
    await desk.pass(60_000)
    expect(await statuses()).toEqual(['awaiting_approval'])
    expect(await rowsOf((tx) => tx.select().from(signoffs))).toEqual([])
  })

  it('can withdraw: the approver’s button does nothing any more', async () => {
    await lucaAsks()
    await luca.presses('Withdraw')
    expect(await statuses()).toEqual(['draft'])
    expect(said(await marta.hears())).toContain('no longer')
  })
})

describe('the card of an approver', () => {
  it('asks for changes: the author hears the words, and the next card shows what changed', async () => {
    await lucaAsks()
    await marta.presses('Ask for changes')
    await marta.says('Say Saturday, not Friday')
    const heard = await luca.hears()
    expect(said(heard)).toContain('Marta asks for changes')
    expect(said(heard)).toContain('“Say Saturday, not Friday”')
    expect(await statuses()).toEqual(['draft'])
    await luca.says('change it to: The new oven is here. Bread from Saturday on.')
    await luca.presses('Approve')
    const [card] = (await marta.hears()).slice(-1)
    expect(card?.text).toContain('Friday')
    expect(card?.text).toContain('Saturday')
  })

  it('is stale once the words were changed: the tap does nothing and says so', async () => {
    await lucaAsks()
    const [card] = await marta.hears()
    const approve = card?.choices.find(({ label }) => label === 'Approve')
    await luca.says('change it to: Bread from Saturday on.')
    const replies = await marta.pressesId(approve?.id ?? '')
    expect(said(replies)).toContain('before the post was changed')
    expect(await statuses()).toEqual(['draft'])
    expect(await rowsOf((tx) => tx.select().from(approvals))).toEqual([])
    const events = await rowsOf((tx) => tx.select().from(auditEvents))
    expect(events.some(({ act, memberId }) => act === 'refused' && memberId === marta.seat.memberId)).toBe(true)
  })

  it('takes a comment to the author, and stays open', async () => {
    await lucaAsks()
    await marta.presses('Comment')
    await marta.says('I like it')
    expect(said(await luca.hears())).toContain('Marta on post 1: “I like it”')
    await marta.presses('Approve')
    expect(await statuses()).toEqual(['scheduled'])
  })

  it('is shown, not carried out, where an approver types approve with nothing open', async () => {
    await lucaAsks()
    const [shown] = await marta.says('approve')
    expect(shown?.card?.variants[0]?.text).toContain('oven')
    expect(await statuses()).toEqual(['awaiting_approval'])
    await marta.says('approve')
    expect(await statuses()).toEqual(['scheduled'])
  })
})

describe('two approvers at once', () => {
  it('approve once: the second hears that it is approved', async () => {
    const paolo = await desk.seats('Paolo', 'approver')
    await lucaAsks()
    const press = async (who: Person) => {
      const [card] = await who.hears()
      return who.pressesId(card?.choices.find(({ label }) => label === 'Approve')?.id ?? '')
    }
    const both = await Promise.all([press(marta), press(paolo)])
    expect(await rowsOf((tx) => tx.select().from(approvals))).toHaveLength(1)
    expect(both.flat().filter(({ text }) => text.startsWith('Approved'))).toHaveLength(1)
    await desk.pass(10_000)
    expect(await statuses()).toEqual(['published'])
  })
})

describe('a policy said in the chat', () => {
  it('needs a named person: the owner’s own yes becomes a request to her', async () => {
    const [set] = await desk.person.says("posts need Marta's approval")
    expect(set?.text).toContain('Marta')
    await desk.person.says('Closed on Monday for the holidays.')
    const [asked] = await desk.person.presses('Approve')
    expect(asked?.text).toContain('Asked Marta')
    expect(await statuses()).toEqual(['awaiting_approval'])
    await marta.presses('Approve')
    expect(await statuses()).toEqual(['scheduled'])
  })

  it('two in order, team then client: neither alone is enough, nor the author twice', async () => {
    const anna = await desk.seats('Anna', 'approver', true)
    await desk.person.says('two approvals: team then client')
    await marta.says('The terrace opens in May, with music on Saturdays.')
    const [own] = await marta.presses('Approve')
    expect(own?.text).toContain('Asked Luce')
    expect(await anna.hears()).toEqual([])
    await desk.person.presses('Approve')
    expect(await statuses()).toEqual(['awaiting_approval'])
    const [card] = await anna.hears()
    expect(card?.choices.map(({ label }) => label)).toContain('Approve')
    const [twice] = await desk.person.says('approve')
    expect(twice?.text).toContain('already')
    expect(await statuses()).toEqual(['awaiting_approval'])
    await anna.presses('Approve')
    expect(await statuses()).toEqual(['scheduled'])
    expect(await rowsOf((tx) => tx.select().from(signoffs))).toHaveLength(2)
    const [who] = await desk.person.says('who approved 1?')
    expect(who?.text).toContain('Luce')
    expect(who?.text).toContain('Anna')
  })

  it('an author alone under two yeses is refused with the reason', async () => {
    await desk.person.says('two approvals: team then client')
    await desk.person.says('Nobody else is here to say yes to this.')
    await desk.person.says('make Marta a viewer')
    const replies = await desk.person.presses('Approve')
    expect(said(replies)).toContain('Nobody is here who may say yes')
    expect(await statuses()).toEqual(['draft'])
  })

  it('the database itself refuses an approval with fewer yeses than the policy asks for', async () => {
    await desk.person.says("posts need Marta's approval")
    await desk.person.says('A post that somebody tries to slip past the policy.')
    const [publication] = await desk.publications()
    const row = { workspaceId: desk.seat.workspaceId, postId: publication?.postId ?? '', version: 1, versionHash: 'x' }
    await expect(
      rowsOf((tx) => tx.insert(approvals).values({ ...row, conversationId: desk.person.conversationId })),
    ).rejects.toMatchObject({ cause: { code: 'LP003' } })
  })

  it('is the owner’s to set: an approver is refused', async () => {
    const [no] = await marta.says('no approvals needed')
    expect(no?.text).toContain('Only an owner')
  })

  it('in Italian too', async () => {
    const [set] = await desk.person.says('per i post serve il sì di Marta')
    expect(set?.text).toContain('Marta')
    const [two] = await desk.person.says('due approvazioni: prima la squadra, poi il cliente')
    expect(two?.text).toContain('il cliente')
  })
})

describe('who may not', () => {
  it('a viewer’s approval is refused and recorded', async () => {
    await desk.person.says('Coffee at half price on Sunday morning.')
    const vera = await desk.seats('Vera', 'viewer')
    await vera.says('show 1')
    const [no] = await vera.says('approve')
    expect(no?.text).toContain('role')
    expect(await statuses()).toEqual(['draft'])
    const events = await rowsOf((tx) => tx.select().from(auditEvents))
    expect(events.some(({ act, memberId }) => act === 'refused' && memberId === vera.seat.memberId)).toBe(true)
  })
})

describe('a request that nobody answers', () => {
  it('expires with a question when its moment comes, and nothing goes out', async () => {
    await luca.says('Tomorrow we open an hour later than usual.')
    await luca.says('today at 18:00')
    await luca.presses('Approve')
    await desk.moveTo('2026-11-24T17:00:01.000Z')
    expect(await statuses()).toEqual(['draft'])
    const heard = await luca.hears()
    expect(said(heard)).toContain('did not answer')
    expect(labels(heard.slice(-1))).toEqual(['Skip it', 'Ask again', 'Next free slot'])
    expect(said(await marta.hears())).toContain('time to answer is over')
    await luca.presses('Ask again')
    expect(await statuses()).toEqual(['awaiting_approval'])
    await marta.presses('Approve')
    await desk.pass(10_000)
    expect(await statuses()).toEqual(['published'])
  })

  it('names who did not answer alone, and is asked about at once where nobody who was asked is left', async () => {
    await desk.seats('Carl', 'approver', true)
    await desk.person.says('two approvals: team then client')
    await luca.says('Tomorrow we open an hour later than usual. today at 18:00')
    await luca.presses('Approve')
    await marta.presses('Approve')
    await desk.moveTo('2026-11-24T17:00:01.000Z')
    expect((await luca.hears()).at(-1)?.text).toMatch(/^Post 1: Carl did not answer/)
    await desk.person.says("posts need Marta's approval")
    await luca.says('Bread from Friday on. tomorrow at 18:00')
    await luca.presses('Approve')
    await desk.person.says('remove Marta from the team')
    await desk.person.presses('Remove')
    await desk.pass(60_000)
    const [asks] = (await luca.hears()).slice(-1)
    expect(asks?.text).toContain('Post 2 waited for the yes of Marta, who is not here any more.')
    await luca.presses('Ask again')
    expect(await statuses()).toEqual(['draft', 'awaiting_approval'])
  })

  it('a reminder and a comment are said anew, and leave what was said before as it was', async () => {
    await luca.says('Breakfast all day from Wednesday on. tomorrow at 18:00')
    await luca.presses('Approve')
    const [first] = await marta.hears()
    await desk.moveTo('2026-11-25T01:10:00.000Z')
    const [again] = await marta.hears()
    expect(again?.text).toContain('Still waiting for your yes')
    expect(first?.id).not.toBe(again?.id)
    expect(again?.replaces).toBeUndefined()
    expect(again?.closes).toBe(first?.id)
    await marta.presses('Comment')
    await marta.says('Lovely.')
    await desk.person.presses('Comment')
    await desk.person.says('And early.')
    const comments = (await luca.hears()).filter(({ text }) => text.includes(' on post 1: '))
    expect(comments.map(({ replaces }) => replaces)).toEqual([undefined, undefined])
  })

  it('is reminded of once, and not in quiet hours', async () => {
    await marta.says('quiet hours from 22:00 to 8:00')
    await desk.moveTo('2026-11-24T20:30:00.000Z')
    await luca.says('Breakfast all day from Wednesday on, for everybody.')
    await luca.says('tomorrow at 11:30')
    await luca.presses('Approve')
    await marta.hears()
    await desk.moveTo('2026-11-25T04:30:00.000Z')
    expect(await marta.hears()).toEqual([])
    await desk.moveTo('2026-11-25T07:00:01.000Z')
    const [reminder, more] = await marta.hears()
    expect(reminder?.text).toContain('Still waiting')
    expect(more).toBeUndefined()
    await desk.pass(60_000)
    expect(await marta.hears()).toEqual([])
  })
})

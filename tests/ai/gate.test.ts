// The gate in the chat: a weak draft of a model is written again once, what is left is on the card, and a person may post anyway.
import { afterEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../support/desk.ts'
import { type Answer, openGateway, type Provider, startProvider } from './support/models.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const practice = (text: string): Answer => ({ content: `== practice ==\n${text}\n== end ==` })
const machine =
  "In today's fast-paced world, coffee is not just a drink but a ritual. We are passionate about it. Tell us in the comments!"
const plain = 'Monday at eight the espresso bar opens. The first coffee is on us.'
const idea = 'Write about our new espresso bar opening on Monday at eight, first coffee is free'

async function openWith(answers: Answer[]): Promise<{ desk: Desk; on: Provider }> {
  const on = await startProvider(answers)
  closing.push(on.stop)
  const { gateway } = openGateway('openai:one', { openai: on.openai })
  const desk = await openDesk({ gateway })
  closing.push(desk.close)
  return { desk, on }
}

describe('the gate', () => {
  it('has a weak draft written again, with what was found as the instruction', async () => {
    const { desk, on } = await openWith([practice(machine), practice(plain)])
    const [card] = await desk.person.says(idea)
    expect(card?.card?.variants[0]?.text).toBe(plain)
    expect(card?.card?.variants[0]?.findings).toBeUndefined()
    expect(on.calls()).toBe(2)
    expect(on.bodies()[1]).toContain('is a stock opening')
    expect(on.bodies()[1]).toContain('in the comments')
  })

  it('asks once and no more; what is still there is named on the card, and Approve works', async () => {
    const { desk, on } = await openWith([practice(machine), practice(machine), practice(plain)])
    const [card] = await desk.person.says(idea)
    expect(on.calls()).toBe(2)
    const findings = card?.card?.variants[0]?.findings ?? []
    expect(findings).toContain("“In today's fast-paced” is a stock opening.")
    expect(card?.card?.variants[0]?.problems).toEqual([])
    await desk.person.presses('Approve')
    await desk.pass(10_000)
    expect((await desk.publications()).map((one) => one.status)).toEqual(['published'])
  })

  it('leaves a good draft as it is', async () => {
    const { desk, on } = await openWith([practice(plain), practice('Never asked for.')])
    const [card] = await desk.person.says(idea)
    expect(card?.card?.variants[0]?.text).toBe(plain)
    expect(on.calls()).toBe(1)
  })

  it('keeps the first draft where the second is worse or nobody answers', async () => {
    const worse = `${machine} Stay tuned, this is just the beginning. It is a seamless, unforgettable game-changer.`
    const { desk } = await openWith([practice(machine), practice(worse)])
    expect((await desk.person.says(idea))[0]?.card?.variants[0]?.text).toBe(machine)
    const down = await openWith([practice(machine), { error: { message: 'down' }, status: 500 }])
    expect((await down.desk.person.says(idea))[0]?.card?.variants[0]?.text).toBe(machine)
  })

  it('names a number that nobody told, and takes it as told once the person says it', async () => {
    const { desk } = await openWith([
      practice(`${plain} Come with 40 friends.`),
      practice(`${plain} Come with 50 friends.`),
      practice(`${plain} Come with 50 of your friends.`),
    ])
    const [card] = await desk.person.says(idea)
    expect(card?.card?.variants[0]?.findings).toEqual(['“40” is in nothing you told me: yours to confirm.'])
    const [changed] = await desk.person.says('make it 50 friends')
    expect(changed?.card?.variants[0]?.findings).toBeUndefined()
    const [again] = await desk.person.says('make it friendlier')
    expect(again?.card?.variants[0]?.text).toContain('50 of your')
    expect(again?.card?.variants[0]?.findings).toBeUndefined()
  })

  it('says nothing of what the person typed themselves, and tells what was posted before', async () => {
    const desk = await openDesk()
    closing.push(desk.close)
    const own = "In today's fast-paced world 12 people waited for the tram and our bar was not just open but warm."
    const [card] = await desk.person.says(own)
    expect(card?.card?.variants[0]?.findings).toBeUndefined()
    await desk.person.presses('Approve')
    await desk.pass(10_000)
    const [again] = await desk.person.says(own)
    expect(again?.card?.variants[0]?.findings?.[0]).toMatch(/^You posted this not long ago/)
    await desk.pass(91 * 24 * 3_600_000)
    const [later] = await desk.person.says(own)
    expect(later?.card?.variants[0]?.findings).toBeUndefined()
  })
})

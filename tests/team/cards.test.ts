// The cards of a team: what an old one shows when it is pressed, what opens again, and what a term that is never said stops.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk, type Person } from '../support/desk.ts'

let desk: Desk
let marta: Person
let luca: Person
beforeEach(async () => {
  desk = await openDesk()
  luca = await desk.seats('Luca', 'editor')
  marta = await desk.seats('Marta', 'approver')
})
afterEach(() => desk.close())

const statuses = async () => (await desk.publications()).map(({ status }) => status)
const labels = ({ choices }: { choices: { label: string }[] }) => choices.map(({ label }) => label)

describe('an old card of an approver', () => {
  it('shows what changed since it, and leaves the card between them its own words', async () => {
    await luca.says('The new oven is here. Bread from Friday on.')
    await luca.presses('Approve')
    const [old] = await marta.hears()
    await luca.says('change it to: The new oven is here. Bread from Saturday on.')
    await luca.presses('Approve')
    const asked = (await marta.hears()).at(-1)
    expect(asked?.text).toContain('- Bread from Friday on.')
    const [stale] = await marta.pressesId(old?.choices[0]?.id ?? '')
    expect(stale?.text).toContain('before the post was changed')
    expect(stale?.text).toContain('- Bread from Friday on.')
    expect(stale?.text).toContain('+ Bread from Saturday on.')
    expect(stale?.replaces).toBeUndefined()
    expect(stale?.closes).toBe(asked?.id)
    expect(await statuses()).toEqual(['awaiting_approval'])
    await marta.presses('Approve')
    expect(await statuses()).toEqual(['scheduled'])
  })

  it('of a list that was echoed shows it too', async () => {
    await luca.says('The new oven is here. Bread from Friday on.')
    await luca.presses('Approve')
    await marta.says('approve all')
    await luca.says('change it to: The new oven is here. Bread from Saturday on.')
    await luca.presses('Approve')
    const [stale] = await marta.presses('Approve these (1)')
    expect(stale?.text).toContain('+ Bread from Saturday on.')
    expect(await statuses()).toEqual(['awaiting_approval'])
  })

  it('is reminded of with what changed since the version before', async () => {
    await luca.says('The new oven is here. Bread from Friday on. tomorrow at 18:00')
    await luca.presses('Approve')
    await luca.says('change it to: The new oven is here. Bread from Saturday on.')
    await luca.presses('Approve')
    await marta.hears()
    await desk.moveTo('2026-11-25T01:10:00.000Z')
    const [reminder] = await marta.hears()
    expect(reminder?.text).toContain('Still waiting for your yes')
    expect(reminder?.text).toContain('+ Bread from Saturday on.')
  })
})

describe('the card of whoever asked', () => {
  it('stays one that waits when somebody comments on it, and is a draft again when changes are asked for', async () => {
    await luca.says('The new oven is here. Bread from Friday on.')
    await luca.presses('Approve')
    await marta.presses('Comment')
    await marta.says('Lovely.')
    expect(labels((await luca.hears()).at(-1) as never)).toEqual(['Change', 'Withdraw'])
    await marta.presses('Ask for changes')
    await marta.says('Say Saturday')
    expect(labels((await luca.hears()).at(-1) as never)).toContain('Approve')
  })

  it('is told from what is approved where both are planned', async () => {
    await luca.says('The new oven is here. Bread from Friday on. tomorrow at nine')
    await luca.presses('Approve')
    const [waits] = await luca.says('what is planned')
    expect(waits?.text).toContain('Practice · waits for a yes')
    await marta.presses('Approve')
    const [planned] = await luca.says('what is planned')
    expect(planned?.text).not.toContain('waits for a yes')
  })
})

describe('a button that only opens a question', () => {
  it('opens it again: a second comment and a wish for changes after it, from the same card', async () => {
    await luca.says('The new oven is here. Bread from Friday on.')
    await luca.presses('Approve')
    const [card] = await marta.hears()
    const id = (label: string) => card?.choices.find((one) => one.label === label)?.id ?? ''
    expect(card?.choices.filter(({ stays }) => stays).map(({ label }) => label)).toEqual(['Ask for changes', 'Comment'])
    for (const words of ['Lovely.', 'And warm?']) {
      const [asked] = await marta.pressesId(id('Comment'))
      expect(asked?.text).toBe('What do you want to say about it?')
      expect((await marta.says(words))[0]?.text).toBe('Sent to Luca.')
    }
    await marta.pressesId(id('Ask for changes'))
    await marta.says('Say Saturday')
    const heard = (await luca.hears()).map(({ text }) => text).join('\n')
    for (const words of ['“Lovely.”', '“And warm?”', '“Say Saturday”']) expect(heard).toContain(words)
    // What changes something is used up as before.
    await luca.presses('Approve')
    await marta.hears()
    await marta.presses('Approve')
    expect((await marta.presses('Approve'))[0]?.text).toContain('pressed before')
  })

  it('is asked of the post again after the author thought better of it', async () => {
    const [card] = await luca.says('The new oven is here. Bread from Friday on.')
    const change = card?.choices.find(({ label }) => label === 'Change')?.id ?? ''
    const [first] = await luca.pressesId(change)
    await luca.says('drafts')
    const [second] = await luca.pressesId(change)
    expect(second?.text).toBe(first?.text)
  })
})

describe('ok right after a rule that stops it', () => {
  it.each([
    ["never say 'cheap'", 'ok', '“cheap”', 'Allow it once'],
    ["non dire mai 'cheap'", 'va bene', '«cheap»', 'Lascialo passare'],
  ])('%s, then %s: names the term, and what can be done', async (rule, yes, term, allow) => {
    await desk.person.says('Our cheap breakfast is back on Monday.')
    await desk.person.says(rule)
    const [shown] = await desk.person.says(yes)
    expect(shown?.text).toContain(term)
    expect(shown?.card?.variants[0]?.text).toContain('cheap breakfast')
    expect(labels(shown as never)).toContain(allow)
    expect(await statuses()).toEqual(['draft'])
    await desk.person.presses(allow)
    expect(await statuses()).toEqual(['scheduled'])
  })
})

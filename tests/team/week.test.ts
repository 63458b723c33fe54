// A week's posts at once: shown one after another, approved as a list that was echoed, with one press.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
let marta: Awaited<ReturnType<Desk['seats']>>
beforeEach(async () => {
  desk = await openDesk()
  const luca = await desk.seats('Luca', 'editor')
  marta = await desk.seats('Marta', 'approver')
  for (const [words, when] of [
    ['Monday is for bread from the new oven.', 'tomorrow at 9:00'],
    ['Tuesday is for coffee with everybody.', 'tomorrow at 12:00'],
    ['Wednesday is for cake, as it always was.', 'tomorrow at 15:00'],
  ]) {
    await luca.says(words ?? '')
    await luca.says(when ?? '')
    await luca.presses('Approve')
  }
})
afterEach(() => desk.close())

const scheduled = async () => (await desk.publications()).filter(({ status }) => status === 'scheduled').length

it('shows a card for each and a list, and approves what was echoed and nothing else', async () => {
  const shown = await marta.says('review this week')
  expect(shown.filter(({ card }) => card !== undefined)).toHaveLength(3)
  const [echo] = await marta.says('approve all but the third')
  expect(echo?.text).toContain('Monday')
  expect(echo?.text).toContain('Left out: 3')
  expect(await scheduled()).toBe(0)
  await marta.presses('Approve these (2)')
  expect(await scheduled()).toBe(2)
})

it('in Italian, with numbers', async () => {
  const [echo] = await marta.says('approva tutti tranne 1 e il secondo')
  expect(echo?.text).toContain('Wednesday')
  expect(echo?.text).not.toContain('Monday')
})

it('leaves out what was changed between the echo and the press, and says so', async () => {
  const [echo] = await marta.says('approve all')
  await desk.person.says('show 1')
  await desk.person.says('change it to: Monday is for something else.')
  const replies = await marta.pressesId(echo?.choices[0]?.id ?? '')
  expect(replies.map(({ text }) => text).join()).toContain('before the post was changed')
  expect(await scheduled()).toBe(2)
})

// A yes is used up by its approval: what was taken back or failed is approved anew, by a new yes.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
  await desk.person.says('The first coffee is on us.')
})
afterEach(() => desk.close())

const statuses = async () => (await desk.publications()).map((one) => one.status)

describe('a post whose approval was taken back', () => {
  it('is approved again after an undo, unchanged', async () => {
    await desk.person.presses('Approve')
    await desk.person.presses('Undo')
    expect(await statuses()).toEqual(['draft'])
    await desk.pass(60_000)
    await desk.person.presses('Approve')
    await desk.pass(10_000)
    expect(await statuses()).toEqual(['published'])
  })
})

// The main job as a founder does it: a sentence, a card, a change, an approval, and the post is out on the second.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

describe('the main job', () => {
  it('makes a card of the own words, with the choices of the contract', async () => {
    const [card] = await desk.person.says('Our espresso bar opens on Monday at eight. The first coffee is on us.')
    expect(card?.card?.variants.map((one) => one.platform)).toEqual(['practice'])
    expect(card?.card?.variants[0]?.text).toBe('Our espresso bar opens on Monday at eight. The first coffee is on us.')
    expect(card?.choices.slice(0, 5).map((one) => one.label)).toEqual([
      'Approve',
      'Change',
      'Schedule',
      'Picture',
      'Discard',
    ])
    expect(card?.card?.dueAt).toBeUndefined()
  })

  it('publishes ten seconds after Approve where no time was said, and tells the link', async () => {
    await desk.person.says('The first coffee is on us. Come and see.')
    const [approved] = await desk.person.presses('Approve')
    expect(approved?.choices.map((one) => one.label)).toContain('Undo')
    await desk.pass(10_000)
    const [publication] = await desk.publications()
    expect(publication?.status).toBe('published')
    expect(publication?.sentAt?.getTime()).toBe(publication?.dueAt?.getTime())
    const told = await desk.person.hears()
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain('Out on Practice')
    expect(told[0]?.text).toContain('http://127.0.0.1:3000/practice#')
  })

  it('is changed by talking, scheduled in the zone of the workspace, and goes out then and not before', async () => {
    await desk.person.says('The first coffee is on us. Come and see 🎉. Bring a friend.')
    const [shorter] = await desk.person.says('shorter, no emoji')
    expect(shorter?.card?.variants[0]?.text).not.toContain('🎉')
    expect(shorter?.card?.variants[0]?.text).not.toContain('Bring a friend')
    const [timed] = await desk.person.says('tomorrow at nine')
    expect(timed?.card?.head).toContain('Wed 25 Nov 09:00 (Rome)')
    const [approved] = await desk.person.says('approve')
    expect(approved?.text).toContain('Wed 25 Nov 09:00 (Rome)')
    await desk.moveTo('2026-11-25T07:59:59.000Z')
    expect((await desk.publications())[0]?.status).toBe('armed')
    await desk.moveTo('2026-11-25T08:00:00.000Z')
    expect((await desk.publications())[0]?.status).toBe('published')
  })
})

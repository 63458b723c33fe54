// The rest between two posts of an account: set by a person, told on the card, offered as a choice, kept at firing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

async function approved(text: string): Promise<void> {
  await desk.person.says(text)
  await desk.person.presses('Approve')
}

async function sentAt(): Promise<(string | undefined)[]> {
  const all = await desk.publications()
  return all.map((one) => one.sentAt?.toISOString()).sort()
}

describe('a rest between posts', () => {
  beforeEach(async () => {
    const [set] = await desk.person.says('leave 30 minutes between posts')
    expect(set?.text).toBe('At least 30 minutes between posts on Practice.')
    await approved('The first coffee is on us. Tomorrow at nine.')
  })

  it('is told where a chosen time falls into it, and the next free time takes one press', async () => {
    const [card] = await desk.person.says('The dogs are welcome too. Tomorrow at 9:10.')
    expect(card?.text).toContain('Practice has a post tomorrow, Wed 25 Nov 09:00 (Rome)')
    expect(card?.choices.map((one) => one.label)).toContain('Wed 25 Nov 09:30 (Rome)')
    const [moved] = await desk.person.presses('Wed 25 Nov 09:30 (Rome)')
    expect(moved?.card?.dueAt).toBe('2026-11-25T08:30:00.000Z')
    expect(moved?.text).not.toContain('rests')
  })

  it('is kept at firing where the person kept the time', async () => {
    await approved('The dogs are welcome too. Tomorrow at 9:10.')
    await desk.moveTo('2026-11-25T08:00:00.000Z')
    await desk.moveTo('2026-11-25T08:10:00.000Z')
    await desk.moveTo('2026-11-25T08:29:59.000Z')
    expect((await sentAt()).filter((at) => at !== undefined)).toEqual(['2026-11-25T08:00:00.000Z'])
    await desk.moveTo('2026-11-25T08:30:00.000Z')
    expect(await sentAt()).toEqual(['2026-11-25T08:00:00.000Z', '2026-11-25T08:30:00.000Z'])
  })

  it('ends when a person says so', async () => {
    const [set] = await desk.person.says('no gap between posts on practice')
    expect(set?.text).toBe('No rest between posts on Practice.')
    const [card] = await desk.person.says('The dogs are welcome too. Tomorrow at 9:10.')
    expect(card?.text).not.toContain('rests')
  })
})

// What is said within two seconds: a yes is never older than the words before it, and pictures come where the talk is.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withSystem, withWorkspace } from '../../../src/db/client.ts'
import { conversations } from '../../../src/db/schema/conversations.ts'
import { media } from '../../../src/db/schema/media.ts'
import { makeWorkspace } from '../../../src/db/tenants.ts'
import { plain } from '../../unit/media/pictures.ts'
import { luce, openTelegramDesk, type TelegramDesk } from './desk.ts'

let at: TelegramDesk
beforeEach(async () => {
  at = await openTelegramDesk()
})
afterEach(() => at.person.close())

const words = 'The new oat cappuccino is here and it is very good.'
const sends = (content: Record<string, unknown>) =>
  at.sends({ message: at.api.updates.message(luce, luce.id, content) })
const last = () => at.shown(luce.id).at(-1)

describe('a yes right behind other words', () => {
  it.each([
    // A yes was to what was shown before both; the whole word is about the post as it is now.
    ['ok', 'draft'],
    ['yes', 'draft'],
    ['1', 'draft'],
    ['approve', 'scheduled'],
  ])('approves nothing for now: "tomorrow at nine", "%s"', async (yes, status) => {
    await at.person.says(words)
    await at.person.waits(3_000)
    at.desk.clock.pass(1_000)
    await sends({ text: 'tomorrow at nine' })
    at.desk.clock.pass(1_000)
    await sends({ text: yes })
    await at.person.waits(14_000)
    const [one] = await at.desk.publications()
    expect(one?.status).toBe(status)
    const said = at.shown(luce.id).map((shown) => shown.text)
    expect(said.join('\n')).toContain('25 Nov 09:00')
    expect(said.join('\n')).not.toContain('in ten seconds')
  })

  it('approves at once where nothing came before it', async () => {
    await at.person.says(words)
    await at.person.waits(3_000)
    await at.person.says('ok')
    // The clock stands still: no time of waiting for more passes.
    await expect.poll(() => last()?.text, { timeout: 5_000 }).toContain('Approved.')
  })
})

it('a picture comes to the workspace that the conversation is in, not to the first of the person', async () => {
  const { personId } = at.desk.seat
  await at.person.says(words)
  await at.person.waits(3_000)
  const second = await withSystem(at.desk.db, (tx) =>
    makeWorkspace(tx, { personId, personName: 'Luce', name: 'Second', zone: 'Europe/Rome', language: 'en' }),
  )
  await withSystem(at.desk.db, (tx) => tx.update(conversations).set({ workspaceId: second.workspaceId }))
  at.api.world.files.set('p1', await plain(320, 200).jpeg().toBuffer())
  await sends({ photo: [{ file_id: 'p1', width: 320, height: 200 }], caption: words })
  await at.person.waits(3_000)
  const kept = (id: string) => withWorkspace(at.desk.db, id, (tx) => tx.select().from(media))
  expect(await kept(second.workspaceId)).toHaveLength(1)
  expect(await kept(at.desk.seat.workspaceId)).toHaveLength(0)
})

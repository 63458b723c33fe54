// Erasing in the chat: explained, led to its page, taken back by any owner, told to all of them; and access ended at networks.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginErasing } from '../../src/core/data/erase.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import type { Seat } from '../../src/db/tenants.ts'
import { join, type Networks, openNetworks } from '../channels/networks.ts'

type Person = Networks['desk']['person']
const week = 7 * 24 * 3_600_000
let on: Networks
let zoe: Person & { seat: Seat }
let eva: Person & { seat: Seat }
beforeAll(async () => {
  on = await openNetworks()
  await join(on, 'bluesky')
  await join(on, 'mastodon')
  zoe = await on.desk.seats('Zoe', 'owner')
  eva = await on.desk.seats('Eva', 'viewer')
  await zoe.says('help')
})
afterAll(() => on.close())

const begin = () => {
  const { personId, workspaceId, memberId } = on.desk.seat
  const wish = { what: 'workspace' as const, subjectId: workspaceId, personId, by: { workspaceId, memberId } }
  return withSystem(on.desk.db, (tx) => beginErasing(on.desk.app.ctx, tx, wish))
}
const later = (ms: number) => on.desk.clock.pass(ms)
const count = (table: string) =>
  withWorkspace(on.desk.db, on.desk.seat.workspaceId, async (tx) => (await tx.execute(`select 1 from ${table}`)).length)
const texts = async (person: Person) => (await person.hears()).map(({ text }) => text).join('\n')

it.each(['/forget', 'erase my workspace', 'forget me', 'dimentica tutto', '/dimentica', 'Cancellami.'])(
  '"%s" explains and leads to the page, and begins nothing',
  async (said) => {
    const [reply] = await on.desk.person.says(said)
    expect(reply?.text).toContain('It begins when you type the name on the page')
    expect(reply?.text).toMatch(/The page: http\S+\/erase$/)
    expect(reply?.choices.map(({ label }) => label)).not.toContain('Keep everything')
    expect((await on.desk.person.says('keep everything')).at(-1)?.text).toBe('Nothing waits to be erased.')
  },
)

it('is told to the other owners, and taken back by any of them with a button or in words, by nobody else', async () => {
  await begin()
  const [told] = await zoe.hears()
  expect(told?.text).toMatch(/^Luce asked to erase this workspace\. It is erased .*Dec/)
  expect(told?.choices.map(({ label }) => label)).toEqual(['Keep everything'])
  expect((await eva.says('keep everything')).at(-1)?.text).toContain('owner')
  expect((await zoe.says('/forget')).at(-1)?.text).toContain('This workspace is erased')
  expect((await zoe.presses('Keep everything')).at(-1)?.text).toBe('Everything is kept.')
  expect(await texts(on.desk.person)).toContain('Zoe took it back: this workspace is kept.')
  await begin()
  expect((await on.desk.person.says('tieni tutto')).at(-1)?.text).toBe('Everything is kept.')
  later(week + 1)
  await on.desk.app.eraseDue()
  expect(await count('accounts')).toBeGreaterThan(0)
})

it('ends with access taken back where the network takes it, a last word about the rest, and then nothing', async () => {
  await zoe.hears()
  await begin()
  later(week - 1)
  await on.desk.app.eraseDue()
  expect(on.bluesky.server.counts['com.atproto.server.deleteSession']).toBeUndefined()
  later(2)
  await on.desk.app.eraseDue()
  expect(on.bluesky.server.counts['com.atproto.server.deleteSession']).toBe(1)
  const last = await texts(zoe)
  expect(last).toContain('The workspace Bar Luce is erased now.')
  expect(last).toContain(`Not there, where I cannot end it: Mastodon ${on.mastodon.account.name}.`)
  expect(last).not.toContain('Bluesky')
  expect((await on.desk.person.says('tieni tutto')).at(-1)?.text).not.toBe('Everything is kept.')
  expect(await count('accounts')).toBeGreaterThan(0)
  later(60_000)
  await on.desk.app.eraseDue()
  expect(await count('accounts')).toBe(0)
})

// Changing and deleting what is public, as a person does it in the chat.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultsOf } from '../../src/core/posts/trail.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { listPractice } from '../../src/db/practice.ts'
import { attempts } from '../../src/db/schema/attempts.ts'
import { corrections } from '../../src/db/schema/corrections.ts'
import { members } from '../../src/db/schema/members.ts'
import { publications } from '../../src/db/schema/publications.ts'
import { nextTrails } from '../../src/db/trail.ts'
import { join, type Networks, openNetworks } from '../channels/networks.ts'

let on: Networks
beforeEach(async () => {
  on = await openNetworks()
})
afterEach(() => on.close())

async function publish(text: string): Promise<void> {
  await on.desk.person.says(text)
  await on.desk.person.presses('Approve')
  await on.desk.pass(11_000)
}
const practice = async () =>
  (await withWorkspace(on.desk.db, on.desk.seat.workspaceId, (tx) => listPractice(tx))).map((one) => one.content.text)
const hears = async () => (await on.desk.person.hears()).map(({ text }) => text).join('\n')

describe('a published post', () => {
  it('is changed by a new version that is approved, and not before', async () => {
    await publish('The frist coffee is on us.')
    const [card] = await on.desk.person.says('change the published post: The first coffee is on us.')
    expect(card?.text).toContain('It is out on Practice with its earlier words')
    expect(card?.choices.map(({ label }) => label)).not.toContain('Schedule')
    await on.desk.pass(5_000)
    expect(await practice()).toEqual(['The frist coffee is on us.'])
    const [said] = await on.desk.person.presses('Approve')
    expect(said?.text).toContain('I change it on Practice now')
    await on.desk.pass(2_000)
    expect(await practice()).toEqual(['The first coffee is on us.'])
    expect(await hears()).toContain('Changed on Practice.')
    expect((await on.desk.publications()).map(({ status }) => status)).toEqual(['published'])
  })

  it('is found by its day', async () => {
    await publish('The frist coffee is on us.')
    on.desk.clock.pass(24 * 3_600_000)
    const replies = await on.desk.person.says("Fix the typo in yesterday's post")
    expect(replies.at(-1)?.text).toContain('Send the new text')
    const [card] = await on.desk.person.says('The first coffee is on us.')
    expect(card?.card?.variants[0]?.text).toBe('The first coffee is on us.')
    const [none] = await on.desk.person.says("fix the typo in today's post")
    expect(none?.text).toContain('could not find')
  })

  it('is deleted where it is out although a change of it waits, and its card says so', async () => {
    await join(on, 'bluesky')
    await publish('The frist coffee. Bluesky and Practice')
    await on.desk.person.says('change the last post: The first coffee.')
    const [asks] = await on.desk.person.says('delete it')
    expect(asks?.choices.map(({ label }) => label)).toEqual(['Delete: Bluesky', 'Delete: Practice', 'Keep it'])
    await on.desk.person.presses('Delete: Bluesky')
    expect(on.bluesky.server.posts).toEqual([])
    await on.desk.person.says('discard')
    const [shown] = await on.desk.person.says('show 1')
    expect(shown?.card?.head).toMatch(/out 1\.\d · .*\d\d:\d\d \(Rome\)$/)
    const there = shown?.card?.variants.find(({ platform }) => platform === 'bluesky')
    expect(there).toMatchObject({ options: ['deleted there'] })
    expect(there?.published).toBeUndefined()
    expect(shown?.choices.map(({ label }) => label)).toEqual(['Change', 'Delete'])
    const [out] = await on.desk.person.says('published')
    expect(out?.text).toMatch(/1 · .*\d\d:\d\d \(Rome\) · Practice\n/)
  })

  it('in Italian', async () => {
    await on.desk.person.says('Il primo cafè lo offriamo noi.')
    await on.desk.person.presses('Approva')
    await on.desk.pass(11_000)
    const [card] = await on.desk.person.says('correggi il post pubblicato: Il primo caffè lo offriamo noi.')
    expect(card?.text).toContain('Su Practice è uscito con le parole di prima')
    expect(card?.card?.variants[0]?.text).toBe('Il primo caffè lo offriamo noi.')
  })

  it('stays as it is when the change is discarded, undone, or asked for by somebody who may only draft', async () => {
    await publish('The frist coffee is on us.')
    await on.desk.person.says('change it to: Something else.')
    await on.desk.person.presses('Discard')
    expect((await on.desk.person.says('approve'))[0]?.text).toContain('out already')
    await on.desk.person.says('change it to: Something else.')
    await withWorkspace(on.desk.db, on.desk.seat.workspaceId, (tx) => tx.update(members).set({ role: 'editor' }))
    expect((await on.desk.person.says('approve'))[0]?.text).toContain('Nobody is here who may say yes')
    await on.desk.pass(5_000)
    expect(await practice()).toEqual(['The frist coffee is on us.'])
  })

  it('is changed on each network that lets it, and offered anew on one that does not', async () => {
    await join(on, 'bluesky')
    await join(on, 'mastodon')
    await join(on, 'telegram')
    await publish('The frist coffee. Bluesky, Mastodon and Telegram')
    const replies = await on.desk.person.says('change the last post: The first coffee.')
    expect(replies.at(-1)?.text).toContain('Bluesky does not let a published post be changed')
    expect(replies.at(-1)?.choices.map(({ label }) => label)).toEqual(['Delete and post anew'])
    await on.desk.person.presses('Approve')
    await on.desk.pass(2_000)
    expect(on.mastodon.server.posts.map(({ status }) => status)).toEqual(['The first coffee.'])
    expect(on.channel().map(({ text }) => text)).toEqual(['The first coffee.'])
    expect(on.bluesky.server.posts.map(({ record }) => record.text)).toEqual(['The frist coffee.'])
    const anew = await on.desk.person.presses('Delete and post anew')
    expect(on.bluesky.server.posts).toEqual([])
    expect(anew.at(-1)?.card?.variants.map(({ text }) => text)).toEqual(['The first coffee.'])
    await on.desk.person.presses('Approve')
    await on.desk.pass(11_000)
    expect(on.bluesky.server.posts.map(({ record }) => record.text)).toEqual(['The first coffee.'])
  })

  it('is deleted on each network by a press of a member who may approve', async () => {
    await join(on, 'bluesky')
    await join(on, 'mastodon')
    await join(on, 'telegram')
    await publish('Soon gone. Bluesky, Mastodon and Telegram')
    await on.desk.person.says('delete it')
    for (const network of ['Bluesky', 'Mastodon', 'Telegram channel']) {
      await on.desk.person.says('delete it')
      await on.desk.person.presses(`Delete: ${network}`).catch(() => on.desk.person.presses('Delete'))
    }
    expect([on.bluesky.server.posts, on.mastodon.server.posts, on.channel()]).toEqual([[], [], []])
    const removed = await withSystem(on.desk.db, (tx) => tx.select().from(publications))
    expect(removed.every((one) => one.removedAt !== null)).toBe(true)
  })

  it('is not deleted by somebody who may only draft', async () => {
    await publish('Here to stay.')
    await withWorkspace(on.desk.db, on.desk.seat.workspaceId, (tx) => tx.update(members).set({ role: 'editor' }))
    expect((await on.desk.person.says('delete it'))[0]?.text).toContain('role')
    expect(await practice()).toEqual(['Here to stay.'])
  })
})

describe('a change of what is public', () => {
  const rows = () => withSystem(on.desk.db, (tx) => tx.select().from(corrections))
  const tries = () => withSystem(on.desk.db, (tx) => tx.select().from(attempts).orderBy(attempts.number))

  it('is tried again after a lost answer, and is one change in the end', async () => {
    await join(on, 'mastodon')
    await publish('The frist coffee. mastodon')
    on.mastodon.server.next({ kind: 'hangUpAfter' })
    await on.desk.person.says('change the last post: The first coffee.')
    await on.desk.person.presses('Approve')
    await on.desk.pass(2_000)
    expect((await rows()).map(({ status }) => status)).toEqual(['waiting'])
    await on.desk.pass(60_000)
    expect((await rows()).map(({ status }) => status)).toEqual(['done'])
    expect(on.mastodon.server.posts).toMatchObject([{ status: 'The first coffee.', edits: 1 }])
    expect((await tries()).map(({ end }) => end)).toEqual(['published', 'unknown', 'corrected'])
  })

  it('is finished after the process that carried it out died', async () => {
    await publish('The frist coffee.')
    await on.desk.person.says('change the last post: The first coffee.')
    await on.desk.person.presses('Approve')
    // As it stands when a process dies after its claim.
    await withSystem(on.desk.db, (tx) =>
      tx.update(corrections).set({ status: 'sending', sender: 'dead', sendingUntil: new Date(Date.now() - 1_000) }),
    )
    await on.desk.pass(2_000)
    expect((await rows()).map(({ status }) => status)).toEqual(['done'])
    expect(await practice()).toEqual(['The first coffee.'])
  })

  it('waits while publishing is on hold, and says what a network refuses', async () => {
    await join(on, 'mastodon')
    await publish('The frist coffee. mastodon')
    await on.desk.person.says('change the last post: The first coffee.')
    await on.desk.person.says('hold')
    await on.desk.person.says('approve')
    await on.desk.pass(5_000)
    expect(on.mastodon.server.posts).toMatchObject([{ status: 'The frist coffee.' }])
    on.mastodon.server.next({ kind: 'answer', status: 422 })
    await on.desk.person.says('resume')
    await on.desk.pass(5_000)
    expect(await hears()).toContain('Mastodon kept its earlier words')
    expect((await on.desk.publications()).map(({ status }) => status)).toEqual(['published'])
  })

  it('is not let through by the database without an approval of the very words', async () => {
    await publish('The frist coffee.')
    await on.desk.person.says('change the last post: The first coffee.')
    await on.desk.person.presses('Approve')
    const [row] = await rows()
    const other = withSystem(on.desk.db, (tx) =>
      tx
        .update(corrections)
        .set({ variantHash: 'other', status: 'sending' })
        .where(eq(corrections.id, row?.id ?? '')),
    )
    await expect(other).rejects.toThrow()
    const [publication] = await on.desk.publications()
    const direct = withSystem(on.desk.db, (tx) =>
      tx
        .update(publications)
        .set({ variantHash: 'other' })
        .where(eq(publications.id, publication?.id ?? '')),
    )
    await expect(direct).rejects.toThrow()
  })

  it('leaves a trail without a fault', async () => {
    await publish('The frist coffee.')
    await on.desk.person.says('change the last post: The first coffee.')
    await on.desk.person.presses('Approve')
    await on.desk.pass(2_000)
    const trails = await withSystem(on.desk.db, (tx) => nextTrails(tx, '00000000-0000-0000-0000-000000000000', 10))
    expect(trails.flatMap((trail) => faultsOf(trail, trail.publication.id))).toEqual([])
    expect(trails[0]?.attempts).toHaveLength(2)
  })
})

it('what a network refuses is said in the language of the person', async () => {
  await join(on, 'mastodon')
  await on.desk.person.says('Apriamo lunedì alle otto in piazza. mastodon')
  await on.desk.person.presses('Approva')
  on.mastodon.server.next({ kind: 'answer', status: 422 })
  await on.desk.pass(11_000)
  expect(await hears()).toContain(
    "Mastodon non l'ha accettato: non accetta questo post così com'è. Il post è conservato.",
  )
})

// The numbers of posts: read by age, told in the chat with a picture, and in a digest on Monday; honest where there are few.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRequest, type Request } from '../../src/channels/request.ts'
import { measureDue } from '../../src/core/insights/measure.ts'
import { sayDigests } from '../../src/core/insights/week.ts'
import type { Measured, Platform } from '../../src/core/platform.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { snapshots } from '../../src/db/schema/snapshots.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { createSquarePlatform } from '../support/square/platform.ts'
import { type Square, startSquare } from '../support/square/server.ts'

let square: Square
let request: Request
let desk: Desk
let reads: string[]
let answers: Record<string, Measured['measures']>
/** What was answered for a post once stays. */
const known = new Map<string, Measured['measures']>()
beforeEach(async () => {
  square = await startSquare()
  request = createRequest({ now: () => desk.clock.now(), allowPrivateHosts: ['127.0.0.1'], userAgent: 'test' })
  reads = []
  known.clear()
  answers = {}
  desk = await openDesk({ platforms: () => [counting('mastodon'), counting('x')] })
  await desk.connect('mastodon')
  await desk.connect('x')
})
afterEach(async () => {
  await desk.close()
  await request.close()
  await square.stop()
})

/** A network whose numbers the test sets; X's reads cost. */
function counting(id: 'mastodon' | 'x'): Platform {
  return {
    ...createSquarePlatform({ id, root: square.url, request }),
    ...(id === 'x' && { readCosts: 1_000 }),
    async measure(account, remoteId) {
      reads.push(account.name)
      const measures = known.get(remoteId) ?? answers[account.name] ?? {}
      known.set(remoteId, measures)
      return { measures, raw: { as: account.name } }
    },
  }
}

async function post(text: string, when: string, until: string): Promise<void> {
  await desk.person.says(`${text} ${when}`)
  await desk.person.presses('Approve')
  await desk.moveTo(until)
}
const measure = () => measureDue(desk.app.ctx, AbortSignal.timeout(10_000))
const kept = () => withWorkspace(desk.db, desk.seat.workspaceId, (tx) => tx.select().from(snapshots))
const hour = 3_600_000

describe('reading', () => {
  it('is often while a post is young and seldom later, and seldom at all where it costs', async () => {
    await post('One is out now.', 'mastodon and x. tomorrow at nine', '2026-11-25T08:00:01.000Z')
    await measure()
    expect(reads).toEqual([])
    const at = (hours: number) =>
      desk.moveTo(new Date(Date.parse('2026-11-25T08:00:05.000Z') + hours * hour).toISOString())
    for (const hours of [0.25, 1, 3, 6, 12]) {
      await at(hours)
      await measure()
      await measure()
    }
    expect(reads).toEqual(['mastodon', 'mastodon', 'mastodon', 'mastodon', 'mastodon'])
    await at(24)
    await measure()
    expect(reads.toSorted().slice(-1)).toEqual(['x'])
    expect(await kept()).toHaveLength(7)
    await at(31 * 24)
    await measure()
    const before = reads.length
    await at(60 * 24)
    await measure()
    expect(reads).toHaveLength(before)
  })

  it('that fails keeps nothing and is done at the next age', async () => {
    await post('One is out now.', 'mastodon. tomorrow at nine', '2026-11-25T08:00:01.000Z')
    const platform = desk.app.ctx.platforms.get('mastodon')
    if (platform === undefined) throw new Error('no network')
    const { measure: works } = platform
    platform.measure = () => Promise.reject(new Error('down'))
    await desk.moveTo('2026-11-25T08:16:00.000Z')
    await measure()
    expect(await kept()).toEqual([])
    if (works !== undefined) platform.measure = works
    await desk.moveTo('2026-11-25T09:01:00.000Z')
    await measure()
    expect(await kept()).toHaveLength(1)
  })
})

describe('the week', () => {
  it('is told with what was counted, as of when, and that few posts say little', async () => {
    answers.mastodon = { likes: 12, comments: 3 }
    await post('One is out now.', 'mastodon. tomorrow at nine', '2026-11-25T08:00:01.000Z')
    await desk.moveTo('2026-11-25T08:16:00.000Z')
    await measure()
    const [said] = await desk.person.says('how is it going')
    expect(said?.text).toContain('One post: 12 likes, 3 comments.')
    expect(said?.text).not.toContain('shares')
    expect(said?.text).toContain('too few to say what works')
    expect(said?.text).toMatch(/As of Wed 25 Nov.* 09:16/)
    expect(said?.media).toHaveLength(1)
  })

  it('names the post that was answered most, among how many, and compares with the week before where both say enough', async () => {
    answers.mastodon = { likes: 10 }
    for (const day of [25, 26, 27, 28])
      await post(`Our coffee number ${day} is here.`, 'mastodon. tomorrow at nine', `2026-11-${day}T08:20:00.000Z`)
    await desk.moveTo('2026-11-28T09:00:00.000Z')
    await measure()
    answers.mastodon = { likes: 30 }
    await desk.moveTo('2026-11-30T08:30:00.000Z')
    for (const day of [1, 2, 3, 4])
      await post(`Our tea number ${day} is here.`, 'mastodon. tomorrow at nine', `2026-12-0${day}T08:20:00.000Z`)
    await desk.moveTo('2026-12-07T12:00:00.000Z')
    await measure()
    const [said] = await desk.person.says('how did last week go?')
    expect(said?.text).toContain('4 posts: 120 likes (+200 %).')
    expect(said?.text).toMatch(/Most answered, of 4: “Our tea number \d is here\.” on Mastodon, 30/)
  })

  it('without posts, or without numbers yet, is said so, in Italian too', async () => {
    expect((await desk.person.says("com'è andata la settimana?"))[0]?.text).toContain('non è uscito niente')
    await post('One is out now.', 'mastodon. tomorrow at nine', '2026-11-25T08:00:01.000Z')
    expect((await desk.person.says('numbers'))[0]?.text).toMatch(/no numbers yet|Non ci sono ancora numeri/)
  })

  it('comes by itself on Monday morning, once, and not after a week without posts', async () => {
    await sayDigests(desk.app.ctx)
    answers.mastodon = { likes: 3 }
    await post('One is out now.', 'mastodon. tomorrow at nine', '2026-11-25T08:00:01.000Z')
    await desk.moveTo('2026-11-25T08:16:00.000Z')
    await measure()
    await desk.person.hears()
    await desk.moveTo('2026-11-30T07:59:00.000Z')
    await sayDigests(desk.app.ctx)
    expect(await desk.person.hears()).toEqual([])
    await desk.moveTo('2026-11-30T08:00:10.000Z')
    await sayDigests(desk.app.ctx)
    await sayDigests(desk.app.ctx)
    const said = await desk.person.hears()
    expect(said.map(({ text }) => text.split('\n')[0])).toEqual(['Last week:'])
    await desk.moveTo('2026-12-07T08:00:10.000Z')
    await sayDigests(desk.app.ctx)
    expect(await desk.person.hears()).toEqual([])
  })
})

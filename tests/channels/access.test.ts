// Accesses that die: seen before they are needed, told with one button, posts kept; and ends that are known beforehand.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { announceEnds, checkAccess } from '../../src/core/accounts/check.ts'
import { connectAccount } from '../../src/db/accounts.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { openStage, type Stage } from './linkedin/stage.ts'

let stage: Stage
let desk: Desk
beforeEach(async () => {
  stage = await openStage('person')
  desk = await openDesk({ platforms: (_, clock) => [stage.at(clock.now)] })
  await connect(stage.account.credentials)
})
afterEach(async () => {
  expect(stage.server.refusals).toEqual([])
  await desk.close()
  await stage.close()
})

function connect(credentials: Record<string, string>, settings: Record<string, string> = {}) {
  const { workspaceId } = desk.seat
  const { remoteId, name } = stage.account
  const sealed = desk.app.ctx.sealer.seal(workspaceId, JSON.stringify(credentials))
  const given = { workspaceId, platform: 'linkedin' as const, remoteId, name, credentials: sealed, settings }
  return withWorkspace(desk.db, workspaceId, (tx) => connectAccount(tx, given))
}
const look = () => checkAccess(desk.app.ctx, AbortSignal.timeout(10_000))
const looks = () => stage.server.counts['GET /:id/userinfo'] ?? 0
const heard = async () =>
  (await desk.person.hears()).map(({ text, choices }) => [text, ...choices.map(({ label }) => label)].join(' | '))

it('is looked at when a post is approved, a day before it and an hour before it, and not in between', async () => {
  await look()
  expect(looks()).toBe(0)
  await desk.person.says('The first coffee is on us. linkedin. on friday at nine')
  await desk.person.presses('Approve')
  await look()
  await look()
  expect(looks()).toBe(1)
  await desk.moveTo('2026-11-26T07:59:00.000Z')
  await look()
  expect(looks()).toBe(1)
  await desk.moveTo('2026-11-26T08:01:00.000Z')
  await look()
  await desk.moveTo('2026-11-26T12:00:00.000Z')
  await look()
  expect(looks()).toBe(2)
  await desk.moveTo('2026-11-27T07:01:00.000Z')
  await look()
  expect(looks()).toBe(3)
})

it('that is lost pauses the account and is told once, and the post goes out after it is connected again', async () => {
  await desk.person.says('Patience. linkedin. on friday at nine')
  await desk.person.presses('Approve')
  stage.server.revoke()
  await look()
  const [said] = await heard()
  expect(said).toContain('LinkedIn no longer lets me in as Bar Luce. Your post for Fri 27 Nov 09:00 (Rome) waits')
  expect(said).toContain('Reconnect')
  await look()
  expect(await heard()).toEqual([])
  await desk.moveTo('2026-11-27T08:00:05.000Z')
  expect((await desk.publications())[0]?.status).toBe('scheduled')
  stage.server.admit('li-new-token')
  await connect({ accessToken: 'li-new-token' })
  await desk.pass(60_000)
  expect(stage.server.posts.map(({ commentary }) => commentary)).toEqual(['Patience.'])
})

it('that ends and cannot be renewed is announced ten days ahead, once', async () => {
  await desk.person.says('help')
  const endsAt = '2026-12-10T12:00:00.000Z'
  await connect(stage.account.credentials, { accessEndsAt: endsAt })
  await announceEnds(desk.app.ctx)
  expect(await heard()).toEqual([])
  await desk.moveTo('2026-11-30T12:00:01.000Z')
  await announceEnds(desk.app.ctx)
  expect((await heard())[0]).toMatch(/LinkedIn lets me in as Bar Luce until Thu 10 Dec.* \| Reconnect/)
  await announceEnds(desk.app.ctx)
  expect(await heard()).toEqual([])
})

it('that is lost at the moment of sending is told with its one button, again after it is lost anew, and the post goes out once', async () => {
  await desk.person.says('Patience. linkedin. on friday at nine')
  await desk.person.presses('Approve')
  stage.server.revoke()
  await desk.moveTo('2026-11-27T08:00:00.500Z')
  const lost =
    'LinkedIn no longer lets me in as Bar Luce. Your post for Fri 27 Nov 09:00 (Rome) waits; nothing is lost. | Reconnect LinkedIn'
  expect(await heard()).toEqual([lost])
  const [planned] = await desk.person.says('planned')
  expect(planned?.text).toContain('what goes there waits until it is connected again')
  expect(planned?.choices.map(({ label }) => label)).toEqual(['Post 1', 'Reconnect LinkedIn'])
  await connect({ accessToken: 'of-nobody' })
  await desk.pass(60_000)
  expect(await heard()).toEqual([lost])
  await desk.pass(60_000)
  expect(await heard()).toEqual([])
  stage.server.admit('li-new-token')
  await connect({ accessToken: 'li-new-token' })
  await desk.pass(60_000)
  await desk.pass(60_000)
  expect(stage.server.posts.map(({ commentary }) => commentary)).toEqual(['Patience.'])
})

it('that is lost is said on a card and at the yes, and what is late is asked about by the name of its network', async () => {
  stage.server.revoke()
  await withWorkspace(desk.db, desk.seat.workspaceId, (tx) =>
    tx
      .update(accounts)
      .set({ lostAt: desk.clock.now(), lostReason: 'notLetIn' })
      .where(eq(accounts.platform, 'linkedin')),
  )
  const waits = 'LinkedIn no longer lets me in: what goes there waits until it is connected again.'
  const [card] = await desk.person.says('Patience. linkedin and practice. on friday at nine')
  expect(card?.card?.variants.find(({ platform }) => platform === 'linkedin')?.problems).toEqual([waits])
  expect(card?.choices.map(({ label }) => label)).toContain('Reconnect LinkedIn')
  const [approved] = await desk.person.presses('Approve')
  expect(approved?.text).toContain(waits)
  await desk.moveTo('2026-11-27T08:00:00.500Z')
  await desk.moveTo('2026-11-27T10:00:00.000Z')
  await heard()
  stage.server.admit('li-new-token')
  await connect({ accessToken: 'li-new-token' })
  await desk.pass(1_000)
  expect((await heard())[0]).toMatch(/could not go out on LinkedIn\. It is kept.* \| Send it now/s)
  const [sent] = await desk.person.presses('Send it now')
  expect(sent?.text).toMatch(/^Goes out in ten seconds, .* to LinkedIn\.$/)
  await desk.pass(11_000)
  expect(stage.server.posts.map(({ commentary }) => commentary)).toEqual(['Patience.'])
})

it('that the network holds back for another reason is told by that reason', async () => {
  await desk.person.says('Patience. linkedin. on friday at nine')
  await desk.person.presses('Approve')
  stage.server.next({ kind: 'answer', status: 403, body: { status: 403, code: 'ACCESS_DENIED', message: 'no' } })
  await desk.moveTo('2026-11-27T08:00:00.500Z')
  expect((await heard())[0]).toContain('LinkedIn does not let me post as Bar Luce (the access lacks a right')
})

it('that works where LinkedIn holds a post back: said once with when it is tried again, and once more after the post was moved', async () => {
  await desk.person.says('Patience. linkedin. on friday at nine')
  await desk.person.presses('Approve')
  const over = { kind: 'answer', status: 426, body: { status: 426, code: 'NONEXISTENT_VERSION' } } as const
  const troubled = async (from: string) => {
    for (let i = 0; i < 40; i++) stage.server.next(over)
    await desk.moveTo(from)
    for (let round = 0; round < 5; round++) await desk.pass(9 * 60_000)
    return heard()
  }
  const first = await troubled('2026-11-27T08:00:00.500Z')
  expect(first).toHaveLength(1)
  expect(first[0]).toMatch(
    /^Not out on LinkedIn yet: it no longer speaks the version .* tried again today, Fri 27 Nov 09:\d\d \(Rome\)\. It was due Fri 27 Nov 09:00 \(Rome\)\. \| Move \| Cancel$/,
  )
  await desk.person.says('move it to tomorrow at nine')
  expect(await troubled('2026-11-28T08:00:00.500Z')).toHaveLength(1)
})

// Accesses that die: seen before they are needed, told with one button, posts kept; and ends that are known beforehand.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { announceEnds, checkAccess } from '../../src/core/accounts/check.ts'
import { connectAccount } from '../../src/db/accounts.ts'
import { withWorkspace } from '../../src/db/client.ts'
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
  expect(said).toContain('LinkedIn no longer lets me in. One post waits')
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

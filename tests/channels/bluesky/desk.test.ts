// A Bluesky account by consent at a desk: lost, told with one button, its post kept, and out after it is connected again; and films.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkAccess } from '../../../src/core/accounts/check.ts'
import { tendAccounts } from '../../../src/core/accounts/tend.ts'
import { keep } from '../../../src/core/media/keep.ts'
import { connectAccount } from '../../../src/db/accounts.ts'
import { withWorkspace } from '../../../src/db/client.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { mp4Of } from '../../support/mp4.ts'
import { type ConsentStage, openConsent } from './stage.ts'

let stage: ConsentStage
let desk: Desk
beforeEach(async () => {
  let now = () => new Date()
  stage = await openConsent({ now: () => now() })
  desk = await openDesk({
    platforms: (_, clock) => {
      now = clock.now
      return [stage.platform]
    },
  })
  await connect()
})
afterEach(async () => {
  expect(stage.server.refusals).toEqual([])
  await desk.close()
  await stage.close()
})

async function connect(): Promise<void> {
  const { workspaceId } = desk.seat
  const { remoteId, name, credentials } = await stage.connect()
  const sealed = desk.app.ctx.sealer.seal(workspaceId, JSON.stringify(credentials))
  const given = { workspaceId, platform: 'bluesky' as const, remoteId, name, credentials: sealed }
  await withWorkspace(desk.db, workspaceId, (tx) => connectAccount(tx, given))
}
const heard = async () =>
  (await desk.person.hears()).map(({ text, choices }) => [text, ...choices.map(({ label }) => label)].join(' | '))
const shown = () => stage.server.posts.map(({ record }) => record.text)

it('that was revoked there pauses the account and is told once; the post goes out after it is connected again', async () => {
  await desk.person.says('Patience. bluesky. on friday at nine')
  await desk.person.presses('Approve')
  await stage.server.grants.endAll()
  await checkAccess(desk.app.ctx, AbortSignal.timeout(10_000))
  const [said, ...more] = await heard()
  expect(said).toContain('Bluesky no longer lets me in as')
  expect(said).toContain('Reconnect')
  expect(more).toEqual([])
  await desk.moveTo('2026-11-27T08:00:05.000Z')
  expect((await desk.publications())[0]?.status).toBe('scheduled')
  await connect()
  await desk.pass(60_000)
  expect(shown()).toEqual(['Patience.'])
  const { log } = desk
  for (const secret of ['access_token', 'refresh_token', 'dpopJwk']) expect(log.join()).not.toContain(secret)
})

it('whose access ran out is renewed when its post is made ready, which goes out at its second', async () => {
  await desk.person.says('The first coffee is on us. bluesky. tomorrow at nine')
  await desk.person.presses('Approve')
  stage.server.grants.endAccess()
  await desk.moveTo('2026-11-25T07:58:40.000Z')
  await desk.moveTo('2026-11-25T08:00:00.000Z')
  await desk.pass(5_000)
  expect(shown()).toEqual(['The first coffee is on us.'])
  expect(stage.server.posts[0]?.record.createdAt).toBe('2026-11-25T08:00:00.000Z')
})

describe('a film', () => {
  const sent = async (words: string) => {
    const bytes = mp4Of({ seconds: 12, width: 1080, height: 1920 })
    const { id } = await keep(desk.app.ctx, desk.seat.workspaceId, bytes)
    const [card] = await desk.person.says(words, { media: [id] })
    return card?.card?.variants[0]
  }

  it('goes out with what is heard of it', async () => {
    expect((await sent('The oven at work. bluesky. tomorrow at nine'))?.problems).toEqual([])
    await desk.person.says('alt text: Two loaves come out.')
    await desk.person.presses('Approve')
    await desk.moveTo('2026-11-25T07:58:40.000Z')
    await desk.moveTo('2026-11-25T08:00:00.000Z')
    await desk.pass(5_000)
    const [post] = stage.server.posts
    expect(post?.record).toMatchObject({
      text: 'The oven at work.',
      embed: { alt: 'Two loaves come out.', aspectRatio: { width: 1080, height: 1920 } },
    })
  })

  it('that none is taken of this account is said while it is drafted', async () => {
    stage.server.video.given.limits = { canUpload: false, message: 'Confirm your email address.' }
    await tendAccounts(desk.app.ctx, AbortSignal.timeout(10_000))
    const [problem] = (await sent('The oven at work. bluesky. tomorrow at nine'))?.problems ?? []
    expect(problem).toContain('Bluesky takes no films of this account')
    await desk.person.presses('Approve')
    await desk.moveTo('2026-11-25T08:01:00.000Z')
    expect(shown()).toEqual([])
  })
})

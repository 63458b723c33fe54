// Past posts read from connected accounts, so that drafts sound like them.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { connectAccount } from '../../src/db/accounts.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { listMemory } from '../../src/db/memory.ts'
import type { PlatformId } from '../../src/db/words.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { type Stage as BlueskyStage, openStage as openBluesky } from './bluesky/stage.ts'
import { type Stage as MastodonStage, openStage as openMastodon } from './mastodon/stage.ts'

let bluesky: BlueskyStage
let mastodon: MastodonStage
let desk: Desk

beforeEach(async () => {
  bluesky = await openBluesky()
  mastodon = await openMastodon({ ignoresKey: true })
  desk = await openDesk({ platforms: (_, clock) => [bluesky.platform, mastodon.at(clock.now)] })
  await join('bluesky', bluesky.account)
  await join('mastodon', mastodon.account)
})
afterEach(async () => {
  expect([...bluesky.server.refusals, ...mastodon.server.refusals]).toEqual([])
  await desk.close()
  await Promise.all([bluesky.close(), mastodon.close()])
})

function join(platform: PlatformId, account: { remoteId: string; name: string; credentials: Record<string, string> }) {
  const { workspaceId } = desk.seat
  const credentials = desk.app.ctx.sealer.seal(workspaceId, JSON.stringify(account.credentials))
  const given = { workspaceId, platform, remoteId: account.remoteId, name: account.name, credentials }
  return withWorkspace(desk.db, workspaceId, (tx) => connectAccount(tx, given))
}

it('reads the posts of both networks, once each, with where they are', async () => {
  await desk.person.says('Bread from six, as every day but Sunday. bluesky and mastodon. tomorrow at nine')
  await desk.person.presses('Approve')
  await desk.moveTo('2026-11-25T08:00:00.500Z')
  const [kept] = await desk.person.says('import my posts')
  expect(kept?.text).toContain('1 post kept as an example of how you sound, from Bluesky and Mastodon.')
  expect(kept?.text).toContain('One I knew already.')
  const known = await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => listMemory(tx, { limit: 9, offset: 0 }))
  expect(known).toMatchObject([
    { text: 'Bread from six, as every day but Sunday.', platform: 'bluesky', source: 'imported' },
  ])
  const [again] = await desk.person.says('importa i miei post da mastodon')
  expect(again?.text).toContain('Nessun post nuovo tenuto')
})

it('says when a network cannot be read or does not answer', async () => {
  expect((await desk.person.says('import my posts from practice'))[0]?.text).toContain(
    'I can read past posts from Bluesky',
  )
  expect((await desk.person.says('import my posts from linkedin'))[0]?.text).toContain('No account of that network')
  await mastodon.close()
  expect((await desk.person.says('import my posts from mastodon'))[0]?.text).toContain('does not answer')
})

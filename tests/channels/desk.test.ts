// Bluesky and Mastodon as a person uses them: approved in the chat, out on the second, an access that dies in between.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectAccount } from '../../src/db/accounts.ts'
import { withWorkspace } from '../../src/db/client.ts'
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

type Account = { remoteId: string; name: string; credentials: Record<string, string> }

function join(platform: PlatformId, { remoteId, name, credentials }: Account) {
  const { workspaceId } = desk.seat
  const sealed = desk.app.ctx.sealer.seal(workspaceId, JSON.stringify(credentials))
  const given = { workspaceId, platform, remoteId, name, credentials: sealed }
  return withWorkspace(desk.db, workspaceId, (tx) => connectAccount(tx, given))
}

async function approve(text: string): Promise<void> {
  await desk.person.says(`${text} bluesky and mastodon. tomorrow at nine`)
  await desk.person.presses('Approve')
}
const onBluesky = () => bluesky.server.posts.map(({ record }) => record.text)
const onMastodon = () => mastodon.server.posts.map(({ status }) => status)
const statuses = async () => (await desk.publications()).map(({ platform, status }) => [platform, status]).toSorted()

describe('a post for both', () => {
  it('goes out once on each, with its links', async () => {
    await approve('The first coffee is on us.')
    await desk.moveTo('2026-11-25T08:00:00.500Z')
    expect([onBluesky(), onMastodon()]).toEqual([['The first coffee is on us.'], ['The first coffee is on us.']])
    const said = (await desk.person.hears()).map(({ text }) => text).join('\n')
    expect(said).toContain(`https://bsky.app/profile/${bluesky.server.did}/post/`)
    expect(said).toContain(`${mastodon.server.url}/@barluce/1`)
    expect((await desk.publications())[0]?.sentAt).not.toBeNull()
  })

  it('goes out once although every answer is lost', async () => {
    bluesky.server.next({ kind: 'hangUpAfter' })
    mastodon.server.next({ kind: 'hangUpAfter' })
    await approve('Lost and found.')
    await desk.moveTo('2026-11-25T08:00:00.500Z')
    await desk.pass(1_000)
    expect([onBluesky(), onMastodon()]).toEqual([['Lost and found.'], ['Lost and found.']])
    expect(await statuses()).toEqual([
      ['bluesky', 'published'],
      ['mastodon', 'published'],
    ])
  })

  it('waits on the network that no longer lets us in, goes out on the other, and follows once it is connected again', async () => {
    await approve('Patience.')
    bluesky.server.endAll()
    await desk.moveTo('2026-11-25T08:00:00.500Z')
    expect([onBluesky(), onMastodon()]).toEqual([[], ['Patience.']])
    expect(await statuses()).toEqual([
      ['bluesky', 'scheduled'],
      ['mastodon', 'published'],
    ])
    const { accessJwt, refreshJwt } = bluesky.server.newSession()
    await join('bluesky', { ...bluesky.account, credentials: { service: bluesky.server.url, accessJwt, refreshJwt } })
    await desk.pass(60_000)
    expect(onBluesky()).toEqual(['Patience.'])
  })

  it('is not held up by an access token that ended: it is renewed and stored', async () => {
    await approve('Renewed.')
    bluesky.server.endAccess()
    await desk.moveTo('2026-11-25T08:00:00.500Z')
    expect(onBluesky()).toEqual(['Renewed.'])
    expect(bluesky.server.counts['com.atproto.server.refreshSession']).toBe(1)
  })
})

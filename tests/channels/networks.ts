// A desk before Bluesky, Mastodon and a Telegram channel, each a strict counterpart.
import { expect } from 'vitest'
import { createRequest } from '../../src/channels/request.ts'
import { createTelegramChannel } from '../../src/channels/social/telegram/index.ts'
import { connectAccount } from '../../src/db/accounts.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { botToken, startBotApi } from '../support/botapi/server.ts'
import { openDesk } from '../support/desk.ts'
import { openStage as openBluesky } from './bluesky/stage.ts'
import { openStage as openMastodon } from './mastodon/stage.ts'

const channelId = -1001234567890

export type Networks = Awaited<ReturnType<typeof openNetworks>>

/** Opens it all; nothing is connected yet. */
export async function openNetworks() {
  const bluesky = await openBluesky()
  const mastodon = await openMastodon({ ignoresKey: true })
  let now = () => new Date()
  const api = await startBotApi(() => now())
  const shared = { title: 'Bar Luce', username: 'barluce', bot: 'administrator', canPost: true } as const
  api.world.chats.set(channelId, { id: channelId, type: 'channel', ...shared, admins: [501] })
  const request = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'Leopost' })
  const desk = await openDesk({
    platforms: (_, clock) => {
      now = clock.now
      const reach = { token: botToken, apiRoot: api.url, request, now: clock.now }
      return [bluesky.platform, mastodon.at(clock.now), createTelegramChannel(reach)]
    },
  })
  return {
    desk,
    bluesky,
    mastodon,
    telegram: { account: { remoteId: String(channelId), name: 'Bar Luce', credentials: {} } },
    api,
    /** What the channel shows now. */
    channel: () => api.world.messages.filter(({ chat }) => chat === channelId),
    async close(): Promise<void> {
      expect([...bluesky.server.refusals, ...mastodon.server.refusals, ...api.faults]).toEqual([])
      await desk.close()
      await request.close()
      await Promise.all([bluesky.close(), mastodon.close(), api.stop()])
    },
  }
}

/** Connects one of them. */
export async function join(on: Networks, platform: 'bluesky' | 'mastodon' | 'telegram'): Promise<void> {
  const { remoteId, name, credentials } = on[platform].account
  const { workspaceId } = on.desk.seat
  const sealed = on.desk.app.ctx.sealer.seal(workspaceId, JSON.stringify(credentials))
  const given = { workspaceId, platform, remoteId, name, credentials: sealed }
  await withWorkspace(on.desk.db, workspaceId, (tx) => connectAccount(tx, given))
}

// Bluesky keeps the contract of a network, against a counterpart that refuses whatever is not exactly right.
import { expect } from 'vitest'
import { createRequest } from '../../../src/channels/request.ts'
import { createBluesky } from '../../../src/channels/social/bluesky/index.ts'
import { filmContract } from '../../contract/films.ts'
import { platformContract, type Treatment } from '../../contract/platform.ts'
import { type Mode, startBluesky } from '../../support/bluesky/server.ts'
import { accountOf, openConsent, openStage } from './stage.ts'

const modes: Record<Treatment, Mode> = {
  unauthorised: { kind: 'answer', status: 401, error: 'AuthenticationRequired' },
  limited: { kind: 'answer', status: 429, error: 'RateLimitExceeded', headers: { 'ratelimit-reset': '4102444800' } },
  refused: { kind: 'answer', status: 400, error: 'InvalidRequest' },
  broken: { kind: 'answer', status: 502, error: 'UpstreamFailure' },
  hangUpBefore: { kind: 'hangUpBefore' },
  hangUpAfter: { kind: 'hangUpAfter' },
}

platformContract(
  'Bluesky',
  async () => {
    const server = await startBluesky()
    const now = () => new Date()
    const request = createRequest({ now, allowPrivateHosts: ['127.0.0.1'], userAgent: 'test' })
    const { accessJwt, refreshJwt } = server.newSession()
    const credentials = { service: server.url, accessJwt, refreshJwt }
    return {
      platform: createBluesky({ request, now }),
      account: { id: 'a', workspaceId: 'w', remoteId: server.did, name: server.handle, credentials },
      secret: accessJwt,
      seen: async () => server.posts.map(({ record }) => record.text),
      treat: (how, after) => server.next(modes[how], after),
      async close() {
        expect(server.refusals).toEqual([])
        await request.close()
        await server.stop()
      },
    }
  },
  { threads: true, settles: true },
)

platformContract(
  'Bluesky by consent',
  async () => {
    const stage = await openConsent()
    const account = accountOf(await stage.connect())
    // What is refused stays refused.
    delete account.renew
    const { server } = stage
    return {
      platform: stage.platform,
      account,
      secret: JSON.parse(account.credentials.grant ?? '{}').tokenSet.access_token,
      seen: async () => server.posts.map(({ record }) => record.text),
      treat: (how, after) => server.next(modes[how], after),
      async close() {
        expect(server.refusals).toEqual([])
        await stage.close()
      },
    }
  },
  { threads: true, settles: true },
)

filmContract(
  'Bluesky',
  async () => {
    const stage = await openStage()
    const { server } = stage
    return {
      platform: stage.platform,
      account: stage.account,
      secret: stage.account.credentials.accessJwt ?? '',
      shown: () =>
        server.posts.map(({ record: { text, embed } }) => {
          const cid = embed?.$type === 'app.bsky.embed.video' ? embed.video.ref.$link : ''
          return { text, film: server.blobs.get(cid)?.bytes ?? '' }
        }),
      calls: server.calls,
      drop: server.drop,
      async close() {
        expect(server.refusals).toEqual([])
        await stage.close()
      },
    }
  },
  { bytes: 2_500_000 },
)

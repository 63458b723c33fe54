// Mastodon keeps the contract of a network: as it is, and on servers that lack what it has.
import { expect } from 'vitest'
import { filmContract } from '../../contract/films.ts'
import { platformContract, type Treatment } from '../../contract/platform.ts'
import type { Flavour, Mode } from '../../support/mastodon/server.ts'
import { openStage } from './stage.ts'

const modes: Record<Treatment, Mode> = {
  unauthorised: { kind: 'answer', status: 401 },
  limited: { kind: 'answer', status: 429, headers: { 'x-ratelimit-reset': '2099-01-01T00:00:00.000Z' } },
  refused: { kind: 'answer', status: 422 },
  broken: { kind: 'answer', status: 503 },
  hangUpBefore: { kind: 'hangUpBefore' },
  hangUpAfter: { kind: 'hangUpAfter' },
}

const flavours: [string, Flavour][] = [
  ['Mastodon', {}],
  ['A server that ignores the key and shows no source', { ignoresKey: true, hidesSource: true }],
  ['A server without /api/v2', { isOld: true }],
]

for (const [name, flavour] of flavours) {
  platformContract(
    name,
    async () => {
      const { server, platform, account, close } = await openStage(flavour)
      return {
        platform,
        account,
        secret: server.token,
        seen: async () => server.posts.map((post) => post.status),
        treat: (how, after) => server.next(modes[how], after),
        async close() {
          expect(server.refusals).toEqual([])
          await close()
        },
      }
    },
    { threads: true, settles: true },
  )
}

filmContract(
  'Mastodon',
  async () => {
    const { server, platform, account, close } = await openStage({ mediaLooks: 1 })
    return {
      ...{ platform, account, secret: server.token, calls: server.calls, drop: server.drop },
      shown: () =>
        server.posts.map(({ status: text, media_ids: ids }) => ({
          text,
          film: server.media.get(ids?.[0] ?? '')?.file ?? Buffer.alloc(0),
        })),
      async close() {
        expect(server.refusals).toEqual([])
        await close()
      },
    }
  },
  { bytes: 2_500_000 },
)

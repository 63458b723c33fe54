// Instagram keeps the contract of a network.
import { expect } from 'vitest'
import { filmContract } from '../../contract/films.ts'
import { platformContract, type Treatment } from '../../contract/platform.ts'
import type { Mode } from '../../support/counterpart.ts'
import { openStage } from './stage.ts'

const error = (code: number) => ({ error: { message: 'm', type: 'OAuthException', code } })
const modes: Record<Treatment, Mode> = {
  unauthorised: { kind: 'answer', status: 400, body: error(190) },
  limited: { kind: 'answer', status: 400, body: error(4) },
  refused: { kind: 'answer', status: 400, body: error(100) },
  broken: { kind: 'answer', status: 500, body: error(2) },
  hangUpBefore: { kind: 'hangUpBefore' },
  hangUpAfter: { kind: 'hangUpAfter' },
}

platformContract(
  'Instagram',
  async () => {
    const { server, platform, account, close } = await openStage()
    return {
      platform,
      account,
      pictures: [{ mediaId: 'm', sha256: 'm', type: 'image/jpeg', bytes: 3, width: 4, height: 4, alt: '' }],
      secret: account.credentials.accessToken ?? '',
      seen: async () => server.media.map((one) => one.caption),
      treat: (how, after) => server.next(modes[how], after),
      async close() {
        expect(server.refusals).toEqual([])
        await close()
      },
    }
  },
  { threads: false, settles: true },
)

filmContract(
  'Instagram',
  async () => {
    const { server, platform, account, close } = await openStage()
    return {
      ...{ platform, account, calls: server.calls, drop: server.drop },
      secret: account.credentials.accessToken ?? '',
      shown: () =>
        server.media.map(({ caption: text, container }) => ({
          text,
          film: server.containers.all.get(container)?.fields.video_url ?? '',
        })),
      async close() {
        expect(server.refusals).toEqual([])
        await close()
      },
    }
  },
  { bytes: 0 },
)

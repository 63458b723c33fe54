// LinkedIn keeps the contract of a network, for a page.
import { expect } from 'vitest'
import { filmContract } from '../../contract/films.ts'
import { platformContract, type Treatment } from '../../contract/platform.ts'
import type { Mode } from '../../support/counterpart.ts'
import { openStage } from './stage.ts'

const modes: Record<Treatment, Mode> = {
  unauthorised: { kind: 'answer', status: 401, body: { code: 'REVOKED_ACCESS_TOKEN' } },
  limited: { kind: 'answer', status: 429, body: { code: 'TOO_MANY_REQUESTS' } },
  refused: { kind: 'answer', status: 400, body: { code: 'MISSING_FIELD', message: 'MISSING_FIELD' } },
  broken: { kind: 'answer', status: 504 },
  hangUpBefore: { kind: 'hangUpBefore' },
  hangUpAfter: { kind: 'hangUpAfter' },
}

/** The words as LinkedIn shows them. */
const shown = (commentary: string) => commentary.replaceAll(/\\(.)/g, '$1')

platformContract(
  'A page on LinkedIn',
  async () => {
    const { server, platform, account, close } = await openStage('page')
    return {
      platform,
      account,
      secret: account.credentials.accessToken ?? '',
      seen: async () => server.posts.map((post) => shown(post.commentary)),
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
  'A page on LinkedIn',
  async () => {
    const { server, platform, account, close } = await openStage('page')
    const filmOf = (content: unknown) => /urn:li:video:\w+/.exec(JSON.stringify(content ?? null))?.[0] ?? ''
    return {
      ...{ platform, account, calls: server.calls, drop: server.drop },
      secret: account.credentials.accessToken ?? '',
      shown: () =>
        server.posts.map(({ commentary, content }) => ({
          ...{ text: shown(commentary), film: server.films.bytes(filmOf(content)) },
        })),
      async close() {
        expect(server.refusals).toEqual([])
        await close()
      },
    }
  },
  { bytes: 4_300_000 },
)

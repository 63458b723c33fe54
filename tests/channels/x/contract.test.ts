// X keeps the contract of a network.
import { expect } from 'vitest'
import { filmContract } from '../../contract/films.ts'
import { platformContract, type Treatment } from '../../contract/platform.ts'
import type { Mode } from '../../support/counterpart.ts'
import { openStage } from './stage.ts'

const problem = (status: number, word: string) => ({
  type: `https://api.x.com/2/problems/${word}`,
  title: word,
  detail: word,
  status,
})
const modes: Record<Treatment, Mode> = {
  unauthorised: { kind: 'answer', status: 403, body: problem(403, 'not-authorized-for-resource') },
  limited: {
    kind: 'answer',
    status: 429,
    body: problem(429, 'rate-limit-exceeded'),
    headers: { 'x-rate-limit-reset': '4070908800' },
  },
  refused: { kind: 'answer', status: 400, body: problem(400, 'invalid-request') },
  broken: { kind: 'answer', status: 503 },
  hangUpBefore: { kind: 'hangUpBefore' },
  hangUpAfter: { kind: 'hangUpAfter' },
}

platformContract(
  'X',
  async () => {
    const { server, platform, account, close } = await openStage()
    return {
      platform,
      account,
      secret: account.credentials.accessToken ?? '',
      seen: async () => server.posts.map((post) => post.text),
      treat: (how, after) => server.next(modes[how], after),
      async close() {
        expect(server.refusals).toEqual([])
        await close()
      },
    }
  },
  { threads: true, settles: true },
)

filmContract(
  'X',
  async () => {
    const { server, platform, account, close } = await openStage()
    return {
      ...{ platform, account, calls: server.calls, drop: server.drop },
      secret: account.credentials.accessToken ?? '',
      shown: () => server.posts.map(({ text, media }) => ({ text, film: server.uploads.bytes(media[0] ?? '') })),
      async close() {
        expect(server.refusals).toEqual([])
        await close()
      },
    }
  },
  { bytes: 4_100_000 },
)

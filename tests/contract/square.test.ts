// The strict network of the tests keeps the contract too: the contract itself is tried on an adapter with every kind of trouble.
import { createRequest } from '../../src/channels/request.ts'
import { createSquarePlatform } from '../support/square/platform.ts'
import { type Mode, startSquare } from '../support/square/server.ts'
import { platformContract, type Treatment } from './platform.ts'

const modes: Record<Treatment, Mode> = {
  unauthorised: { kind: 'status', status: 401 },
  limited: { kind: 'status', status: 429, retryAfter: 30 },
  refused: { kind: 'status', status: 422 },
  broken: { kind: 'status', status: 503 },
  hangUpBefore: { kind: 'hangUpBefore' },
  hangUpAfter: { kind: 'hangUpAfter' },
}

platformContract(
  'The square',
  async () => {
    const square = await startSquare()
    const request = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'test' })
    return {
      platform: createSquarePlatform({ root: square.url, request }),
      account: { id: 'a', workspaceId: 'w', remoteId: 'r', name: 'n', credentials: { token: 'square-secret-word' } },
      secret: 'square-secret-word',
      seen: async () => square.posts.map((post) => post.text),
      treat: (how) => square.next(modes[how]),
      async close() {
        await request.close()
        await square.stop()
      },
    }
  },
  { threads: true, settles: true },
)

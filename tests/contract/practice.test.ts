// Practice keeps the contract of a network, on its real board.

import { createPractice } from '../../src/channels/social/practice/index.ts'
import { connect, withSystem, withWorkspace } from '../../src/db/client.ts'
import { createBoard, listPractice } from '../../src/db/practice.ts'
import { makeWorkspace } from '../../src/db/tenants.ts'
import { createDatabase } from '../support/database.ts'
import { platformContract } from './platform.ts'

platformContract(
  'Practice',
  async () => {
    const database = await createDatabase('practice')
    const { db, end } = connect({ url: database.appUrl, max: 2 })
    const seat = await withSystem(db, (tx) =>
      makeWorkspace(tx, { personName: 'P', name: 'W', zone: 'UTC', language: 'en' }),
    )
    return {
      platform: createPractice({
        board: createBoard(db),
        pageUrl: () => 'http://127.0.0.1/practice',
        now: () => new Date(),
      }),
      account: { id: 'a', workspaceId: seat.workspaceId, remoteId: 'practice', name: 'Practice', credentials: {} },
      seen: async () => {
        const posts = await withWorkspace(db, seat.workspaceId, (tx) => listPractice(tx))
        return posts.toReversed().map((post) => post.content.text)
      },
      async close() {
        await end()
        await database.drop()
      },
    }
  },
  // A thread is shown as one post with its parts: it becomes visible in one act.
  { threads: false, settles: true },
)

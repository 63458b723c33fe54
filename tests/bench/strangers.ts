// How long a member's turn takes while a hundred strangers talk to the same bot, three hundred messages a second.
import type { Chat } from '../../src/core/chat.ts'
import { withSystem } from '../../src/db/client.ts'
import { addIdentity, conversationAt } from '../../src/db/tenants.ts'
import { seedWorkspaces } from '../support/seed.ts'
import { openBenchApp } from './bench-app.ts'
import { type Figure, spread } from './figures.ts'

const perSecond = 300
const strangers = 100
/** Together fewer than one member may say in a minute. */
const turnCount = 130

/** A member's turn, alone and under the strangers, by the door that chats come in through. */
export async function strangersBench(): Promise<Figure[]> {
  const bench = await openBenchApp()
  try {
    await bench.app.start()
    const { app } = bench
    const [seat] = await seedWorkspaces(app.ctx.db, 1)
    if (seat === undefined) throw new Error('no workspace was seeded')
    const { personId, workspaceId } = seat
    const { id } = await withSystem(app.ctx.db, async (tx) => {
      await addIdentity(tx, { personId, chat: 'crowd', externalId: 'member' })
      return conversationAt(tx, { chat: 'crowd', address: 'member', personId, workspaceId })
    })
    const receive = app.door(crowd)
    let sequence = 0
    const said = (externalId: string) => ({
      sender: { externalId, name: externalId },
      inbound: { id: String(++sequence), address: externalId, sentAt: app.ctx.clock.now(), text: 'drafts' },
    })
    const turns = async () => {
      const times: number[] = []
      for (let i = 0; i < turnCount; i++) {
        const began = performance.now()
        const answered = new Promise<void>((done) => {
          const stop = app.bus.listen(id, {
            answered() {
              stop()
              done()
            },
          })
        })
        await receive(said('member'))
        await answered
        times.push(performance.now() - began)
        await new Promise((done) => setTimeout(done, 40))
      }
      return times
    }
    const alone = await turns()
    let next = 0
    const noise = setInterval(() => {
      for (let i = 0; i < perSecond / 50; i++)
        receive(said(`stranger-${next++ % strangers}`)).catch((error: unknown) => console.error(error))
    }, 20)
    const crowded = await turns()
    clearInterval(noise)
    return [
      ...spread('a turn by the door of a chat, nobody else there', alone, 'ms'),
      ...spread(`the same under ${perSecond} messages a second from ${strangers} strangers`, crowded, 'ms'),
    ]
  } finally {
    await bench.close()
  }
}

/** A chat that says nothing to anybody. */
const crowd: Chat = {
  id: 'crowd',
  can: { buttons: true, length: 4_000, foldMs: 0 },
  start: async () => undefined,
  send: async () => ({ externalId: '1' }),
  stop: async () => undefined,
}

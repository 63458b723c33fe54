// A desk with a person at Telegram: the whole of Leopost, the chat over the strict Bot API, the clock in the test's hand.
import { expect } from 'vitest'
import { createTelegram, type TelegramConfig } from '../../../src/channels/chat/telegram/index.ts'
import { createRequest } from '../../../src/channels/request.ts'
import { withSystem } from '../../../src/db/client.ts'
import { conversations } from '../../../src/db/schema/conversations.ts'
import { addIdentity } from '../../../src/db/tenants.ts'
import { createLog } from '../../../src/log.ts'
import type { ChatPerson } from '../../contract/chat.ts'
import { botToken, startBotApi, type Trouble } from '../../support/botapi/server.ts'
import type { Shown } from '../../support/botapi/world.ts'
import { type DeskOptions, openDesk } from '../../support/desk.ts'

export const luce = { id: 501, name: 'Luce' }
export const stranger = { id: 777, name: 'Nobody' }

const down: Trouble = { kind: 'refuse', code: 502, description: 'Bad Gateway' }

/** Opens it all. The person is known already unless `isKnown` is false. */
export async function openTelegramDesk(
  options: { desk?: DeskOptions; telegram?: Partial<TelegramConfig>; isKnown?: boolean } = {},
) {
  let now = () => new Date()
  const api = await startBotApi(() => now())
  const request = createRequest({ now: () => new Date(), allowPrivateHosts: [], userAgent: 'Leopost' })
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  for (const person of [luce, stranger])
    api.world.chats.set(person.id, { id: person.id, type: 'private', bot: 'member', canPost: true, admins: [] })
  const desk = await openDesk({
    ...options.desk,
    chats: (clock) => {
      now = clock.now
      const config = { token: botToken, apiRoot: api.url, request, now: clock.now, log, hold: async () => true }
      return [createTelegram({ ...config, waitMs: () => 30, ...options.telegram })]
    },
  })
  const { app, clock, db } = desk
  if (options.isKnown !== false) {
    const identity = { personId: desk.seat.personId, chat: 'telegram', externalId: String(luce.id) }
    await withSystem(db, (tx) => addIdentity(tx, identity))
  }
  const byId = new Map<string, Record<string, unknown>>()
  let presses = 0

  /** Lets everything that waits be answered and delivered at this moment. */
  async function work(): Promise<void> {
    await app.inbox.idle()
    await app.answerWaiting()
    await desk.settle()
    await app.courier.sweep()
    const all = await withSystem(db, (tx) => tx.select({ id: conversations.id }).from(conversations))
    for (const { id } of all) await app.courier.deliver(id)
  }

  async function waits(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1_000) {
      clock.pass(Math.min(left, 1_000))
      await work()
    }
  }

  /** Puts an update before the bot and waits until it is taken. */
  async function sends(update: Record<string, unknown>): Promise<void> {
    await api.updates.taken(api.updates.push(update))
  }

  const shown = (chat: number) => api.world.messages.filter((one) => one.chat === chat)
  const labels = (one: Shown) => one.buttons.flat().map((button) => button.text)

  function press(label: string, from = luce) {
    const at = shown(luce.id).findLast((one) => labels(one).includes(label))
    const button = at?.buttons.flat().find((one) => one.text === label)
    if (at === undefined || button === undefined) throw new Error(`${label} is not offered`)
    const query = { id: `q${++presses}`, from: { id: from.id, is_bot: false, first_name: from.name } }
    const message = { message_id: at.id, date: 0, chat: { id: at.chat, type: 'private' } }
    return { callback_query: { ...query, chat_instance: '1', data: button.callback_data, message } }
  }

  const person: ChatPerson = {
    async says(text, id) {
      // Nobody answers within a second, and Telegram tells no less.
      clock.pass(1_000)
      const fresh = api.updates.message(luce, luce.id, { text })
      const message = id === undefined ? fresh : (byId.get(id) ?? fresh)
      if (id !== undefined) byId.set(id, message)
      await sends({ message })
    },
    async presses(label) {
      clock.pass(1)
      await sends(press(label))
      await work()
    },
    sees: async () => shown(luce.id).map((one) => ({ text: one.text, choices: labels(one) })),
    waits,
    posts: async () => (await desk.publications()).map((one) => one.status),
    outage: {
      begins: () => api.trouble(down, { times: Number.POSITIVE_INFINITY }),
      ends: () => api.calm(),
    },
    stranger: {
      says: (text) => sends({ message: api.updates.message(stranger, stranger.id, { text }) }),
      sees: async () => shown(stranger.id).map((one) => one.text),
    },
    async close() {
      await desk.close()
      await request.close()
      await api.stop()
      expect(api.faults).toEqual([])
      expect(lines.join('\n')).not.toContain('secret')
    },
  }
  return { desk, api, person, sends, press, work, shown, lines }
}

export type TelegramDesk = Awaited<ReturnType<typeof openTelegramDesk>>

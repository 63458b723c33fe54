// How soon a pressed button is answered in Telegram: from the update being there to what the person sees being at the Bot API.
import { createTelegram } from '../../src/channels/chat/telegram/index.ts'
import { createRequest } from '../../src/channels/request.ts'
import { type Board, createPractice } from '../../src/channels/social/practice/index.ts'
import { systemClock } from '../../src/clock.ts'
import { withSystem } from '../../src/db/client.ts'
import { addIdentity } from '../../src/db/tenants.ts'
import { createLog } from '../../src/log.ts'
import { type BotApi, botToken, startBotApi } from '../support/botapi/server.ts'
import { seedWorkspaces } from '../support/seed.ts'
import { openBenchApp } from './bench-app.ts'
import { type Figure, spread } from './figures.ts'

const warm = 10
const count = 100
const luce = { id: 1_000, name: 'Luce' }

/** Nothing goes out here: what is approved is for tomorrow. */
const unused: Board = {
  put: async () => false,
  has: async () => false,
  edit: async () => false,
  remove: async () => undefined,
}

/** Approve, Cancel, and then what is planned again and again, over long polling. */
export async function buttons(): Promise<Figure[]> {
  const api = await startBotApi()
  const request = createRequest({ now: systemClock.now, allowPrivateHosts: [], userAgent: 'bench' })
  const given = { token: botToken, apiRoot: api.url, request, now: systemClock.now, log: createLog('fatal') }
  const bench = await openBenchApp({
    chats: [createTelegram({ ...given, hold: async () => true })],
    platforms: () => [createPractice({ board: unused, pageUrl: () => '', now: systemClock.now })],
  })
  try {
    const [seat] = await seedWorkspaces(bench.app.ctx.db, 1)
    if (seat === undefined) throw new Error('nobody has a workspace')
    const identity = { personId: seat.personId, chat: 'telegram', externalId: String(luce.id) }
    await withSystem(bench.app.ctx.db, (tx) => addIdentity(tx, identity))
    api.world.chats.set(luce.id, { id: luce.id, type: 'private', bot: 'member', canPost: true, admins: [] })
    await bench.app.start()
    for (const text of ['The new oven is here and the first bread is out.', 'tomorrow at nine']) {
      const shown = seen(api)
      api.updates.push({ message: api.updates.message(luce, luce.id, { text }) })
      await shown
    }
    const waits: number[] = []
    for (let i = 0; i < warm + count; i++) waits.push(await pressed(api, i))
    return spread('a button is answered in Telegram', waits.slice(warm), 'ms')
  } finally {
    await bench.close()
    await request.close()
    await api.stop()
  }
}

async function pressed(api: BotApi, i: number): Promise<number> {
  const label = ['Approve', 'Cancel'][i] ?? 'Planned'
  const at = api.world.messages.findLast((one) => one.buttons.flat().some((button) => button.text === label))
  const data = at?.buttons.flat().find((button) => button.text === label)?.callback_data
  if (at === undefined || data === undefined) throw new Error(`${label} is not offered`)
  const from = { id: luce.id, is_bot: false, first_name: luce.name }
  const message = { message_id: at.id, date: 0, chat: { id: luce.id, type: 'private' } }
  const answered = seen(api)
  const begun = performance.now()
  api.updates.push({ callback_query: { id: `q${i}`, from, chat_instance: '1', data, message } })
  return (await answered) - begun
}

/** Resolves, with the moment, when the next message with buttons is shown. */
function seen(api: BotApi): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const { messages } = api.world
  const push = messages.push
  messages.push = (...fresh) => {
    const length = push.apply(messages, fresh)
    if (!fresh.some((one) => one.buttons.length > 0)) return length
    messages.push = push
    resolve(performance.now())
    return length
  }
  return promise
}

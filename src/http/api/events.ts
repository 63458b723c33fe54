// Everything said in a conversation as it is said, resumable after the last number seen.
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { withSystem } from '../../db/client.ts'
import type { ReplyRow } from '../../db/conversations.ts'
import { labelsOf, lastNumber, messagesById, rowsAfter } from '../../db/history.ts'
import { conversationOf, greet } from '../conversation.ts'
import type { Env, House } from '../house.ts'
import { identify } from '../identify.ts'
import { asShown, pictureAddresses } from '../pictures.ts'
import { ProblemError } from '../problem.ts'
import { type Events, events } from '../sse.ts'
import { isShown, saidOf } from './entries.ts'
import { conversationName } from './messages.ts'
import { answers, createRoutes } from './routes.ts'

const batch = 100
/** Wake-ups come by NOTIFY; a look now and then stands behind them. */
const lookMs = 3_000
/** So often it is asked whether whoever listens still may. */
const recheckMs = 60_000
const mostOfPerson = 20

const route = createRoute({
  method: 'get',
  path: '/events',
  summary: 'Everything said in the conversation, as events',
  description:
    'Sends `reply` events whose id is the number of the reply. With Last-Event-ID it goes on after that one, with 0 from the beginning, without it from now. Browsers and widgets are also sent `message` events: what the person said, from anywhere.',
  request: {
    query: z.object({ conversation: conversationName.optional() }),
    headers: z.object({ 'last-event-id': z.string().optional() }),
  },
  responses: answers({
    200: { description: 'An open stream', content: { 'text/event-stream': { schema: z.string() } } },
  }),
})

/** `GET /events`. */
export function eventRoutes(house: House) {
  const open = new Map<string, number>()

  return createRoutes().openapi(route, async (c) => {
    const asker = c.get('asker')
    const count = open.get(asker.personId) ?? 0
    if (count >= mostOfPerson)
      throw new ProblemError(429, 'Too many streams of events are open. Close one.', { retryAfter: 10 })
    open.set(asker.personId, count + 1)
    const close = () => {
      const left = (open.get(asker.personId) ?? 1) - 1
      if (left > 0) open.set(asker.personId, left)
      else open.delete(asker.personId)
    }
    try {
      const { conversation } = c.req.valid('query')
      const conversationId = await conversationOf(house, asker, conversation)
      const after = await firstNumber(house, conversationId, c.req.header('last-event-id'))
      if (conversation === undefined) await greet(house, asker, conversationId)
      return events(house, c, (stream) => follow(house, c, stream, { conversationId, after }), close)
    } catch (error) {
      close()
      throw error
    }
  })
}

async function firstNumber(house: House, conversationId: string, seen: string | undefined): Promise<number> {
  if (seen !== undefined && /^\d{1,15}$/.test(seen)) return Number(seen)
  return (await withSystem(house.app.ctx.db, (tx) => lastNumber(tx, conversationId))).number
}

/** Sends what there is and then what comes, until the end. What was said in between is always read, never passed from memory. */
async function follow(
  house: House,
  c: Context<Env>,
  stream: Events,
  from: { conversationId: string; after: number },
): Promise<void> {
  const { ctx, bus } = house.app
  const told = new Set<number>()
  let { after } = from
  let wake = () => {}
  let checkedAt = performance.now()
  const hangUp = bus.listen(from.conversationId, { woken: () => wake() })
  stream.end.addEventListener('abort', () => wake(), { once: true })
  try {
    while (!stream.end.aborted) {
      const woken = Promise.withResolvers<void>()
      wake = woken.resolve
      const fresh = await withSystem(ctx.db, (tx) => rowsAfter(tx, from.conversationId, after, batch))
      if (fresh.length > 0) await send(house, c, stream, fresh, told)
      after = fresh.at(-1)?.number ?? after
      if (fresh.length === batch) continue
      const timer = setTimeout(woken.resolve, lookMs)
      if (!stream.end.aborted) await woken.promise
      clearTimeout(timer)
      if (performance.now() - checkedAt < recheckMs) continue
      checkedAt = performance.now()
      if ((await identify(house, c))?.personId !== c.get('asker').personId) return
    }
  } finally {
    hangUp()
  }
}

async function send(house: House, c: Context<Env>, stream: Events, rows: ReplyRow[], told: Set<number>): Promise<void> {
  const asker = c.get('asker')
  const said = asker.by === 'token' ? new Map<number, object>() : await saidBefore(house, c, rows, told)
  const replies = await asShown(
    house,
    asker,
    rows.map((row) => row.body),
  )
  for (const [i, reply] of replies.entries()) {
    const messageId = rows[i]?.messageId ?? 0
    const message = said.get(messageId)
    if (message !== undefined && !told.has(messageId)) await stream.send({ event: 'message', data: message })
    told.add(messageId)
    await stream.send({ event: 'reply', data: reply, id: String(reply.number) })
  }
}

/** What the person said that these replies answer. */
async function saidBefore(
  house: House,
  c: Context<Env>,
  rows: ReplyRow[],
  told: Set<number>,
): Promise<Map<number, object>> {
  const ids = rows.flatMap((row) => (row.messageId === null || told.has(row.messageId) ? [] : row.messageId))
  const { messages, labels } = await withSystem(house.app.ctx.db, async (tx) => {
    const found = (await messagesById(tx, [...new Set(ids)])).filter(isShown)
    return {
      messages: found,
      labels: await labelsOf(
        tx,
        found.flatMap((one) => one.said.choice ?? []),
      ),
    }
  })
  const pictures = await pictureAddresses(
    house,
    c.get('asker'),
    messages.flatMap((one) => one.said.media ?? []),
  )
  return new Map(messages.map((one) => [one.id, saidOf(one, { labels, pictures })]))
}

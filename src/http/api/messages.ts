// What a person says or presses, and the conversation read back.
import { randomUUID } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { namedPlaces, placeOf } from '../../bot/files.ts'
import { longestText } from '../../bot/inbox.ts'
import type { Delta, Reply } from '../../core/chat.ts'
import { withSystem, withWorkspace } from '../../db/client.ts'
import type { MessageRow } from '../../db/conversations.ts'
import { labelsOf, type Page, readPage } from '../../db/history.ts'
import { getMedia } from '../../db/media.ts'
import { conversationOf, greet } from '../conversation.ts'
import { type Env, endOf, type House } from '../house.ts'
import { checkKey } from '../idempotency.ts'
import { tooMany } from '../limits.ts'
import { asShown, pictureAddresses } from '../pictures.ts'
import { ProblemError } from '../problem.ts'
import { type Events, events } from '../sse.ts'
import { entryOf, inOrder, isShown } from './entries.ts'
import { answers, body, createRoutes, json } from './routes.ts'
import { entry, id, isId, reply } from './schema.ts'

/** The name of one of several conversations of a person. */
export const conversationName = z
  .string()
  .regex(/^[\w.:-]{1,100}$/, 'letters, digits and . : - _, at most 100')
  .openapi({ description: 'One of several conversations, by a name of your own' })

const message = z.object({
  text: z
    .string()
    .optional()
    .openapi({ description: `At most ${longestText} characters` }),
  choice: z.string().max(100).optional().openapi({ description: 'The id of a choice that is pressed' }),
  media: z.array(id).max(20).optional(),
  conversation: conversationName.optional(),
  id: z
    .string()
    .min(1)
    .max(200)
    .refine((text) => !text.includes('\0'), 'no zero bytes')
    .optional()
    .openapi({ description: 'Makes a repeat harmless: it is given the replies of the first' }),
})

type Message = z.infer<typeof message>

const say = createRoute({
  method: 'post',
  path: '/messages',
  summary: 'Say something, or press a choice',
  request: body(message),
  responses: answers({
    200: {
      description: 'The replies when the turn is over; as events the words while they grow, each reply, and done',
      content: {
        'application/json': { schema: z.object({ replies: z.array(reply) }) },
        'text/event-stream': { schema: z.string() },
      },
    },
  }),
})

const read = createRoute({
  method: 'get',
  path: '/messages',
  summary: 'Both sides of the conversation, newest last',
  request: {
    query: z.object({
      before: z.string().max(200).optional().openapi({ description: 'The id of the oldest entry that is known' }),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      conversation: conversationName.optional(),
    }),
  },
  responses: answers({ 200: json(z.object({ messages: z.array(entry) })) }),
})

/** `POST /messages` and `GET /messages`. */
export function messageRoutes(house: House) {
  const routes = createRoutes()

  routes.openapi(say, async (c) => {
    const given = c.req.valid('json')
    const media = await check(house, c, given)
    const asker = c.get('asker')
    await house.limits.spend('message', asker.personId)
    if (!(await house.app.workspaces.spend(asker.workspaceId))) throw tooMany(60_000)
    const key = c.req.header('idempotency-key')
    if (key !== undefined) await checkKey(house, c, key)
    const conversationId = await conversationOf(house, asker, given.conversation)
    const externalId = given.id ?? (key === undefined ? randomUUID() : `key:${key}`)
    const isStream = c.req.header('accept')?.includes('text/event-stream') === true
    const heard: { delta: Delta; messageId: number }[] = []
    let hear = (delta: Delta, messageId: number): void => {
      heard.push({ delta, messageId })
    }
    const hangUp = isStream
      ? house.app.bus.listen(conversationId, { delta: (delta, messageId) => hear(delta, messageId) })
      : () => undefined
    const end = house.metrics.turn()
    const stored = await receive(house, c, { ...given, ...media, conversationId, externalId }).catch(
      (error: unknown) => {
        hangUp()
        throw error
      },
    )
    if (!isStream) return c.json({ replies: await repliesTo(house, c, stored.message, end) }, 200)
    return events(
      house,
      c,
      async (stream) => {
        // A repeat would begin in the middle of the words: it is given the replies alone.
        if (stored.isNew) {
          hear = passOn(stream, stored.message.id)
          for (const { delta, messageId } of heard) hear(delta, messageId)
        }
        await tellReplies(house, c, stream, stored.message)
        end()
      },
      hangUp,
    )
  })

  routes.openapi(read, async (c) => {
    const asker = c.get('asker')
    const { before, limit, conversation } = c.req.valid('query')
    const conversationId = await conversationOf(house, asker, conversation)
    if (conversation === undefined && before === undefined) await greet(house, asker, conversationId)
    const page = await withSystem(house.app.ctx.db, (tx) =>
      readPage(tx, conversationId, { limit, ...(before !== undefined && { before }) }),
    )
    if (page === undefined) throw new ProblemError(422, 'before: no entry of this conversation has this id.')
    return c.json({ messages: await shown(house, c, page, limit) }, 200)
  })

  return routes
}

/** Refuses what nobody could answer, before anything is stored; tells recordings and documents from the rest. */
async function check(house: House, c: Context<Env>, given: Message): Promise<Files> {
  const { text = '', choice, media = [] } = given
  const length = [...text].length
  if (length > longestText)
    throw new ProblemError(
      422,
      `Your message has ${length.toLocaleString('en')} characters; at most ${longestText.toLocaleString('en')} can be read at once. Nothing of it was kept.`,
    )
  if (text.trim() === '' && choice === undefined && media.length === 0)
    throw new ProblemError(422, 'There is nothing in this message: send text, a choice or media.')
  const sorted: Files = { media: [], voice: [], documents: [] }
  if (media.length === 0) return sorted
  const ids = [...new Set(media)]
  const known = ids.every(isId)
    ? await withWorkspace(house.app.ctx.db, c.get('asker').workspaceId, (tx) => getMedia(tx, ids))
    : []
  if (known.length < ids.length) throw new ProblemError(422, 'A file of this message is not here. Add it again.')
  for (const { id, type } of known) sorted[placeOf(type)].push(id)
  return sorted
}

/** What came along: pictures and the like, recordings, and documents. */
type Files = { media: string[]; voice: string[]; documents: string[] }

function receive(
  house: House,
  c: Context<Env>,
  given: Message & Files & { conversationId: string; externalId: string },
) {
  const { text, choice, media, voice, documents, conversationId, externalId } = given
  const said = {
    ...(text !== undefined && { text }),
    ...(choice !== undefined && { choice }),
    ...namedPlaces({ media, voice, documents }),
    scope: c.get('asker').scope,
  }
  return house.app.inbox.receive({ conversationId, externalId, said, sentAt: house.app.ctx.clock.now(), foldMs: 0 })
}

async function repliesTo(house: House, c: Context<Env>, stored: MessageRow, end: () => void): Promise<Reply[]> {
  const replies = await house.app.inbox.answered(stored, endOf(house, c))
  end()
  if (replies === undefined)
    throw new ProblemError(503, 'The answer was not awaited. The message is kept: ask again with the same id.', {
      retryAfter: 1,
    })
  return asShown(house, c.get('asker'), replies)
}

function passOn(stream: Events, messageId: number) {
  return (delta: Delta, of: number) => {
    if (of === messageId) void stream.send({ event: 'delta', data: delta })
  }
}

/** Without `done` the stream was cut; the caller asks again with the same id. */
async function tellReplies(house: House, c: Context<Env>, stream: Events, stored: MessageRow): Promise<void> {
  const replies = await house.app.inbox.answered(stored, stream.end)
  if (replies === undefined) return
  for (const one of await asShown(house, c.get('asker'), replies))
    await stream.send({ event: 'reply', data: one, id: String(one.number) })
  await stream.send({ event: 'done', data: {} })
}

async function shown(house: House, c: Context<Env>, page: Page, limit: number) {
  const asker = c.get('asker')
  const rows = inOrder(page.replies, page.messages.filter(isShown)).slice(-limit)
  const said = page.messages.map((one) => one.said)
  const pressed = said.flatMap((one) => one.choice ?? [])
  const replies = await asShown(
    house,
    asker,
    page.replies.map((row) => row.body),
  )
  const known = {
    labels: await withSystem(house.app.ctx.db, (tx) => labelsOf(tx, pressed)),
    pictures: await pictureAddresses(
      house,
      asker,
      said.flatMap((one) => one.media ?? []),
    ),
    replies: new Map(replies.map((one) => [one.id, one])),
  }
  return rows.map((row) => entryOf(row, known))
}

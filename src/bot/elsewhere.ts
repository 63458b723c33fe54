// Replies that cannot reach a person where they talk: they are asked to write, or told in another chat of theirs.
import { type Chat, chatNames } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { withSystem } from '../db/client.ts'
import { markKnocked, otherPlaces, type Parcel, putOffDelivery } from '../db/outbox.ts'
import { brandLanguage } from '../db/tenants.ts'
import { choicesOf } from '../db/turns.ts'
import { say } from './outbox.ts'
import { wordsIn } from './replies/index.ts'

/** A reply that waits for a person is looked at again after so long; that they write wakes it at once. */
const patienceMs = 3_600_000

type Bare = Omit<Parcel, 'before'>

/** True where a person may not be written to now, as they were last heard too long ago. */
export function isClosed(chat: Chat, lastInboundAt: Date | null, now: Date): boolean {
  const { windowMs } = chat.can
  return windowMs !== undefined && (lastInboundAt === null || now.getTime() - lastInboundAt.getTime() > windowMs)
}

/** What is done with a reply whose chat is closed: the person is asked to write once, else told elsewhere, else it waits. Answers where it was told. */
export async function whenClosed(
  ctx: Context,
  chats: ReadonlyMap<string, Chat>,
  parcel: Bare,
): Promise<string | undefined> {
  const now = ctx.clock.now()
  const later = new Date(now.getTime() + patienceMs)
  const wasAsked = parcel.knockedAt !== null && parcel.knockedAt >= (parcel.lastInboundAt ?? parcel.knockedAt)
  if (!wasAsked && !(await knocked(ctx, chats.get(parcel.chat), parcel))) {
    const told = await tellElsewhere(ctx, chats, parcel)
    if (told !== undefined) return told
  }
  await withSystem(ctx.db, (tx) => putOffDelivery(tx, parcel.id, later))
  return undefined
}

/** Asks the person to write; false where that cannot be done. */
async function knocked(ctx: Context, chat: Chat | undefined, parcel: Bare): Promise<boolean> {
  if (chat?.knock === undefined) return false
  try {
    await chat.knock(parcel.address)
  } catch (error) {
    ctx.log.warn({ chat: chat.id, err: error }, 'a person could not be asked to write')
    return false
  }
  await withSystem(ctx.db, (tx) => markKnocked(tx, parcel.conversationId, ctx.clock.now()))
  return true
}

/** Says a reply in another chat of the same person and gives it up where it could not be brought; answers that conversation. */
export async function tellElsewhere(
  ctx: Context,
  chats: ReadonlyMap<string, Chat>,
  parcel: Bare,
): Promise<string | undefined> {
  const { workspaceId, body } = parcel
  if (workspaceId === null) return undefined
  const now = ctx.clock.now()
  return withSystem(ctx.db, async (tx) => {
    const places = await otherPlaces(tx, parcel.conversationId)
    const place = places.find(({ chat, lastInboundAt }) => {
      const there = chats.get(chat)
      return there === undefined ? chat === 'web' : !isClosed(there, lastInboundAt, now)
    })
    if (place === undefined) return undefined
    const words = wordsIn(place.language ?? (await brandLanguage(tx, workspaceId)))
    const heading = words.notReached(chatNames[parcel.chat] ?? parcel.chat)
    const choices = (await choicesOf(tx, body.id))
      .filter((choice) => choice.usedAt === null)
      .map(({ label, intent, postId, version }) => ({ label, intent, postId, version }))
    const deliverAt = chats.has(place.chat) ? now : null
    const to = { conversationId: place.id, workspaceId, messageId: null, deliverAt, unasked: true, now }
    const text = [heading, body.text].filter((line) => line !== '').join('\n')
    await say(tx, to, [{ text, ...(body.card !== undefined && { card: body.card }), choices }])
    await putOffDelivery(tx, parcel.id, null)
    return place.id
  })
}

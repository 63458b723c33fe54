// Brings replies to the chats that must be delivered to: in order, edited in place where that is right, tried again through an outage.
import type { Chat, Reply, ShownPicture, Undelivered } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { ChatError } from '../core/errors.ts'
import { platformNames } from '../core/platform.ts'
import { withSystem } from '../db/client.ts'
import {
  dropDeliveries,
  markDelivered,
  type Parcel,
  putOffDelivery,
  setAsideDelivery,
  takeBack,
  takeParcels,
} from '../db/outbox.ts'
import { isClosed, tellElsewhere, whenClosed } from './elsewhere.ts'
import { picturesBefore } from './pictures.ts'

/** How long one delivery may take before another process tries. */
const leaseSeconds = 60
const firstWaitMs = 2_000
const longestWaitMs = 60_000
/** A reply that was handed over so often and did not arrive is not brought there again. */
const mostTries = 4
/** What does not arrive is told within seconds, perhaps before we have written down that it was sent. */
const lateMs = 5_000

type Bare = Omit<Parcel, 'before'>

export type Courier = ReturnType<typeof createCourier>

export function createCourier(ctx: Context, chats: ReadonlyMap<string, Chat>) {
  const busy = new Map<string, Promise<void>>()

  /** Delivers what waits in one conversation, in order, until nothing waits or it must wait. */
  function deliver(conversationId: string): Promise<void> {
    const known = busy.get(conversationId)
    if (known !== undefined) return known.then(() => deliver(conversationId))
    const done = run(conversationId)
      .catch((error) =>
        ctx.log.error({ conversation: conversationId, err: error }, 'delivering failed; it will be tried again'),
      )
      .finally(() => busy.delete(conversationId))
    busy.set(conversationId, done)
    return done
  }

  async function run(only: string): Promise<void> {
    for (;;) {
      const given = { now: ctx.clock.now(), seconds: leaseSeconds, limit: 1, only }
      const [parcel] = await withSystem(ctx.db, (tx) => takeParcels(tx, given))
      if (parcel === undefined || !(await hand(parcel))) return
    }
  }

  /** One delivery; false where the conversation must wait. */
  async function hand(parcel: Parcel): Promise<boolean> {
    const chat = chats.get(parcel.chat)
    if (chat === undefined) return false
    try {
      if (isClosed(chat, parcel.lastInboundAt, ctx.clock.now())) throw new ChatError('closed')
      const externalId = await show(chat, parcel, await picturesBefore(ctx, chat, parcel))
      await withSystem(ctx.db, (tx) => markDelivered(tx, parcel.id, externalId, ctx.clock.now()))
      return true
    } catch (error) {
      if (error instanceof ChatError && error.kind === 'refused') return refused(chat, parcel, error)
      await failed(parcel, error)
      return false
    }
  }

  /** What the chat does not take as it is goes once more as plain words; refused again it is set aside, and the next ones go on. */
  async function refused(chat: Chat, parcel: Parcel, cause: ChatError): Promise<boolean> {
    const about = { conversation: parcel.conversationId, reply: parcel.id }
    try {
      const { externalId } = await chat.send(parcel.address, inPlainWords(parcel.body))
      ctx.log.error({ ...about, err: cause }, 'a chat refused a reply; its plain words were sent instead')
      await withSystem(ctx.db, (tx) => markDelivered(tx, parcel.id, externalId, ctx.clock.now()))
      return true
    } catch (error) {
      if (!(error instanceof ChatError) || error.kind !== 'refused') {
        await failed(parcel, error)
        return false
      }
      ctx.log.error({ ...about, err: error }, 'a chat refused a reply and its plain words; it is set aside')
      await withSystem(ctx.db, (tx) => setAsideDelivery(tx, parcel.id, ctx.clock.now()))
      return true
    }
  }

  async function failed(parcel: Bare, error: unknown): Promise<void> {
    if (error instanceof ChatError && error.kind === 'closed') return said(await whenClosed(ctx, chats, parcel))
    const isGone = error instanceof ChatError && error.kind === 'gone'
    ctx.log.warn(
      { conversation: parcel.conversationId, attempts: parcel.attempts, err: error },
      'a reply was not delivered',
    )
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(parcel.attempts - 1, 10))
    const asked = error instanceof ChatError ? error.retryAt : undefined
    await withSystem(ctx.db, (tx) =>
      isGone
        ? dropDeliveries(tx, parcel.conversationId)
        : putOffDelivery(tx, parcel.id, asked ?? new Date(ctx.clock.now().getTime() + waitMs)),
    )
  }

  /** Something was said in another conversation in the place of what could not be brought. */
  function said(conversationId: string | undefined): void {
    if (conversationId !== undefined) void deliver(conversationId)
  }

  /** A reply did not arrive after all: brought again, and after some tries told elsewhere. False where no such reply is known. */
  async function undelivered(chat: string, { externalId, kind }: Undelivered): Promise<boolean> {
    const parcel = await withSystem(ctx.db, (tx) => takeBack(tx, chat, externalId))
    if (parcel === undefined) return false
    ctx.log.warn({ conversation: parcel.conversationId, attempts: parcel.attempts, kind }, 'a reply did not arrive')
    const isLost = kind === 'gone' || (kind !== 'closed' && parcel.attempts >= mostTries)
    if (isLost) said(await tellElsewhere(ctx, chats, parcel))
    else await failed(parcel, new ChatError(kind))
    return true
  }

  return {
    deliver,
    /** Makes what a chat tells of replies that did not arrive. It may be told before the sending is written down. */
    undelivered: (chat: Chat) => async (one: Undelivered) => {
      if (await undelivered(chat.id, one)) return
      ctx.clock.at(new Date(ctx.clock.now().getTime() + lateMs), () => {
        undelivered(chat.id, one).catch((error) =>
          ctx.log.error({ err: error }, 'a failed delivery was not followed up'),
        )
      })
    },
    /** Delivers what waits anywhere: after an outage, or left behind by a process that died. */
    async sweep(): Promise<void> {
      const given = { now: ctx.clock.now(), seconds: leaseSeconds, limit: 100 }
      const parcels = await withSystem(ctx.db, (tx) => takeParcels(tx, given))
      await Promise.all(
        parcels.map(async (parcel) => {
          if (await hand(parcel)) await deliver(parcel.conversationId)
        }),
      )
    },
    /** Resolves when nothing is being delivered here. */
    async stop(): Promise<void> {
      await Promise.all(busy.values())
    },
  }
}

/** The words of a reply alone, nothing to press: what can be said in any chat. */
function inPlainWords({ card, ...reply }: Reply): Reply {
  const shown =
    card?.variants.map((one) => [platformNames[one.platform], ...(one.parts ?? [one.text])].join('\n')) ?? []
  const text = [reply.text, card?.head ?? '', ...shown].filter((part) => part !== '').join('\n\n')
  return { ...reply, text, choices: [] }
}

/** Edits in place while the earlier card is the last thing said and no picture comes before it; else a new message, and the old one loses its choices. */
async function show(chat: Chat, parcel: Parcel, pictures: readonly ShownPicture[]): Promise<string> {
  const { before, address, body } = parcel
  if (before?.isLast && body.closes === undefined && chat.edit !== undefined && pictures.length === 0) {
    return (await chat.edit(address, before.externalId, body)).externalId
  }
  const { externalId } = await chat.send(address, body, pictures)
  if (before !== null && chat.strip !== undefined) {
    // The new card is there; that the old one keeps its buttons does no harm, they are stale.
    await chat.strip(address, before.externalId, before.body).catch(() => undefined)
  }
  return externalId
}

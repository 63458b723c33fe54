// Replies going out: sent, shown in the place of an earlier one, or stripped of their buttons.
import type { Reply, ShownPicture } from '../../../core/chat.ts'
import type { Logger } from '../../../core/context.ts'
import type { ChatError } from '../../../core/errors.ts'
import { chatOf } from './address.ts'
import { type Calls, refusalOf } from './api.ts'
import { encode, type Sheet } from './encode.ts'
import { showings, showPictures } from './photos.ts'

/** What sending is made of: `fault` reads a failed call, `before` is done before an answer appears. */
export type SendConfig = {
  calls: Calls
  log: Logger
  fault: (error: unknown) => ChatError
  before: (address: string) => Promise<void>
}

/** Makes the three ways to show a reply. */
export function createSender({ calls, log, fault, before }: SendConfig) {
  /** How many messages of a reply are there already, where a later one was refused. */
  const halfSent = new Map<string, number>()

  async function tried<T>(call: Promise<T>): Promise<T> {
    try {
      return await call
    } catch (error) {
      throw fault(error)
    }
  }

  async function send(
    address: string,
    reply: Reply,
    pictures: readonly ShownPicture[] = [],
  ): Promise<{ externalId: string }> {
    await before(address)
    const there = halfSent.get(reply.id) ?? 0
    if (halfSent.size > 1_000) halfSent.clear()
    const chat_id = chatOf(address)
    const shows = showings(pictures).map((showing) => () => showPictures(calls, chat_id, showing))
    const says = encode(reply).map((sheet) => () => calls.sendMessage({ chat_id, ...payload(sheet) }))
    let externalId = ''
    for (const [i, act] of [...shows, ...says].entries()) {
      if (i < there) continue
      const sent = await tried(act())
      externalId = String(sent?.message_id ?? '')
      halfSent.set(reply.id, i + 1)
    }
    halfSent.delete(reply.id)
    return { externalId }
  }

  async function strip(address: string, externalId: string): Promise<void> {
    const at = { chat_id: chatOf(address), message_id: Number(externalId) }
    await tried(
      calls.editMessageReplyMarkup(at).catch((error: unknown) => {
        if (!isSame(error) && !isMissing(error)) throw error
      }),
    )
  }

  /** Where the earlier message is gone, or more than one is to be shown, it is said anew. */
  async function edit(address: string, externalId: string, reply: Reply): Promise<{ externalId: string }> {
    const [sheet, ...more] = encode(reply)
    if (sheet === undefined || more.length > 0) return again(address, externalId, reply)
    await before(address)
    const at = { chat_id: chatOf(address), message_id: Number(externalId) }
    const isMissed = await tried(
      calls.editMessageText({ ...at, ...payload(sheet) }).then(
        () => false,
        (error: unknown) => {
          if (isMissing(error)) return true
          if (isSame(error)) return false
          throw error
        },
      ),
    )
    return isMissed ? again(address, externalId, reply) : { externalId }
  }

  async function again(address: string, externalId: string, reply: Reply): Promise<{ externalId: string }> {
    const sent = await send(address, reply)
    await strip(address, externalId).catch((error) =>
      log.debug({ err: error }, 'an earlier card keeps its buttons; they are stale'),
    )
    return sent
  }

  return { send, edit, strip }
}

function payload({ text, entities, buttons }: Sheet) {
  return {
    text,
    entities,
    link_preview_options: { is_disabled: true },
    ...(buttons.length > 0 && { reply_markup: { inline_keyboard: buttons } }),
  }
}

// The Bot API has no code for these two: their words are all there is.

function isSame(error: unknown): boolean {
  return /message is not modified/i.test(refusalOf(error)?.say ?? '')
}

function isMissing(error: unknown): boolean {
  return /message to edit not found|message can't be edited/i.test(refusalOf(error)?.say ?? '')
}

// Connecting a channel by its name: it is there, the bot may post in it, and who asks may speak for it.
import { z } from 'zod'
import { PlatformError } from '../../../core/errors.ts'
import type { Connect } from '../../../core/platform.ts'
import type { Caller } from './api.ts'

const chatSchema = z.object({ id: z.number(), type: z.string(), title: z.string().default('') })
const memberSchema = z.object({ status: z.string(), can_post_messages: z.boolean().optional() })

/** How a channel is connected; `botId` is the bot's own number. */
export function connectChannel(call: Caller, botId: number): Connect {
  async function member(chat: number, user: number, signal: AbortSignal) {
    const given = { method: 'getChatMember', fields: { chat_id: chat, user_id: user }, signal }
    return memberSchema.parse(await orRefused(call(given), { status: 'left' }))
  }
  return {
    asks: [{ name: 'chat' }],
    async open({ answers, asker, signal }) {
      const asked = nameOf(answers.chat ?? '')
      if (asked === undefined) throw new PlatformError('rejected', 'writeChannel')
      const found = await orRefused(call({ method: 'getChat', fields: { chat_id: asked }, signal }), undefined)
      if (found === undefined) throw new PlatformError('rejected', ['noChannel', { channel: asked }])
      const chat = chatSchema.parse(found)
      if (chat.type !== 'channel') throw new PlatformError('rejected', ['notChannel', { channel: asked }])
      const bot = await member(chat.id, botId, signal)
      if (bot.status !== 'administrator' || bot.can_post_messages !== true)
        throw new PlatformError('rejected', ['makeAdmin', { channel: chat.title }])
      if (!asker.isHost && !(await speaksFor(chat.id, asker.identities, signal)))
        throw new PlatformError('rejected', ['onlyAdmin', { channel: chat.title }])
      return { remoteId: String(chat.id), name: chat.title }
    },
  }

  /** The bot is shared: who does not run the installation has to be an administrator of the channel themselves. */
  async function speaksFor(
    chat: number,
    identities: readonly { chat: string; externalId: string }[],
    signal: AbortSignal,
  ): Promise<boolean> {
    for (const { chat: where, externalId } of identities) {
      if (where !== 'telegram') continue
      const { status } = await member(chat, Number(externalId), signal)
      if (status === 'creator' || status === 'administrator') return true
    }
    return false
  }
}

/** What is not there or closed to us is an answer; an unreachable Telegram or a bad token is not. */
async function orRefused<T>(call: Promise<unknown>, otherwise: T): Promise<unknown | T> {
  try {
    return await call
  } catch (error) {
    const isAnswer = error instanceof PlatformError && error.kind !== 'limited' && error.kind !== 'unavailable'
    if (isAnswer && !isTokenFault(error)) return otherwise
    throw error
  }
}

function isTokenFault(error: PlatformError): boolean {
  return error.kind === 'auth' && error.cause instanceof Error && /answered 40[14]/.test(error.cause.message)
}

/** A public name with its @, or the number of a channel. */
function nameOf(given: string): string | undefined {
  const text = given.trim()
  if (/^-100\d{5,}$/.test(text)) return text
  const name = /^(?:@|(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\/)?(?<name>[A-Za-z]\w{3,31})\/?$/.exec(text)?.groups
    ?.name
  return name && `@${name}`
}

// The chats, people and messages behind the Bot API of the tests, and what its calls do to them.
import type { z } from 'zod'
import type { Method, schemas } from './schema.ts'
import { textRefusal } from './texts.ts'

export const botId = 110201543
export const botName = 'leopost_test_bot'

export type WorldChat = {
  id: number
  type: 'private' | 'group' | 'supergroup' | 'channel'
  title?: string
  username?: string
  /** What the bot is there; for a person, whether it is blocked. */
  bot: 'administrator' | 'member' | 'kicked' | 'left'
  canPost: boolean
  admins: number[]
}

/** A message as a reader sees it. */
export type Shown = {
  id: number
  chat: number
  text: string
  entities: { type: string; offset: number; length: number; url?: string }[]
  buttons: { text: string; callback_data: string }[][]
  photos: string[]
  edits: number
  silent: boolean
  preview: boolean
}

/** A refusal as the Bot API writes it. */
export class Refusal extends Error {
  readonly code: number
  readonly parameters: Record<string, number> | undefined

  constructor(code: number, description: string, parameters?: Record<string, number>) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

type Payload<M extends Method> = z.infer<(typeof schemas)[M]>

/** Makes an empty world. */
export function createWorld() {
  const chats = new Map<number, WorldChat>()
  const files = new Map<string, Uint8Array>()
  const messages: Shown[] = []
  const drafts: { chat: number; text: string }[] = []
  const answered: string[] = []
  const menus = new Map<string, { command: string; description: string }[]>()
  let webhook: Payload<'setWebhook'> | undefined
  const wakers = new Set<() => void>()
  let lastId = 0

  function find(given: number | string): WorldChat {
    const chat = [...chats.values()].find((one) => one.id === Number(given) || `@${one.username}` === given)
    if (chat === undefined) throw new Refusal(400, 'Bad Request: chat not found')
    return chat
  }

  /** The chat, if the bot may write there. */
  function open(given: number | string): WorldChat {
    const chat = find(given)
    if (chat.type === 'private' && chat.bot === 'kicked')
      throw new Refusal(403, 'Forbidden: bot was blocked by the user')
    if (chat.bot === 'kicked') throw new Refusal(403, `Forbidden: bot was kicked from the ${chat.type} chat`)
    if (chat.type === 'channel' && chat.bot !== 'administrator')
      throw new Refusal(403, 'Forbidden: bot is not a member of the channel chat')
    if (chat.type === 'channel' && !chat.canPost)
      throw new Refusal(400, 'Bad Request: need administrator rights in the channel chat')
    return chat
  }

  function show(chat: WorldChat, given: Partial<Shown>): Shown {
    const base = { text: '', entities: [], buttons: [], photos: [], edits: 0, silent: false, preview: false }
    const shown: Shown = { ...base, ...given, id: ++lastId, chat: chat.id }
    messages.push(shown)
    for (const waker of wakers) waker()
    return shown
  }

  function message(shown: Shown, chat: WorldChat) {
    const { id, type, title, username } = chat
    return { message_id: shown.id, date: 1, chat: { id, type, title, username }, text: shown.text }
  }

  function written(chat: number, id: number): Shown {
    const found = messages.find((one) => one.chat === chat && one.id === id)
    if (found === undefined) throw new Refusal(400, 'Bad Request: message to edit not found')
    return found
  }

  function checked(text: string, entities?: Shown['entities']): void {
    const refusal = textRefusal(text, entities)
    if (refusal !== undefined) throw new Refusal(400, refusal)
  }

  const same = () =>
    new Refusal(
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same',
    )

  const calls: { [M in Exclude<Method, 'getUpdates'>]: (given: Payload<M>) => unknown } = {
    getMe: () => ({ id: botId, is_bot: true, first_name: 'Leopost', username: botName }),
    setWebhook(given) {
      webhook = given
      return true
    },
    deleteWebhook() {
      webhook = undefined
      return true
    },
    getWebhookInfo: () => ({ url: webhook?.url ?? '', has_custom_certificate: false, pending_update_count: 0 }),
    setMyCommands({ commands, language_code }) {
      menus.set(language_code ?? '', commands)
      return true
    },
    sendMessage({ chat_id, text, entities, reply_markup, disable_notification, link_preview_options }) {
      const chat = open(chat_id)
      checked(text, entities)
      const buttons = reply_markup?.inline_keyboard ?? []
      const preview = link_preview_options?.is_disabled !== true
      return message(
        show(chat, { text, entities: entities ?? [], buttons, silent: disable_notification ?? false, preview }),
        chat,
      )
    },
    editMessageText({ chat_id, message_id, text, entities, reply_markup, link_preview_options }) {
      const chat = open(chat_id)
      const shown = written(chat.id, message_id)
      checked(text, entities)
      const preview = link_preview_options?.is_disabled !== true
      const next = { text, entities: entities ?? [], buttons: reply_markup?.inline_keyboard ?? [], preview }
      const { text: was, entities: were, buttons, preview: before } = shown
      if (JSON.stringify(next) === JSON.stringify({ text: was, entities: were, buttons, preview: before })) throw same()
      Object.assign(shown, next, { edits: shown.edits + 1 })
      return message(shown, chat)
    },
    editMessageCaption({ chat_id, message_id, caption = '' }) {
      const chat = open(chat_id)
      const shown = written(chat.id, message_id)
      if (shown.photos.length === 0) throw new Refusal(400, 'Bad Request: there is no caption in the message to edit')
      if (caption === shown.text) throw same()
      Object.assign(shown, { text: caption, edits: shown.edits + 1 })
      return message(shown, chat)
    },
    editMessageMedia({ chat_id, message_id, media }) {
      const chat = open(chat_id)
      const shown = written(chat.id, message_id)
      Object.assign(shown, { text: media.caption ?? '', photos: [media.media], edits: shown.edits + 1 })
      return message(shown, chat)
    },
    editMessageReplyMarkup({ chat_id, message_id, reply_markup }) {
      const chat = open(chat_id)
      const shown = written(chat.id, message_id)
      const next = reply_markup?.inline_keyboard ?? []
      if (JSON.stringify(next) === JSON.stringify(shown.buttons)) throw same()
      shown.buttons = next
      return message(shown, chat)
    },
    deleteMessage({ chat_id, message_id }) {
      const chat = open(chat_id)
      const at = messages.findIndex((one) => one.chat === chat.id && one.id === message_id)
      if (at < 0) throw new Refusal(400, 'Bad Request: message to delete not found')
      messages.splice(at, 1)
      return true
    },
    sendMessageDraft({ chat_id, text }) {
      const chat = open(chat_id)
      if (chat.type !== 'private') throw new Refusal(400, 'Bad Request: drafts are for private chats')
      drafts.push({ chat: chat_id, text })
      return true
    },
    answerCallbackQuery({ callback_query_id }) {
      answered.push(callback_query_id)
      return true
    },
    getFile({ file_id }) {
      if (file_id.startsWith('huge')) throw new Refusal(400, 'Bad Request: file is too big')
      if (!files.has(file_id)) throw new Refusal(400, 'Bad Request: invalid file_id')
      return { file_id, file_unique_id: file_id, file_path: `photos/${file_id}.jpg` }
    },
    getChat({ chat_id }) {
      const { id, type, title, username } = find(chat_id)
      return { id, type, title, username }
    },
    getChatMember({ chat_id, user_id }) {
      const chat = find(chat_id)
      if (user_id !== botId)
        return { status: chat.admins.includes(user_id) ? 'administrator' : 'left', user: { id: user_id } }
      if (chat.type === 'channel' && chat.bot !== 'administrator')
        throw new Refusal(400, 'Bad Request: member list is inaccessible')
      return { status: chat.bot, can_post_messages: chat.canPost, user: { id: botId } }
    },
    sendPhoto({ chat_id, photo, caption, disable_notification }) {
      const chat = open(chat_id)
      if (photo.size > 10_000_000) throw new Refusal(400, 'Bad Request: file is too big')
      const shown = { text: caption ?? '', photos: [photo.name], silent: disable_notification ?? false }
      return message(show(chat, shown), chat)
    },
    sendVideo({ chat_id, video, caption, disable_notification }) {
      const chat = open(chat_id)
      if (video.size > 50_000_000) throw new Refusal(400, 'Bad Request: file is too big')
      const shown = { text: caption ?? '', photos: [video.name], silent: disable_notification ?? false }
      return message(show(chat, shown), chat)
    },
    sendDocument({ chat_id, document, disable_notification }) {
      const chat = open(chat_id)
      return message(show(chat, { photos: [document.name], silent: disable_notification ?? false }), chat)
    },
    sendMediaGroup({ chat_id, media, disable_notification }) {
      const chat = open(chat_id)
      return media.map(({ media: photo, caption }) =>
        message(show(chat, { text: caption ?? '', photos: [photo], silent: disable_notification ?? false }), chat),
      )
    },
  }

  return {
    chats,
    files,
    messages,
    drafts,
    answered,
    menus,
    webhook: () => webhook,
    nextId: () => ++lastId,
    /** Resolves as soon as a message that was sent makes it true; throws when `patience` ends. */
    async until(isTrue: () => boolean, patience: AbortSignal): Promise<void> {
      while (!isTrue()) {
        patience.throwIfAborted()
        const { promise, resolve } = Promise.withResolvers<void>()
        wakers.add(resolve)
        patience.addEventListener('abort', () => resolve(), { once: true })
        await promise
        wakers.delete(resolve)
      }
    },
    /** Carries a call out, or throws a Refusal. The payload was checked before. */
    call: (method: Exclude<Method, 'getUpdates'>, payload: unknown): unknown =>
      // Each call is given what its own schema let through.
      (calls[method] as (given: unknown) => unknown)(payload),
  }
}

export type World = ReturnType<typeof createWorld>

// Our own description of the calls that Leopost makes to the Bot API, field by field: what is not here is not called.
import { z } from 'zod'

const id = z.int()
const chat = z.union([id, z.string().regex(/^(-?\d+|@[A-Za-z]\w{3,31})$/)])
const entity = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['bold', 'blockquote']), offset: id.min(0), length: id.min(1) }),
  z.strictObject({ type: z.literal('text_link'), offset: id.min(0), length: id.min(1), url: z.url() }),
])
const entities = z.array(entity).max(100)
const data = z.string().refine((given) => Buffer.byteLength(given) >= 1 && Buffer.byteLength(given) <= 64, '1-64 bytes')
const button = z.strictObject({ text: z.string().min(1), callback_data: data })
const keyboard = z.strictObject({ inline_keyboard: z.array(z.array(button).min(1).max(8)).max(100) })
const preview = z.strictObject({ is_disabled: z.boolean() })
const command = z.strictObject({
  command: z.string().regex(/^[a-z0-9_]{1,32}$/),
  description: z.string().min(1).max(256),
})
const photo = z.strictObject({
  type: z.literal('photo'),
  media: z.string().startsWith('attach://'),
  caption: z.string().max(1_024).optional(),
})

/** What each call may carry. */
export const schemas = {
  getMe: z.strictObject({}),
  getUpdates: z.strictObject({
    offset: id.optional(),
    limit: id.min(1).max(100).optional(),
    timeout: id.min(0).max(50).optional(),
    allowed_updates: z.array(z.string()).optional(),
  }),
  setWebhook: z.strictObject({
    url: z.url({ protocol: /^https$/ }),
    secret_token: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
    allowed_updates: z.array(z.string()),
  }),
  deleteWebhook: z.strictObject({}),
  getWebhookInfo: z.strictObject({}),
  setMyCommands: z.strictObject({
    commands: z.array(command).max(100),
    language_code: z.string().length(2).optional(),
  }),
  sendMessage: z.strictObject({
    chat_id: chat,
    text: z.string(),
    entities: entities.optional(),
    link_preview_options: preview.optional(),
    disable_notification: z.boolean().optional(),
    reply_markup: keyboard.optional(),
  }),
  editMessageText: z.strictObject({
    chat_id: chat,
    message_id: id,
    text: z.string(),
    entities: entities.optional(),
    link_preview_options: preview.optional(),
    reply_markup: keyboard.optional(),
  }),
  editMessageCaption: z.strictObject({ chat_id: chat, message_id: id, caption: z.string().max(1_024).optional() }),
  editMessageMedia: z.strictObject({ chat_id: chat, message_id: id, media: photo }),
  editMessageReplyMarkup: z.strictObject({ chat_id: id, message_id: id, reply_markup: keyboard.optional() }),
  deleteMessage: z.strictObject({ chat_id: chat, message_id: id }),
  sendMessageDraft: z.strictObject({
    chat_id: id.positive(),
    draft_id: id.refine((given) => given !== 0, 'not zero'),
    text: z.string().max(4_096),
  }),
  answerCallbackQuery: z.strictObject({ callback_query_id: z.string() }),
  getFile: z.strictObject({ file_id: z.string().min(1) }),
  getChat: z.strictObject({ chat_id: chat }),
  getChatMember: z.strictObject({ chat_id: chat, user_id: id }),
  sendPhoto: z.strictObject({
    chat_id: chat,
    photo: z.instanceof(File),
    caption: z.string().max(1_024).optional(),
    disable_notification: z.boolean().optional(),
  }),
  sendVideo: z.strictObject({
    chat_id: chat,
    video: z.instanceof(File),
    caption: z.string().max(1_024).optional(),
    width: z.int().positive().optional(),
    height: z.int().positive().optional(),
    duration: z.int().positive().optional(),
    supports_streaming: z.literal(true),
    disable_notification: z.boolean().optional(),
  }),
  sendDocument: z.strictObject({
    chat_id: chat,
    document: z.instanceof(File),
    disable_notification: z.boolean().optional(),
  }),
  sendMediaGroup: z.strictObject({
    chat_id: chat,
    media: z.array(photo).min(2).max(10),
    disable_notification: z.boolean().optional(),
  }),
}

export type Method = keyof typeof schemas

/** True for a call that Leopost makes. */
export function isMethod(name: string): name is Method {
  return name in schemas
}

// The parts of a Telegram update that are read, and nothing else of it. https://core.telegram.org/bots/api#update
import { z } from 'zod'

/** The kinds of updates that are asked for. */
export const updateKinds = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

const user = z.object({
  id: z.number(),
  is_bot: z.boolean().default(false),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  username: z.string().optional(),
})

const chat = z.object({ id: z.number(), type: z.string(), title: z.string().optional() })

const origin = z.union([
  z.object({ type: z.literal('user'), sender_user: user }),
  z.object({ type: z.literal('hidden_user'), sender_user_name: z.string() }),
  z.object({ type: z.literal('chat'), sender_chat: chat }),
  z.object({ type: z.literal('channel'), chat }),
])

const entity = z.object({ type: z.string(), offset: z.number(), length: z.number(), url: z.string().optional() })

const document = z.object({
  file_id: z.string(),
  file_name: z.string().optional().catch(undefined),
  mime_type: z.string().optional(),
  file_size: z.number().optional(),
})

/** There or not there: what is in it is not read. */
const sound = z.object({ file_id: z.string(), file_size: z.number().optional() }).optional()
/** One without an id is there and cannot be fetched. */
const film = z.object({ file_id: z.string().catch(''), file_size: z.number().optional() }).optional()
const thing = z.unknown().optional()

const message = z.object({
  message_id: z.number(),
  date: z.number(),
  edit_date: z.number().optional(),
  chat,
  from: user.optional(),
  text: z.string().optional(),
  entities: z.array(entity).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(entity).optional(),
  // An origin of another shape is still somebody else's.
  forward_origin: origin.optional().catch({ type: 'hidden_user', sender_user_name: '' }),
  reply_to_message: z
    .object({
      message_id: z.number(),
      from: user.optional(),
      text: z.string().optional(),
      caption: z.string().optional(),
    })
    .optional()
    .catch(undefined),
  quote: z.object({ text: z.string() }).optional().catch(undefined),
  photo: z.array(z.object({ file_id: z.string(), width: z.number(), height: z.number() })).optional(),
  document: document.optional(),
  voice: sound,
  audio: sound,
  video: film,
  video_note: film,
  animation: film,
  sticker: thing,
  poll: thing,
  location: thing,
  venue: thing,
  contact: thing,
  dice: thing,
  story: thing,
  checklist: thing,
})

const member = z.object({ status: z.string(), can_post_messages: z.boolean().optional() })

/** An update as far as it is read; the kinds that were not asked for are not in it. */
export const updateSchema = z.object({
  update_id: z.number(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: user,
      data: z.string().optional(),
      message: z.object({ message_id: z.number(), chat }).optional(),
    })
    .optional(),
  my_chat_member: z.object({ chat, from: user, old_chat_member: member, new_chat_member: member }).optional(),
})

export type Update = z.infer<typeof updateSchema>
export type Message = z.infer<typeof message>
export type User = z.infer<typeof user>

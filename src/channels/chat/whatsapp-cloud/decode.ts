// A call of the webhook becomes what somebody said or pressed, and what did not arrive. Pure; every other kind becomes nothing.
import type { Called, Inbound, Sender, Undelivered, Unreadable } from '../../../core/chat.ts'
import { signOf } from '../whatsapp.ts'
import { faultOfCode } from './faults.ts'
import { type Message, messageSchema, payloadSchema, statusSchema } from './payload.ts'

/** A message; `file` came along, to be fetched by Meta's id of it. */
export type Said = { sender: Sender; inbound: Inbound; file?: { id: string; called: Called } }

/** All that one call says. */
export type Heard = { said: Said[]; undelivered: Undelivered[] }

/** Reads one call for the number with this id. Undefined for what is no call of a webhook at all. */
export function decode(given: unknown, phoneId: string): Heard | undefined {
  const read = payloadSchema.safeParse(given)
  if (!read.success) return undefined
  const values = read.data.entry
    .flatMap(({ changes }) => changes)
    .flatMap(({ field, value }) => (field === 'messages' && value !== undefined ? [value] : []))
    .filter((value) => value.metadata.phone_number_id === phoneId)
  return {
    said: values.flatMap(({ messages = [], contacts = [], metadata }) =>
      messages.flatMap((one) => {
        const message = messageSchema.safeParse(one)
        if (!message.success) return []
        const who = message.data.from ?? message.data.from_user_id
        const contact = contacts.find(({ wa_id, user_id }) => wa_id === who || user_id === who) ?? contacts[0]
        const name = contact?.profile?.name ?? who ?? ''
        return said(message.data, name, metadata.display_phone_number) ?? []
      }),
    ),
    undelivered: values.flatMap(({ statuses = [] }) =>
      statuses.flatMap((one): Undelivered[] => {
        const status = statusSchema.safeParse(one)
        if (!status.success || status.data.status !== 'failed') return []
        const code = status.data.errors?.[0]?.code
        return [{ externalId: status.data.id, kind: code === undefined ? 'unavailable' : faultOfCode(code) }]
      }),
    ),
  }
}

function said(message: Message, name: string, ourNumber: string | undefined): Said | undefined {
  const who = message.from ?? message.from_user_id
  const content = contentOf(message)
  if (who === undefined || content === undefined) return undefined
  const { file, ...more } = content
  const { context } = message
  const isForwarded = context?.forwarded === true || context?.frequently_forwarded === true
  const isToUs = context?.id != null && isSameNumber(context.from, ourNumber)
  const { text, ...rest } = more
  const inbound: Inbound = {
    id: message.id,
    address: who,
    // In whole seconds, rounded down: an answer never counts as later than it was.
    sentAt: new Date(Number(message.timestamp) * 1000),
    ...(isToUs && { replyTo: context?.id ?? '' }),
    // Forwarded words are somebody else's, and nobody says whose.
    ...(isForwarded
      ? { forwardedFrom: '', ...(text !== undefined && { quoted: text }) }
      : text !== undefined && { text }),
    ...rest,
  }
  return { sender: { externalId: who, name }, inbound, ...(file !== undefined && { file }) }
}

type Content = Pick<Inbound, 'text' | 'choice' | 'sign' | 'replyTo' | 'unread'> & Pick<Said, 'file'>

/** What a message holds; undefined for what asks for nothing. */
function contentOf(message: Message): Content | undefined {
  const { text, image, audio, voice, video, document, reaction, interactive, button } = message
  if (text !== undefined) return { text: text.body }
  const file = image ?? audio ?? voice ?? video ?? document
  if (file !== undefined) {
    const { id, caption, filename: name, mime_type: type } = file
    return { ...(caption && { text: caption }), file: { id, called: { name, type } } }
  }
  if (reaction !== undefined) {
    const sign = signOf(reaction.emoji)
    return sign === undefined ? undefined : { sign, replyTo: reaction.message_id }
  }
  const pressed = interactive?.button_reply?.id ?? interactive?.list_reply?.id
  if (pressed !== undefined) return { choice: pressed }
  // A button of a template: it opens the window, and its words say nothing more.
  if (button !== undefined) return { text: button.text ?? '' }
  const unread = unreadables[message.type]
  return unread === undefined ? undefined : { unread }
}

const unreadables: Record<string, Unreadable> = {
  sticker: 'other',
  location: 'other',
  contacts: 'other',
  order: 'other',
  unsupported: 'other',
}

/** A reply to a message of the person's own says nothing about ours. */
function isSameNumber(from: string | null | undefined, ours: string | undefined): boolean {
  if (ours === undefined) return true
  return from?.replaceAll(/\D/g, '') === ours.replaceAll(/\D/g, '')
}

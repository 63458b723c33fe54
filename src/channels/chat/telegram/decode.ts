// An update becomes what somebody said, pressed, or gave us access to. Pure; what nobody asked for becomes nothing.
import type { Called, Inbound, Offer, Sender, Unreadable } from '../../../core/chat.ts'
import { addressOf } from './address.ts'
import { stopButton } from './preview.ts'
import { type Message, type Update, type User, updateSchema } from './update.ts'

/** Who we are in Telegram. Without its name only replies address us in a group. */
export type Self = { id: number; username: string | undefined }

/** What an update means. `file` came along, to be fetched by Telegram's id of it. */
export type Heard =
  | { kind: 'said'; sender: Sender; inbound: Inbound; file?: Attached }
  | { kind: 'pressed'; sender: Sender; inbound: Inbound; query: string }
  | { kind: 'offered'; offer: Offer }
  | { kind: 'nothing' }

/** A file by Telegram's id, and what its sender calls it. */
export type Attached = { id: string; called?: Called }

/** The largest file that getFile hands out. https://core.telegram.org/bots/api#getfile */
const mostBytes = 20_000_000

/** Reads one update. Whatever has another shape than expected, or another kind, is nothing. */
export function decode(given: unknown, self: Self, now: Date): Heard {
  const read = updateSchema.safeParse(given)
  if (!read.success) return { kind: 'nothing' }
  const { message, edited_message, callback_query, my_chat_member } = read.data
  if (message !== undefined) return said(message, self)
  if (edited_message !== undefined) return edited(edited_message, self)
  if (callback_query !== undefined) return pressed(callback_query, now)
  if (my_chat_member !== undefined) return promoted(my_chat_member)
  return { kind: 'nothing' }
}

function said(message: Message, self: Self): Heard {
  const { from } = message
  if (from === undefined || from.is_bot || !isForUs(message, self)) return { kind: 'nothing' }
  const content = contentOf(message, self)
  if (content === undefined) return { kind: 'nothing' }
  const { file, ...more } = content
  const inbound: Inbound = {
    id: String(message.message_id),
    address: addressOf(message.chat, from.id),
    // In whole seconds, rounded down: an answer never counts as later than it was.
    sentAt: new Date(message.date * 1000),
    ...more,
  }
  return { kind: 'said', sender: senderOf(from), inbound, ...(file !== undefined && { file }) }
}

/** An edit is a message of its own that names the one it replaces. */
function edited(message: Message, self: Self): Heard {
  const heard = said(message, self)
  if (heard.kind !== 'said') return heard
  const id = `${message.message_id}/edit/${message.edit_date ?? message.date}`
  return { ...heard, inbound: { ...heard.inbound, id, edits: String(message.message_id) } }
}

function pressed(query: NonNullable<Update['callback_query']>, now: Date): Heard {
  const { id, from, data, message } = query
  if (data === undefined || message === undefined) return { kind: 'nothing' }
  const what = data === stopButton.callback_data ? { text: '/stop' } : { choice: data }
  const inbound = { id: `press/${id}`, address: addressOf(message.chat, from.id), sentAt: now, ...what }
  return { kind: 'pressed', sender: senderOf(from), inbound, query: id }
}

/** Made an administrator of a channel, by somebody, with the right to post. */
function promoted({
  chat,
  from,
  old_chat_member: old,
  new_chat_member: now,
}: NonNullable<Update['my_chat_member']>): Heard {
  const mayPost = (member: typeof now) => member.status === 'administrator' && member.can_post_messages === true
  if (chat.type !== 'channel' || !mayPost(now) || mayPost(old)) return { kind: 'nothing' }
  const offer = {
    platform: 'telegram',
    remoteId: String(chat.id),
    name: chat.title ?? String(chat.id),
    by: senderOf(from),
    address: String(from.id),
  } as const
  return { kind: 'offered', offer }
}

type Content = Pick<Inbound, 'text' | 'quoted' | 'forwardedFrom' | 'replyTo' | 'unread'> & { file?: Attached }

/** What a message holds; undefined for the notices that Telegram itself puts into a chat. */
function contentOf(message: Message, self: Self): Content | undefined {
  const words = wordsOf(message, self)
  const file = fileOf(message)
  const replied = message.reply_to_message
  const isReply = replied?.from?.id === self.id
  const others = replied !== undefined && !isReply && replied.from?.id !== message.from?.id
  const forwardedFrom = message.forward_origin && originOf(message.forward_origin)
  // Of a reply across chats only the part that was marked comes along.
  const around = (isReply ? '' : (message.quote?.text ?? (others ? (replied.text ?? replied.caption) : ''))) ?? ''
  // In a group our name alone, in reply to somebody, asks for a post of what they said.
  if (words === '' && file === undefined && around === '') return undefined
  // Forwarded words are somebody else's: they are never the member's own.
  const own = forwardedFrom === undefined ? words : ''
  const quoted = forwardedFrom === undefined ? around : words
  return {
    ...(own !== '' && { text: own }),
    ...(quoted !== '' && { quoted }),
    ...(forwardedFrom !== undefined && { forwardedFrom }),
    ...(isReply && { replyTo: String(replied.message_id) }),
    ...file,
  }
}

/** A picture, a recording, a film or a document to fetch, or the kind of thing that cannot be used. */
function fileOf(message: Message): { file: Attached } | { unread: Unreadable } | undefined {
  const largest = message.photo?.toSorted((a, b) => b.width * b.height - a.width * a.height)[0]
  if (largest !== undefined) return { file: { id: largest.file_id } }
  const { document } = message
  // An animation comes with a document beside it.
  if (message.animation === undefined && document !== undefined && isReadable(document)) return fetched(document)
  const other = message.voice ?? message.audio ?? message.video ?? message.video_note ?? message.animation
  if (other !== undefined) return fetched(other)
  const found = unreadables.find(([names]) => names.some((name) => message[name] !== undefined))
  return found && { unread: found[1] }
}

type TelegramFile = {
  file_id: string
  file_size?: number | undefined
  file_name?: string | undefined
  mime_type?: string | undefined
}

function fetched({ file_id: id, file_size = 0, file_name: name, mime_type: type }: TelegramFile) {
  if (file_size > mostBytes) return { unread: 'tooLarge' } as const
  return { file: { id, ...((name ?? type) !== undefined && { called: { name, type } }) } }
}

/** What is worth fetching: by its type or its name it may be something that can be read. */
function isReadable({ mime_type: type = '', file_name: name = '' }: TelegramFile): boolean {
  return (
    /^(?:image|video)\/|^application\/pdf$|^text\/(?:plain|markdown|x-markdown)$/.test(type) ||
    /\.(?:pdf|txt|text|md|markdown)$/i.test(name)
  )
}

const unreadables: [(keyof Message)[], Unreadable][] = [
  [['document'], 'document'],
  [['sticker', 'poll', 'location', 'venue', 'contact', 'dice', 'story', 'checklist'], 'other'],
]

/** The words, with the addresses that hide behind words beside them, and without our own name. */
function wordsOf(message: Message, self: Self): string {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  const hidden = entities
    .filter((entity) => entity.type === 'text_link' && entity.url !== undefined)
    .toSorted((a, b) => b.offset - a.offset)
  const shown = hidden.reduce((given, { offset, length, url }) => {
    const end = offset + length
    return given.slice(offset, end).includes(url ?? '') ? given : `${given.slice(0, end)} (${url})${given.slice(end)}`
  }, text)
  if (self.username === undefined || message.chat.type === 'private') return shown.trim()
  return shown.replace(mention(self.username), '').trim()
}

/** In a group we listen only when we are spoken to: by name, by a command with our name, or in reply to us. */
function isForUs(message: Message, self: Self): boolean {
  if (message.chat.type === 'private') return true
  if (message.chat.type !== 'group' && message.chat.type !== 'supergroup') return false
  if (message.reply_to_message?.from?.id === self.id) return true
  return self.username !== undefined && mention(self.username).test(message.text ?? message.caption ?? '')
}

function mention(username: string): RegExp {
  return new RegExp(`@${username}\\b`, 'iu')
}

function originOf(origin: NonNullable<Message['forward_origin']>): string {
  switch (origin.type) {
    case 'user':
      return nameOf(origin.sender_user)
    case 'hidden_user':
      return origin.sender_user_name
    case 'chat':
      return origin.sender_chat.title ?? ''
    case 'channel':
      return origin.chat.title ?? ''
  }
}

function senderOf(user: User): Sender {
  const handle = user.username?.toLowerCase()
  return { externalId: String(user.id), name: nameOf(user), ...(handle !== undefined && { handle }) }
}

function nameOf({ first_name, last_name }: User): string {
  return [first_name, last_name].filter(Boolean).join(' ')
}

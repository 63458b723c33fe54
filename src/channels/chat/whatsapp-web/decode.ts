// What the child saw becomes what somebody said. Pure; a number is never read out of where somebody writes from.
import type { Inbound, Sender, Unreadable } from '../../../core/chat.ts'
import { signOf } from '../whatsapp.ts'
import type { Seen, Sign } from './protocol.ts'

/** A message; `file` is the id of the message whose file is to be fetched. */
export type Said = { sender: Sender; inbound: Inbound; file?: string }

const fetched = new Set(['image', 'ptt', 'audio'])
const unreadables: Record<string, Unreadable> = {
  video: 'film',
  document: 'document',
  sticker: 'other',
  location: 'other',
  vcard: 'other',
  multi_vcard: 'other',
  poll_creation: 'other',
}

/** A message; undefined for the notices that WhatsApp itself puts into a chat. */
export function decodeMessage(seen: Seen): Said | undefined {
  const { id, from, name, at, type, body, isForwarded, replyTo, quoted } = seen
  const unread = unreadables[type]
  const isFile = fetched.has(type) && seen.hasFile
  const text = body === '' ? undefined : body
  if (type !== 'chat' && !isFile && unread === undefined) return undefined
  if (text === undefined && !isFile && unread === undefined && !quoted) return undefined
  const words = isForwarded ? { forwardedFrom: '', quoted: text ?? '' } : { ...(text !== undefined && { text }) }
  const inbound: Inbound = {
    id,
    address: from,
    sentAt: new Date(at * 1000),
    ...(!isForwarded && quoted && { quoted }),
    ...words,
    ...(replyTo !== undefined && { replyTo }),
    ...(unread !== undefined && { unread }),
  }
  return { sender: { externalId: from, name: name || from }, inbound, ...(isFile && { file: id }) }
}

/** A sign on one of our messages; undefined where it was taken off or says nothing. */
export function decodeSign({ id, from, at, on, emoji }: Sign): Said | undefined {
  const sign = signOf(emoji)
  if (sign === undefined) return undefined
  const inbound: Inbound = { id: `sign/${id}`, address: from, sentAt: new Date(at * 1000), sign, replyTo: on }
  return { sender: { externalId: from, name: from }, inbound }
}

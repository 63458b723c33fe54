// What the child saw becomes what somebody said. Pure; a number is never read out of where somebody writes from.
import type { Called, Inbound, Sender, Unreadable } from '../../../core/chat.ts'
import { signOf } from '../whatsapp.ts'
import type { Seen, Sign } from './protocol.ts'

/** A message; `file` is the id of the message whose file is to be fetched. */
export type Said = { sender: Sender; inbound: Inbound; file?: string; called?: Called }

const fetched = new Set(['image', 'ptt', 'audio', 'video', 'document'])
const unreadables: Record<string, Unreadable> = {
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
  // A document without a caption has its name there.
  const text = body === '' || (type === 'document' && body === seen.fileName) ? undefined : body
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
  const called = { name: seen.fileName, type: seen.mimeType }
  return { sender: { externalId: from, name: name || from }, inbound, ...(isFile && { file: id, called }) }
}

/** A sign on one of our messages; undefined where it was taken off or says nothing. */
export function decodeSign({ id, from, at, on, emoji }: Sign): Said | undefined {
  const sign = signOf(emoji)
  if (sign === undefined) return undefined
  const inbound: Inbound = { id: `sign/${id}`, address: from, sentAt: new Date(at * 1000), sign, replyTo: on }
  return { sender: { externalId: from, name: from }, inbound }
}

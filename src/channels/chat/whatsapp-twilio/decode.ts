// A call of the webhook, as the fields of its form, becomes what somebody said, or what did not arrive. Pure.
import type { Called, Inbound, Sender, Undelivered } from '../../../core/chat.ts'
import { faultOfCode } from './faults.ts'

/** What a call means. `files` came along, to be fetched from Twilio's addresses of them. */
export type Heard =
  | { kind: 'said'; sender: Sender; inbound: Inbound; files: { address: string; called: Called }[] }
  | { kind: 'undelivered'; one: Undelivered }
  | { kind: 'nothing' }

/** A message carries one file as Twilio has it today; more would be an album. */
const mostFiles = 10

/** Reads one call. Twilio says no time: a message is as old as its call. */
export function decode(form: Readonly<Record<string, string>>, now: Date): Heard {
  const { MessageSid: id, MessageStatus: status } = form
  if (!id) return { kind: 'nothing' }
  if (status !== undefined) return followed(id, status, form.ErrorCode)
  const address = form.From?.replace(/^whatsapp:/, '')
  if (!address) return { kind: 'nothing' }
  const count = Math.min(mostFiles, Number(form.NumMedia ?? 0) || 0)
  const files = Array.from({ length: count }, (_, i) => {
    const address = form[`MediaUrl${i}`]
    return address === undefined ? [] : [{ address, called: { type: form[`MediaContentType${i}`] } }]
  }).flat()
  const isForwarded = form.Forwarded === 'true' || form.FrequentlyForwarded === 'true'
  // A button says its number, which answers the list that it is under.
  const text = form.ButtonPayload || form.ListId || form.ButtonText || form.Body || ''
  const isOther = text === '' && files.length === 0
  const replyTo = form.OriginalRepliedMessageSid
  const inbound: Inbound = {
    id,
    address,
    sentAt: now,
    // Forwarded words are somebody else's, and nobody says whose.
    ...(isForwarded ? { forwardedFrom: '', ...(text !== '' && { quoted: text }) } : text !== '' && { text }),
    ...(replyTo && { replyTo }),
    ...(isOther && { unread: 'other' as const }),
  }
  return { kind: 'said', sender: { externalId: address, name: form.ProfileName ?? address }, inbound, files }
}

function followed(externalId: string, status: string, errorCode: string | undefined): Heard {
  if (status !== 'failed' && status !== 'undelivered') return { kind: 'nothing' }
  const code = errorCode === undefined ? undefined : Number(errorCode)
  return { kind: 'undelivered', one: { externalId, kind: faultOfCode(code) } }
}

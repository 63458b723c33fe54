// A message as Twilio takes it: the fields of a form; and the quick replies that some lists can have. Pure.
import type { ReplyChoice } from '../../../core/chat.ts'
import type { Sheet } from '../whatsapp.ts'

/** The most UTF-16 units of a message. https://www.twilio.com/docs/whatsapp/api */
export const mostUnits = 1_600

const mostButtons = 3
const mostTitle = 20
const mostUnitsWithButtons = 1_024

/** From whom, to whom, and where Twilio tells what became of it. */
export type Envelope = { from: string; to: string; statusUrl: string }

/** The fields of a message in words. */
export function encodeText({ from, to, statusUrl }: Envelope, { text }: Sheet): Record<string, string> {
  return { ...parties(from, to), Body: text, StatusCallback: statusUrl }
}

/** The fields of a message with quick replies, by the content that has their labels. */
export function encodeContent(envelope: Envelope, { text }: Sheet, contentSid: string): Record<string, string> {
  const { from, to, statusUrl } = envelope
  const variables = JSON.stringify({ 1: text })
  return { ...parties(from, to), ContentSid: contentSid, ContentVariables: variables, StatusCallback: statusUrl }
}

/** The fields of a picture, which Twilio fetches itself. */
export function encodePicture({ from, to, statusUrl }: Envelope, url: string): Record<string, string> {
  return { ...parties(from, to), MediaUrl: url, StatusCallback: statusUrl }
}

/** The fields of an approved template. */
export function encodeTemplate({ from, to, statusUrl }: Envelope, contentSid: string): Record<string, string> {
  return { ...parties(from, to), ContentSid: contentSid, StatusCallback: statusUrl }
}

/** The labels that a sheet can show as quick replies: few, short and from a small set, as each set is made once at Twilio. */
export function quickReplies({ text, choices }: Sheet): string[] | undefined {
  const labels = choices.map(({ label }: ReplyChoice) => label)
  const isFit = labels.length > 0 && labels.length <= mostButtons && text.length <= mostUnitsWithButtons
  const areFit = labels.every((label) => label.length <= mostTitle && !/\d/.test(label))
  return isFit && areFit && new Set(labels).size === labels.length ? labels : undefined
}

/** The content with these quick replies. Each says its number: that answers the list under which it stands. */
export function contentOf(labels: readonly string[]) {
  const actions = labels.map((title, i) => ({ type: 'QUICK_REPLY', title, id: String(i + 1) }))
  return {
    friendly_name: nameOf(labels),
    language: 'en',
    variables: { 1: 'Which?' },
    types: { 'twilio/quick-reply': { body: '{{1}}', actions } },
  }
}

/** The name under which the content of these labels is found again. */
export function nameOf(labels: readonly string[]): string {
  return `leopost ${labels.join(' | ')}`
}

function parties(from: string, to: string) {
  return { From: `whatsapp:${from}`, To: `whatsapp:${to}` }
}

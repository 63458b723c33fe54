// A message as the Cloud API takes it: text, and where they fit the choices to press as well. Pure.
import type { ReplyChoice } from '../../../core/chat.ts'
import type { Sheet } from '../whatsapp.ts'

/** The most UTF-16 units of a text. */
export const mostUnits = 4_096

/** What stands above things to press is shorter; longer words have their numbers alone. */
const mostUnitsWithChoices = 1_024
const mostButtons = 3
const mostRows = 10
const mostTitle = 20
const mostRowTitle = 24
const mostDescription = 72

/** What is said in one message to somebody. */
export type Outgoing = { to: string; sheet: Sheet }

/** The body of a call that sends one message. */
export function encodeMessage({ to, sheet }: Outgoing) {
  const around = { messaging_product: 'whatsapp', recipient_type: 'individual', to } as const
  const interactive = interactiveOf(sheet)
  if (interactive === undefined)
    return { ...around, type: 'text' as const, text: { body: sheet.text, preview_url: false } }
  return { ...around, type: 'interactive' as const, interactive }
}

/** The choices as buttons where there are up to three, as a list up to ten; undefined where they do not fit. */
function interactiveOf({ text, choices }: Sheet) {
  if (choices.length === 0 || choices.some(({ id }) => id.length > 200)) return undefined
  if (text.length > mostUnitsWithChoices) return undefined
  const body = { text }
  const titles = new Set(choices.map(({ label }) => cut(label, mostTitle)))
  if (choices.length <= mostButtons && titles.size === choices.length) {
    const buttons = choices.map(({ id, label }) => {
      return { type: 'reply' as const, reply: { id, title: cut(label, mostTitle) } }
    })
    return { type: 'button' as const, body, action: { buttons } }
  }
  if (choices.length > mostRows) return undefined
  // The adapter knows no language: the numbers of the list are its name.
  const button = choices.length === 1 ? '1' : `1 – ${choices.length}`
  return { type: 'list' as const, body, action: { button, sections: [{ title: button, rows: choices.map(rowOf) }] } }
}

function rowOf({ id, label }: ReplyChoice, i: number) {
  const title = `${i + 1} ${label}`
  if (title.length <= mostRowTitle) return { id, title }
  return { id, title: cut(title, mostRowTitle), description: cut(label, mostDescription) }
}

/** The body of a call that asks somebody to write. */
export function encodeTemplate(to: string, { name, language }: { name: string; language: string }) {
  const template = { name, language: { policy: 'deterministic', code: language } }
  return { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'template', template } as const
}

/** The body of a call that shows a picture that was uploaded. */
export function encodePicture(to: string, id: string) {
  return { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'image', image: { id } } as const
}

function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text
        .slice(0, most - 1)
        .trimEnd()
        .toWellFormed()}…`
}

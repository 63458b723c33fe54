// A reply becomes messages: text with entities, which no text of a user can break, and inline buttons. Pure.
import type { Reply, ReplyChoice } from '../../../core/chat.ts'
import { platformNames } from '../../../core/platform.ts'
import { endOfPiece } from '../pieces.ts'
import { problemsOf, type Section, sectionsOf, wordsIn } from '../sections.ts'

/** A part of a text that is shown in another way; offset and length in UTF-16 units. */
export type Entity =
  | { type: 'bold' | 'blockquote'; offset: number; length: number }
  | { type: 'text_link'; offset: number; length: number; url: string }

export type Button = { text: string; callback_data: string }

/** One message. */
export type Sheet = { text: string; entities: Entity[]; buttons: Button[][] }

/** The most UTF-16 units of one message. https://core.telegram.org/bots/api#sendmessage */
export const mostUnits = 4_096

/**
 * The messages of a reply, in order; the last is the reply itself with its choices. What has no room in it comes before,
 * in full.
 */
export function encode(reply: Reply): Sheet[] {
  const sections = reply.card === undefined ? [] : sectionsOf(reply.card)
  const moved = new Set<Section>()
  let main = mainSheet(reply, sections, moved)
  // The longest words go first, until the rest has room.
  for (const section of sections.toSorted((a, b) => wordsIn(b) - wordsIn(a))) {
    if (main.text.length <= mostUnits) break
    moved.add(section)
    main = mainSheet(reply, sections, moved)
  }
  const before = sections.filter((section) => moved.has(section)).map((section) => pageOf(section))
  const sheets = [...before, main].flatMap((ink) => split(ink))
  return sheets.map((ink, i) => ({ ...ink, buttons: i === sheets.length - 1 ? buttonsOf(reply.choices) : [] }))
}

/** Choices in rows of two. Throws for an id that Telegram would not carry. */
export function buttonsOf(choices: readonly ReplyChoice[]): Button[][] {
  const buttons = choices.map(({ id, label }) => {
    const bytes = Buffer.byteLength(id)
    if (bytes < 1 || bytes > 64) throw new Error(`the id of a choice has ${bytes} bytes; Telegram carries 1 to 64`)
    return { text: label, callback_data: id }
  })
  return Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) => buttons.slice(row * 2, row * 2 + 2))
}

type Ink = { text: string; entities: Entity[] }

function mainSheet(reply: Reply, sections: Section[], moved: ReadonlySet<Section>): Ink {
  const pen = createPen()
  pen.write(reply.text)
  if (reply.card !== undefined) {
    pen.line(reply.text === '' ? 0 : 2)
    pen.write(reply.card.head, { type: 'bold' })
  }
  for (const section of sections) {
    pen.line(2)
    heading(pen, section)
    if (moved.has(section)) pen.write(' ↑')
    else quote(pen, section)
    for (const problem of problemsOf(section)) {
      pen.line(1)
      pen.write(problem)
    }
    for (const finding of new Set(section.variants.flatMap((variant) => variant.findings ?? []))) {
      pen.line(1)
      pen.write(finding)
    }
  }
  return pen.ink()
}

function pageOf(section: Section): Ink {
  const pen = createPen()
  heading(pen, section)
  quote(pen, section)
  return pen.ink()
}

/** "Bluesky 112/300 · Mastodon 112/500", each bold; what is out leads to where it is. */
function heading(pen: Pen, { variants }: Section): void {
  variants.forEach((variant, i) => {
    const name = platformNames[variant.platform]
    const isNamed = variant.account === name
    const { used, limit } = variant.count
    if (i > 0) pen.write(' · ')
    const label = isNamed ? name : `${name} ${variant.account}`
    const url = variant.published?.url
    pen.write(label, { type: 'bold' }, ...(url ? [{ type: 'text_link', url } as const] : []))
    pen.write(variant.published === undefined ? ` ${used}/${limit}` : ' ✓')
    if (variant.options !== undefined) pen.write(` (${variant.options.join(', ')})`)
  })
}

function quote(pen: Pen, { words }: Section): void {
  words.forEach((part) => {
    pen.line(1)
    pen.write(part, { type: 'blockquote' })
  })
}

type Style = { type: 'bold' | 'blockquote' } | { type: 'text_link'; url: string }
type Pen = ReturnType<typeof createPen>

/** Writes text and remembers what is shown in another way. */
function createPen() {
  let text = ''
  const entities: Entity[] = []
  return {
    write(words: string, ...styles: Style[]): void {
      if (words === '') return
      for (const style of styles) entities.push({ ...style, offset: text.length, length: words.length })
      text += words
    },
    line(count: number): void {
      text += '\n'.repeat(count)
    },
    ink: (): Ink => ({ text, entities }),
  }
}

/** A text in pieces that have room in a message, with their share of the entities; never through a character. */
function split({ text, entities }: Ink): Ink[] {
  if (text.trim() === '') return [{ text: '…', entities: [] }]
  const pieces: Ink[] = []
  for (let from = 0; from < text.length; ) {
    const to = endOfPiece(text, from, mostUnits)
    const piece = text.slice(from, to)
    if (piece.trim() !== '') pieces.push({ text: piece, entities: entities.flatMap((one) => clip(one, from, to)) })
    from = to
  }
  return pieces
}

function clip(entity: Entity, from: number, to: number): Entity[] {
  const start = Math.max(entity.offset, from)
  const end = Math.min(entity.offset + entity.length, to)
  return end > start ? [{ ...entity, offset: start - from, length: end - start }] : []
}

// The card of a post as boxes: what its network would show of it. Only the network's own words stand in it.
import { box, type Drawn, picture, type Style, words } from '../drawing/node.ts'
import { findLinks } from '../posts/links.ts'
import { type Cells, gap } from './cells.ts'
import { aboveFold, type Looks } from './looks.ts'

/** Points of the layout; the picture has twice as many pixels. */
export const width = 600
const margin = 20
const padding = 20
const avatar = 44
/** The width that words and pictures have. */
export const inner = width - 2 * (margin + padding)

/** One part of a post on its way into a picture: its words, and how long they are to the network. */
export type Part = { text: string; used: number }

/** What is drawn of one network. `shots` are the pictures as data addresses, cut to their cells, by index. */
export type Scene = {
  network: string
  brand: string
  account: string
  colour: string
  looks: Looks
  warning?: string
  parts: readonly Part[]
  /** The number of the first of these parts, and of how many the post is made. */
  from: number
  of: number
  limit: number
  cells: Cells
  shots: readonly string[]
}

/** A network's card, or some parts of its thread. */
export function sceneOf(scene: Scene): Drawn {
  const isThread = scene.of > 1
  const counter = isThread ? `${scene.from}–${scene.from + scene.parts.length - 1} / ${scene.of}` : ''
  return box(
    {
      width: width - 2 * margin,
      padding: margin,
      backgroundColor: '#eef0f3',
      fontFamily: 'Inter',
      fontSize: 17,
      color: '#14171c',
    },
    box(
      { flexDirection: 'row', justifyContent: 'space-between', fontSize: 15, color: '#5b6470', marginBottom: 10 },
      words(scene.network, { fontWeight: 700 }),
      isThread ? words(counter) : undefined,
    ),
    box(
      { backgroundColor: '#ffffff', borderRadius: 14, padding, border: '1px solid #dfe3e8' },
      ...scene.parts.map((part, i) => partOf(scene, part, i)),
    ),
  )
}

function partOf(scene: Scene, part: Part, i: number): Drawn {
  const isFirst = scene.from + i === 1
  const isLast = i === scene.parts.length - 1
  const shown = isFirst ? picturesOf(scene) : undefined
  const { looks, limit } = scene
  const isSplit = looks.caption !== undefined && shown !== undefined && part.text.length > looks.caption
  const said = wordsOf(scene, part.text)
  const line = { fontSize: 14, color: part.used > limit ? '#b3261e' : '#5b6470', marginTop: 12 }
  const counted = words(`${grouped(part.used)} / ${grouped(limit)}`, line)
  const body: (Drawn | undefined)[] =
    looks.first === 'pictures'
      ? [shown, isSplit ? rule() : undefined, shown === undefined ? said : box({ marginTop: 12 }, said)]
      : [said, shown === undefined ? undefined : box({ marginTop: 12 }, shown)]
  const edge: Style = isLast ? {} : { borderBottom: '1px solid #e4e7eb', paddingBottom: 16, marginBottom: 16 }
  return box(edge, namesOf(scene), ...body, counted)
}

function namesOf({ brand, account, colour, looks }: Scene): Drawn {
  const title = looks.names === 'both' && brand !== '' ? brand : account
  return box(
    { flexDirection: 'row', alignItems: 'center', marginBottom: 12 },
    box(
      {
        width: avatar,
        height: avatar,
        borderRadius: looks.face === 'square' ? 8 : avatar / 2,
        backgroundColor: colour,
        alignItems: 'center',
        justifyContent: 'center',
        marginRight: 12,
      },
      words(firstSign(brand === '' ? account : brand), { color: inkOn(colour), fontSize: 20, fontWeight: 700 }),
    ),
    box(
      { flexShrink: 1 },
      words(short(title), { fontWeight: 700 }),
      title === account ? undefined : words(short(account), { fontSize: 15, color: '#5b6470' }),
    ),
  )
}

/** Words with what is seen after a tap in grey below; nobody reads more of it here than fits. */
function wordsOf(scene: Scene, text: string): Drawn {
  const { shown, rest } = aboveFold(text, scene.looks.fold)
  const { accent, fold } = scene.looks
  const hidden = scene.warning
  return box(
    {},
    hidden === undefined
      ? undefined
      : box(
          { paddingBottom: 10, marginBottom: 10, borderBottom: '1px solid #e4e7eb' },
          words(hidden, { fontWeight: 700 }),
          scene.looks.covers === undefined
            ? undefined
            : words(scene.looks.covers, { color: '#5b6470', fontWeight: 700 }),
        ),
    ...coloured(shown, accent, hidden === undefined ? {} : { color: '#8a929d' }),
    rest === '' ? undefined : words(`… ${fold?.say ?? ''}`, { color: '#5b6470', fontWeight: 700 }),
    rest === '' ? undefined : rule(),
    rest === '' ? undefined : words(clipped(rest), { ...unbroken, color: '#8a929d', fontSize: 15 }),
  )
}

const mostRest = 1_200

function clipped(text: string): string {
  return text.length > mostRest ? `${text.slice(0, mostRest).toWellFormed()} …` : text
}

/** Lines of words; those with links, mentions or hashtags are laid out word by word to give these their colour. */
function coloured(text: string, accent: string, style: Style): Drawn[] {
  return text.split('\n').map((line) => {
    if (line === '') return box({ height: 20 })
    const marks = marksIn(line)
    if (marks.length === 0) return words(line, { lineHeight: 1.4, ...unbroken, ...style })
    const pieces: Drawn[] = []
    let at = 0
    for (const { start, end } of marks) {
      pieces.push(
        ...wordsApart(line.slice(at, start), style),
        words(line.slice(start, end), { ...style, ...unbroken, color: accent }),
      )
      at = end
    }
    pieces.push(...wordsApart(line.slice(at), style))
    return box({ flexDirection: 'row', flexWrap: 'wrap', lineHeight: 1.4 }, ...pieces)
  })
}

/** A word or link wider than the card goes on in the next line. */
const unbroken: Style = { wordBreak: 'break-word', maxWidth: inner }

/** Word by word, each with the room of the space behind it: spaces at the edge of a box are not drawn. */
function wordsApart(text: string, style: Style): Drawn[] {
  return (text.match(/\S+|\s+/gu) ?? []).map((word) =>
    /\s/u.test(word) ? box({ width: spaceWidth }) : words(word, { ...unbroken, ...style }),
  )
}

const spaceWidth = 5

const tags = /(?<![\p{L}\p{N}_&/])[#@][\p{L}\p{N}_][\p{L}\p{N}_.@-]*[\p{L}\p{N}_]/gu

function marksIn(line: string): { start: number; end: number }[] {
  const links = findLinks(line).map(({ start, end }) => ({ start, end }))
  const named = [...line.matchAll(tags)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
  const apart = named.filter((tag) => !links.some((link) => tag.start < link.end && link.start < tag.end))
  return [...links, ...apart].sort((a, b) => a.start - b.start)
}

function picturesOf({ cells, shots }: Scene): Drawn | undefined {
  if (cells.columns.length === 0) return undefined
  const last = cells.columns.at(-1)?.at(-1)
  const columns = cells.columns.map((column, i) =>
    box(
      { marginRight: i < cells.columns.length - 1 ? gap : 0, flexShrink: 0 },
      ...column.map((cell, j) =>
        box(
          { marginBottom: j < column.length - 1 ? gap : 0, position: 'relative' },
          shots[cell.index] === undefined
            ? box({ width: cell.width, height: cell.height, backgroundColor: '#c3c8d0' })
            : picture(shots[cell.index] ?? '', cell.width, cell.height),
          cell === last && cells.more > 0 && !cells.isRow ? moreOver(cells.more, cell.width, cell.height) : undefined,
        ),
      ),
    ),
  )
  return box(
    {},
    box({ flexDirection: 'row', width: inner, overflow: 'hidden', borderRadius: 10 }, ...columns),
    cells.isRow ? dots(cells.more + 1) : undefined,
  )
}

function moreOver(more: number, wide: number, high: number): Drawn {
  const over: Style = { position: 'absolute', top: 0, left: 0, width: wide, height: high }
  return box(
    { ...over, backgroundColor: 'rgba(0,0,0,0.45)', alignItems: 'center', justifyContent: 'center' },
    words(`+${more}`, { color: '#ffffff', fontSize: 34, fontWeight: 700 }),
  )
}

function dots(count: number): Drawn {
  const dot = (i: number) =>
    box({ width: 7, height: 7, borderRadius: 4, margin: 3, backgroundColor: i === 0 ? '#1d7fd1' : '#c3c8d0' })
  return box(
    { flexDirection: 'row', justifyContent: 'center', marginTop: 8 },
    ...Array.from({ length: count }, (_, i) => dot(i)),
  )
}

function rule(): Drawn {
  return box({ borderTop: '1px dashed #c3c8d0', marginTop: 12, marginBottom: 12 })
}

/** Black or white, whichever reads better on a colour. */
export function inkOn(colour: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#14171c' : '#ffffff'
}

function firstSign(text: string): string {
  const [first] = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text.replace(/^@/, ''))
  return (first?.segment ?? '').toUpperCase()
}

const longestName = 48

function short(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name
}

/** 63206 as 63,206. */
function grouped(count: number): string {
  return count.toLocaleString('en')
}

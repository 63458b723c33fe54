// Words on a card: a quotation or an announcement in the brand's colour, drawn here, without a model.
import { box, type Drawn, words } from '../drawing/node.ts'
import { inkOn } from '../preview/draw.ts'
import type { CardWords } from './wish.ts'

/** Most characters of a card: more of them would be too small to read. */
export const mostOnCard = 280
/** How many templates there are; `look` counts on through them. */
export const looksOfCard = 3

const wide = 1080

/** How large a card is at a shape (width by height). */
export function sizeOfCard(shape: number): { width: number; height: number } {
  return { width: wide, height: Math.round(wide / shape) }
}

/** The card as boxes. */
export function cardOf(given: { words: CardWords; look: number; colour: string; brand: string; shape: number }): Drawn {
  const { words: said, look, colour, brand } = given
  const { width, height } = sizeOfCard(given.shape)
  const style = styles[look % looksOfCard] ?? styles[0]
  const { paper, ink, mark } = style(colour)
  const edge = Math.round(Math.min(width, height) * 0.09)
  const room = { width: width - 2 * edge - mark.inset, height: height - 2 * edge - 190 }
  const size = sizeOfLetters(said.text, room)
  return box(
    { width, height, backgroundColor: paper, fontFamily: 'Inter', position: 'relative' },
    mark.side === undefined
      ? undefined
      : box({ position: 'absolute', top: 0, left: 0, width: 28, height, backgroundColor: mark.side }),
    mark.frame === undefined
      ? undefined
      : box({
          position: 'absolute',
          top: edge / 2,
          left: edge / 2,
          width: width - edge - 6,
          height: height - edge - 6,
          border: `3px solid ${mark.frame}`,
        }),
    box(
      {
        position: 'absolute',
        top: edge,
        left: edge + mark.inset,
        width: room.width,
        height: height - 2 * edge,
        justifyContent: 'space-between',
      },
      said.isQuote
        ? words('“', { fontSize: 150, fontWeight: 700, color: mark.ink, height: 90, lineHeight: 1 })
        : box({ width: 120, height: 12, backgroundColor: mark.ink }),
      words(said.text, {
        textWrap: 'balance',
        fontSize: size,
        fontWeight: 700,
        lineHeight: 1.22,
        color: ink,
        width: room.width,
      }),
      box(
        { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-end', fontSize: 34, color: ink },
        words(said.by === undefined ? '' : `— ${said.by}`, { maxWidth: room.width * 0.6 }),
        words(brand, { color: mark.ink, fontWeight: 700 }),
      ),
    ),
  )
}

type Mark = { ink: string; inset: number; side?: string; frame?: string }

/** The templates: the colour everywhere, on white with an edge in it, on its palest shade in a frame. */
const styles: [Look, Look, Look] = [
  (colour) => ({ paper: colour, ink: inkOn(colour), mark: { ink: mixed(inkOn(colour), colour, 0.65), inset: 0 } }),
  (colour) => ({ paper: '#ffffff', ink: '#14171c', mark: { ink: readable(colour), inset: 28, side: colour } }),
  (colour) => {
    const paper = mixed(colour, '#ffffff', 0.12)
    return {
      paper,
      ink: mixed(readable(colour), '#14171c', 0.55),
      mark: { ink: readable(colour), inset: 8, frame: readable(colour) },
    }
  },
]
type Look = (colour: string) => { paper: string; ink: string; mark: Mark }

/** A pale colour on white cannot be read: it is taken darker. */
function readable(colour: string): string {
  return inkOn(colour) === '#ffffff' ? colour : mixed(colour, '#000000', 0.5)
}

/** So much of the one colour in the other, 0 to 1. */
function mixed(one: string, other: string, share: number): string {
  const part = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const parts = [1, 3, 5].map((at) => Math.round(part(one, at) * share + part(other, at) * (1 - share)))
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

const sizes = [120, 108, 96, 86, 78, 70, 62, 56, 50, 44, 40, 36]
/** Letters of this weight are about so wide, as a part of their height; the widest words decide too. */
const letterWidth = 0.58

function sizeOfLetters(text: string, room: { width: number; height: number }): number {
  const longest = Math.max(...text.split(/\s+/u).map((word) => word.length))
  const fits = sizes.find((size) => {
    const perLine = Math.floor(room.width / (size * letterWidth))
    const lines = text
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.08) / perLine)), 0)
    return longest <= perLine && lines * size * 1.22 <= room.height
  })
  return fits ?? sizes.at(-1) ?? 36
}

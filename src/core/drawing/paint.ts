// Turns boxes into a picture. Letters come from the fonts kept with Leopost and are drawn as outlines, so that it looks the
// same on a machine that has no fonts.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Font } from 'satori'
import type { Drawn } from './node.ts'

/** A drawing as it is kept; `missing` are the letters that no font here has and that stand as grey bars. */
export type Painted = {
  bytes: Uint8Array
  type: 'image/png' | 'image/jpeg'
  width: number
  height: number
  missing: string[]
}

const kept = createRequire(import.meta.url)
const subsets = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'] as const
const weights = [400, 700] as const
const signs = [
  ['noto-sans-symbols-2', 'symbols'],
  ['noto-sans-math', 'latin'],
] as const
/** Twice as many pixels as the layout has: telephones show them finely. */
const usualScale = 2

type Paper = { width: number; height?: number; scale?: number; hasPhotos?: boolean }

/** Paints boxes `width` wide, as high as they need or as said: as PNG, or as JPEG where photographs are among them. */
export async function paint(
  node: Drawn,
  { width, height, scale = usualScale, hasPhotos = false }: Paper,
): Promise<Painted> {
  // Loaded at the first picture: a desk that never draws one starts sooner and stays smaller.
  const [{ default: satori }, { default: sharp }] = await Promise.all([import('satori'), import('sharp')])
  // Most posts need two of the fonts; opening all of them takes as long as drawing ten times.
  let fonts = await openFonts('latin')
  const missing = new Set<string>()
  const draw = (bars: Record<string, string>) =>
    satori(node as unknown as Parameters<typeof satori>[0], {
      width,
      ...(height !== undefined && { height }),
      fonts,
      graphemeImages: bars,
      loadAdditionalAsset: async (kind, segment) => {
        if (kind === 'emoji') {
          const drawn = await emojiOf(segment)
          if (drawn !== undefined) return drawn
        }
        for (const { segment: letter } of letters.segment(segment)) missing.add(letter)
        return bar
      },
    })
  let svg = await draw({})
  if (missing.size > 0) {
    missing.clear()
    fonts = await openFonts('usual')
    svg = await draw({})
  }
  if (missing.size > 0) {
    // Signs, arrows and the letters of mathematics that people write headings with have fonts of their own.
    const joined = [...missing].filter((letter) => isJoined.test(letter))
    missing.clear()
    fonts = await openFonts('all')
    svg = await draw(barsFor(joined))
    for (const letter of joined) missing.add(letter)
  }
  // What no font has is known now, and drawn as what it is: something that cannot be shown.
  if (missing.size > 0) svg = await draw(barsFor(missing))
  sharp.concurrency(1)
  const painted = sharp(Buffer.from(svg), { density: 72 * scale, limitInputPixels: mostPixels })
  const encoded = hasPhotos
    ? painted.flatten({ background: '#ffffff' }).jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    : painted.png({ compressionLevel: 6 })
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
  const type = hasPhotos ? 'image/jpeg' : 'image/png'
  return { bytes: new Uint8Array(data), type, width: info.width, height: info.height, missing: [...missing] }
}

function barsFor(letters: Iterable<string>): Record<string, string> {
  return Object.fromEntries([...letters].map((letter) => [letter, bar]))
}

/** A font of signs has some of these, but they are written from the right and joined, which cannot be done here. */
const isJoined = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u
const mostPixels = 40_000_000
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

function inAddress(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}

/** Stands for one letter that no font here has. */
const bar = inAddress(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect x="1" y="4" width="18" height="12" rx="3" fill="#c3c8d0"/></svg>',
)

/** An emoji as a drawing, from the set kept with Leopost; undefined where the set has none. */
async function emojiOf(emoji: string): Promise<string | undefined> {
  const folder = dirname(kept.resolve('@twemoji/svg/package.json'))
  const codes = [...emoji].map((sign) => (sign.codePointAt(0) ?? 0).toString(16))
  const bare = codes.filter((code) => code !== 'fe0f')
  for (const name of [codes.join('-'), bare.join('-')]) {
    const svg = await readFile(join(folder, `${name}.svg`), 'utf8').catch(() => undefined)
    // A little air around it: the set fills its square to the edge, and letters stand close.
    if (svg !== undefined) return inAddress(svg.replace('viewBox="0 0 36 36"', 'viewBox="-2 -1 40 40"'))
  }
  return undefined
}

type Alphabets = 'latin' | 'usual' | 'all'
const opened = new Map<Alphabets, Promise<Font[]>>()

/** The fonts, read once; each part of an alphabet is a font of its own, and they are looked into in this order. */
function openFonts(which: Alphabets): Promise<Font[]> {
  const known = opened.get(which) ?? readers[which]()
  opened.set(which, known)
  return known
}

const readers: Record<Alphabets, () => Promise<Font[]>> = {
  latin: () => readInter(subsets.slice(0, 2)),
  usual: () => readInter(subsets),
  all: readAll,
}

function readInter(parts: readonly (typeof subsets)[number][]): Promise<Font[]> {
  return Promise.all(
    weights.flatMap((weight) => parts.map((subset) => readFont('inter', subset, weight, subset === 'latin'))),
  )
}

async function readAll(): Promise<Font[]> {
  const more = signs.map(([family, subset]) => readFont(family, subset, 400))
  return [...(await openFonts('usual')), ...(await Promise.all(more))]
}

async function readFont(family: string, subset: string, weight: 400 | 700, isMain = false): Promise<Font> {
  const file = kept.resolve(`@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`)
  return { name: isMain ? 'Inter' : `${family} ${subset}`, weight, style: 'normal', data: await readFile(file) }
}

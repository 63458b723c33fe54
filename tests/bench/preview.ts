// How long a preview takes to draw: the first of a process, and warm, for words, a thread, and photographs that are cut for it.
import { execFileSync } from 'node:child_process'
import sharp from 'sharp'
import { blueskyLooks } from '../../src/channels/social/bluesky/rules.ts'
import { facebookLooks } from '../../src/channels/social/facebook/rules.ts'
import { linkedinLooks } from '../../src/channels/social/linkedin/rules.ts'
import { paint } from '../../src/core/drawing/paint.ts'
import { openPicture } from '../../src/core/media/picture.ts'
import { cardOf, sizeOfCard } from '../../src/core/pictures/template.ts'
import { cellsOf } from '../../src/core/preview/cells.ts'
import { inner, sceneOf, width } from '../../src/core/preview/draw.ts'
import type { Looks } from '../../src/core/preview/looks.ts'
import { type Figure, percentile, round } from './figures.ts'

const runs = 20
const colour = '#7b1e3a'
const text = `Monday at eight we open the new place on Via Torino. The first coffee is on us ☕️ until it runs out.

Marta baked 120 cornetti for the morning; Gianni has the good beans from Trieste. Come by on your way to work.

barluce.it/opening #Trieste`

/** Draws one card; `photos` are cut for it as they are before every first preview. */
async function draw(looks: Looks, parts: readonly string[], photos: readonly Uint8Array[] = []): Promise<void> {
  const cells = cellsOf(
    photos.map(() => ({ width: 4000, height: 3000 })),
    looks,
    inner,
  )
  const shots: string[] = []
  for (const cell of cells.columns.flat()) {
    const { pipeline } = await openPicture(photos[cell.index] ?? new Uint8Array(), 100_000_000)
    const cut = pipeline('first').resize({ width: cell.width * 2, height: cell.height * 2, fit: 'cover' })
    shots[cell.index] = `data:image/jpeg;base64,${(await cut.jpeg({ quality: 82 }).toBuffer()).toString('base64')}`
  }
  const counted = parts.map((part) => ({ text: part, used: part.length }))
  const about = { network: 'Bench', brand: 'Bar Luce', account: 'barluce', colour, looks, limit: 500, cells, shots }
  await paint(sceneOf({ ...about, parts: counted, from: 1, of: parts.length }), { width, hasPhotos: photos.length > 0 })
}

/** The figures. */
export async function preview(): Promise<Figure[]> {
  // A desk that runs and has drawn nothing yet: its own files are loaded, and Node is set as it sets it.
  const script = `const { setNode } = await import('./src/node.ts'); setNode(); await import('./src/start.ts')
    const { first } = await import('./tests/bench/preview.ts')
    const from = performance.now(); await first(); console.log(performance.now() - from); process.exit(0)`
  const fresh = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script])
  // Noise, as a photograph has: nothing that is small because it is plain.
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const photo = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#888', noise } })
    .blur(3)
    .jpeg({ quality: 88 })
    .toBuffer()
  const card = cardOf({
    words: { text: 'The first coffee is on us.', isQuote: true },
    look: 0,
    colour,
    brand: 'Bar Luce',
    shape: 0.8,
  })
  return [
    { name: 'preview of words, the first that a running desk draws', value: Math.round(Number(fresh)), unit: 'ms' },
    await figure('preview of words, p50', () => draw(linkedinLooks, [text])),
    await figure('preview of a thread of six parts, p50', () =>
      draw(
        blueskyLooks,
        Array.from({ length: 6 }, () => text),
      ),
    ),
    await figure('preview with one photo of 12 megapixels, cut for it, p50', () =>
      draw(facebookLooks, [text], [photo]),
    ),
    await figure('preview with four photos of 12 megapixels, p50', () =>
      draw(facebookLooks, [text], [photo, photo, photo, photo]),
    ),
    await figure('words on a card, p50', async () => void (await paint(card, { ...sizeOfCard(0.8), scale: 1 }))),
  ]
}

/** One preview, for the figure of a fresh process. */
export function first(): Promise<void> {
  return draw(linkedinLooks, [text])
}

async function figure(name: string, work: () => Promise<void>): Promise<Figure> {
  await work()
  const took: number[] = []
  for (let i = 0; i < runs; i++) {
    const from = performance.now()
    await work()
    took.push(performance.now() - from)
  }
  return { name, value: round(percentile(took, 50)), unit: 'ms' }
}

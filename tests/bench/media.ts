// Pictures and films: a photo of twelve megapixels fitted to four networks, and a large film streamed through.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { blueskyLimits } from '../../src/channels/social/bluesky/rules.ts'
import { instagramLimits } from '../../src/channels/social/instagram/rules.ts'
import { linkedinLimits } from '../../src/channels/social/linkedin/rules.ts'
import { limitsOf } from '../../src/channels/social/x/rules.ts'
import { bodyOf, withFilm } from '../../src/core/media/film.ts'
import { fitImage } from '../../src/core/media/fit.ts'
import { createFolderStorage, mediaKey } from '../../src/core/media/storage.ts'
import { takeIn } from '../../src/core/media/take-in.ts'
import { mp4Of } from '../support/mp4.ts'
import { type Figure, round } from './figures.ts'

const filmBytes = 100_000_000
const pieceBytes = 64_000

/** The photo and the film, each with the time it takes and how much the memory grew at most. */
export async function mediaBench(): Promise<Figure[]> {
  return [...(await photo()), ...(await film())]
}

async function photo(): Promise<Figure[]> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const sent = await sharp({ create: { width: 4_032, height: 3_024, channels: 3, background: '#777', noise } })
    .jpeg({ quality: 92 })
    .toBuffer()
  const [taken, tookIn] = await measured(() => takeIn(sent))
  const { maxRSS: before } = process.resourceUsage()
  const networks = { X: limitsOf({}), LinkedIn: linkedinLimits, Instagram: instagramLimits, Bluesky: blueskyLimits }
  const [, took] = await measured(async () => {
    for (const { pictures } of Object.values(networks))
      await fitImage(taken.bytes, { maxBytes: pictures.bytes, maxPixels: pictures.pixels, types: pictures.types })
  })
  const grown = Math.max(0, process.resourceUsage().maxRSS - before) / 1_000
  const name = 'a photo of 12 megapixels'
  return [
    { name: `${name} taken in`, value: round(tookIn.ms), unit: 'ms' },
    { name: `${name} fitted to ${Object.keys(networks).join(', ')}`, value: round(took.ms), unit: 'ms' },
    { name: `${name} fitted: the peak of memory grew by`, value: round(grown), unit: 'MB' },
  ]
}

async function film(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'leopost-bench-'))
  const storage = createFolderStorage(folder)
  const key = mediaKey({ workspaceId: '0195c0de-0000-7000-8000-000000000001', name: 'film', ending: 'mp4' })
  const head = mp4Of({ seconds: 60, width: 1_920, height: 1_080 })
  const piece = Buffer.alloc(pieceBytes, 7)
  async function* pieces() {
    yield head
    for (let sent = head.length; sent < filmBytes; sent += pieceBytes) yield piece
  }
  try {
    const [, through] = await measured(() =>
      withFilm(Readable.from(pieces(), { objectMode: false }), undefined, (taken) =>
        storage.put(key, bodyOf(taken), taken.type),
      ),
    )
    const [, back] = await measured(async () => {
      for await (const _ of (await storage.open(key))?.stream ?? []);
    })
    const name = 'a film of 100 MB'
    return [
      { name: `${name} taken in and kept`, value: round(through.ms), unit: 'ms' },
      { name: `${name} taken in: memory grew at most by`, value: round(through.grown), unit: 'MB' },
      { name: `${name} read back: memory grew at most by`, value: round(back.grown), unit: 'MB' },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** How long work takes, and how much more memory the process had at most while it ran. */
async function measured<T>(work: () => Promise<T>): Promise<[T, { ms: number; grown: number }]> {
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 5)
  const from = performance.now()
  try {
    const done = await work()
    return [done, { ms: performance.now() - from, grown: (most - before) / 1_000_000 }]
  } finally {
    clearInterval(watch)
  }
}

// The card of a link: what its page says of itself, and its picture, all fetched through the guard.
import { MediaError } from '../../core/media/error.ts'
import { fitImage } from '../../core/media/fit.ts'
import { takeIn } from '../../core/media/take-in.ts'
import type { Json } from '../../core/platform.ts'
import { readPage } from '../page.ts'
import { type Request, RequestError } from '../request.ts'

const timeoutMs = 5_000
const mostPage = 1_000_000
const mostPicture = { maxBytes: 5_000_000, maxPixels: 40_000_000 }
/** The least that a network takes for a card is 1,000,000 bytes. */
const fits = { maxBytes: 900_000, maxWidth: 1_200, maxHeight: 1_200, types: ['image/jpeg'] }

/** What a card of a link shows. */
export type Card = { uri: string; title: string; description: string; thumb?: Json }

/** Where a card is made with: `upload` brings bytes to the network. */
export type CardTools = {
  request: Request
  upload: (picture: { bytes: Uint8Array; type: string }) => Promise<Json>
  signal: AbortSignal
}

/** Reads the card of an address; a page that does not answer soon or says nothing has none, one without a good picture has no picture. */
export async function readCard(uri: string, tools: CardTools): Promise<Card | undefined> {
  const { request, signal } = tools
  const asked = { url: uri, signal, timeoutMs, maxBytes: mostPage, headers: { accept: 'text/html' } }
  const answer = await request(asked).catch(() => undefined)
  if (answer?.status !== 200) return undefined
  const { title, description, image } = readPage(answer.text())
  if (title === '') return undefined
  const thumb = image === '' || !URL.canParse(image, answer.url) ? undefined : await thumbOf(image, answer.url, tools)
  return { uri, title, description, ...(thumb !== undefined && { thumb }) }
}

/** The picture, made again so that nothing but a picture is passed on. */
async function thumbOf(image: string, page: string, { request, upload, signal }: CardTools): Promise<Json | undefined> {
  const url = new URL(image, page)
  if (!/^https?:$/.test(url.protocol)) return undefined
  try {
    const answer = await request({
      url,
      signal,
      timeoutMs,
      maxBytes: mostPicture.maxBytes,
      headers: { accept: 'image/*' },
    })
    if (answer.status !== 200) return undefined
    const { bytes } = await takeIn(answer.bytes, mostPicture)
    return await upload(await fitImage(bytes, fits))
  } catch (error) {
    if (error instanceof RequestError || error instanceof MediaError) return undefined
    throw error
  }
}

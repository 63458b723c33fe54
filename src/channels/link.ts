// The page behind a link that somebody sent: its words and its picture, fetched through the guard, bounded in size and time.
import type { FetchedPage } from '../core/media/page.ts'
import { readBody, readPage } from './page.ts'
import { type Answer, type Request, RequestError } from './request.ts'

const timeoutMs = 6_000
const mostPage = 3_000_000
const mostPicture = 8_000_000
const mostText = 12_000

/** Makes a reader of links. It answers undefined for whatever does not answer in time, is no page, or may not be reached. */
export function createLinkReader(request: Request) {
  return async (address: string, signal: AbortSignal): Promise<FetchedPage | undefined> => {
    const answer = await get(address, 'text/html,application/xhtml+xml', mostPage)
    if (answer === undefined || !/html/i.test(answer.headers.get('content-type') ?? '')) return undefined
    const page = answer.text()
    const { title, siteName, description, image } = readPage(page)
    const { texts } = readBody(page, answer.url)
    const text = texts.join('\n').slice(0, mostText)
    return { url: answer.url, title: title || siteName, description, text, image: await pictureAt(image, answer.url) }

    async function pictureAt(place: string, base: string): Promise<Uint8Array | undefined> {
      if (place === '' || !URL.canParse(place, base)) return undefined
      return (await get(new URL(place, base).href, 'image/*', mostPicture))?.bytes
    }

    async function get(url: string, accept: string, maxBytes: number): Promise<Answer | undefined> {
      try {
        const got = await request({ url, signal, timeoutMs, maxBytes, headers: { accept } })
        return got.status === 200 ? got : undefined
      } catch (error) {
        // Refused, lost, too large or too slow: for the person it is a page that cannot be read.
        if (error instanceof RequestError) return undefined
        throw error
      }
    }
  }
}

// What a website says of itself: its name and its description, fetched through the guard, or nothing.
import { readPage } from './page.ts'
import type { Request } from './request.ts'

const timeoutMs = 2_000
const maxBytes = 500_000

/** Makes a reader of websites. It answers null for whatever does not answer in two seconds, is no page, or may not be reached. */
export function createSiteReader(request: Request) {
  return async (address: string): Promise<{ name: string; description: string } | null> => {
    const url = /^https?:\/\//i.test(address) ? address : `https://${address}`
    try {
      const answer = await request({ url, timeoutMs, maxBytes, headers: { accept: 'text/html' } })
      if (answer.status !== 200) return null
      const { siteName, description } = readPage(answer.text())
      return siteName === '' ? null : { name: siteName, description }
    } catch {
      // Whatever went wrong, the name the person typed is enough to go on.
      return null
    }
  }
}

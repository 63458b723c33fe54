// What a website says of itself: its name and its description, fetched through the guard, or nothing.
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
      const page = answer.text()
      const name = text(meta(page, 'og:site_name') ?? /<title[^>]*>([^<]*)<\/title>/i.exec(page)?.[1])
      if (name === '') return null
      return { name, description: text(meta(page, 'og:description') ?? meta(page, 'description')) }
    } catch {
      // Whatever went wrong, the name the person typed is enough to go on.
      return null
    }
  }
}

function meta(page: string, name: string): string | undefined {
  for (const [tag] of page.matchAll(/<meta\s[^>]*>/gi)) {
    if (new RegExp(`(?:name|property)\\s*=\\s*["']?${name}["'\\s>]`, 'i').test(tag))
      return /content\s*=\s*(?:"([^"]*)"|'([^']*)')/i
        .exec(tag)
        ?.slice(1)
        .find((found) => found !== undefined)
  }
  return undefined
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function text(html: string | undefined): string {
  return (html ?? '')
    .replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, word) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined
      if (code !== undefined) return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
      return entities[word.toLowerCase()] ?? all
    })
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}

// What a web page says of itself in its head.

/** The words of a page and the address of its picture as it stands there; empty where it says nothing. */
export type PageWords = { siteName: string; title: string; description: string; image: string }

/** Reads the head of a page. */
export function readPage(page: string): PageWords {
  const titleTag = /<title[^>]*>([^<]*)<\/title>/i.exec(page)?.[1]
  return {
    siteName: text(meta(page, 'og:site_name') ?? titleTag),
    title: text(meta(page, 'og:title') ?? titleTag),
    description: text(meta(page, 'og:description') ?? meta(page, 'description')),
    image: text(meta(page, 'og:image') ?? meta(page, 'og:image:url') ?? meta(page, 'twitter:image'), longestAddress),
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

const longestAddress = 2_000

function text(html: string | undefined, most = 200): string {
  return (html ?? '')
    .replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, word) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined
      if (code !== undefined) return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
      return entities[word.toLowerCase()] ?? all
    })
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, most)
}

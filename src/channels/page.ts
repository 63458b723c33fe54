// What a web page says of itself in its head, and what its body tells.

/** The words of a page and the address of its picture as it stands there; empty where it says nothing. */
export type PageWords = { siteName: string; title: string; description: string; image: string }

/** Reads the head of a page. */
export function readPage(page: string): PageWords {
  const titleTag = /<title[^>]*>([^<]*)<\/title>/i.exec(page)?.[1]
  const heading = /<h1\b[^>]*>([\s\S]*?)<\/h1/i.exec(page)?.[1]
  return {
    siteName: text(meta(page, 'og:site_name') ?? titleTag),
    title: text(meta(page, 'og:title') ?? titleTag) || text(heading?.replaceAll(/<[^>]*>/g, ' ')),
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

/** What the body of a page says: facts it states for machines, whole sentences, and its links to its own site. */
export type BodyWords = { facts: string[]; texts: string[]; links: string[] }

/** Reads the body of a page at an address. Scripts, menus and what is hidden are no words. */
export function readBody(page: string, address: string): BodyWords {
  const visible = page.replaceAll(
    /<(script|style|noscript|template|nav|footer|header|svg|form)\b[\s\S]*?<\/\1\s*>/gi,
    ' ',
  )
  const texts = [...visible.matchAll(/<(p|li|blockquote)\b[^>]*>([\s\S]*?)<\/\1\s*>/gi)]
    .map(([, , inner]) => text((inner ?? '').replaceAll(inline, '').replaceAll(/<[^>]*>/g, ' '), mostInText))
    .filter((one) => one.length >= fewestInText && /[.!?…]/.test(one))
  return { facts: factsIn(page), texts: [...new Set(texts)].slice(0, 20), links: linksIn(page, address) }
}

/** What stands inside a line; everything else parts words. */
const inline = /<\/?(?:a|abbr|b|code|em|i|mark|small|span|strong|sub|sup|u)\b[^>]*>/gi

const fewestInText = 60
const mostInText = 600

function linksIn(page: string, address: string): string[] {
  const { origin } = new URL(address)
  const found = [...page.matchAll(/<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].flatMap(([, a, b]) => {
    const href = text(a ?? b, 2_000)
    if (!URL.canParse(href, address)) return []
    const url = new URL(href, address)
    url.hash = ''
    return url.origin === origin ? [url.href] : []
  })
  return [...new Set(found)].slice(0, 200)
}

/** What a page states of its organisation in the words of schema.org. */
function factsIn(page: string): string[] {
  const blocks = [...page.matchAll(/<script[^>]*application\/ld\+json[^>]*>([\s\S]*?)<\/script\s*>/gi)]
  return blocks.flatMap(([, json = '']) => {
    try {
      return statements(JSON.parse(json), 0)
    } catch {
      return []
    }
  })
}

const stated: Record<string, string> = {
  address: 'Address',
  telephone: 'Telephone',
  email: 'E-mail',
  foundingDate: 'Founded',
  openingHours: 'Open',
  priceRange: 'Prices',
  servesCuisine: 'Cuisine',
  areaServed: 'Area',
  slogan: 'Slogan',
}

function statements(value: unknown, depth: number): string[] {
  if (depth > 4 || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((one) => statements(one, depth + 1))
  return Object.entries(value).flatMap(([name, said]): string[] => {
    if (name === '@graph') return statements(said, depth + 1)
    const label = stated[name]
    const words = label === undefined ? '' : text(plain(said), 200)
    return words === '' ? [] : [`${label}: ${words}`]
  })
}

function plain(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(plain).filter(Boolean).join(', ')
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .filter(([name]) => !name.startsWith('@'))
    .map(([, one]) => plain(one))
    .filter(Boolean)
    .join(', ')
}

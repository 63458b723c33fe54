// Where the links of a text are, by the rules X counts with (a port of the extraction in twitter-text 3.1.0, MIT/Apache 2.0).
// The list of top-level domains is the kept one of the package tlds, not the frozen one of twitter-text.
import tlds from 'tlds' with { type: 'json' }

/** A link found in a text: its place in UTF-16 code units, and whether it was written with http:// or https://. */
export type Link = { start: number; end: number; url: string; hasScheme: boolean }

/** Finds links in order of appearance; a bare domain counts only if it ends in a top-level domain that exists. */
export function findLinks(text: string): Link[] {
  if (!text.includes('.')) return []
  const links: Link[] = []
  for (const match of text.matchAll(link)) {
    const [, before = '', url = '', scheme, domain = '', path] = match
    const end = match.index + match[0].length
    const start = end - url.length
    if (url.length > longestUrl || domain.split('.').some((label) => label.length > longestLabel)) continue
    if (scheme === undefined) {
      if (!neverBeforeBareDomain.test(before))
        links.push(...bareLinks(domain, start, path === undefined ? '' : url, end))
      continue
    }
    const short = shortLink.exec(url)
    if (short === null) links.push({ start, end, url, hasScheme: true })
    else if ((short[1] ?? '').length <= longestSlug) {
      links.push({ start, end: start + short[0].length, url: short[0], hasScheme: true })
    }
  }
  return links
}

/** Without a scheme only the parts of a domain in Latin letters are links; a path belongs to the last of them. */
function bareLinks(domain: string, start: number, whole: string, end: number): Link[] {
  const links = [...domain.matchAll(latinDomain)].map((match): Link => {
    const at = start + match.index
    return { start: at, end: at + match[0].length, url: match[0], hasScheme: false }
  })
  const last = links.at(-1)
  if (last !== undefined && whole !== '') {
    last.end = end
    last.url = whole.slice(last.start - start)
  }
  return links
}

const longestUrl = 4096
const longestLabel = 63
const longestSlug = 40

const directional = '\\u202A-\\u202E\\u061C\\u200E\\u200F\\u2066-\\u2069'
const noCharacters = '\\uFFFE\\uFEFF\\uFFFF'
const white = '\\x09-\\x0D\\x20\\x85\\xA0\\u1680\\u180E\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000'
const latin =
  '\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF\\u0100-\\u024F\\u0253\\u0254\\u0256\\u0257\\u0259\\u025B\\u0263\\u0268\\u026F\\u0272' +
  '\\u0289\\u028B\\u02BB\\u0300-\\u036F\\u1E00-\\u1EFF'
const cyrillic = '\\u0400-\\u04FF'

const letter = `[^/!'#%&()*+,\\\\\\-.:;<=>?@\\[\\]^_{|}~$${white}${noCharacters}${directional}]`
const topLevel =
  `(?:(?:${tlds.toSorted((a, b) => b.length - a.length || (a < b ? 1 : -1)).join('|')})(?=[^0-9a-zA-Z@+-]|$)` +
  `|xn--[-0-9a-z]+)`
const domainName = `(?:(?:${letter}(?:[_-]|${letter})*)?${letter}\\.)*(?:${letter}(?:-|${letter})*)?${letter}\\.${topLevel}`

const inPath = `[a-z${cyrillic}0-9!*';:=+,.$/%#\\[\\]\\-\\u2013_~@|&${latin}]`
const inBrackets = `\\((?:${inPath}+|${inPath}*\\(${inPath}+\\)${inPath}*)\\)`
const endOfPath = `[+\\-a-z${cyrillic}0-9=_#/${latin}]`
const path = `(?:(?:${inPath}*(?:${inBrackets}${inPath}*)*${endOfPath}|${inBrackets})|(?:@${inPath}+/))`
const query = `\\?[a-z0-9!?*'@();:&=+$/%#\\[\\]\\-_.,~|]*[a-z0-9\\-_&=#/]`

const link = new RegExp(
  `((?:[^A-Za-z0-9@＠$#＃${noCharacters}]|[${directional}]|^))` +
    `((https?://)?(${domainName})(?::[0-9]+)?(/${path}*)?(?:${query})?)`,
  'gi',
)
const latinDomain = new RegExp(`(?:[-a-z0-9${latin}]+\\.)+${topLevel}`, 'gi')
const neverBeforeBareDomain = /[-_./]$/
const shortLink = new RegExp(`^https?://t\\.co/([a-z0-9]+)(?:${query})?`, 'i')

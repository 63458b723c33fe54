// Reads the website of a brand: robots.txt first, its home page, and a page about it; by https, bounded in size and time.
import robotsParser from 'robots-parser'
import type { SiteStudy } from '../core/brand/memory.ts'
import { readBody, readPage } from './page.ts'
import type { Answer, Request } from './request.ts'

// Its types speak of a module with a default; what Node hands over is the function itself.
const parse = robotsParser as unknown as (
  url: string,
  text: string,
) => { isAllowed(url: string, agent: string): boolean | undefined }

const timeoutMs = 5_000
const maxBytes = 1_000_000
const mostFacts = 12
const mostTexts = 6
/** How we name ourselves to robots.txt. */
const agent = 'Leopost'

/** `isPlainAllowed`: hosts that the operator lets us reach although they are private may be read without TLS. */
export type StudyConfig = { request: Request; plainHosts: readonly string[] }

/** Makes a reader of whole websites. It reads no more than three pages, and none that robots.txt forbids. */
export function createSiteStudy({ request, plainHosts }: StudyConfig) {
  return async (address: string): Promise<SiteStudy> => {
    const start = startOf(address, plainHosts)
    if (start === undefined) return { kind: 'refused', why: 'notAddress' }
    const robots = await robotsOf(start)
    if (robots === undefined) return { kind: 'refused', why: 'noAnswer' }
    const mayRead = (url: string) => robots.isAllowed(url, agent) !== false
    if (!mayRead(start.href)) return { kind: 'refused', why: 'robots' }
    const home = await pageAt(start.href)
    if (home === undefined) return { kind: 'refused', why: 'noAnswer' }
    if (home === 'noPage') return { kind: 'refused', why: 'noPage' }
    const { siteName, description } = readPage(home.text())
    const first = readBody(home.text(), home.url)
    const about = first.links.find((url) => aboutPage.test(new URL(url).pathname) && mayRead(url))
    const second = about === undefined ? undefined : await pageAt(about)
    const more = second === undefined || second === 'noPage' ? undefined : readBody(second.text(), second.url)
    return {
      kind: 'read',
      url: home.url,
      name: siteName,
      description,
      facts: [...new Set([...first.facts, ...(more?.facts ?? [])])].slice(0, mostFacts),
      texts: [...new Set([...(more?.texts ?? []), ...first.texts])].slice(0, mostTexts),
    }
  }

  /** What robots.txt says; a site without one allows all, one that fails allows nothing for now. */
  async function robotsOf(start: URL) {
    const url = new URL('/robots.txt', start).href
    const answer = await get(url, 'text/plain')
    if (answer === undefined || answer.status >= 500) return undefined
    return parse(url, answer.status === 200 ? answer.text() : '')
  }

  async function pageAt(url: string): Promise<Answer | 'noPage' | undefined> {
    const answer = await get(url, 'text/html')
    if (answer === undefined || answer.status !== 200) return undefined
    return /html/i.test(answer.headers.get('content-type') ?? '') ? answer : 'noPage'
  }

  async function get(url: string, accept: string): Promise<Answer | undefined> {
    try {
      const answer = await request({ url, timeoutMs, maxBytes, headers: { accept } })
      // A redirect to a page without TLS is no answer.
      return isSafe(new URL(answer.url), plainHosts) ? answer : undefined
    } catch {
      // Refused, lost, too large or too slow: for the person it is a site that cannot be read.
      return undefined
    }
  }
}

const aboutPage = /\/(?:about|about-us|chi-siamo|su-di-noi|la-nostra-storia|storia|story|our-story)(?:\/|\.html?)?$/i

function startOf(address: string, plainHosts: readonly string[]): URL | undefined {
  const said = address.trim()
  const full = /^[a-z]+:\/\//i.test(said) ? said : `https://${said}`
  if (!URL.canParse(full)) return undefined
  const url = new URL(full)
  if (url.protocol === 'http:' && !plainHosts.includes(url.hostname)) url.protocol = 'https:'
  return isSafe(url, plainHosts) && url.username === '' ? url : undefined
}

function isSafe(url: URL, plainHosts: readonly string[]): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && plainHosts.includes(url.hostname))
}

// A post as a card: each text once, with the networks it is for, how long it is there, and what is wrong with it.
import { make, safeAddress } from './dom.js'
import { timeOf } from './time.js'
import { networkName } from './words.js'

/**
 * @typedef {{platform: string, accountId?: string, account?: string, text: string, parts?: string[],
 *   count: {used: number, limit: number, unit: string}, problems: string[], options?: string[], findings?: string[], published?: {at?: string, url?: string | null}}} Variant
 * @typedef {{postId: string, version: number, hash: string, status: string, head?: string, variants: Variant[], media: string[],
 *   dueAt?: string, zone?: string, cost?: number}} Card
 */

/**
 * @param {Card} card
 * @param {{words: import('./words.js').Words, base: string, pictures: string[]}} about
 * @returns {HTMLElement}
 */
export function cardElement(card, { words, base, pictures }) {
  const showsPictures = pictures.length > 0
  // Every picture has an address; what has none is a film.
  const films = card.media.length - pictures.length
  return make(
    'article',
    { className: 'card', 'aria-label': card.head ?? words.draft(card.version) },
    cardHead(card, words),
    ...grouped(card.variants).map((group) => groupElement(group, card.variants, words, base)),
    showsPictures && pictureRow(pictures, words, base),
    films > 0 && make('p', { className: 'note' }, words.films(films)),
  )
}

/**
 * Pictures in a row, each opening in full.
 * @param {string[]} addresses
 * @param {import('./words.js').Words} words
 * @param {string} base
 * @returns {HTMLElement}
 */
export function pictureRow(addresses, words, base) {
  const safe = addresses.map((address) => safeAddress(address, base)).filter((address) => address !== undefined)
  return make(
    'div',
    { className: 'pictures' },
    ...safe.map((address, index) => {
      const alt = safe.length > 1 ? `${words.picture} ${index + 1}` : words.picture
      const image = make('img', { src: address, alt, loading: 'lazy' })
      return make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, image)
    }),
  )
}

function cardHead(card, words) {
  const moment = card.dueAt === undefined ? undefined : { at: card.dueAt, zone: card.zone }
  // A head that already names the hour carries the reader's own time itself.
  if (card.head !== undefined && moment !== undefined && /\d{1,2}:\d{2}/.test(card.head)) {
    return make('header', {}, timeOf({ ...moment, text: card.head }, words))
  }
  const title = make('strong', {}, card.head ?? words.draft(card.version))
  return make('header', {}, title, moment && timeOf(moment, words))
}

/** Variants with the same words together, in the order of their first one. */
function grouped(variants) {
  const groups = Map.groupBy(variants, (variant) => JSON.stringify([variant.text, variant.parts ?? []]))
  return [...groups.values()]
}

function groupElement(group, all, words, base) {
  const [first] = group
  const parts = first.parts !== undefined && first.parts.length > 1 ? first.parts : undefined
  const problems = group.flatMap((variant) =>
    variant.problems.map((problem) => {
      const name = networkName(variant.platform)
      return group.length === 1 || problem.includes(name) ? problem : `${name}: ${problem}`
    }),
  )
  const findings = [...new Set(group.flatMap((variant) => variant.findings ?? []))]
  return make(
    'section',
    {},
    make('h3', {}, ...group.map((variant) => networkHead(variant, all, words, base))),
    parts === undefined
      ? make('blockquote', {}, first.text)
      : make(
          'ol',
          { className: 'parts' },
          ...parts.map((part, index) => partElement(part, index, parts.length, words)),
        ),
    findings.length > 0 &&
      make(
        'ul',
        { className: 'findings', 'aria-label': words.findings },
        ...findings.map((finding) => make('li', {}, finding)),
      ),
    problems.length > 0 &&
      make(
        'ul',
        { className: 'problems', 'aria-label': words.problems },
        ...problems.map((problem) => make('li', {}, problem)),
      ),
  )
}

function partElement(part, index, of, words) {
  return make('li', {}, make('span', { className: 'part' }, words.part(index + 1, of)), make('blockquote', {}, part))
}

/** "Bluesky · 112 of 300", with the account's name only where two accounts of one network would look the same. */
function networkHead(variant, all, words, base) {
  const { used, limit } = variant.count
  const isTwin = all.filter((other) => other.platform === variant.platform).length > 1
  const name = networkName(variant.platform) + (isTwin && variant.account ? ` ${variant.account}` : '')
  const level = used > limit ? 'over' : used >= limit * 0.9 ? 'near' : 'fine'
  const over = used > limit ? ` · ${words.over(used - limit)}` : ''
  const url = safeAddress(variant.published?.url, base)
  return make(
    'span',
    { className: 'network' },
    `${name} · `,
    make('span', { className: `count ${level}` }, words.count(used, limit) + over),
    variant.options !== undefined && ` · ${variant.options.join(', ')}`,
    variant.published !== undefined && ' · ',
    variant.published !== undefined &&
      (url === undefined
        ? words.out
        : make('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, words.out)),
  )
}

// What a new post is made of beside the member's own words: what came along with them, and the page that they link to.
import type { Intent, Quote } from '../intent.ts'
import { type PageFound, readPage } from '../media/page.ts'
import type { Note } from '../outcome.ts'
import { findLinks } from '../posts/links.ts'
import type { Turn } from '../turn.ts'
import { seeFirst } from './see.ts'

/**
 * `told` is what a model is told of it; `page` is null where a link was followed and nobody answered; `seen` what a picture
 * that came without words shows, and what it cost to look.
 */
export type Along = {
  quoted: Quote | null
  told: string | undefined
  page?: PageFound | null
  seen?: { text: string; micros: number }
}

/** Finds it; a page is fetched where a link was sent, and where nothing but a message of somebody came along. */
export async function alongWith(turn: Turn, intent: Extract<Intent, { kind: 'draft' }>): Promise<Along> {
  const { quoted } = turn
  const own = intent.ofQuote === true ? (quoted ?? null) : null
  const link = linkIn(intent.original) ?? (quoted === undefined || quoted.of ? undefined : linkIn(quoted.text))
  if (link === undefined) {
    const isBare = quoted === undefined && (intent.text === '' || intent.requestOnly)
    const seen = isBare ? await seeFirst(turn) : undefined
    return { quoted: own, told: quoted?.text ?? seen?.text, ...(seen && { seen }) }
  }
  const page = await readPage(turn, link, turn.signal)
  if (page === null) return { quoted: own, told: quoted?.text, page }
  if (saysNothing(page)) return { quoted: own, told: quoted?.text, page }
  const told = [quoted?.text, page.title, page.description, page.text].filter(Boolean).join('\n\n')
  // What has neither a title nor a description begins with its first words.
  const first = page.title || page.description ? '' : page.text.split('\n', 1)[0]
  const lead = [page.title, page.description, first, link].filter(Boolean).join('\n\n')
  return { quoted: own ?? { from: page.title || null, text: told, of: 'page', lead }, told, page }
}

/** A page that answered with a picture perhaps, and no words. */
export function saysNothing({ title, description, text }: PageFound): boolean {
  return `${title}${description}${text}` === ''
}

/** What is said on the card of the words that came along. */
export function saidOf(
  quoted: Quote,
  isWritten: boolean,
): Pick<Extract<Note, { what: 'drafted' }>, 'heard' | 'from' | 'document'> {
  if (quoted.isSpoken) return { heard: quoted.text }
  if (quoted.of === 'page') return {}
  if (quoted.of === 'document')
    return { document: { name: quoted.from, isBeginning: !isWritten && quoted.lead !== undefined } }
  return { from: quoted.from }
}

/** The first link that was written out: a name of a site alone is no wish to have it read. */
function linkIn(text: string): string | undefined {
  return findLinks(text).find(({ hasScheme }) => hasScheme)?.url
}

// Networks by the names people type, and runs of them ("bluesky and mastodon").
import type { PlatformId } from '../../core/platform.ts'
import { fold } from '../../core/time/fold.ts'
import type { Words } from './language.ts'
import { withoutQuotes } from './quotes.ts'

const names: Record<PlatformId, string> = {
  x: 'x|twitter',
  linkedin: 'linked\\s?in',
  facebook: 'facebook|fb',
  instagram: 'instagram|insta|ig',
  threads: 'threads',
  bluesky: 'blue\\s?sky|bsky',
  mastodon: 'mastodon|masto',
  telegram: '(?:the\\s+)?telegram\\s+channel|telegram|(?:(?:il|sul|nel)\\s+)?canale\\s+telegram',
  practice: 'practice|practise|pratica',
}

const entries = Object.entries(names).map(([id, pattern]) => ({
  // The keys of a Record<PlatformId, ...> are platform ids.
  id: id as PlatformId,
  pattern: new RegExp(`^(?:${pattern})$`, 'u'),
}))

/** Any name of a network, for patterns of folded text. */
export const anyPlatform = Object.values(names).join('|')
const anyName = `(?:${anyPlatform})`
const wordEnd = '(?![\\p{L}\\p{N}_-]|[.]\\p{L})'

/** Names that mean nothing but a network, so that they are taken even without a comma. */
const plainName = /linked\s?in|facebook|instagram|blue\s?sky|bsky|mastodon|twitter|telegram/u

/** A run of networks found at a place: where it ends, and whether its words can only mean networks. */
export type PlatformRun = { platforms: PlatformId[]; end: number; isPlain: boolean; hasLead: boolean }

/** Reads a run of networks that starts exactly at `at` in folded text; `isCertain` where only networks can follow. */
export function platformsAt(
  folded: string,
  at: number,
  words: Words,
  connected: readonly PlatformId[],
  isCertain = false,
): PlatformRun | undefined {
  const everywhere = exec(words.everywhere, folded, at)
  if (everywhere) return { platforms: [...connected], end: at + everywhere.length, isPlain: true, hasLead: true }
  const lead = `(?:(?:${words.platformLead})\\s+)?`
  const run = new RegExp(
    `(?<lead>${lead})(?<names>${anyName}${wordEnd}(?:(?:${words.platformJoin})${lead}${anyName}${wordEnd})*)`,
    'uy',
  )
  run.lastIndex = at
  const match = run.exec(folded)
  const said = match?.groups?.names
  if (!match || said === undefined) return undefined
  const platforms = [...new Set(said.split(new RegExp(`${words.platformJoin}|\\s`, 'u')).flatMap(platformOf))]
  const whole = entries.filter(({ pattern }) =>
    said.split(new RegExp(words.platformJoin, 'u')).some((part) => pattern.test(strip(part, lead))),
  )
  const ids = [...new Set([...platforms, ...whole.map(({ id }) => id)])]
  const hasLead = (match.groups?.lead ?? '') !== ''
  // "See you soon x" is a kiss, not a network.
  if (!hasLead && !isCertain && said === 'x') return undefined
  return { platforms: ids, end: at + match[0].length, isPlain: plainName.test(said) || ids.length > 1, hasLead }
}

/** The networks that a text names anywhere outside quotation marks; all connected ones where it says "everywhere". */
export function platformsIn(text: string, languages: readonly Words[], connected: readonly PlatformId[]): PlatformId[] {
  const folded = fold(withoutQuotes(text)).text
  const named = entries.filter(({ id }) =>
    new RegExp(`(?<![\\p{L}\\p{N}_@-])(?:${names[id]})${wordEnd}`, 'u').test(folded),
  )
  const isAll = languages.some(({ everywhere }) => new RegExp(everywhere.source, 'u').test(folded))
  return [...new Set([...named.map(({ id }) => id), ...(isAll ? connected : [])])]
}

/** The one network that folded words name, or undefined. */
export function platformNamed(said: string): PlatformId | undefined {
  return platformOf(said.trim())[0]
}

function platformOf(word: string): PlatformId[] {
  return entries.filter(({ pattern }) => pattern.test(word)).map(({ id }) => id)
}

function strip(part: string, lead: string): string {
  return part.trim().replace(new RegExp(`^${lead}`, 'u'), '')
}

/** Matches a sticky pattern at one place of a text. */
export function exec(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

// Reads a stretch of text that is nothing but wishes ("shorter, no emoji, for LinkedIn and X, tomorrow at nine").
import type { Change, WhenWish } from '../../core/intent.ts'
import type { PlatformId } from '../../core/platform.ts'
import type { PostOption } from '../../core/posts/options.ts'
import type { When } from '../../core/time/find.ts'
import { fold } from '../../core/time/fold.ts'
import type { Words } from './language.ts'
import { moments, oneWish, wishOf } from './moments.ts'
import { optionAt } from './options.ts'
import { exec, platformsAt } from './platforms.ts'
import type { Given } from './scope.ts'

/** One wish and its own words; `start` and `end` are places in the text that was read. Networks are not sure when their name is a common word ("Practice."). */
export type Piece = { start: number; end: number; words: string } & (
  | { is: 'when'; wish: WhenWish }
  | { is: 'platforms'; how: 'set' | 'only' | 'add' | 'drop'; platforms: PlatformId[]; isSure: boolean }
  | { is: 'change'; change: Change; platforms: PlatformId[] }
  | { is: 'fit'; platforms: PlatformId[] }
  | { is: 'option'; option: PostOption; platforms: PlatformId[]; isSure: boolean }
  | { is: 'publish' }
  | { is: 'approve' }
)

type Meaning = Piece extends infer One ? (One extends Piece ? Omit<One, 'start' | 'end' | 'words'> : never) : never
type Read = { end: number; meaning: Meaning }
type Reader = { text: string; folded: string; toFolded: Map<number, number>; words: Words; given: Given; whens: When[] }

/** No run of wishes is longer than this many characters; longer texts are not read as one. */
export const longestWish = 200

/** All wishes of a text, or undefined when something in it is not a wish. */
export function readWishes(text: string, words: Words, given: Given): Piece[] | undefined {
  if (text.length > longestWish) return undefined
  const run = readRun(text, words, given)
  return run && run.end >= text.trimEnd().length && run.pieces.length > 0 ? run.pieces : undefined
}

/** The one time that is wished for; two of them are a doubt. */
export function wishAmong(pieces: readonly Piece[]): WhenWish | undefined {
  return oneWish(pieces.flatMap((piece) => (piece.is === 'when' ? [{ wish: piece.wish, words: piece.words }] : [])))
}

/** The wishes a text begins with, and where they end. */
export function readRun(text: string, words: Words, given: Given): { pieces: Piece[]; end: number } {
  const { text: folded, at } = fold(text)
  const toFolded = new Map(at.map((original, i): [number, number] => [original, i]))
  const reader: Reader = { text, folded, toFolded, words, given, whens: moments(text, words, given) }
  const pieces: Piece[] = []
  let end = 0
  for (let from = skip(reader, 0); from < folded.length; from = skip(reader, end)) {
    const read = readOne(reader, from)
    if (!read) break
    const [start, stop] = [at[from] ?? 0, at[read.end] ?? text.length]
    pieces.push({ ...read.meaning, start, end: stop, words: text.slice(start, stop) })
    end = read.end
  }
  return { pieces, end: at[skip(reader, end)] ?? text.length }
}

function skip({ folded, words }: Reader, at: number): number {
  return at + (exec(words.between, folded, at)?.length ?? 0)
}

function readOne(reader: Reader, at: number): Read | undefined {
  return (
    readOption(reader, at) ??
    readSlot(reader, at) ??
    readMove(reader, at) ??
    readWhen(reader, at) ??
    readChange(reader, at) ??
    readFit(reader, at) ??
    readPlatformWish(reader, at) ??
    readPlatforms(reader, at, 'set') ??
    readSimple(reader, at)
  )
}

function readSlot({ folded, words }: Reader, at: number): Read | undefined {
  const match = exec(words.wish.nextSlot, folded, at)
  return match === undefined
    ? undefined
    : { end: at + match.length, meaning: { is: 'when', wish: { kind: 'nextSlot' } } }
}

/** "Move it to" can only be followed by a time, so that a lone number is one ("to six"). */
function readMove(reader: Reader, at: number): Read | undefined {
  const { folded, words, given } = reader
  const verb = exec(words.wish.move, folded, at)
  if (verb === undefined) return undefined
  const after = at + verb.length
  const next = readSlot(reader, skip(reader, after)) ?? readWhen(reader, skip(reader, after))
  if (next) return next
  const rest = folded
    .slice(after)
    .trim()
    .replace(/[.!]+$/u, '')
  const [when] = moments(words.timeLead + rest, words, given)
  if (when?.span.start !== 0 || when.span.end !== words.timeLead.length + rest.length) return undefined
  return { end: folded.length, meaning: { is: 'when', wish: wishOf({ ...when, words: rest }) } }
}

function readWhen({ folded, toFolded, whens, words }: Reader, at: number): Read | undefined {
  const lead = exec(new RegExp(`(?:(?:${words.platformLead})\\s+)?`, 'uy'), folded, at)?.length ?? 0
  const when = whens.find(({ span }) => {
    const start = toFolded.get(span.start) ?? -1
    // Its first word may have gone with the verb before it ("schedule it for" Friday).
    return start === at || start === at + lead || (start < at && /^\p{L}+\s+$/u.test(folded.slice(start, at)))
  })
  const end = when && toFolded.get(when.span.end)
  return when && end !== undefined && end > at ? { end, meaning: { is: 'when', wish: wishOf(when) } } : undefined
}

/** A choice beside the words, with the networks it is for: "unlisted on Mastodon". */
function readOption(reader: Reader, at: number): Read | undefined {
  const { folded, words } = reader
  const found = optionAt(folded, at, words)
  if (found === undefined) return undefined
  const { end, option, isSure } = found
  const where = readPlatforms(reader, skipSpace(folded, end), 'set')
  const isFor = where && new RegExp(`^\\s+(?:${words.platformLead})\\s`, 'u').test(folded.slice(end))
  if (!isFor || where.meaning.is !== 'platforms')
    return { end, meaning: { is: 'option', option, platforms: [], isSure } }
  return { end: where.end, meaning: { is: 'option', option, platforms: where.meaning.platforms, isSure: true } }
}

const changes = ['shorter', 'longer', 'noEmoji', 'noHashtags'] as const

function readChange(reader: Reader, at: number): Read | undefined {
  const { folded, words } = reader
  for (const how of changes) {
    const match = exec(words.wish[how], folded, at)
    if (match === undefined) continue
    const end = at + match.length
    const gap = /\s+/uy
    const where = readPlatforms(reader, end + (exec(gap, folded, end)?.length ?? 0), 'set')
    const isFor = where && new RegExp(`^\\s+(?:${words.platformLead})\\s`, 'u').test(folded.slice(end))
    const platforms = isFor && where.meaning.is === 'platforms' ? where.meaning.platforms : []
    return { end: isFor ? where.end : end, meaning: { is: 'change', change: { how }, platforms } }
  }
  return undefined
}

function readFit(reader: Reader, at: number): Read | undefined {
  const verb = exec(reader.words.wish.fit, reader.folded, at)
  const where = verb === undefined ? undefined : readPlatforms(reader, skip(reader, at + verb.length), 'add')
  return where?.meaning.is === 'platforms'
    ? { end: where.end, meaning: { is: 'fit', platforms: where.meaning.platforms } }
    : undefined
}

function readPlatformWish(reader: Reader, at: number): Read | undefined {
  for (const how of ['only', 'add', 'drop'] as const) {
    const verb = exec(reader.words.wish[how], reader.folded, at)
    const read = verb === undefined ? undefined : readPlatforms(reader, skip(reader, at + verb.length), how)
    if (read) return read
  }
  return undefined
}

function readPlatforms(
  { folded, words, given }: Reader,
  at: number,
  how: 'set' | 'only' | 'add' | 'drop',
): Read | undefined {
  const run = platformsAt(folded, at, words, given.connected, how !== 'set')
  if (!run) return undefined
  const only = how === 'set' ? exec(words.wish.only, folded, skipSpace(folded, run.end)) : undefined
  // "mastodon only", "su mastodon soltanto"
  const end = only === undefined ? run.end : skipSpace(folded, run.end) + only.length
  return {
    end,
    meaning: {
      is: 'platforms',
      how: only === undefined ? how : 'only',
      platforms: run.platforms,
      isSure: run.isPlain || run.hasLead || how !== 'set' || only !== undefined,
    },
  }
}

function skipSpace(folded: string, at: number): number {
  return at + (exec(/\s*/uy, folded, at)?.length ?? 0)
}

function readSimple({ folded, words }: Reader, at: number): Read | undefined {
  const approve = exec(words.wish.approve, folded, at)
  if (approve !== undefined) return { end: at + approve.length, meaning: { is: 'approve' } }
  const now = exec(words.wish.now, folded, at)
  if (now !== undefined) return { end: at + now.length, meaning: { is: 'when', wish: { kind: 'now' } } }
  const publish = exec(words.wish.publish, folded, at)
  return publish === undefined ? undefined : { end: at + publish.length, meaning: { is: 'publish' } }
}

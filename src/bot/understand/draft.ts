// Tells the wish from the words: what is taken out of a message so that the rest is the post, and what must be asked.
import type { Taken, WhenWish } from '../../core/intent.ts'
import { fold } from '../../core/time/fold.ts'
import type { Words } from './language.ts'
import { moments, offersOf } from './moments.ts'
import { platformsAt } from './platforms.ts'
import { withoutQuotes } from './quotes.ts'
import { readRequest } from './request.ts'
import type { Given } from './scope.ts'
import { type Span, sentencesIn, trimmed } from './spans.ts'
import { longestWish, type Piece, readWishes, wishAmong } from './wishes.ts'
import { wordsOf } from './words.ts'

/** A message taken apart. `isRequested` when it began with a request, so that it surely is a new post. */
export type Separated = {
  text: string
  taken: Taken[]
  pieces: Piece[]
  when?: WhenWish
  isBrief: boolean
  isRequested: boolean
}

type Work = {
  original: string
  languages: readonly Words[]
  given: Given
  body: Span
  taken: (Taken & Span)[]
  pieces: Piece[]
  asked: { wish: WhenWish; words: string }[]
  isRequested: boolean
  isBrief: boolean
}

/**
 * Separates the wish from the words. A moment is the time of posting only where it stands apart: as a sentence of its own,
 * or behind a verb of publishing. Behind a comma both readings stand, so the words stay and the doubt is `wishOrWords`.
 */
export function separate(original: string, languages: readonly Words[], given: Given): Separated {
  const work: Work = {
    original,
    languages,
    given,
    body: trimmed(original, { start: 0, end: original.length }),
    taken: [],
    pieces: [],
    asked: [],
    isRequested: false,
    isBrief: false,
  }
  while (takeSentence(work, 'last') || takeSentence(work, 'first'));
  takeRequest(work)
  while (takeSentence(work, 'last') || takeTail(work));
  takeHead(work)
  askMiddle(work)
  const when = wishAmong(work.pieces) ?? work.asked[0]?.wish
  return {
    text: wordsLeft(work),
    taken: work.taken.sort((a, b) => a.start - b.start).map(({ what, words }) => ({ what, words })),
    pieces: work.pieces,
    ...(when ? { when } : {}),
    isBrief: work.isBrief,
    isRequested: work.isRequested,
  }
}

/** A message in which all is wish and nothing is words. */
export function whollyWished(pieces: readonly Piece[]): Separated {
  const when = wishAmong(pieces)
  return {
    text: '',
    taken: pieces.map((piece) => ({ what: kindOf(piece), words: piece.words })),
    pieces: [...pieces],
    ...(when ? { when } : {}),
    isBrief: false,
    isRequested: false,
  }
}

function takeSentence(work: Work, which: 'first' | 'last'): boolean {
  const all = sentencesIn(work.original, work.body)
  const sentence = which === 'first' ? all[0] : all.at(-1)
  if (!sentence || all.length < 2) return false
  const pieces = wishesIn(work, sentence)
  if (!pieces || !isClear(pieces)) return false
  take(work, pieces, sentence)
  work.body = trimmed(
    work.original,
    which === 'first' ? { ...work.body, start: sentence.end } : { ...work.body, end: sentence.start },
  )
  return true
}

/** A sentence of its own is a wish, unless it is a lone "Soon." or "Yesterday.", which more likely speak to readers. */
function isClear(pieces: readonly Piece[]): boolean {
  if (pieces.some(({ is }) => is === 'approve' || is === 'fit')) return false
  const has = (is: Piece['is']): boolean => pieces.some((piece) => piece.is === is)
  // "Share this." speaks to readers, "Post it." to us.
  if (has('publish') && pieces.length === 1) return isPointing(pieces)
  if (has('publish') || has('change')) return true
  if (has('option')) return pieces.some((piece) => piece.is === 'option' && piece.isSure)
  if (has('platforms')) return pieces.length > 1 || pieces.some((piece) => piece.is === 'platforms' && piece.isSure)
  return pieces.every((piece) => {
    if (piece.is !== 'when') return false
    if (piece.wish.kind === 'doubt' && piece.wish.why === 'past') return false
    return (
      piece.wish.kind !== 'now' &&
      !(piece.wish.kind === 'doubt' && piece.wish.why === 'vague' && !/\s/u.test(piece.words))
    )
  })
}

function isPointing(pieces: readonly Piece[]): boolean {
  const said = pieces.map(({ words }) => fold(words).text.trim()).join(' ')
  return Object.values(wordsOf).some(({ wish }) => wish.publishIt.test(said))
}

function takeRequest(work: Work): void {
  const text = work.original.slice(work.body.start, work.body.end)
  for (const words of work.languages) {
    const request = readRequest(text, words, work.given)
    if (!request) continue
    const first = Math.min(request.end, ...request.pieces.map(({ start }) => start))
    const span = { start: work.body.start, end: work.body.start + first }
    work.taken.push({ what: 'request', words: work.original.slice(span.start, span.end).trim(), ...span })
    take(work, shifted(request.pieces, work.body.start), span)
    work.isRequested = true
    work.isBrief = request.isBrief
    work.body = trimmed(work.original, { ...work.body, start: work.body.start + request.end })
    return
  }
}

/** The end of the last sentence: a clause behind a comma, a dash or a quotation, or trailing networks ("for LinkedIn"). */
function takeTail(work: Work): boolean {
  const sentence = sentencesIn(work.original, work.body).at(-1)
  if (!sentence) return false
  const text = work.original.slice(sentence.start, sentence.end)
  for (const match of withoutQuotes(text).matchAll(/[,;:–—(]\s*|\s-\s+|\u0000\s+(?=[^\u0000])/gu)) {
    const clause = { start: sentence.start + match.index + match[0].length, end: sentence.end }
    const pieces = wishesIn(work, clause)
    if (!pieces || isList(work, clause) || isMidMoment(work, pieces, clause)) continue
    if (isClauseClear(work, pieces, clause, match[0])) {
      take(work, pieces, clause)
      work.body = trimmed(work.original, {
        ...work.body,
        end: sentence.start + match.index + (match[0].startsWith('\u0000') ? 1 : 0),
      })
      return true
    }
    ask(work, pieces)
    return false
  }
  return takeTrailingPlatforms(work, sentence)
}

/** "Find us on Facebook, Instagram" goes on a list that belongs to the words. */
function isList(work: Work, clause: Span): boolean {
  const before = fold(work.original.slice(work.body.start, clause.start)).text
  const last = /(?<word>\p{L}+)\W*$/u.exec(before)
  if (!last) return true
  return work.languages.some((words) => {
    const run = platformsAt(before, last.index, words, [])
    return run !== undefined && /^\W*$/u.test(before.slice(run.end))
  })
}

/** "Opens on Monday, at nine" is one moment, whose second half is no clause of its own. */
function isMidMoment(work: Work, pieces: readonly Piece[], clause: Span): boolean {
  return pieces.some(
    (piece) =>
      piece.is === 'when' &&
      work.languages.some((words) =>
        moments(work.original.slice(0, work.body.end), words, work.given).some(
          ({ span }) => span.start < clause.start && span.end > piece.start,
        ),
      ),
  )
}

function isClauseClear(work: Work, pieces: readonly Piece[], clause: Span, separator: string): boolean {
  if (!isClear(pieces)) return false
  if (work.isRequested || separator.startsWith('\u0000') || work.pieces.length > 0) return true
  if (pieces.some(({ is }) => is !== 'when')) return true
  if (pieces.some((piece) => piece.is === 'when' && piece.wish.kind === 'nextSlot')) return true
  // The words have a moment of their own already: "opens monday at 8, first coffee is free, tomorrow at nine".
  return work.languages.some(
    (words) => moments(work.original.slice(work.body.start, clause.start), words, work.given).length > 0,
  )
}

function ask(work: Work, pieces: readonly Piece[]): void {
  const [piece] = pieces
  if (pieces.length !== 1 || piece?.is !== 'when') return
  const offers = offersOf(piece.wish)
  if (offers.length === 0) return
  work.asked.push({ wish: { kind: 'doubt', why: 'wishOrWords', words: piece.words, offers }, words: piece.words })
}

function takeTrailingPlatforms(work: Work, sentence: Span): boolean {
  const text = work.original.slice(sentence.start, sentence.end)
  for (const { index } of text.matchAll(/(?<=\s)\p{L}/gu)) {
    const tail = { start: sentence.start + index, end: sentence.end }
    if (tail.start <= work.body.start || tail.end - tail.start > longestWish) continue
    for (const words of work.languages) {
      const folded = fold(work.original.slice(tail.start, tail.end)).text
      const run = platformsAt(folded, 0, words, work.given.connected)
      const lead = work.isRequested ? words.platformLead : words.platformFor
      if (!run || !(run.isPlain || work.isRequested) || !new RegExp(`^(?:${lead})\\s`, 'u').test(folded)) continue
      const pieces = readWishes(work.original.slice(tail.start, tail.end), words, work.given)
      if (!pieces || !isClear(pieces)) continue
      take(work, shifted(pieces, tail.start), tail)
      work.body = trimmed(work.original, { ...work.body, end: tail.start })
      return true
    }
  }
  return false
}

/** Networks before a colon or a comma: "LinkedIn: ...", "For LinkedIn and X, ...". A lone moment before a colon is asked about. */
function takeHead(work: Work): void {
  const text = withoutQuotes(work.original.slice(work.body.start, work.body.end))
  const isFor = work.languages.some(({ platformFor }) =>
    new RegExp(`^(?:${platformFor})\\s`, 'u').test(fold(text).text),
  )
  const separators = [...text.slice(0, longestWish).matchAll(/[:,]\s|:?\n/gu)].reverse()
  for (const separator of separators) {
    const head = { start: work.body.start, end: work.body.start + separator.index }
    const pieces = wishesIn(work, head)
    if (!pieces || !isClear(pieces)) continue
    const hasWish = pieces.some(({ is }) => is === 'platforms' || is === 'publish')
    if (separator[0].startsWith(',') && !(hasWish && isFor)) continue
    if (hasWish) {
      take(work, pieces, head)
      work.body = trimmed(work.original, { ...work.body, start: head.end + separator[0].length })
    } else {
      ask(work, pieces)
    }
    return
  }
}

/** A moment that is a sentence of its own between others: both readings stand. */
function askMiddle(work: Work): void {
  for (const sentence of sentencesIn(work.original, work.body).slice(1, -1)) {
    const pieces = wishesIn(work, sentence)
    if (pieces && isClear(pieces)) ask(work, pieces)
  }
}

function take(work: Work, pieces: readonly Piece[], span: Span): void {
  work.pieces.push(...pieces)
  for (const piece of pieces) {
    work.taken.push({
      what: kindOf(piece),
      words: piece.words,
      start: Math.max(piece.start, span.start),
      end: piece.end,
    })
  }
}

function kindOf(piece: Piece): Taken['what'] {
  if (piece.is === 'when') return piece.wish.kind === 'nextSlot' ? 'slot' : 'when'
  return piece.is === 'platforms' ? 'platforms' : 'request'
}

function wishesIn(work: Work, span: Span): Piece[] | undefined {
  const text = work.original.slice(span.start, span.end).replace(/[.!…)\s]+$/u, '')
  for (const words of work.languages) {
    const pieces = readWishes(text, words, work.given)
    if (pieces) return shifted(pieces, span.start)
  }
  return undefined
}

function shifted(pieces: readonly Piece[], by: number): Piece[] {
  return pieces.map((piece) => ({ ...piece, start: piece.start + by, end: piece.end + by }))
}

function wordsLeft({ original, body, taken, isRequested, isBrief }: Work): string {
  const text = original.slice(body.start, body.end).replace(taken.length > 0 ? /[\s,;:(–—-]+$/u : /\s+$/u, '')
  if (!isRequested) return text
  const unquoted = /^(?:"(?<a>[^"]*)"|“(?<b>[^”]*)”|«(?<c>[^»]*)»)$/u.exec(text)?.groups
  const plain = unquoted?.a ?? unquoted?.b ?? unquoted?.c ?? text
  // "Post that we open" was written with a capital, so the post begins with one.
  if (isBrief) return plain.replace(/[?]+$/u, '')
  return /^\p{Lu}/u.test(original.trim()) ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain
}

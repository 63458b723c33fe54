// A request at the start of a message ("write about", "post on LinkedIn tomorrow at nine that"), told from the words of the post.
import { fold } from '../../core/time/fold.ts'
import type { Words } from './language.ts'
import { exec, platformsAt } from './platforms.ts'
import type { Given } from './scope.ts'
import { longestWish, type Piece, readRun } from './wishes.ts'

/** A leading request: where the words of the post begin, the wishes inside it, and whether it is only a brief. */
export type Request = { end: number; pieces: Piece[]; isBrief: boolean }

/** Reads a leading request; undefined when the message starts with the post itself. */
export function readRequest(text: string, words: Words, given: Given): Request | undefined {
  const { text: folded, at } = fold(text)
  const { verb, object, about, that, publishes, needsObject } = words.request
  const said = exec(verb, folded, 0)
  if (said === undefined) return undefined
  const thing = space(folded, said.length)
  const hasObject = exec(object, folded, thing) !== undefined
  const afterObject = thing + (exec(object, folded, thing)?.length ?? 0)
  // "Schedule: Mon-Fri 9-18" is a notice, "Post: we open" is a request.
  const isHeading = !hasObject && /(?:schedule|programma)$/u.test(said)
  const colonAt = space(folded, afterObject)
  if (folded.startsWith(':', colonAt)) {
    return isHeading ? undefined : { end: at[space(folded, colonAt + 1)] ?? text.length, pieces: [], isBrief: false }
  }
  const run = readWishRun(text, at, afterObject, words, given)
  const { end } = run
  const pieces = [...namedIn(folded.slice(thing, afterObject), words, at[thing] ?? 0), ...run.pieces]
  const next = space(folded, end)
  const done = (to: number, isBrief: boolean): Request => ({
    end: at[space(folded, to)] ?? text.length,
    pieces,
    isBrief,
  })
  if (next >= folded.length) return hasObject ? done(next, true) : undefined
  if (needsObject.test(said) && !hasObject) return undefined
  const topic = exec(about, folded, next)
  // "Post on TikTok" names a place, "write a post on our bar" a subject.
  const isPlace =
    topic !== undefined &&
    !hasObject &&
    publishes.test(said) &&
    new RegExp(`^(?:${words.platformLead})$`, 'u').test(topic)
  if (isPlace) return undefined
  if (topic !== undefined) return done(next + topic.length, true)
  const clause = exec(that, folded, next)
  if (clause !== undefined)
    return done(next + clause.length + (exec(/\s*:/uy, folded, next + clause.length)?.length ?? 0), false)
  const colon = exec(/:|-+\s|\n/uy, folded, next) ?? exec(/\s*\n/uy, folded, end)
  if (colon !== undefined) return done(next + colon.length, false)
  if (/["“«„]/u.test(folded.charAt(next))) return done(next, false)
  return publishes.test(said) && pieces.some(({ is }) => is === 'when') ? done(next, false) : undefined
}

/** The network inside the object: "a LinkedIn post". */
function namedIn(object: string, words: Words, from: number): Piece[] {
  return [...object.matchAll(/\p{L}+/gu)].flatMap(({ 0: word, index }) => {
    const run = platformsAt(object, index, words, [], true)
    const place = { start: from + index, end: from + index + word.length, words: word }
    return run
      ? [{ ...place, is: 'platforms' as const, how: 'set' as const, platforms: run.platforms, isSure: true }]
      : []
  })
}

/** The networks and times right behind the verb; anything else ends the run. */
function readWishRun(
  text: string,
  at: number[],
  from: number,
  words: Words,
  given: Given,
): { pieces: Piece[]; end: number } {
  const start = at[from] ?? text.length
  const run = readRun(text.slice(start, start + longestWish), words, given).pieces
  const stop = run.findIndex(({ is }) => is !== 'when' && is !== 'platforms')
  const pieces = (stop < 0 ? run : run.slice(0, stop)).map((piece) => ({
    ...piece,
    start: piece.start + start,
    end: piece.end + start,
  }))
  const last = pieces.at(-1)
  const end = last ? at.indexOf(last.end) : from
  return { pieces, end: end < 0 ? from : end }
}

function space(folded: string, at: number): number {
  return at + (exec(/[^\S\n]*/uy, folded, at)?.length ?? 0)
}

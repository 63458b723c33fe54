// Moments as wishes: what findWhen finds, outside quotation marks, in the shape intents carry.
import type { WhenWish } from '../../core/intent.ts'
import { findWhen, type When } from '../../core/time/find.ts'
import type { Wall } from '../../core/time/wall.ts'
import type { Words } from './language.ts'
import { withoutQuotes } from './quotes.ts'
import type { Given } from './scope.ts'

/** The moments of a text that are not quoted. */
export function moments(text: string, words: Words, given: Given): When[] {
  return findWhen(withoutQuotes(text), {
    now: given.now,
    zone: given.zone,
    language: words.language,
    ...(given.planned ? { from: given.planned } : {}),
  }).map((when) => ({ ...when, words: text.slice(when.span.start, when.span.end) }))
}

/** A moment as an intent carries it. */
export function wishOf(when: When): WhenWish {
  if (when.kind === 'at') return { kind: 'at', wall: when.wall, at: when.at.toISOString() }
  return { kind: 'doubt', why: when.why, words: when.words, offers: when.offers }
}

/** Two wishes for one post cannot both hold: a doubt between them. */
export function oneWish(wishes: readonly { wish: WhenWish; words: string }[]): WhenWish | undefined {
  const [first, ...more] = wishes
  if (!first || more.length === 0) return first?.wish
  return {
    kind: 'doubt',
    why: 'either',
    words: wishes.map(({ words }) => words).join(', '),
    offers: wishes.flatMap(({ wish }) => offersOf(wish)).slice(0, 3),
  }
}

/** The moments a wish could mean. */
export function offersOf(wish: WhenWish): Wall[] {
  if (wish.kind === 'at') return [wish.wall]
  return wish.kind === 'doubt' ? wish.offers : []
}

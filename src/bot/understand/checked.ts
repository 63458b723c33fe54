// What a model says it understood, held against the member's own words: words, networks and moments that were not said are not done.
import type { WhenWish } from '../../core/intent.ts'
import type { PlatformId } from '../../core/platform.ts'
import { fold } from '../../core/time/fold.ts'
import { resolve, type Wall } from '../../core/time/wall.ts'
import { moments, offersOf, wishOf } from './moments.ts'
import { platformsIn } from './platforms.ts'
import { withoutQuotes } from './quotes.ts'
import type { Given } from './scope.ts'
import { wordsFrom } from './words.ts'

/** The given words where the member said them, in the member's own writing; else all that the member said. */
export function wordsSaid(words: string, said: string): string {
  const { text, at } = fold(said)
  const part = fold(words.trim()).text
  const start = part === '' ? -1 : text.indexOf(part)
  return start < 0 ? said : said.slice(at[start], at[start + part.length])
}

/** Of these networks those that the member named, or all of them where the member said "everywhere". */
export function networksSaid(named: readonly PlatformId[] | undefined, said: string, given: Given): PlatformId[] {
  const meant = platformsIn(said, wordsFrom(given.language), given.connected)
  return [...new Set(named ?? [])].filter((one) => meant.includes(one))
}

/** A moment as a model understood it. */
export type Understood = {
  words: string
  date?: string | undefined
  time?: string | undefined
  next_slot?: boolean | undefined
}

/**
 * The moment that was said, as code reads it; undefined where it was not said. Where code and model do not agree, or code
 * cannot read the words, it is a doubt to be asked about.
 */
export function wishSaid(understood: Understood, said: string, given: Given): WhenWish | undefined {
  const words = understood.words.trim()
  const own = fold(withoutQuotes(said)).text
  if (words === '' || !own.includes(fold(words).text)) return undefined
  if (understood.next_slot === true) return { kind: 'nextSlot' }
  const theirs = wallOf(understood, given.zone)
  for (const language of wordsFrom(given.language)) {
    const [found, ...more] = moments(words, language, given)
    if (found === undefined) continue
    const wish = wishOf(found)
    if (wish.kind === 'at' && more.length === 0 && agrees(wish.wall, understood)) return wish
    const offers = [...offersOf(wish), ...more.flatMap((one) => offersOf(wishOf(one))), ...theirs]
    const why = wish.kind === 'doubt' ? wish.why : 'either'
    return { kind: 'doubt', why, words, offers: distinct(offers).slice(0, 3) }
  }
  return { kind: 'doubt', why: theirs.length > 0 ? 'vague' : 'noTime', words, offers: theirs }
}

function agrees(wall: Wall, { date, time }: Understood): boolean {
  return (date === undefined || date === wall.date) && (time === undefined || time === wall.time)
}

/** The wall clock that a model meant, where there is such a moment and only one. */
function wallOf({ date, time }: Understood, zone: string): Wall[] {
  if (date === undefined || time === undefined) return []
  const wall = { date, time, zone }
  return resolve(wall).kind === 'at' ? [wall] : []
}

function distinct(walls: readonly Wall[]): Wall[] {
  return walls.filter((wall, i) => walls.findIndex((one) => one.date === wall.date && one.time === wall.time) === i)
}

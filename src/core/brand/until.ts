// Until when something that is to be remembered holds: "we close at six until 24 December".
import { findWhen, type When } from '../time/find.ts'
import { fold } from '../time/fold.ts'
import { resolve, toWall, type Wall } from '../time/wall.ts'
import type { TimeLanguage } from '../time/words/index.ts'

const lead =
  /(?:^|\s)(?:until|till|til|through|up to|ends?(?: on)?|fino (?:al?|alle|all'|ai)|sino (?:al?|alle)|entro(?: il)?|termina(?: il)?|finisce(?: il)?|scade(?: il)?)\s+(?:the |il |la )?/gu

/** The end of the day that a text names as its end; undefined where it names none, or one that is over. */
export function untilOf(
  text: string,
  given: { now: Date; zone: string; languages: readonly TimeLanguage[] },
): Date | undefined {
  const { text: folded, at } = fold(text)
  for (const said of folded.matchAll(lead)) {
    const rest = text.slice(at[said.index + said[0].length] ?? text.length)
    for (const language of given.languages) {
      const [when] = findWhen(rest, { ...given, language })
      const wall: Wall | undefined = when?.kind === 'at' ? when.wall : when?.offers[0]
      if (when === undefined || when.span.start > 0 || wall === undefined) continue
      const end = resolve({ ...wall, time: '23:59' })
      const last = end.kind === 'overlap' ? end.later : end.at
      // "Until six" is an hour of every day, no end.
      if (last > given.now && saysDay(when, given)) return last
    }
  }
  return undefined
}

/** True where the words name a day; an hour alone is read as one of today or tomorrow. */
function saysDay(when: When, { now, zone }: { now: Date; zone: string }): boolean {
  const isHour = /^(?:\d{1,2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\.?)?|\p{L}+)$/u.test(fold(when.words).text)
  const wall = when.kind === 'at' ? when.wall : when.offers[0]
  const isSoon =
    wall !== undefined &&
    [0, 1].some((days) => toWall(new Date(now.getTime() + days * 86_400_000), zone).date === wall.date)
  return !(isHour && isSoon)
}

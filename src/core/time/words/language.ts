// What a language must bring so that moments can be understood and said in it.
import type { AtomRule } from '../atoms.ts'

/** The languages in which moments are understood. */
export type TimeLanguage = 'en' | 'it'

/** What one language knows about time. All patterns meet folded text. */
export type TimeWords = {
  atoms: readonly AtomRule[]
  /** What may stand between two atoms of one phrase; must match all of it. */
  link: RegExp
  /** A link that makes what it joins alternatives. */
  or: RegExp
  /** Words right before a phrase that belong to it. */
  leads: RegExp
  /** Words right before a phrase that make it uncertain. */
  hedges: RegExp
  /** Those of the hedges that rule the moment out. */
  negations: RegExp
  /** Words before a phrase that make it a habit ("every"), which is for slots. */
  habits: RegExp
  /** True where a/b may be read as month/day in an American zone. */
  hasMonthFirst: boolean
  slots: SlotWords
  zoneNoise: RegExp
  say: {
    weekdays: readonly string[]
    months: readonly string[]
    today: string
    tomorrow: string
    summerTime: string
    winterTime: string
  }
}

/** How a language says a standing weekly hour. */
export type SlotWords = {
  /** Runs of days that come back every week. */
  days: RegExp
  /** The single days in such a run -> ISO weekdays. */
  day: readonly { pattern: RegExp; weekdays: readonly number[] }[]
}

// The shape of a language file. All patterns meet folded text: lower case, no accents, plain apostrophes.

import type { TimeLanguage } from '../../core/time/words/index.ts'
import type { OptionWish } from './options.ts'

/** Whole messages with one fixed meaning. */
export type PhraseKey =
  | 'yes'
  | 'no'
  | 'approve'
  | 'discard'
  | 'askChange'
  | 'askSchedule'
  | 'askPicture'
  | 'dropPicture'
  | 'cancel'
  | 'remove'
  | 'undo'
  | 'putBack'
  | 'whatChanged'
  | 'hold'
  | 'resume'
  | 'stop'
  | 'slots'
  | 'showBrand'
  | 'cost'
  | 'lastWeek'
  | 'sevenDays'
  | 'modelKeys'
  | 'start'
  | 'setUp'
  | 'connect'
  | 'skip'
  | 'skipAll'
  | 'back'
  | 'leave'
  | 'planned'
  | 'drafts'
  | 'published'
  | 'current'
  | 'help'
  | 'now'
  | 'chatter'

/** What one language knows about wishes. */
export type Words = {
  language: TimeLanguage
  /** Words that tell this language from the others. */
  marks: ReadonlySet<string>
  phrases: Record<PhraseKey, readonly string[]>
  /** Courtesy around a whole message that changes nothing. */
  courtesy: RegExp
  /** "show 3": group `number`. */
  show: RegExp
  /** "number 2": group `number`; and the ordinals. */
  pick: RegExp
  ordinals: ReadonlyMap<string, number>
  /** What may stand between two wishes; sticky. */
  between: RegExp
  /** A word that only links a clause to the one before. */
  link: RegExp
  /** Sticky patterns of wishes inside a message. */
  wish: {
    nextSlot: RegExp
    /** "move it to": what follows is a time. */
    move: RegExp
    /** "post it", "schedule it for": a verb of publishing with nothing but a pointer to the post. */
    publish: RegExp
    /** The same as a whole sentence that can only mean this post ("post it"), unlike "share this". */
    publishIt: RegExp
    now: RegExp
    approve: RegExp
    shorter: RegExp
    longer: RegExp
    noEmoji: RegExp
    noHashtags: RegExp
    fit: RegExp
    only: RegExp
    add: RegExp
    drop: RegExp
  }
  /** Makes a lone number a time when only a time can be meant ("to six"). */
  timeLead: string
  /** Words before a network ("on", "for"), and between two ("and"). */
  platformLead: string
  platformJoin: string
  /** Prepositions that make trailing networks a wish even without a comma ("for LinkedIn"). */
  platformFor: string
  everywhere: RegExp
  /**
   * A request at the start of a message, up to what it is about. `about` is a brief, `that` introduces the words.
   * After a verb that `publishes` a time is a wish; a verb that `needsObject` is a request only with "a post" behind it.
   */
  request: { verb: RegExp; object: RegExp; about: RegExp; that: RegExp; publishes: RegExp; needsObject: RegExp }
  /** A post of what came along, as a request: "make a post out of this document", "turn this into a post". */
  ofThis: RegExp
  /** Messages that ask for a change which only a model can make; anchored at the start. */
  change: RegExp
  /** "change it to: ...": group `text`. */
  replace: RegExp
  /** "change yesterday's post: ...": groups `text`, and `yesterday` or `today`. */
  published: RegExp
  /** Questions to the desk rather than to the readers. */
  asks: RegExp
  /** "my time zone is": group `zone`; "speak Italian": group `language`; "we are called": group `name`. */
  zone: RegExp
  speak: RegExp
  languageNames: Record<string, TimeLanguage>
  name: RegExp
  /** A rest between posts: `set` has the groups `amount`, `hours` where the unit is hours, `networks`; `half` reads an amount. */
  gap: { set: RegExp; none: RegExp; half: RegExp }
  /** A limit for what models may cost: groups `amount` and `currency`, or `none`; `day` where it is for a day. */
  budget: RegExp
  /** "connect Bluesky": group `network`. */
  connect: RegExp
  /** Sticky patterns of what can be chosen beside the words. */
  options: readonly OptionWish[]
  /** "content warning: politics": group `warning`; "language: Italian": group `language`, by the names of languages. */
  warning: RegExp
  /** "first comment: the menu is ...": group `comment`. */
  firstComment: RegExp
  postLanguage: RegExp
  postLanguages: Record<string, string>
  /** Words around weekly hours: `set` replaces, `remove` takes away, `add` is what else may stand there. */
  slots: { set: RegExp; remove: RegExp; add: RegExp }
}

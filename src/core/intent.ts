// What a message can ask for. Closed lists: a new kind makes the compiler point to its action and to its words.

import type { Asked } from '../db/schema/conversations.ts'
import type { ToolCall } from './ai/gateway.ts'
import type { Tool } from './ai/model.ts'
import type { MemoryIntent } from './brand/memory.ts'
import type { PictureIntent } from './pictures/wish.ts'
import type { PlatformId } from './platform.ts'
import type { PostOption } from './posts/options.ts'
import type { TeamIntent } from './team/intent.ts'
import type { Slot } from './time/slots.ts'
import type { Wall } from './time/wall.ts'

/** Why a moment cannot be used as it was said. */
export type WhenDoubt =
  | 'past'
  | 'impossible'
  | 'vague'
  | 'either'
  | 'gap'
  | 'overlap'
  | 'noTime'
  | 'noDate'
  | 'wishOrWords'

/** The moment a person wishes for. */
export type WhenWish =
  | { kind: 'at'; wall: Wall; at: string }
  | { kind: 'nextSlot' }
  | { kind: 'now' }
  | { kind: 'doubt'; why: WhenDoubt; words: string; offers: Wall[] }

/** Something taken out of a text because it is the wish and not the words; `put back` restores `words`. */
export type Taken = { what: 'request' | 'platforms' | 'when' | 'slot'; words: string }

/**
 * Words of somebody else that came along with a message, and whose they are where that is known: a person, a document, a page.
 * They never ask for anything. `lead` is what stands for them where no model writes.
 */
export type Quote = {
  from: string | null
  text: string
  isSpoken?: true
  of?: 'document' | 'page'
  lead?: string
  /** The files of a document, by their media ids. */
  files?: string[]
}

/** One change to the text of a post. `say` is free talk that only a model can follow. */
export type Change =
  | { how: 'shorter' }
  | { how: 'longer' }
  | { how: 'noEmoji' }
  | { how: 'noHashtags' }
  /** The person's own words, as they were said. */
  | { how: 'asSaid' }
  | { how: 'replace'; text: string }
  | { how: 'say'; words: string }

/** What a model may propose. It has no member that approves, publishes, edits or deletes what is public, moves what is approved, holds, connects or invites. */
export type ModelIntent =
  | {
      kind: 'draft'
      /** The words of the post, without what was taken out. */
      text: string
      /** The message as it was typed, for `put back`. */
      original: string
      taken: Taken[]
      platforms: PlatformId[]
      when?: WhenWish
      media: string[]
      /** The text is only a request ("write about our opening"): without a model there are no words yet. */
      requestOnly: boolean
      /** The words that came along from somebody else are to become the post. */
      ofQuote?: boolean
      /** The post that this message began: it was edited, and the post is written anew. */
      again?: string
    }
  | { kind: 'revise'; changes: Change[]; platforms: PlatformId[] }
  | { kind: 'platforms'; how: 'only' | 'add' | 'drop'; platforms: PlatformId[] }
  | { kind: 'propose'; when: WhenWish }
  | { kind: 'list'; what: 'planned' | 'drafts' | 'published' }
  | { kind: 'show'; number: number }
  | { kind: 'current' }
  | { kind: 'help' }

/** What a model may ask for while it writes, and how that is read: held by code against the member's own words. */
export type Reading = { tools: readonly Tool[]; read(calls: readonly ToolCall[]): ModelIntent[] }

/** What only a person may ask for: from a choice, or by rule from the member's own typed words. */
export type PersonIntent =
  /** `allowing`: terms that the brand never uses and that may stand this once. */
  | { kind: 'approve'; allowing?: string[] }
  | { kind: 'discard' }
  | { kind: 'askChange' }
  | { kind: 'askSchedule' }
  | { kind: 'askPicture' }
  /** What was heard in a recording is to be corrected. */
  | { kind: 'askHeard' }
  | { kind: 'attach'; media: string[] }
  | { kind: 'dropPicture' }
  /** Who sees the post, a warning, its language, whether it rings; on these networks or on all that take it. */
  | { kind: 'options'; options: PostOption[]; platforms: PlatformId[] }
  /** A time for the post in focus: sets the wish of a draft, moves what is approved. */
  | { kind: 'schedule'; when: WhenWish }
  | { kind: 'cancel' }
  | { kind: 'undo' }
  | { kind: 'putBack' }
  | { kind: 'whatChanged' }
  | { kind: 'fit'; platform: PlatformId }
  | { kind: 'hold' }
  | { kind: 'resume' }
  | { kind: 'stop' }
  | { kind: 'slots'; how: 'list' | 'add' | 'set' | 'remove'; slots: Slot[] }
  /** How long the accounts of these networks (all where none is named) rest between two posts. */
  | { kind: 'gap'; platforms: PlatformId[]; seconds: number }
  | { kind: 'brand'; zone?: string; language?: 'en' | 'it'; name?: string; voice?: string; audience?: string }
  | { kind: 'showBrand' }
  | { kind: 'cost' }
  /** How the posts of a week did. */
  | { kind: 'report'; week: 'last' | 'seven' }
  | { kind: 'modelKeys' }
  /** What models may cost in a day or a month, in micro-dollars; null is without a limit, undefined where it was not said in dollars. */
  | { kind: 'budget'; of: 'day' | 'month'; micros: number | null | undefined }
  | { kind: 'start' }
  | { kind: 'setUp' }
  /** Connects a network, or the same one again; without one it asks which. */
  | { kind: 'connect'; platform?: PlatformId }
  | { kind: 'delete'; publicationId?: string }
  /** A change of what is public: proposed as a new version. Without `text` a model words it, after `words`. */
  | { kind: 'correct'; day?: 'yesterday' | 'today'; text?: string; words: string }
  /** Where a network does not let it be changed: deleted there, and these words as a draft. */
  | { kind: 'repost'; publicationId: string; text: string }
  /** The person's word on a publication whose end we cannot know. */
  | { kind: 'itIsThere'; publicationId: string }
  | { kind: 'sendAgain'; publicationId: string }
  | { kind: 'leaveIt'; publicationId: string }
  /** Answers to a post that is late: the hour has passed. */
  | { kind: 'sendLate'; postId: string }
  | { kind: 'openPost'; postId: string }
  | { kind: 'tryAgain'; messageId: string }
  /** Picks from the last list by number, with whatever was said after it ("3 tomorrow at ten"). */
  | { kind: 'pick'; number: number; rest: string }
  /** Yes or no to the question that was asked last. */
  | { kind: 'yes' }
  | { kind: 'no' }
  | MemoryIntent
  | PictureIntent

/** Words that steer an open dialog; outside one they say that nothing is open. */
export type DialogIntent =
  | { kind: 'skip' }
  | { kind: 'skipAll' }
  | { kind: 'back' }
  | { kind: 'leave' }
  /** A choice of a dialog's question: the same as saying these words. */
  | { kind: 'answer'; words: string }

/** Rules found nothing certain: free talk for the model, or a question when there is none. */
export type UnclearIntent = { kind: 'unclear'; words: string }

export type Intent = ModelIntent | PersonIntent | TeamIntent | DialogIntent | UnclearIntent
export type IntentKind = Intent['kind']

/** Choices that only open a question: they change nothing and may be pressed again. */
export const opens: ReadonlySet<IntentKind> = new Set<IntentKind>([
  'askChange',
  'askSchedule',
  'askPicture',
  'askHeard',
  'askComment',
])

/** What understanding needs to know about the conversation. */
export type Open = {
  /** The post that "it" means now. */
  post?: { status: 'draft' | 'approved' | 'out'; platforms: PlatformId[]; textLength: number; isPublic?: boolean }
  /** A question is open whose answer is free text. */
  asked?: Asked['what']
  /** Labels of the last list that can be answered by number. */
  choices: number
}

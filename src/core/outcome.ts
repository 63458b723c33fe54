// How an action ended: a closed list of facts. The words are made in bot/replies.

import type { BudgetState } from '../db/budgets.ts'
import type { AskedOfPost } from '../db/schema/conversations.ts'
import type { Spent } from '../db/usage.ts'
import type { FailureKind, Language, PublicationStatus } from '../db/words.ts'
import type { Fault } from './ai/gateway.ts'
import type { Refusal } from './ai/purse.ts'
import type { MemoryOutcome } from './brand/memory.ts'
import type { Finding } from './brand/tells/tell.ts'
import type { DataOutcome } from './data/outcome.ts'
import type { Report } from './insights/report.ts'
import type { Taken, WhenDoubt } from './intent.ts'
import type { NotRead } from './media/reading.ts'
import type { NoticeOutcome } from './notices/outcome.ts'
import type { PictureOutcome } from './pictures/wish.ts'
import type { Limits, PlatformId, Price } from './platform.ts'
import type { Change as LineChange } from './posts/changes.ts'
import type { PostOption } from './posts/options.ts'
import type { Problem } from './problem.ts'
import type { PostStatus } from './publishing/status.ts'
import type { Linewise, TeamOutcome } from './team/outcome.ts'
import type { Slot } from './time/slots.ts'
import type { Wall } from './time/wall.ts'

/** So many pictures were brought to a shape, or stand still where they moved; and the films that go with them. */
export type MadePictures =
  | { how: 'crop' | 'pad'; to: number; count: number }
  | { how: 'still'; count: number }
  | { how: 'film'; seconds: number | null; count: number }

/** One network of a post, as it stands now. */
export type VariantView = {
  platform: PlatformId
  accountId: string
  account: string
  text: string
  parts: string[]
  pictures: number
  /** What was done to its pictures so that the network takes them. */
  made: MadePictures[]
  options: PostOption[]
  used: number
  limit: Limits['text']
  problems: Problem[]
  /** What going out costs there, where it costs. */
  price?: Price
  /** It is out with other words: these are proposed, or approved and on their way. */
  change: 'proposed' | 'underWay' | null
  /** Its account is lost: what is to go out there waits. */
  isLost: boolean
  /** What the gate found in the words; it holds nobody back. */
  findings: Finding[]
  publication: {
    id: string
    status: PublicationStatus
    url: string | null
    publishedAt: Date | null
    removedAt: Date | null
    /** Why it is not out yet, or never will be. */
    failure: FailureKind | null
    say: string | null
    /** When it goes out, or was to; also where the post has no hour of its own. */
    dueAt: Date | null
    /** After this it does not go out by itself. */
    usefulUntil: Date | null
    /** Not before then, where trouble delays it. */
    retryAt: Date | null
    /** It was not sent because of these terms, which the brand never uses. */
    never: string[]
  }
}

/** A post as it stands now, with all that a card needs. */
export type PostView = {
  id: string
  number: number
  version: number
  hash: string
  status: PostStatus
  brand: string
  variants: VariantView[]
  media: string[]
  dueAt: Date | null
  zone: string
  /** Its moment falls into the rest that an account keeps after or before another post; `free` is the next that does not. */
  crowded?: { platform: PlatformId; seconds: number; other: Date; free: Date }
  cost: number
  /** It waits for somebody's yes; `isAsked`: for that of whoever sees it here; `isShared`: others see it here too. */
  review?: { isAsked: boolean; isMine: boolean; isShared?: boolean }
  /** Nobody can write: the card says once that a key would let it. */
  idea: string
}

/** What happened to a card just before it is shown. */
export type Note =
  | {
      what: 'drafted'
      taken: Taken[]
      /** The post is made of words of somebody else; null where nobody knows whose. */
      from?: string | null
      /** What was heard in a recording. */
      heard?: string
      /** What was seen in a picture that came without words. */
      seen?: string
      /** The post is made of a document; `isBeginning` where its first words alone stand for it. */
      document?: { name: string | null; isBeginning: boolean }
      /** A link was followed: the title of its page and the kept picture it shows of itself; null where it did not answer, `isEmpty` where it has no words. */
      page?: { title: string; picture: string | null; isEmpty: boolean } | null
      wordsOnly: boolean
      hintKey: boolean
      missing: PlatformId[]
      modelDown: boolean
      /** Why no model wrote, where one should have. */
      trouble?: Trouble
    }
  | { what: 'shorter'; dropped: string[]; counts: { platform: PlatformId; before: number; after: number }[] }
  | {
      what: 'changed'
      counts: { platform: PlatformId; before: number; after: number }[]
      /** The lines that changed, where they are few. */
      lines?: LineChange[]
    }
  | { what: 'networks'; missing: PlatformId[] }
  | { what: 'time' }
  | { what: 'timeTaken' }
  | { what: 'picture'; count: number; films: number }
  | { what: 'pictureGone' }
  /** Pictures were brought to the shapes of their networks in another way. */
  | { what: 'shaped'; how: 'crop' | 'pad' }
  /** What is said of a picture to who does not see it. */
  | { what: 'altText'; text: string }
  | { what: 'options' }
  | { what: 'look' }
  | { what: 'putBack' }
  | { what: 'undone'; act: UndoneAct }
  | { what: 'fitted'; platform: PlatformId; dropped: string[] }
  | { what: 'current' }
  /** `changes`: to somebody whose yes it waits for, since the card they pressed. */
  | { what: 'stale'; changes?: Linewise[] }
  | { what: 'elsewhere'; chat: string }
  | { what: 'problems' }
  /** Its words have terms that the brand never uses. */
  | { what: 'never'; terms: string[] }
  /** Nothing could be changed; `isOneSentence` where there was none to leave out. */
  | { what: 'unchanged'; isOneSentence: boolean }
  | { what: 'needsApproval' }

/** Why a recording gave no words: nobody can listen here, nobody answered, the budget, nothing was said, or it is too long. */
export type NotHeard = 'noKey' | 'down' | 'budget' | 'silence' | 'tooLong'

export type UndoneAct =
  | 'change'
  | 'time'
  | 'networks'
  | 'discard'
  | 'hold'
  | 'publishNow'
  | 'draft'
  | 'picture'
  | 'memory'

/** How one publication ended, for telling. */
export type Ended = {
  publicationId: string
  platform: PlatformId
  account: string
  status: PublicationStatus
  url: string | null
  say: string | null
  never: string[]
  canRemove: boolean
  canEdit: boolean
}

/** Why nobody can write just now: no model is set up, or none answers. */
export type NoWriter = 'noModel' | 'modelDown'

/** Why the models did not write: each of them failed, or the budget does not allow to ask. */
export type Trouble = { kind: 'down'; faults: readonly Fault[] } | ({ kind: 'budget' } & Refusal)

/** A published post that keeps its words at its network; deleting it and posting these is the only way. */
export type Fixed = { publicationId: string; platform: PlatformId; canRemove: boolean; text: string }

/** An account that no longer lets in: why, how many approved posts wait for it, and when the next of them is due. */
export type Lost = {
  platform: PlatformId
  account: string
  say: string
  waiting: number
  nextAt: Date | null
  zone: string
}

export type Outcome =
  | TeamOutcome
  | { kind: 'card'; post: PostView; note: Note }
  | { kind: 'approved'; post: PostView; dueAt: Date; now: boolean; held: boolean }
  | { kind: 'moved'; post: PostView; dueAt: Date; held: boolean; now?: true }
  | { kind: 'cancelled'; post: PostView }
  | { kind: 'discarded'; post: PostView }
  | { kind: 'ask'; what: AskedOfPost; post: PostView; slot: Wall | null; because?: NoWriter; trouble?: Trouble }
  | { kind: 'askWords'; taken: Taken[]; because: NoWriter; trouble?: Trouble }
  | { kind: 'askWhen'; why: WhenDoubt; words: string; offers: Wall[]; post: PostView | null }
  | { kind: 'whatChanged'; post: PostView; lines: { platform: PlatformId; lines: LineChange[] }[] }
  | { kind: 'list'; what: 'planned' | 'drafts' | 'published'; posts: PostView[] }
  | { kind: 'held'; waiting: number }
  | { kind: 'alreadyHeld' }
  | { kind: 'resumed'; waiting: number; late: number }
  | { kind: 'notHeld' }
  | { kind: 'slots'; slots: Slot[]; zone: string; next: Wall | null }
  | { kind: 'gapSet'; platforms: PlatformId[]; seconds: number }
  | { kind: 'undone'; act: UndoneAct }
  | { kind: 'nothingToUndo' }
  | { kind: 'stopped'; wasRunning: boolean }
  | { kind: 'brandSaved'; zone: string; now: Date }
  | {
      kind: 'brand'
      name: string
      website: string | null
      voice: string | null
      audience: string | null
      colour: string | null
      zone: string
      language: Language
      rules: string[]
    }
  | { kind: 'cost'; day: Spent; month: Spent; budget: BudgetState; draft: number | null }
  | { kind: 'budgetSet'; of: 'day' | 'month'; limit: number | null; spent: number }
  | { kind: 'budgetUnclear' }
  | { kind: 'modelKeys' }
  | { kind: 'budgetLow'; of: 'day' | 'month'; limit: number; spent: number }
  | { kind: 'help'; hasModel: boolean }
  | { kind: 'nothingOpen' }
  | { kind: 'noAccount' }
  | { kind: 'notConnected'; platforms: PlatformId[] }
  /** Where a network is connected. `signsIn`: the address lets its person in, once. */
  | { kind: 'connectAt'; platform: PlatformId; url: string; signsIn: boolean }
  | { kind: 'noOption'; platforms: PlatformId[] }
  /** A document was to be shown, and none came along. */
  | { kind: 'noDocument' }
  | { kind: 'connectWhich'; platforms: PlatformId[] }
  | { kind: 'cannotConnect'; platform: PlatformId; platforms: PlatformId[] }
  | { kind: 'notFound'; number: number | null }
  | { kind: 'refused'; why: 'role' | 'scope' | 'used' | 'gone' | 'notYours' }
  | { kind: 'alreadyApproved'; post: PostView }
  | { kind: 'tooLate'; post: PostView }
  | { kind: 'whichList'; post: PostView | null }
  | { kind: 'noSuchChoice'; count: number }
  | { kind: 'unclear'; post: PostView | null }
  | { kind: 'tooLong'; length: number; limit: number }
  | { kind: 'badMedia'; say: string }
  | { kind: 'setAside'; messageId: number }
  /** A recording is being listened to and that takes a while. */
  | { kind: 'listening'; seconds: number }
  /** Why nothing was heard; the recording is kept, and but for silence it can be tried again. */
  | { kind: 'notHeard'; why: NotHeard; messageId: number; trouble?: Trouble }
  /** Why a document gave no words; it is kept. */
  | { kind: 'notRead'; why: NotRead }
  | { kind: 'removed'; platform: PlatformId }
  | { kind: 'notRemoved'; platform: PlatformId; say: string }
  /** A change of what is public was approved. */
  | { kind: 'changing'; post: PostView; platforms: PlatformId[] }
  | { kind: 'corrected'; post: PostView; platform: PlatformId; account: string; url: string | null }
  | { kind: 'notCorrected'; post: PostView; platform: PlatformId; account: string; say: string }
  /** Networks that do not let a published post be changed, with the words that were wanted. */
  | { kind: 'cannotEdit'; post: PostView; fixed: Fixed[] }
  | { kind: 'confirmRemove'; ended: Ended[]; post: PostView }
  | { kind: 'dialog'; key: string; data: Record<string, string>; choices: string[] }
  /* Said without being asked. */
  | { kind: 'ended'; post: PostView; ended: Ended[] }
  | { kind: 'late'; post: PostView; dueAt: Date }
  /** `asksFirst`: when it may be tried again it is too late to go out by itself. */
  | {
      kind: 'delayed'
      post: PostView
      platform: PlatformId
      account: string
      say: string
      dueAt: Date | null
      retryAt: Date | null
      asksFirst: boolean
    }
  /** `how`: for the first time, after it was lost, or with a new access in the place of one that still worked. */
  | { kind: 'connected'; platform: PlatformId; account: string; how: 'new' | 'back' | 'renewed'; waiting: number }
  | ({ kind: 'accountLost' } & Lost)
  /** How the posts of a week did; `picture` is a kept file. */
  | { kind: 'week'; report: Report; picture: string | null; zone: string; isDigest: boolean }
  /** An access ends then and cannot be renewed from here. */
  | { kind: 'accessEnds'; platform: PlatformId; account: string; endsAt: Date; zone: string }
  | { kind: 'settled'; ended: Ended; post: PostView }
  | MemoryOutcome
  | PictureOutcome
  | NoticeOutcome
  | DataOutcome

export type OutcomeKind = Outcome['kind']

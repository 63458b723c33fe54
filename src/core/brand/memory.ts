// What is remembered of a brand, and what can be asked for and said about it. Closed lists, like all intents and outcomes.
import type { Source } from '../../db/words.ts'
import type { PostView } from '../outcome.ts'
import type { PlatformId } from '../platform.ts'

/** Where something remembered is kept. */
export type MemoryTable = 'rules' | 'facts' | 'samples'
export type MemoryRef = { table: MemoryTable; id: string }

/** One thing that is remembered, with where it came from and when. `until`: the end of a fact; `at`: when it was remembered. */
export type MemoryItem = MemoryRef & {
  text: string
  terms: string[]
  source: Source
  origin: string | null
  at: string
  until: string | null
  platform: PlatformId | null
  postedAt: string | null
}

/** A past post before it is kept. */
export type NewSample = { text: string; platform?: PlatformId; origin?: string; postedAt?: string }

/** What a website says of a brand. */
export type SiteFound = { url: string; name: string; description: string; facts: string[]; texts: string[] }
/** Why a website could not be read. */
export type SiteRefusal = 'notAddress' | 'robots' | 'noAnswer' | 'noPage'
export type SiteStudy = ({ kind: 'read' } & SiteFound) | { kind: 'refused'; why: SiteRefusal }

/** What was seen again and again, as it is offered. */
export type Lesson = {
  id: string
  kind: 'noHashtags' | 'noEmoji' | 'shorter' | 'noExclamation' | 'word'
  detail: string
  seen: number
}

/** What a person may ask of the memory. None of it can be proposed by a model. */
export type MemoryIntent =
  | { kind: 'memory'; page?: number }
  | { kind: 'remember'; text: string }
  /** Forgets what these words are about; asks where more than one thing is meant. */
  | { kind: 'forget'; text: string }
  | { kind: 'forgetItem'; item: MemoryRef }
  | { kind: 'correctItem'; item: MemoryRef }
  | { kind: 'corrected'; text: string }
  /** A fact that ended still holds. */
  | { kind: 'stillHolds'; item: MemoryRef }
  | { kind: 'keepSamples'; text: string }
  | { kind: 'importPosts'; platforms: PlatformId[] }
  /** An empty address is the brand's own website. */
  | { kind: 'studySite'; address: string }
  | { kind: 'keepSite'; found: SiteFound }
  | { kind: 'rate'; isGood: boolean }
  | { kind: 'learn'; lesson: Lesson; isWanted: boolean }
  | { kind: 'alternatives' }
  | { kind: 'useAlternative'; texts: Partial<Record<PlatformId, string>>; cost: number }

/** How it ended. */
export type MemoryOutcome =
  | {
      kind: 'memory'
      items: MemoryItem[]
      page: number
      pages: number
      counts: Record<MemoryTable, number>
      zone: string
    }
  | { kind: 'remembered'; item: MemoryItem; planned: number; zone: string }
  | { kind: 'forgotten'; item: MemoryItem }
  | { kind: 'whichToForget'; items: MemoryItem[] }
  | { kind: 'askCorrection'; item: MemoryItem }
  | { kind: 'correctedTo'; item: MemoryItem; zone: string }
  | { kind: 'samplesKept'; added: number; known: number; total: number; from: PlatformId[] }
  | { kind: 'noSamples'; why: 'empty' | 'full' | 'notConnected' | 'noAnswer' | 'cannot' }
  | { kind: 'siteStudied'; found: SiteFound }
  | { kind: 'siteNotRead'; address: string; why: SiteRefusal }
  | { kind: 'siteKept'; facts: number; samples: number }
  | { kind: 'rated'; isGood: boolean; isKept: boolean }
  | { kind: 'lesson'; lesson: Lesson }
  | { kind: 'lessonAnswered'; isWanted: boolean; lesson: Lesson }
  | { kind: 'alternatives'; post: PostView; texts: Partial<Record<PlatformId, string>>[]; cost: number }
  | { kind: 'noAlternatives'; why: 'noModel' | 'modelDown' }
  | { kind: 'factEnded'; item: MemoryItem; zone: string }

const kinds: Record<MemoryOutcome['kind'], true> = {
  memory: true,
  remembered: true,
  forgotten: true,
  whichToForget: true,
  askCorrection: true,
  correctedTo: true,
  samplesKept: true,
  noSamples: true,
  siteStudied: true,
  siteNotRead: true,
  siteKept: true,
  rated: true,
  lesson: true,
  lessonAnswered: true,
  alternatives: true,
  noAlternatives: true,
  factEnded: true,
}

/** True for an outcome of this file. */
export function isMemoryOutcome<O extends { kind: string }>(outcome: O): outcome is Extract<O, MemoryOutcome> {
  return outcome.kind in kinds
}

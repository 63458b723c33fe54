// The port to a social network: what every adapter in channels/social promises, and the words it speaks.
import { type PlatformId, platformIds } from '../db/words.ts'
import type { Film } from './media/film.ts'
import type { Shapes } from './media/shapes.ts'
import type { Range } from './media/storage.ts'
import type { Unit } from './posts/count.ts'
import type { OptionName } from './posts/options.ts'
import type { Looks } from './preview/looks.ts'
import type { Problem } from './problem.ts'
import type { ReasonCode } from './reasons.ts'

export { type PlatformId, platformIds }

/** The name of a network as it writes itself. */
export const platformNames: Record<PlatformId, string> = {
  x: 'X',
  linkedin: 'LinkedIn',
  facebook: 'Facebook',
  instagram: 'Instagram',
  threads: 'Threads',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  telegram: 'Telegram channel',
  practice: 'Practice',
}

/** True for a word that is one of `platformIds`. */
export function isPlatformId(word: string): word is PlatformId {
  return platformIds.some((id) => id === word)
}

/** What one account of a network accepts. */
export type Limits = {
  text: { limit: number; unit: Unit }
  /** Most parts of a thread; 1 where the network has no threads. */
  parts: number
  pictures: PictureLimits
  altText: number
  /** Absent where the network takes no films. */
  films?: FilmLimits
  /** Absent where the network shows no documents. */
  documents?: { bytes: number; pages: number }
}

/**
 * What a network takes of pictures. `moving` are the types that may move there, all of them where it is absent; `shapes`
 * what it takes without refusing, where that is not every shape: how its feed cuts them is in its looks.
 */
export type PictureLimits = {
  most: number
  bytes: number
  pixels: number
  types: readonly string[]
  moving?: readonly string[]
  shapes?: Shapes
}

/** What a network takes of films. `isPublished`: the adapter can publish them; until then that is a problem of its own. */
export type FilmLimits = {
  most: number
  bytes: number
  seconds: { least: number; most: number }
  types: readonly string[]
  /** Names as ffprobe has them; what is not known of a film is let through. */
  codecs: readonly string[]
  isPublished: boolean
}

/** One film of a variant, as it is kept; `alt` is what is heard of it by who does not see it. */
export type FilmPart = { mediaId: string; sha256: string; type: string; bytes: number; film: Film; alt?: string }

/** A PDF that a post shows as it is, page by page; how many pages it has where somebody counted. */
export type DocumentPart = {
  mediaId: string
  sha256: string
  type: string
  bytes: number
  title: string
  pages?: number
}

/** One picture of a variant, as the public will see it. */
export type Picture = {
  mediaId: string
  sha256: string
  type: string
  bytes: number
  width: number
  height: number
  alt: string
  /** What was done so that the network takes it: brought to this shape, or its first frame alone. */
  shaped?: { how: 'crop' | 'pad'; to: number }
  isStill?: true
}

/** What is published: all that the public sees on one network. */
export type Content = {
  text: string
  parts: string[]
  pictures: Picture[]
  films?: FilmPart[]
  document?: DocumentPart
  options: Record<string, string | boolean>
}

/** JSON that survives the database unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What opens an account; stored sealed, open only while a call is made. */
export type Credentials = Record<string, string>

/** A connected account as an adapter sees it. */
export type AccountAccess = {
  id: string
  workspaceId: string
  remoteId: string
  name: string
  /** Those that are good now: `renew` replaces them here too. */
  credentials: Credentials
  /** Has them renewed. Absent where there is nothing to store them in: then what is refused stays refused. */
  renew?: Renew
}

/**
 * Renews the credentials of an account, one at a time in all processes, and answers what is good now. `refresh` is called
 * with the stored ones and what it answers is stored at once; it is not called where somebody else renewed them meanwhile.
 */
export type Renew = (refresh: (stored: Credentials) => Promise<Credentials>) => Promise<Credentials>

/** One call of the ratchet: what was frozen at preparation, what was reached so far, and how to say that the head left. */
export type Step = {
  publicationId: string
  account: AccountAccess
  content: Content
  /** What `prepare` froze; the same at every call of one publication. */
  frozen: Json
  /** What the last call saved; null at the first. */
  progress: Json
  /** The bytes of a picture or of the document of this content. */
  read: (mediaId: string) => Promise<Uint8Array>
  /** A piece of a film of this content, both ends included: a film is never held whole. */
  piece: (mediaId: string, range: Range) => Promise<Uint8Array>
  /** A public address of a file of this content, good for an hour: for networks that fetch it themselves. */
  link: (mediaId: string) => string
  /** Called once when the head of the visible request leaves the socket. */
  sent: (at: Date) => void
  /** The moment the post is for, where it has one. */
  dueAt?: Date
  signal: AbortSignal
}

/** The answer of one call of the ratchet. */
export type StepAnswer =
  /** `say` is what did not go with it although it is out. */
  | { kind: 'done'; remoteId: string; url: string | null; say?: ReasonCode }
  | { kind: 'wait'; progress: Json; until: Date }

/**
 * What a look after a lost answer found. `absent` only with proof: a read by a key we chose, or two equal reads after the
 * settling time; `onward`: the step is out and the ratchet goes on from this progress; `later` asks for another look after
 * so many seconds.
 */
export type Settlement =
  | { kind: 'published'; remoteId: string; url: string | null; say?: ReasonCode }
  | { kind: 'onward'; progress: Json }
  | { kind: 'absent' }
  | { kind: 'later'; seconds: number }
  | { kind: 'unclear' }

/** A change of what is public: the post `remoteId` is brought from `before` to `content`. */
export type EditStep = Pick<Step, 'publicationId' | 'account' | 'content' | 'read' | 'piece' | 'sent' | 'signal'> & {
  remoteId: string
  before: Content
}

/** A number read back about one published post; absent is absent, not zero. */
export type Measures = Partial<Record<'impressions' | 'reach' | 'likes' | 'comments' | 'shares' | 'clicks', number>>

/** The numbers of a post: the usual ones, and the network's answer as it came. */
export type Measured = { measures: Measures; raw: Json }

/** What a post costs in micro-dollars; `cheaper` are the words with which it costs less. */
export type Price = { micros: number; cheaper?: { micros: number; text: string } }

/** One thing that connecting asks for. What is secret is asked for by a form only and never shown again. */
export type Question = { name: string; isSecret?: boolean; isOptional?: boolean }

/** What was answered, by the names of the questions (what was left empty is not there), and who asks. */
export type Asked = { answers: Readonly<Record<string, string>>; asker: Asker; signal: AbortSignal }

/** The person who connects: `isHost` runs this installation; identities are where they talk from. */
export type Asker = { isHost: boolean; identities: readonly { chat: string; externalId: string }[] }

/** An account that can be posted to, as connecting found it; `settings` is what the network says of itself. */
export type Connection = {
  remoteId: string
  name: string
  /** What it is, where a network shows people and pages side by side. */
  is?: 'profile' | 'page'
  credentials?: Credentials
  settings?: Record<string, Json>
}

/** Where a client that was registered with a server is kept, by a name of the adapter's choice. */
export type Registry = {
  find(name: string): Promise<Credentials | undefined>
  keep(name: string, registration: Credentials): Promise<void>
  forget(name: string): Promise<void>
}

/**
 * How an account is connected. Every member throws a PlatformError whose sentence says what is wrong with what was given;
 * nothing is stored then.
 */
export type Connect = {
  /** What `open` asks for, in the order of a form; nothing where a press connects. */
  asks: readonly Question[]
  /** Absent where consent is the only way. */
  open?(asked: Asked): Promise<Connection>
  /** The other way: the person consents at the network, which sends them back with a code. */
  consent?: Consent
}

/** Consent at the network. `memory` is kept sealed from the one call to the other, for one member and one use. */
export type Consent = {
  asks: readonly Question[]
  /** What the network reads of this installation under its address; undefined where there is nothing to be read. */
  about?: { path: string; read(): Json | undefined }
  /**
   * `shownUrl` is there where the network can also show the code to the person, to be pasted; `state` where another one than the
   * given one comes back, as hard to guess.
   */
  begin(
    asked: Asked & { callbackUrl: string; state: string; registry: Registry },
  ): Promise<{ url: string; shownUrl?: string; state?: string; memory: Credentials }>
  /** What can be asked for instead, where the network refused what was asked for before the person was asked. */
  refused?(
    back: { error: string; memory: Credentials; state: string; registry: Registry } & Pick<Asked, 'signal'>,
  ): Promise<{ url: string; memory: Credentials } | undefined>
  /** `params` is all that came back in the address. Of several accounts the person chooses. */
  finish(back: {
    code: string
    isPasted: boolean
    params: Readonly<Record<string, string>>
    memory: Credentials
    registry: Registry
    signal: AbortSignal
  }): Promise<Connection | Connection[]>
}

/** A social network. Each call of `publish` makes at most one irreversible change. */
export type Platform = {
  id: PlatformId
  /** Absent where accounts of this network come in another way. */
  connect?: Connect
  /** What can be chosen of a post here beside its words; absent where nothing can. */
  options?: readonly OptionName[]
  limits(account: { settings: Record<string, unknown> }): Limits
  /** How a post looks there, for its preview. */
  looks: Looks
  /** What this network would refuse, in words of the closed list of problems; pure. */
  check(content: Content, limits: Limits): Problem[]
  /** Makes everything that is invisible ready and returns what must never change between attempts. */
  prepare(step: Omit<Step, 'frozen' | 'progress' | 'sent'>): Promise<Json>
  publish(step: Step): Promise<StepAnswer>
  /** A look after a lost answer; `looks` counts them from 1. Without it every lost answer is asked about. */
  settle?(step: Omit<Step, 'sent'> & { startedAt: Date; looks: number }): Promise<Settlement>
  /**
   * Changes what is public, by content: the same call again is harmless, so that a lost answer is simply tried again. Throws
   * `rejected` for what this network does not let be changed.
   */
  edit?(step: EditStep): Promise<void>
  remove?(account: AccountAccess, remoteId: string, signal: AbortSignal): Promise<void>
  /**
   * Reads the numbers of a published post. `readCosts` is what a read costs in micro-dollars, where it is paid for: then it is
   * done seldom.
   */
  measure?(account: AccountAccess, remoteId: string, signal: AbortSignal): Promise<Measured>
  readCosts?: number
  /** What publishing costs here, where it costs, and the words with which it costs less; pure. */
  price?(content: Content): Price | undefined
  /** Past posts of the account itself, newest first, a few hundred at most; what it only passed on is none. */
  history?(account: AccountAccess, signal: AbortSignal): Promise<{ text: string; origin: string; postedAt: string }[]>
  /** Once a day: keeps the access alive and answers what the network now says of itself, to be kept as settings. */
  tend?(account: AccountAccess, signal: AbortSignal): Promise<Record<string, Json>>
  /** Ends the access for good. False where the network has no way for this account; absent where it has none at all. */
  revoke?(account: AccountAccess, signal: AbortSignal): Promise<boolean>
  /** Each account has an access of its own, which ends when it is disconnected. Elsewhere several may share one. */
  hasOwnAccess?: true
}

// What every action and every job is handed: the world outside, by ports.
import type { Db, Tx } from '../db/client.ts'
import type { PlatformId } from '../db/words.ts'
import type { Gateway } from './ai/gateway.ts'
import type { SiteStudy } from './brand/memory.ts'
import type { Probe } from './media/film.ts'
import type { Linked } from './media/links.ts'
import type { FetchedPage } from './media/page.ts'
import type { Storage } from './media/storage.ts'
import type { Happening } from './notices/happening.ts'
import type { Outcome } from './outcome.ts'
import type { Platform } from './platform.ts'
import type { Sealer } from './secrets.ts'

/** The time, and being woken at an instant. The test holds one of its own. */
export type Clock = {
  now(): Date
  /** Calls `wake` at the instant or soon after it; returns what takes it back. */
  at(instant: Date, wake: () => void): () => void
}

/** The few methods of the log that the rules use. */
export type Logger = {
  debug(fields: object, text: string): void
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

/** Puts work into the queue together with the row it is about. */
export type Enqueue = (tx: Tx, queue: 'prepare' | 'settle' | 'draw', jobs: { key: string }[]) => Promise<void>

/** Says something nobody asked for in a conversation, in the transaction that made it true; `messageId` is what it is about. */
export type Tell = (
  tx: Tx,
  to: { conversationId: string; workspaceId: string; messageId?: number },
  outcome: Outcome,
) => Promise<void>

/** Makes a happening known to the members who want to hear of it by mail or webhook, in the transaction that made it true. System role. */
export type Notify = (tx: Tx, workspaceId: string, happening: Happening) => Promise<void>

/** Models that a workspace brought keys of its own for. */
export type OwnModels = {
  /** Its models first, then those of the installation. */
  of(workspaceId: string): Promise<Gateway | undefined>
  /** Whether an address given by a workspace may be reached. */
  allows(address: string): boolean
}

export type Context = {
  db: Db
  clock: Clock
  log: Logger
  platforms: ReadonlyMap<PlatformId, Platform>
  gateway: Gateway | undefined
  /** Absent where no workspace may bring keys of its own. */
  ownModels?: OwnModels
  storage: Storage
  /** A public address of a kept file, for services that fetch it themselves; absent where nobody can reach this installation. */
  linkTo?: (file: Linked) => string
  sealer: Sealer
  enqueue: Enqueue
  tell: Tell
  notify: Notify
  /** Whether this installation sends mail. */
  canMail: boolean
  /** The name and description of a website, fetched through the guard; null where it does not answer in two seconds. */
  readSite: (address: string) => Promise<{ name: string; description: string } | null>
  /** Looks into films with a program of this machine; absent where there is none. */
  probe?: Probe
  /** The page behind a link, fetched through the guard; undefined where it does not answer soon, is none, or may not be reached. */
  fetchPage: (address: string, signal: AbortSignal) => Promise<FetchedPage | undefined>
  /** The address under which people reach this installation, without a slash at its end. */
  publicUrl: () => string
  /** What a whole website says, its robots.txt respected; slow. */
  studySite: (address: string) => Promise<SiteStudy>
  /** The address that opens a chat and says a code in it; null where no chat can be opened like that. */
  inviteLink?: (code: string) => Promise<string | null>
  /** The chats that an address opens which says a code there. */
  openings?: () => { chat: string; invite: (code: string) => Promise<string> }[]
  /** A public address of a kept file, good for a day: for networks that fetch pictures themselves. */
  fileLink: (workspaceId: string, mediaId: string) => string
  /** The public address of an archive of a workspace, good until then. */
  exportLink: (workspaceId: string, exportId: string, until: Date) => string
  /** The name of this process in leases. */
  process: string
}

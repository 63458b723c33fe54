// The port to a social network: what every adapter in channels/social promises, and the words it speaks.
import { type PlatformId, platformIds } from '../db/words.ts'
import type { Unit } from './posts/count.ts'

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
  pictures: { most: number; bytes: number; pixels: number; types: readonly string[] }
  altText: number
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
}

/** What is published: all that the public sees on one network. */
export type Content = { text: string; parts: string[]; pictures: Picture[]; options: Record<string, string | boolean> }

/** A connected account as an adapter sees it; `credentials` are open only while a call is made. */
export type AccountAccess = {
  id: string
  workspaceId: string
  remoteId: string
  name: string
  credentials: Record<string, string>
}

/** JSON that survives the database unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** One call of the ratchet: what was frozen at preparation, what was reached so far, and how to say that the head left. */
export type Step = {
  publicationId: string
  account: AccountAccess
  content: Content
  /** What `prepare` froze; the same at every call of one publication. */
  frozen: Json
  /** What the last call saved; null at the first. */
  progress: Json
  /** The bytes of a picture of this content. */
  read: (mediaId: string) => Promise<Uint8Array>
  /** Called once when the head of the visible request leaves the socket. */
  sent: (at: Date) => void
  signal: AbortSignal
}

/** The answer of one call of the ratchet. */
export type StepAnswer =
  | { kind: 'done'; remoteId: string; url: string | null }
  | { kind: 'wait'; progress: Json; until: Date }

/**
 * What a look after a lost answer found. `absent` only with proof: a read by a key we chose, or two equal reads after the
 * settling time; `later` asks for another look after so many seconds.
 */
export type Settlement =
  | { kind: 'published'; remoteId: string; url: string | null }
  | { kind: 'absent' }
  | { kind: 'later'; seconds: number }
  | { kind: 'unclear' }

/** A number read back about one published post; absent is absent, not zero. */
export type Measures = Partial<Record<'impressions' | 'reach' | 'likes' | 'comments' | 'shares' | 'clicks', number>>

/** A social network. Each call of `publish` makes at most one irreversible change. */
export type Platform = {
  id: PlatformId
  limits(account: { settings: Record<string, unknown> }): Limits
  /** What this network would refuse, in words of the closed list of problems; pure. */
  check(content: Content, limits: Limits): Problem[]
  /** Makes everything that is invisible ready and returns what must never change between attempts. */
  prepare(step: Omit<Step, 'frozen' | 'progress' | 'sent'>): Promise<Json>
  publish(step: Step): Promise<StepAnswer>
  /** A look after a lost answer; `looks` counts them from 1. Without it every lost answer is asked about. */
  settle?(step: Omit<Step, 'sent'> & { startedAt: Date; looks: number }): Promise<Settlement>
  remove?(account: AccountAccess, remoteId: string, signal: AbortSignal): Promise<void>
  measure?(account: AccountAccess, remoteId: string, signal: AbortSignal): Promise<Measures>
}

/** Why content does not fit a network; the words are made at the rim. */
export type Problem =
  | { kind: 'empty' }
  | { kind: 'tooLong'; used: number; limit: number; part?: number }
  | { kind: 'tooManyParts'; parts: number; limit: number }
  | { kind: 'tooManyPictures'; pictures: number; limit: number }
  | { kind: 'pictureNeeded' }
  | { kind: 'pictureTooLarge'; bytes: number; limit: number }
  | { kind: 'pictureType'; type: string }
  | { kind: 'altTooLong'; used: number; limit: number }

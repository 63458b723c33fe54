// The port to a chat: what comes in, what we say, and what an adapter in channels/chat promises.
import type { PlatformId } from '../db/words.ts'
import type { Unit } from './posts/count.ts'

/** A message as an adapter decoded it: cleaned, bounded, with what is not the member's own words marked as such. */
export type Inbound = {
  /** The chat's own id of the message; the same at a repeated delivery. */
  id: string
  address: string
  sentAt: Date
  text?: string
  /** The id of a pressed choice. */
  choice?: string
  /** Media already taken in. */
  media?: string[]
  quoted?: string
  forwardedFrom?: string
  /** The chat's id of our reply that this one refers to. */
  replyTo?: string
}

/** A button, or a number where a chat has none. */
export type ReplyChoice = { id: string; label: string }

/** One network's words on a card. */
export type CardVariant = {
  platform: PlatformId
  accountId: string
  account: string
  text: string
  parts?: string[]
  count: { used: number; limit: number; unit: Unit }
  problems: string[]
  published?: { at: string; url: string | null }
}

/** A post as it is shown, bound to one version. */
export type Card = {
  postId: string
  number: number
  version: number
  hash: string
  status: string
  head: string
  variants: CardVariant[]
  media: string[]
  dueAt?: string
  zone?: string
  cost?: number
}

/** What we say. `number` counts the replies of a conversation without a gap. */
export type Reply = {
  id: string
  number: number
  text: string
  at: string
  replaces?: string
  card?: Card
  choices: ReplyChoice[]
  pictures?: string[]
}

/** What a chat can do; the engine asks before it uses it. `foldMs`: how long further messages are waited for. */
export type ChatAbilities = { buttons: boolean; length: number; foldMs: number }

/** Who sent a message and where, as the chat knows them. */
export type Sender = { externalId: string; name: string }

/** A message with its sender. */
export type Arrival = { sender: Sender; inbound: Inbound }

/** A way to talk that must be delivered to. What a chat cannot do it leaves out. Failures are ChatErrors. */
export type Chat = {
  id: string
  can: ChatAbilities
  /** Begins to receive; `receive` resolves when the message is stored, and only then may it be acknowledged. */
  start(receive: (arrival: Arrival) => Promise<void>): Promise<void>
  /** Delivers a reply; answers the chat's own id of it. */
  send(address: string, reply: Reply): Promise<{ externalId: string }>
  /** Shows a reply in the place of an earlier one. */
  edit?(address: string, externalId: string, reply: Reply): Promise<void>
  /** Takes the choices off an earlier reply. */
  strip?(address: string, externalId: string, reply: Reply): Promise<void>
  /** Shows an answer as it grows; nothing of it stays. */
  stream?(address: string, delta: Delta): Promise<void>
  /** Answers a request to its webhook; null where the path is not its own. */
  webhook?(request: Request): Promise<Response>
  stop(): Promise<void>
}

/** A piece of an answer as it grows: only ever words fit to read. */
export type Delta = { text: string; platform?: PlatformId } | { reset: true }

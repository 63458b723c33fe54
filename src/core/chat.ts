// The port to a chat: what comes in, what we say, and what an adapter in channels/chat promises.
import type { PlatformId } from '../db/words.ts'
import type { ChatErrorKind } from './errors.ts'
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
  /** Files that came along, fetched only for members. */
  files?: InboundFile[]
  /** Something came along that cannot be used. */
  unread?: Unreadable
  /** The chat's id of the member's earlier message that this one replaces. */
  edits?: string
  quoted?: string
  forwardedFrom?: string
  /** The chat's id of our reply that this one refers to. */
  replyTo?: string
  /** A sign put on our reply `replyTo`, which is a press of what it stands for there. */
  sign?: 'yes' | 'no'
}

/**
 * A file at the chat, and what its sender calls it and its type. `read` answers its bytes, or undefined where the chat will
 * never hand it out; it may be tried again when it throws.
 */
export type InboundFile = { read(): Promise<Uint8Array | undefined>; called?: Called }

/** What a sender says a file is: a name, a type. Believed of nothing but plain text. */
export type Called = { name?: string | undefined; type?: string | undefined }

/**
 * What cannot be used of a message: a kind of thing, a file that is none we know, too large, of too many pixels, damaged, or
 * without room for it in the plan; or an edit that comes too late.
 */
export const unreadables = [
  'document',
  'other',
  'file',
  'tooLarge',
  'tooManyPixels',
  'broken',
  'noRoom',
  'edit',
] as const
export type Unreadable = (typeof unreadables)[number]

/** An account that somebody gave us access to by an act in the chat itself. */
export type Offer = { platform: PlatformId; remoteId: string; name: string; by: Sender; address: string }

/** A button, or a number where a chat has none. `stays`: it only opens a question and may be pressed again. */
export type ReplyChoice = { id: string; label: string; stays?: true }

/** One network's words on a card. */
export type CardVariant = {
  platform: PlatformId
  accountId: string
  account: string
  text: string
  parts?: string[]
  count: { used: number; limit: number; unit: Unit }
  problems: string[]
  /** What was chosen beside the words, in words. */
  options?: string[]
  /** What the gate found in the words, in sentences; nothing that holds it back. */
  findings?: string[]
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
  /** The id of an earlier reply whose choices are over. */
  closes?: string
  /** Nobody asked for it: in a chat without buttons its choices are words, never numbers. */
  unasked?: true
  card?: Card
  /** What is shown in the place of the text to a way in with less than all rights. */
  veiled?: string
  choices: ReplyChoice[]
  /** Kept pictures that belong to it, where it has no card. */
  media?: string[]
  pictures?: string[]
}

/**
 * What a chat can do; the engine asks before it uses it. `foldMs`: how long further messages are waited for; `pictures`:
 * what those may be that are shown before a card; `windowMs`: how long after somebody's last message they may be written to.
 */
export type ChatAbilities = {
  buttons: boolean
  length: number
  foldMs: number
  windowMs?: number
  pictures?: { bytes: number; pixels: number; types: readonly string[] }
}

/** A picture to be shown; `read` answers its bytes, or undefined where they are gone; `url` is a public address of it for an hour. */
export type ShownPicture = {
  type: string
  width: number
  height: number
  url?: string
  read(): Promise<Uint8Array | undefined>
}

/** A reply that was handed over and did not arrive after all, by the chat's id of it. */
export type Undelivered = { externalId: string; kind: ChatErrorKind }

/** Who sent a message, as the chat knows them; `handle` is the name by which it finds them, where they have one. */
export type Sender = { externalId: string; name: string; handle?: string }

/** A message with its sender. */
export type Arrival = { sender: Sender; inbound: Inbound }

/** A way to talk that must be delivered to. What a chat cannot do it leaves out. Failures are ChatErrors. */
export type Chat = {
  id: string
  can: ChatAbilities
  /**
   * Begins to receive; `receive` resolves when the message is stored, and only then may it be acknowledged. `offered` is
   * told of accounts that somebody gives us in the chat itself, `undelivered` of replies that did not arrive.
   */
  start(
    receive: (arrival: Arrival) => Promise<void>,
    offered?: (offer: Offer) => Promise<void>,
    undelivered?: (one: Undelivered) => Promise<void>,
  ): Promise<void>
  /** Delivers a reply, and before it the pictures of its card; answers the chat's own id of the reply. */
  send(address: string, reply: Reply, pictures?: readonly ShownPicture[]): Promise<{ externalId: string }>
  /** Shows a reply in the place of an earlier one, or anew where that is gone; answers the id under which it is there. */
  edit?(address: string, externalId: string, reply: Reply): Promise<{ externalId: string }>
  /** Asks a person to write, where they may not be written to freely; absent where nothing was agreed for that. */
  knock?(address: string): Promise<void>
  /** Takes the choices off an earlier reply. */
  strip?(address: string, externalId: string, reply: Reply): Promise<void>
  /** Shows an answer as it grows; nothing of it stays. */
  stream?(address: string, delta: Delta): Promise<void>
  /** Answers a request to its webhook. */
  webhook?(request: Request): Promise<Response>
  /** False where others read what is said at an address. Absent where nobody else ever does. */
  isAlone?(address: string): boolean
  /** How the link to a telephone is, for a chat that needs one; `pair` answers a code to type there in the place of the picture. */
  linking?(): Linking
  pair?(number: string): Promise<string>
  /** The address that opens this chat and says a one-time code in it. */
  invite?(code: string): Promise<string>
  stop(): Promise<void>
}

/** The link to a telephone: being started, waiting for a code to be scanned, working, held by another process, or not to be had now. */
export type Linking =
  | { state: 'starting' | 'elsewhere' }
  | { state: 'waiting'; qr: string }
  | { state: 'linked'; number: string }
  | { state: 'off'; why: string }

/** A piece of an answer as it grows: only ever words fit to read. */
export type Delta = { text: string; platform?: PlatformId } | { reset: true }

/** How chats are called where a person reads it. */
export const chatNames: Record<string, string> = {
  whatsapp: 'WhatsApp',
  twilio: 'WhatsApp',
  'whatsapp-web': 'WhatsApp',
  telegram: 'Telegram',
}

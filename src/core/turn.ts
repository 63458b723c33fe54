// One turn of a conversation as the actions see it, and what an action gives back.
import type { Tx } from '../db/client.ts'
import type { Asked } from '../db/schema/conversations.ts'
import type { Language, PlatformId, Role, Scope } from '../db/words.ts'
import type { Delta } from './chat.ts'
import type { Context } from './context.ts'
import type { ModelIntent, Quote, Reading } from './intent.ts'
import type { Outcome } from './outcome.ts'

/** The brand as a turn needs it. */
export type TurnBrand = {
  name: string
  voice: string | null
  audience: string | null
  zone: string
  language: Language
  platforms: PlatformId[] | null
}

/** Who asks, where, by what, and the world to act in. */
export type Turn = Context & {
  workspaceId: string
  conversationId: string
  chat: string
  language: Language
  member: { id: string; personId: string; role: Role }
  /** What the way in allows; a browser or a chat allows all that the role does. */
  scope: Scope
  /** Only this person reads what is said here, and comes in by the chat itself: a way in may be said. */
  isAlone: boolean
  brand: TurnBrand
  messageId: number
  /** All messages that are answered together, this one among them. */
  messages: number[]
  /** Pictures that came with the message. */
  media: string[]
  /** Quoted, forwarded or fetched words: data, never a wish. */
  quoted: Quote | undefined
  /** The choice or message that asks: written into a signoff, single use. */
  evidence: string
  /** The card a pressed choice belongs to. */
  bound: { postId: string; version: number | null } | undefined
  now: Date
  /** What a model may ask for beside a new draft; absent where a post is open. */
  reading?: Reading
  signal: AbortSignal
  stream: (delta: Delta) => void
}

/** What the conversation is about after this turn; actions change it as they commit. */
export type Focus = {
  postId: string | null
  asked: Asked | null
  /** The conversation is about another workspace from here on. */
  moveTo?: string
}

/** The writes of an action: run in the one transaction of the turn, after its slow part. */
export type Commit = (tx: Tx, focus: Focus) => Promise<Outcome[]>

/** An action that found that something else was meant; that is done in its place. */
export type Instead = { instead: ModelIntent[] }

/** May this turn approve, publish, move what is approved, hold or delete? */
export function mayApprove(turn: Pick<Turn, 'member' | 'scope'>): boolean {
  return turn.scope !== 'draft' && (turn.member.role === 'owner' || turn.member.role === 'approver')
}

/** May this turn connect accounts? */
export function mayConnect(turn: Pick<Turn, 'member' | 'scope'>): boolean {
  return turn.scope !== 'draft' && turn.member.role === 'owner'
}

/** May this turn invite, remove and say whose yes is needed? */
export function mayManage(turn: Pick<Turn, 'member' | 'scope'>): boolean {
  return turn.scope === 'admin' && turn.member.role === 'owner'
}

/** May this turn draft? */
export function mayDraft(turn: Pick<Turn, 'member'>): boolean {
  return turn.member.role !== 'viewer'
}

/** Why a turn that may not approve is refused. */
export function refusal(turn: Pick<Turn, 'scope'>): Outcome {
  return { kind: 'refused', why: turn.scope === 'draft' ? 'scope' : 'role' }
}

// The kinds of trouble with something remote, and the end of every switch.
import type { FaultKind } from '../db/words.ts'
import { type ReasonCode, written } from './reasons.ts'

/** A reason as it is given: its code alone, or with its data. */
export type GivenReason = ReasonCode | [code: ReasonCode, data: Record<string, string>]

/**
 * A network's answer that is not success, made only by an adapter. `say` is the reason as it is stored: a code of
 * core/reasons with its data, no token, no payload; the person hears it in their language. `unknown` means the visible request was sent and its answer was lost; every other kind means certainly no
 * effect.
 */
export class PlatformError extends Error {
  override readonly name = 'PlatformError'
  readonly kind: FaultKind
  readonly say: string
  readonly retryAt: Date | undefined

  constructor(kind: FaultKind, reason: GivenReason, more: { cause?: unknown; retryAt?: Date } = {}) {
    const [code, data] = typeof reason === 'string' ? [reason, {}] : reason
    const say = written({ code, data })
    super(`${kind}: ${say}`, { cause: more.cause })
    this.kind = kind
    this.say = say
    this.retryAt = more.retryAt
  }
}

/**
 * A chat's answer that is not success. `gone`: nobody is there any more (blocked, deleted), never try again. `closed`: they
 * may be written to again when they have written. `limited`: not before `retryAt`. `refused`: never this message, whatever is next may go. `unavailable`: try again.
 */
export type ChatErrorKind = 'gone' | 'closed' | 'limited' | 'refused' | 'unavailable'

/** The failure of a chat as an error. */
export class ChatError extends Error {
  override readonly name = 'ChatError'
  readonly kind: ChatErrorKind
  readonly retryAt: Date | undefined

  constructor(kind: ChatErrorKind, more: { cause?: unknown; retryAt?: Date } = {}) {
    super(`the chat is ${kind}`, { cause: more.cause })
    this.kind = kind
    this.retryAt = more.retryAt
  }
}

/** The end of a switch over a closed list; the compiler refuses a list that grew. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}

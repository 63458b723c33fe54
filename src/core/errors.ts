// The kinds of trouble with something remote, and the end of every switch.
import type { FaultKind } from '../db/words.ts'

/**
 * A network's answer that is not success, made only by an adapter. `say` is a sentence fit for the person: no token, no
 * payload. `unknown` means the visible request was sent and its answer was lost; every other kind means certainly no
 * effect.
 */
export class PlatformError extends Error {
  override readonly name = 'PlatformError'
  readonly kind: FaultKind
  readonly say: string
  readonly retryAt: Date | undefined

  constructor(kind: FaultKind, say: string, more: { cause?: unknown; retryAt?: Date } = {}) {
    super(`${kind}: ${say}`, { cause: more.cause })
    this.kind = kind
    this.say = say
    this.retryAt = more.retryAt
  }
}

/**
 * A chat's answer that is not success. `gone`: nobody is there any more (blocked, deleted), never try again. `closed`: they
 * may be written to again when they have written. `limited`: not before `retryAt`. `unavailable`: try again.
 */
export type ChatErrorKind = 'gone' | 'closed' | 'limited' | 'unavailable'

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

// What refusals of a server of the Mastodon API mean, by status: its words are in the reader's language and decide nothing.
import { PlatformError } from '../../../core/errors.ts'
import type { ReasonCode } from '../../../core/reasons.ts'
import type { Answer } from '../../request.ts'
import { waitUntil } from '../../trouble.ts'

type FaultKind = PlatformError['kind']

/** The status behind a fault; `word` is the `error` of an OAuth answer. Nothing of what was sent is in it. */
export class StatusError extends Error {
  override readonly name = 'StatusError'
  readonly status: number
  readonly word: string | undefined

  constructor(path: string, status: number, word?: string) {
    super(`${path} answered ${status}${word === undefined ? '' : ` ${word}`}`)
    this.status = status
    this.word = word
  }
}

/** The status behind a fault, or undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof StatusError ? cause.status : undefined
}

/** The word of an OAuth server behind a fault. */
export function wordOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof StatusError ? cause.word : undefined
}

/** A refusal as a fault. */
export function faultOf(
  answer: Pick<Answer, 'status' | 'headers' | 'text'>,
  about: { path: string; now: Date; isVisible: boolean },
): PlatformError {
  const { status, headers } = answer
  const cause = new StatusError(about.path, status, wordIn(answer.text()))
  const kind = kindOf(status, about.isVisible)
  const retryAt = kind === 'limited' ? { retryAt: waitUntil(headers, 'x-ratelimit-reset', about.now) } : {}
  return new PlatformError(kind, says[status] ?? usual[kind], { cause, ...retryAt })
}

function kindOf(status: number, isVisible: boolean): FaultKind {
  if (status === 429) return 'limited'
  if (status === 401 || status === 403) return 'auth'
  if (status >= 500) return isVisible ? 'unknown' : 'unavailable'
  // Led elsewhere: nothing was done here.
  return status < 400 ? 'unavailable' : 'rejected'
}

const says: Record<number, ReasonCode> = {
  401: 'notLetIn',
  403: 'lacksRight',
  413: 'pictureTooLarge',
}

const usual: Record<FaultKind, ReasonCode> = {
  auth: 'notLetIn',
  rejected: 'notAccepted',
  limited: 'asksToWait',
  unavailable: 'trouble',
  operator: 'installationRefused',
  unknown: 'unclear',
}

/** OAuth says what is wrong in one fixed word; anything else is a sentence and is not kept. */
function wordIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text)
    return typeof error === 'string' && /^[a-z_]{3,40}$/.test(error) ? error : undefined
  } catch {
    // A page of a proxy, most often.
    return undefined
  }
}

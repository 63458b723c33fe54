// What Bluesky's refusals mean: by the word in `error`, else by status. https://docs.bsky.app/docs/api
import { PlatformError } from '../../../core/errors.ts'
import type { ReasonCode } from '../../../core/reasons.ts'
import type { Answer } from '../../request.ts'
import { waitUntil } from '../../trouble.ts'

type FaultKind = PlatformError['kind']

/** The server's own word for a refusal; it holds nothing of what was sent. */
export class XrpcError extends Error {
  override readonly name = 'XrpcError'
  readonly code: string
  readonly status: number

  constructor(method: string, status: number, code: string) {
    super(`${method} answered ${status} ${code}`)
    this.code = code
    this.status = status
  }
}

/** The server's word behind a fault, or undefined where it said none. */
export function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof XrpcError ? cause.code : undefined
}

/** A refusal as a fault. A server in trouble may have done what makes a post visible; a refusal never has. */
export function faultOf(
  answer: Pick<Answer, 'status' | 'headers'>,
  said: { method: string; code: string; now: Date; isVisible: boolean },
): PlatformError {
  const { status, headers } = answer
  const cause = new XrpcError(said.method, status, said.code)
  const kind = kindOf(status, said)
  if (kind !== 'limited') return new PlatformError(kind, says[said.code] ?? usual[kind], { cause })
  return new PlatformError(kind, usual.limited, { cause, retryAt: waitUntil(headers, 'ratelimit-reset', said.now) })
}

function kindOf(status: number, { code, isVisible }: { code: string; isVisible: boolean }): FaultKind {
  const known = kinds[code]
  if (known !== undefined) return known
  if (status === 429) return 'limited'
  if (status >= 500 || status < 400) return isVisible ? 'unknown' : 'unavailable'
  return status === 401 || status === 403 ? 'auth' : 'rejected'
}

const kinds: Record<string, FaultKind> = {
  ExpiredToken: 'auth',
  InvalidToken: 'auth',
  AuthenticationRequired: 'auth',
  AuthMissing: 'auth',
  AccountNotFound: 'auth',
  AccountTakedown: 'auth',
  AccountSuspended: 'auth',
  AccountDeactivated: 'auth',
  RepoTakendown: 'auth',
  RepoDeactivated: 'auth',
  InvalidRequest: 'rejected',
  InvalidMimeType: 'rejected',
  BlobTooLarge: 'rejected',
  PayloadTooLarge: 'rejected',
  RateLimitExceeded: 'limited',
  // The proof of a token was not taken, the token itself may be good: clocks that differ, a nonce that changed in between.
  use_dpop_nonce: 'unavailable',
  invalid_dpop_proof: 'unavailable',
}

const says: Record<string, ReasonCode> = {
  AccountTakedown: 'takenDown',
  AccountSuspended: 'suspended',
  AccountDeactivated: 'accountOff',
  BlobTooLarge: 'pictureTooLarge',
  PayloadTooLarge: 'pictureTooLarge',
  InvalidMimeType: 'pictureType',
}

const usual: Record<FaultKind, ReasonCode> = {
  auth: 'notLetIn',
  rejected: 'notAccepted',
  limited: 'asksToWait',
  unavailable: 'trouble',
  operator: 'installationRefused',
  unknown: 'unclear',
}

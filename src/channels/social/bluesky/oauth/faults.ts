// What goes wrong with authorisation servers. Nothing of the library's errors is kept: they hold what was sent and answered.
import { type GivenReason, PlatformError } from '../../../../core/errors.ts'
import { RequestError } from '../../../request.ts'
import { noAnswer, waitUntil } from '../../../trouble.ts'

/** What was being done, and with whom. */
export type Doing = { what: 'begin' | 'finish' | 'refresh'; host: string; now: Date }

/** A refusal of a server, by its status and its own fixed word. */
type Refusal = { status: number; word: string; headers: Headers }

/** An error of the library as a fault. */
export function grantFault(error: unknown, doing: Doing): PlatformError {
  const chain = causesOf(error)
  const ours = chain.find((one) => one instanceof PlatformError)
  if (ours !== undefined) return ours
  const silent = chain.find((one) => one instanceof RequestError)
  if (silent !== undefined) return unheard(silent, doing)
  const refusal = chain.map(refusalIn).find((one) => one !== undefined)
  const { name, message } = chain[0] ?? new Error('nothing')
  const cause = new Error(
    refusal === undefined ? `${doing.what}: ${name}` : `${doing.what}: ${refusal.status} ${refusal.word}`,
  )
  if (refusal !== undefined) return refused(refusal, doing, cause)
  if (chain.some(isTimeout)) return new PlatformError('unavailable', 'noAnswer', { cause })
  if (doing.what === 'refresh')
    return chain.some(isEnd)
      ? new PlatformError('auth', 'sessionOver', { cause })
      : new PlatformError('unavailable', 'unreadable', { cause })
  if (doing.what === 'finish' && /iss/i.test(message))
    return new PlatformError('rejected', codeRefused(doing), { cause })
  return new PlatformError('rejected', ['noConsent', { host: doing.host }], { cause })
}

function isTimeout({ name }: Error): boolean {
  return name === 'TimeoutError' || name === 'AbortError'
}

/** The library's words for a grant that nobody can renew: another's, without its key, or of an account that has moved away. */
function isEnd(error: Error): boolean {
  const kind = error.constructor.name
  return kind === 'TokenRefreshError' || kind === 'AuthMethodUnsatisfiableError' || error.message === 'Issuer mismatch'
}

function unheard(error: RequestError, { host }: Doing): PlatformError {
  const fault = noAnswer(error, {})
  if (fault instanceof PlatformError && fault.kind !== 'rejected') return fault
  return new PlatformError('rejected', ['privateHost', { host }], { cause: error })
}

function refused({ status, word, headers }: Refusal, doing: Doing, cause: Error): PlatformError {
  if (status === 429)
    return new PlatformError('limited', 'asksToWait', {
      cause,
      retryAt: waitUntil(headers, 'ratelimit-reset', doing.now),
    })
  if (status >= 500) return new PlatformError('unavailable', 'trouble', { cause })
  if (['invalid_client', 'invalid_client_metadata', 'unauthorized_client'].includes(word))
    return new PlatformError('operator', ['clientUnread', { host: doing.host }], { cause })
  if (doing.what === 'refresh')
    return word === 'invalid_grant'
      ? new PlatformError('auth', 'notLetIn', { cause })
      : new PlatformError('unavailable', 'trouble', { cause })
  if (doing.what === 'finish') return new PlatformError('rejected', codeRefused(doing), { cause })
  return status === 400
    ? new PlatformError('operator', 'installationRefused', { cause })
    : new PlatformError('rejected', ['noConsent', { host: doing.host }], { cause })
}

function codeRefused({ host }: Doing): GivenReason {
  return ['codeRefused', { host }]
}

/** Longer than this the first try may not have taken: both have to end within the time of one turn. */
const soonMs = 5_000

/**
 * Does something at an authorisation server, once more where it did not take who we are: one that wanted a nonce first may have
 * noted the client's proof, which the library sends a second time with the nonce. The next try has a proof of its own.
 */
export async function asClient<T>(act: () => Promise<T>): Promise<T> {
  const from = performance.now()
  return act().catch((error: unknown) => {
    if (wordIn(error) !== 'invalid_client' || performance.now() - from > soonMs) throw error
    return act()
  })
}

/** The server's fixed word in an error of the library. */
export function wordIn(error: unknown): string | undefined {
  return causesOf(error)
    .map(refusalIn)
    .find((one) => one !== undefined)?.word
}

function refusalIn(error: Error): Refusal | undefined {
  const response = 'response' in error ? error.response : undefined
  if (!(response instanceof Response)) return undefined
  const word = 'error' in error && typeof error.error === 'string' ? error.error : ''
  return { status: response.status, word: /^[a-z_]{3,40}$/.test(word) ? word : 'unreadable', headers: response.headers }
}

function causesOf(error: unknown): Error[] {
  const found: Error[] = []
  for (let at = error; at instanceof Error && found.length < 8; at = at.cause) found.push(at)
  return found
}

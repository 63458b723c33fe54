// What every network has in common when something goes wrong: no answer at all, and until when to wait.
import { z } from 'zod'
import { PlatformError } from '../core/errors.ts'
import { type Answer, RequestError } from './request.ts'

/** Whether the request was one that makes a post visible. */
export type About = { isVisible?: boolean }

/** A request without an answer as a fault; whatever else was thrown is answered as it is. */
export function noAnswer(error: unknown, { isVisible }: About): unknown {
  if (!(error instanceof RequestError)) return error
  if (error.kind === 'refused' && !error.sent) return new PlatformError('rejected', 'privateAddress', { cause: error })
  const isLost = error.sent && isVisible === true
  return new PlatformError(isLost ? 'unknown' : 'unavailable', 'noAnswer', { cause: error })
}

/** Something answered, but not what was asked: a page, most often. */
class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
}

/** Reads the JSON of an answer; what cannot be read is a fault, and for a visible request nobody knows what happened. */
export function readJson<T>(answer: Pick<Answer, 'bytes' | 'json'>, about: About, read: (json: unknown) => T): T {
  try {
    return read(answer.bytes.length === 0 ? {} : answer.json())
  } catch (error) {
    if (!(error instanceof RequestError) && !(error instanceof z.ZodError)) throw error
    const cause = new UnreadableError(error instanceof RequestError ? error.message : 'the answer has another shape')
    throw new PlatformError(about.isVisible ? 'unknown' : 'unavailable', 'unreadable', { cause })
  }
}

/** True where something answered that is not a server of this kind. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof UnreadableError
}

const patienceMs = 60_000
const longestMs = 24 * 3_600_000

/**
 * When a network that asks to wait may be asked again: by `Retry-After`, or by a header of its own that holds an instant or
 * seconds since 1970; in a minute where it does not say, in a day at the latest.
 */
export function waitUntil(headers: Headers, ownHeader: string, now: Date): Date {
  const after = headers.get('retry-after')
  const own = headers.get(ownHeader)
  const candidates = [
    after === null ? Number.NaN : /^\d+$/.test(after) ? now.getTime() + Number(after) * 1000 : Date.parse(after),
    own === null ? Number.NaN : /^\d+$/.test(own) ? Number(own) * 1000 : Date.parse(own),
  ]
  const at = candidates.find((ms) => !Number.isNaN(ms)) ?? now.getTime() + patienceMs
  return new Date(Math.min(Math.max(at, now.getTime() + 1_000), now.getTime() + longestMs))
}

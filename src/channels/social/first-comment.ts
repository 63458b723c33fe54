// The first comment under a post that is out: a step of the ratchet that never makes the post itself fail.
import { PlatformError } from '../../core/errors.ts'
import type { Json, StepAnswer } from '../../core/platform.ts'

const mostTries = 5
const againMs = 30_000

/** The comment asked for in the options of a post, or undefined. */
export function commentIn(options: Record<string, string | boolean>): string | undefined {
  const { firstComment } = options
  return typeof firstComment === 'string' && firstComment.trim() !== '' ? firstComment : undefined
}

/**
 * Sends it once. A refusal ends with the post published and the refusal said; trouble waits and tries again a few times; a
 * lost answer is thrown, for settling to decide.
 */
export async function sendComment(given: {
  out: { remoteId: string; url: string | null }
  tries: number
  /** The progress with another number of tries. */
  again: (tries: number) => Json
  now: () => Date
  send: () => Promise<unknown>
}): Promise<StepAnswer> {
  const { out, tries, again, now, send } = given
  try {
    await send()
    return { kind: 'done', ...out }
  } catch (error) {
    if (!(error instanceof PlatformError) || error.kind === 'unknown') throw error
    const canWait = error.kind === 'limited' || error.kind === 'unavailable'
    if (!canWait || tries + 1 >= mostTries) return { kind: 'done', ...out, say: 'commentRefused' }
    return { kind: 'wait', progress: again(tries + 1), until: error.retryAt ?? new Date(now().getTime() + againMs) }
  }
}

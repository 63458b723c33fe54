// Proof of absence by reading, for networks without a key of ours: after the settling time, by two looks that saw the same.
import { setTimeout as pause } from 'node:timers/promises'

/** How long after an attempt its absence may be believed, and how long between two looks. */
export type LookTimes = { settlingMs: number; betweenLooksMs: number }

export const usualTimes: LookTimes = { settlingMs: 120_000, betweenLooksMs: 5_000 }

/** What one look saw: what was looked for, and everything in a word, so that two looks can be compared. */
export type Look<T> = { found: T | undefined; ids: string }

/** Looks twice at most. What is found is believed at once. */
export async function twoLooks<T>(
  given: LookTimes & { startedAt: Date; now: () => Date; signal: AbortSignal },
  look: () => Promise<Look<T>>,
): Promise<{ kind: 'found'; found: T } | { kind: 'absent' } | { kind: 'later'; seconds: number }> {
  const first = await look()
  if (first.found !== undefined) return { kind: 'found', found: first.found }
  const restMs = given.startedAt.getTime() + given.settlingMs - given.now().getTime()
  if (restMs > 0) return { kind: 'later', seconds: Math.ceil(restMs / 1000) }
  await pause(given.betweenLooksMs, undefined, { signal: given.signal })
  const second = await look()
  if (second.found !== undefined) return { kind: 'found', found: second.found }
  return second.ids === first.ids ? { kind: 'absent' } : { kind: 'later', seconds: 15 }
}

// The port to what networks count: how much of it is left, by account and by app, the same for all processes.
import { type GivenReason, PlatformError } from './errors.ts'

/** What is left under a name, and from when there is more. */
export type Left = { remaining: number; resetsAt: Date }

export type Quotas = {
  /**
   * Takes one of what is left. Answers from when there is more where nothing is left, and takes nothing then. `usual` is
   * counted here, for what a network limits without saying what is left; without it only what was learnt counts.
   */
  take(name: string, usual?: Left): Promise<Date | undefined>
  /** From when there is more where nothing is left now; takes nothing. */
  look(name: string): Promise<Date | undefined>
  /** What a network said is left. */
  learn(name: string, left: Left): Promise<void>
}

/** Takes one under each name, or throws `limited` until there is more of the one that is used up. */
export async function takeEach(
  quotas: Quotas,
  names: readonly (string | [name: string, usual: Left])[],
): Promise<void> {
  for (const one of names) {
    const until = typeof one === 'string' ? await quotas.take(one) : await quotas.take(...one)
    if (until !== undefined) throw used(until)
  }
}

/** Throws `limited` where nothing is left under one of the names; takes nothing. */
export async function lookAtEach(quotas: Quotas, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const until = await quotas.look(name)
    if (until !== undefined) throw used(until)
  }
}

function used(retryAt: Date, reason: GivenReason = 'quotaUsed'): PlatformError {
  return new PlatformError('limited', reason, { retryAt })
}

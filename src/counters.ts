// How often somebody may try, counted in the database for all processes and in memory while it does not answer.
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Db } from './db/client.ts'
import { limiterClient } from './db/rate-limits.ts'

/** So many in so many seconds. */
export type Rate = { points: number; duration: number }

/** One counter: `spend` counts one and says whether it was still within, `isSpent` counts nothing. */
export type Counter = { spend(key: string): Promise<boolean>; isSpent(key: string): Promise<boolean> }

/** A counter that every process shares: each spending is one statement, awaited. */
export function createCounter(db: Db, name: string, rate: Rate): Counter {
  return counting(shared(db, name, rate), rate)
}

/** A counter that every process shares and nobody waits for. `idle` resolves when nothing of it is under way. */
export type Tally = Counter & { idle(): Promise<void> }

/** A process tells the others of so many parts of the whole at a time. */
const parts = 20

/**
 * Each process counts in its memory, and tells the database each twentieth of the whole that somebody spent there, after the
 * answer. What all of them told together stops every process that tells, until the window is over. Promised: never less than
 * the rate; at most a twentieth of it more for each process, and what comes in while that is told.
 */
export function createTally(db: Db, name: string, rate: Rate, trouble: (error: unknown) => void): Tally {
  const here = new RateLimiterMemory({ ...rate, keyPrefix: name })
  const everywhere = shared(db, name, rate)
  const part = Math.max(1, Math.floor(rate.points / parts))
  const telling = new Set<Promise<void>>()

  async function tell(key: string): Promise<void> {
    const { consumedPoints, msBeforeNext } = await everywhere.penalty(key, part)
    if (consumedPoints >= rate.points) await here.block(key, Math.ceil(msBeforeNext / 1000))
  }

  return {
    ...counting(here, rate, ({ consumedPoints }, key) => {
      if (consumedPoints % part !== 0) return
      const told = tell(key)
        .catch(trouble)
        .finally(() => telling.delete(told))
      telling.add(told)
    }),
    async idle() {
      while (telling.size > 0) await Promise.all(telling)
    },
  }
}

function shared(db: Db, name: string, rate: Rate): RateLimiterPostgres {
  return new RateLimiterPostgres({
    ...rate,
    storeClient: limiterClient(db),
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    inMemoryBlockOnConsumed: rate.points + 1,
    insuranceLimiter: new RateLimiterMemory({ ...rate, keyPrefix: name }),
  })
}

/** A counter of this process alone: for what must cost nothing. */
export function createLocalCounter(rate: Rate): Counter {
  return counting(new RateLimiterMemory(rate), rate)
}

function counting(
  limiter: RateLimiterPostgres | RateLimiterMemory,
  { points }: Rate,
  counted?: (now: RateLimiterRes, key: string) => void,
): Counter {
  return {
    async spend(key) {
      try {
        const now = await limiter.consume(key)
        counted?.(now, key)
        return true
      } catch (over) {
        if (over instanceof RateLimiterRes) return false
        throw over
      }
    },
    async isSpent(key) {
      return ((await limiter.get(key))?.consumedPoints ?? 0) >= points
    },
  }
}

// How often somebody may try, counted in the database for all processes and in memory while it does not answer.
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Db } from './db/client.ts'
import { limiterClient } from './db/rate-limits.ts'

/** So many in so many seconds. */
export type Rate = { points: number; duration: number }

/** One counter: `spend` counts one and says whether it was still within, `isSpent` counts nothing. */
export type Counter = { spend(key: string): Promise<boolean>; isSpent(key: string): Promise<boolean> }

/** A counter that every process shares. */
export function createCounter(db: Db, name: string, rate: Rate): Counter {
  const limiter = new RateLimiterPostgres({
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
  return counting(limiter, rate)
}

/** A counter of this process alone: for what must cost nothing. */
export function createLocalCounter(rate: Rate): Counter {
  return counting(new RateLimiterMemory(rate), rate)
}

function counting(limiter: RateLimiterPostgres | RateLimiterMemory, { points }: Rate): Counter {
  return {
    async spend(key) {
      try {
        await limiter.consume(key)
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

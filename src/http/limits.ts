// How often somebody may ask: counted in the database for all processes, in memory while it does not answer.
import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Db } from '../db/client.ts'
import { limiterClient } from '../db/rate-limits.ts'
import { ProblemError } from './problem.ts'

/** So many in so many seconds: messages and other writes of a person; wrong codes and wrong tokens from an address. */
export const usualLimits = {
  message: { points: 1_200, duration: 60 },
  write: { points: 600, duration: 60 },
  signIn: { points: 20, duration: 900 },
  stranger: { points: 60, duration: 60 },
  signUp: { points: 3, duration: 3_600 },
  /** Wishes for a link and beginnings with a passkey from an address; links to one person, whoever wishes. */
  door: { points: 30, duration: 900 },
  link: { points: 5, duration: 900 },
}

export type LimitName = keyof typeof usualLimits
export type LimitTable = Record<LimitName, { points: number; duration: number }>
export type Limits = ReturnType<typeof createLimits>

export function createLimits(db: Db, table: LimitTable) {
  const storeClient = limiterClient(db)
  const limiter = (name: LimitName) =>
    new RateLimiterPostgres({
      ...table[name],
      storeClient,
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      inMemoryBlockOnConsumed: table[name].points + 1,
      insuranceLimiter: new RateLimiterMemory({ ...table[name], keyPrefix: name }),
    })
  const limiters = {
    message: limiter('message'),
    write: limiter('write'),
    signIn: limiter('signIn'),
    stranger: limiter('stranger'),
    signUp: limiter('signUp'),
    door: limiter('door'),
    link: limiter('link'),
  }
  return {
    /** Counts one; throws a 429 where it was one too many. */
    async spend(name: LimitName, key: string): Promise<void> {
      try {
        await limiters[name].consume(key)
      } catch (over) {
        throw over instanceof RateLimiterRes ? tooMany(over.msBeforeNext) : over
      }
    },
    /** Counts one; false where it was one too many. */
    async allows(name: LimitName, key: string): Promise<boolean> {
      return limiters[name].consume(key).then(
        () => true,
        (over: unknown) => {
          if (over instanceof RateLimiterRes) return false
          throw over
        },
      )
    },
    /** Throws a 429 where everything is used up; counts nothing. */
    async check(name: LimitName, key: string): Promise<void> {
      const used = await limiters[name].get(key)
      if (used !== null && used.consumedPoints >= table[name].points) throw tooMany(used.msBeforeNext)
    },
    addressOf,
  }
}

/** The refusal of what came too often: it may come again after so long. */
export function tooMany(ms: number): ProblemError {
  const retryAfter = Math.max(1, Math.ceil(ms / 1000))
  return new ProblemError(429, `That was too often. Try again in ${retryAfter} seconds.`, { retryAfter })
}

/** Where a request comes from. A proxy is believed only where it stands on a private address; IPv6 counts by its network. */
function addressOf(c: Context): string {
  const socket = remoteAddress(c)
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const address = isPrivate(socket) && ipaddr.isValid(forwarded) ? forwarded : socket
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return parsed.toNormalizedString().split(':').slice(0, 4).join(':')
}

/** True for a request from this machine that no proxy passed on. */
export function isLocal(c: Context): boolean {
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some(
    (name) => c.req.header(name) !== undefined,
  )
  const address = remoteAddress(c)
  return !isForwarded && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

function isPrivate(address: string): boolean {
  return ipaddr.isValid(address) && ['loopback', 'private', 'uniqueLocal'].includes(ipaddr.process(address).range())
}

function remoteAddress(c: Context): string {
  return c.env?.incoming?.socket.remoteAddress ?? ''
}

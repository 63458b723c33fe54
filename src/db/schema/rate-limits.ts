// Points used per key and window, kept by the rate limiter. Global: it counts strangers too.
import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core'

export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: 'number' }),
})

// What a passkey is to sign: one open challenge for each browser, gone with its first use. Global: read before anybody is signed in.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from './columns.ts'
import { people } from './people.ts'

export const challenges = pgTable('challenges', {
  /** The hash of the browser's secret: of its session, or of a cookie given for this. */
  browser: text().primaryKey(),
  challenge: text().notNull(),
  /** Whose passkey is being added; null where somebody signs in. */
  personId: uuid().references(() => people.id, { onDelete: 'cascade' }),
  expiresAt: instant().notNull(),
  createdAt: createdAt(),
})

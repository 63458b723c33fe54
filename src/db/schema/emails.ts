// Addresses of people for mail. Global: read before anybody is signed in. One counts only once its person has confirmed it.
import { sql } from 'drizzle-orm'
import { pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns.ts'
import { people } from './people.ts'

export const emails = pgTable(
  'emails',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    address: text().notNull(),
    /** The hash of the code that was sent there last. */
    codeHash: text(),
    codeExpiresAt: instant(),
    confirmedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    unique().on(t.personId, t.address),
    uniqueIndex('emails_confirmed').on(t.address).where(sql`confirmed_at is not null`),
  ],
)

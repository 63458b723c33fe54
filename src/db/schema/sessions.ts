// Signed-in browsers and widgets, by the hash of their secret. Global: read before any workspace is known.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns.ts'
import { people } from './people.ts'

export const sessions = pgTable('sessions', {
  id: id(),
  personId: uuid()
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  hash: text().notNull().unique(),
  kind: text({ enum: ['browser', 'widget'] }).notNull(),
  /** Widget sessions only: the site they speak from. */
  origin: text(),
  workspaceId: uuid(),
  expiresAt: instant().notNull(),
  revokedAt: instant(),
  createdAt: createdAt(),
})

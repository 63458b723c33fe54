// One-time sign-in links, by the hash of their code. Global: read before anybody is signed in.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns.ts'
import { people } from './people.ts'

export const signInLinks = pgTable('sign_in_links', {
  id: id(),
  personId: uuid()
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  hash: text().notNull().unique(),
  /** The workspace it opens, where it is not the person's first. */
  workspaceId: uuid(),
  /** The page it leads to: a path of this installation. */
  target: text(),
  expiresAt: instant().notNull(),
  usedAt: instant(),
  createdAt: createdAt(),
})

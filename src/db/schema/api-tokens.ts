// API tokens, by hash; each acts for one member within a scope. Global: read before any workspace is known.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { scopes } from '../words.ts'
import { createdAt, id, instant } from './columns.ts'
import { people } from './people.ts'
import { workspaces } from './workspaces.ts'

export const apiTokens = pgTable('api_tokens', {
  id: id(),
  personId: uuid()
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  workspaceId: uuid()
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  hash: text().notNull().unique(),
  scope: text({ enum: scopes }).notNull(),
  revokedAt: instant(),
  createdAt: createdAt(),
})

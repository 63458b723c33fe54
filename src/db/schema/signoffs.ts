// One member's yes to one version. Written once, never changed.
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { posts } from './posts.ts'
import { workspaces } from './workspaces.ts'

export const signoffs = pgTable(
  'signoffs',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    postId: uuid()
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    versionHash: text().notNull(),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    conversationId: uuid().notNull(),
    /** The choice or the message that was the yes; single use. */
    evidence: text().notNull().unique(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('signoffs'),
)

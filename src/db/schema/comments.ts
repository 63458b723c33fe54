// What members said about a version to its author. Their words, so that they can be erased.
import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { posts } from './posts.ts'
import { workspaces } from './workspaces.ts'

export const comments = pgTable(
  'comments',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    postId: uuid()
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    /** The post is to be changed before it is approved. */
    asksChange: boolean().notNull(),
    words: text().notNull(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('comments'),
)

// One state of a post; immutable and hashed.
import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, workspacePolicies } from './columns.ts'
import { posts } from './posts.ts'
import { workspaces } from './workspaces.ts'

export const versions = pgTable(
  'versions',
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    postId: uuid()
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    hash: text().notNull(),
    /** The words it was made from. */
    idea: text().notNull(),
    media: jsonb().$type<string[]>().notNull().default([]),
    /** Micro-dollars of the model calls that made it. */
    cost: integer().notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.version] }), ...workspacePolicies('versions')],
)

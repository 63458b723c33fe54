// One state of a post; immutable and hashed.
import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Findings } from '../../core/brand/gate.ts'
import type { Quote } from '../../core/intent.ts'
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
    /** The member's own words it was made from. */
    idea: text().notNull(),
    /** Somebody else's words it was made from: data wherever they are shown to a model. */
    quoted: jsonb().$type<Quote>(),
    /** The messages it was made from; none where something was changed since. */
    messages: jsonb().$type<number[]>().notNull().default([]),
    media: jsonb().$type<string[]>().notNull().default([]),
    /** Micro-dollars of the model calls that made it. */
    cost: integer().notNull().default(0),
    /** What the gate found, by account. */
    findings: jsonb().$type<Findings>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.version] }), ...workspacePolicies('versions')],
)

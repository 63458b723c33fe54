// Sentences about how the brand writes, learned or given; some name a term that it never uses, which code checks.
import { sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { sources } from '../words.ts'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const rules = pgTable(
  'rules',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    text: text().notNull(),
    /** The terms that are never used, where the rule names any. */
    terms: text().array().notNull().default([]),
    source: text({ enum: sources }).notNull(),
    /** More about the source: the address of a page, a network, the number of a post. */
    origin: text(),
    createdAt: createdAt(),
  },
  (t) => [index('rules_terms').on(t.workspaceId).where(sql`terms <> '{}'`), ...workspacePolicies('rules')],
)

// The tenant: one brand, its people, accounts, posts and memory. Its key is named like the column every other table has.
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, workspacePolicies } from './columns.ts'

export const workspaces = pgTable(
  'workspaces',
  {
    id: uuid('workspace_id').primaryKey().defaultRandom(),
    name: text().notNull(),
    /** The mark by which its people tell it from their others: one of the list in core/team/marks. */
    mark: integer().notNull().default(0),
    /** The name of its plan in core/team/plans. */
    plan: text().notNull().default('own'),
    /** How many posts were begun; the next one takes the next number. */
    posts: integer().notNull().default(0),
    createdAt: createdAt(),
  },
  () => workspacePolicies('workspaces'),
)

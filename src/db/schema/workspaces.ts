// The tenant: one brand, its people, accounts, posts and memory. Its key is named like the column every other table has.
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, workspacePolicies } from './columns.ts'

export const workspaces = pgTable(
  'workspaces',
  {
    id: uuid('workspace_id').primaryKey().defaultRandom(),
    name: text().notNull(),
    /** How many posts were begun; the next one takes the next number. */
    posts: integer().notNull().default(0),
    createdAt: createdAt(),
  },
  () => workspacePolicies('workspaces'),
)

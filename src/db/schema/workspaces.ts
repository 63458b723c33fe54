// The tenant: one brand, its people, accounts, posts and memory. Its key is named like the column every other table has.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, workspacePolicies } from './columns.ts'

export const workspaces = pgTable(
  'workspaces',
  {
    id: uuid('workspace_id').primaryKey().defaultRandom(),
    name: text().notNull(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('workspaces'),
)

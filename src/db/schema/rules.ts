// Learned or given sentences about how the brand writes.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
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
    source: text().notNull(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('rules'),
)

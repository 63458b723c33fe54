// Facts about the brand, with the date until which they hold.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const facts = pgTable(
  'facts',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    text: text().notNull(),
    until: instant(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('facts'),
)

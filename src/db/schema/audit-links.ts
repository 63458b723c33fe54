// The chain over the audit: each link seals one event and the link before it. Added by a job, so that no work waits for it.
import { bigint, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const auditLinks = pgTable(
  'audit_links',
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    eventId: bigint({ mode: 'number' }).notNull().unique(),
    hash: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.number] }), ...workspacePolicies('audit_links')],
)

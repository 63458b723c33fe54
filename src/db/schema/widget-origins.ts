// Sites on which the widget of a workspace may run; a trusted one may approve.
import { boolean, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const widgetOrigins = pgTable(
  'widget_origins',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    origin: text().notNull(),
    isTrusted: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.workspaceId, t.origin), ...workspacePolicies('widget_origins')],
)

// Clients that this installation registered with servers of a network, once for each server. Sealed.
import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { platformIds } from '../words.ts'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const registrations = pgTable(
  'registrations',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    platform: text({ enum: platformIds }).notNull(),
    name: text().notNull(),
    registration: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.workspaceId, t.platform, t.name), ...workspacePolicies('registrations')],
)

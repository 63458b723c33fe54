// Standing weekly hours that a post can be put into, in the zone of the brand.
import { integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const slots = pgTable(
  'slots',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    /** ISO weekday, Monday 1. */
    weekday: integer().notNull(),
    time: text().notNull(),
  },
  (t) => [unique().on(t.workspaceId, t.weekday, t.time), ...workspacePolicies('slots')],
)

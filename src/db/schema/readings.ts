// What was read in documents and pages: kept by content or address, so that nothing is read or fetched twice.
import { jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Found } from '../../core/media/reading.ts'
import { id, instant, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const readings = pgTable(
  'readings',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    /** The hash of a document's bytes, or of a page's address. */
    key: text().notNull(),
    found: jsonb().$type<Found>().notNull(),
    readAt: instant().notNull(),
  },
  (t) => [unique().on(t.workspaceId, t.key), ...workspacePolicies('readings')],
)

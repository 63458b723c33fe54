// The numbers of a published post as its network told them at one moment. What a network does not count is not there.
import { index, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core'
import type { Json, Measures } from '../../core/platform.ts'
import { id, instant, workspacePolicies } from './columns.ts'
import { publications } from './publications.ts'
import { workspaces } from './workspaces.ts'

export const snapshots = pgTable(
  'snapshots',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    publicationId: uuid()
      .notNull()
      .references(() => publications.id, { onDelete: 'cascade' }),
    at: instant().notNull(),
    measures: jsonb().$type<Measures>().notNull(),
    /** The answer as it came. */
    raw: jsonb().$type<Json>().notNull(),
  },
  (t) => [index('snapshots_publication').on(t.publicationId, t.at), ...workspacePolicies('snapshots')],
)

// Pictures taken in: what they are and where they are kept.
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const media = pgTable(
  'media',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    sha256: text().notNull(),
    type: text().notNull(),
    bytes: integer().notNull(),
    width: integer(),
    height: integer(),
    key: text().notNull(),
    alt: text().notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [index('media_content').on(t.workspaceId, t.sha256), ...workspacePolicies('media')],
)

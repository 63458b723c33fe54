// Files taken in: what they are, where they are kept, and what was heard in them.
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
    /** What was heard in a recording; null until somebody listened. */
    heard: text(),
    /** All that a picture made here was made of, as a hash; null for what somebody sent. */
    drawnFrom: text(),
    createdAt: createdAt(),
  },
  (t) => [
    index('media_content').on(t.workspaceId, t.sha256),
    index('media_drawn').on(t.workspaceId, t.drawnFrom),
    ...workspacePolicies('media'),
  ],
)

// Files taken in: what they are, where they are kept, and what was heard in them.
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Film } from '../../core/media/film.ts'
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
    /** What the sender called a document; said to people, never to a model. */
    name: text().notNull().default(''),
    /** What is known of a film; null where nobody looked. */
    film: jsonb().$type<Film>(),
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

// What a person wants to say. Its status is derived from its publications.
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

/** A person's wish for a moment: wall clock and zone; the instant is derived from it. */
export type Wished = { date: string; time: string; zone: string }

export const posts = pgTable(
  'posts',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Counts the posts of a workspace: "show 3". */
    number: integer().notNull(),
    authorId: uuid()
      .notNull()
      .references(() => members.id),
    conversationId: uuid().notNull(),
    /** The number of the current version. */
    version: integer().notNull(),
    wished: jsonb().$type<Wished>(),
    dueAt: instant(),
    discardedAt: instant(),
    /** How the message that began it was typed, for "put back". */
    original: text(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index('posts_workspace').on(t.workspaceId, t.number), ...workspacePolicies('posts')],
)

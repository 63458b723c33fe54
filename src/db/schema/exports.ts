// Archives of everything of a workspace: wished for by an owner, made by a job in pieces, and gone after a day.
import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

export const exports = pgTable(
  'exports',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    memberId: uuid()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** Where it is told; null where it was wished for on the page. */
    conversationId: uuid(),
    attempts: integer().notNull().default(0),
    tryAt: instant(),
    /** The prefix and the number of its pieces in the storage, once it is made. */
    key: text(),
    pieces: integer(),
    bytes: bigint({ mode: 'number' }),
    endedAt: instant(),
    expiresAt: instant(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('exports'),
)

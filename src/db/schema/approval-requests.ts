// A version that waits for somebody else's yes. One is open for a post at most; the row says how it ended.
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { requestEnds } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { posts } from './posts.ts'
import { workspaces } from './workspaces.ts'

export const approvalRequests = pgTable(
  'approval_requests',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    postId: uuid()
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    versionHash: text().notNull(),
    /** Who asks, and where they hear of the end. */
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    conversationId: uuid().notNull(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
    end: text({ enum: requestEnds }),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('approval_requests_one_open').on(t.postId).where(sql`ended_at is null`),
    index('approval_requests_expiry').on(t.expiresAt).where(sql`ended_at is null`),
    ...workspacePolicies('approval_requests'),
  ],
)

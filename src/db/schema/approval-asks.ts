// Who was asked for a yes, where, and to which version: what a member last saw of a post.
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, unique, uuid } from 'drizzle-orm/pg-core'
import { approvalRequests } from './approval-requests.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { posts } from './posts.ts'
import { workspaces } from './workspaces.ts'

export const approvalAsks = pgTable(
  'approval_asks',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    requestId: uuid()
      .notNull()
      .references(() => approvalRequests.id, { onDelete: 'cascade' }),
    postId: uuid()
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    conversationId: uuid().notNull(),
    version: integer().notNull(),
    /** When they are reminded, once; later where they have quiet hours then. */
    remindAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    unique().on(t.requestId, t.memberId),
    index('approval_asks_reminders').on(t.remindAt).where(sql`remind_at is not null`),
    index('approval_asks_member').on(t.memberId, t.postId),
    ...workspacePolicies('approval_asks'),
  ],
)

// Who did what, to which version, where: ids and hashes only. Written once; nobody may change or delete a row.
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, serial, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const auditEvents = pgTable(
  'audit_events',
  {
    id: serial(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Null where the clock did it. Members and posts are named without a reference: the trail outlives them. */
    memberId: uuid(),
    act: text().notNull(),
    postId: uuid(),
    version: integer(),
    hash: text(),
    conversationId: uuid(),
    /** Further ids and codes; never names or texts. */
    detail: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [index('audit_events_post').on(t.postId), ...workspacePolicies('audit_events')],
)

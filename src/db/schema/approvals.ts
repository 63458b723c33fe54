// What the signoffs of a version add up to when the policy is fulfilled.
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Step } from './approval-policies.ts'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { posts } from './posts.ts'
import { workspaces } from './workspaces.ts'

export const approvals = pgTable(
  'approvals',
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
    conversationId: uuid().notNull(),
    /** The policies that were fulfilled; null where it was written before there were any. */
    policies: jsonb().$type<{ steps: Step[]; isAuthorEnough: boolean }[]>(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('approvals'),
)

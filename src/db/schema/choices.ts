// Buttons: an intent behind an id nobody can guess, bound to a conversation and a version, used once.
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Intent } from '../../core/intent.ts'
import { createdAt, instant, workspacePolicies } from './columns.ts'
import { conversations } from './conversations.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

export const choices = pgTable(
  'choices',
  {
    id: text().primaryKey(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    conversationId: uuid()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    replyId: uuid().notNull(),
    position: integer().notNull(),
    label: text().notNull(),
    intent: jsonb().$type<Intent>().notNull(),
    postId: uuid(),
    version: integer(),
    usedAt: instant(),
    usedBy: uuid().references(() => members.id),
    createdAt: createdAt(),
  },
  () => workspacePolicies('choices'),
)

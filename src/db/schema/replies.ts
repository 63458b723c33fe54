// What we say: the outbox and the history. Global like the conversation it belongs to; stamped with its workspace.
import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Reply } from '../../core/chat.ts'
import { createdAt, id, instant } from './columns.ts'
import { conversations } from './conversations.ts'
import { messages } from './messages.ts'

export const replies = pgTable(
  'replies',
  {
    id: id(),
    conversationId: uuid()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    workspaceId: uuid(),
    messageId: bigint({ mode: 'number' }).references(() => messages.id),
    number: bigint({ mode: 'number' }).notNull(),
    body: jsonb().$type<Reply>().notNull(),
    /** Nobody asked for it: it never takes over the numbers, the focus or a dialog. */
    unasked: integer().notNull().default(0),
    externalId: text(),
    deliverAt: instant(),
    deliveredAt: instant(),
    attempts: integer().notNull().default(0),
    /** The chat refused it for good: it is not tried again and holds up nothing. */
    setAsideAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    unique().on(t.conversationId, t.number),
    index('replies_message').on(t.messageId),
    index('replies_waiting').on(t.deliverAt).where(sql`delivered_at is null and deliver_at is not null`),
  ],
)

// What came in, stored once before it is acknowledged. Global: a message comes before its workspace is known, and is stamped with it.
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Unreadable } from '../../core/chat.ts'
import { createdAt, instant, serial } from './columns.ts'
import { conversations } from './conversations.ts'

/** The parts of a message, cleaned at the rim. `quoted` is never the member's own words. */
export type Said = {
  text?: string
  choice?: string
  media?: string[]
  /** Recordings, by their media ids; what was heard in them is `heard`, which is never the member's typed words. */
  voice?: string[]
  heard?: string
  /** Documents, by their media ids; what was read in them is among `quoted`, and `document` says of what. */
  documents?: string[]
  document?: { name: string; isWhole: boolean }
  /** Something came along that cannot be used. */
  unread?: Unreadable
  quoted?: string
  forwardedFrom?: string
  replyTo?: string
  /** The chat's id of the earlier message that reads like this now. */
  edits?: string
  /** The post that began with it, found for an edit. */
  again?: string
  scope?: 'draft' | 'approve' | 'admin'
}

export const messages = pgTable(
  'messages',
  {
    id: serial(),
    conversationId: uuid()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    workspaceId: uuid(),
    externalId: text().notNull(),
    said: jsonb().$type<Said>().notNull(),
    sentAt: instant().notNull(),
    answerAt: instant().notNull(),
    answeredAt: instant(),
    attempts: integer().notNull().default(0),
    setAsideAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    unique().on(t.conversationId, t.externalId),
    index('messages_waiting').on(t.answerAt).where(sql`answered_at is null and set_aside_at is null`),
  ],
)

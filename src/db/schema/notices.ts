// What members are told outside of the talk, one row for a happening, a member and a way: on its way, there, or given up.
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { NoticeBody } from '../../core/notices/happening.ts'
import { noticeKinds, noticeWays } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

export const notices = pgTable(
  'notices',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    memberId: uuid()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    way: text({ enum: noticeWays }).notNull(),
    kind: text({ enum: noticeKinds }).notNull(),
    /** The happening: the same one is told a member once by each way. */
    key: text().notNull(),
    body: jsonb().$type<NoticeBody>().notNull(),
    attempts: integer().notNull().default(0),
    /** When it is tried next; null once it has ended. */
    tryAt: instant(),
    endedAt: instant(),
    end: text({ enum: ['sent', 'failed'] }),
    /** What the other side said last, as a code. */
    said: text(),
    createdAt: createdAt(),
  },
  (t) => [
    unique().on(t.memberId, t.way, t.key),
    index('notices_waiting').on(t.tryAt).where(sql`try_at is not null`),
    ...workspacePolicies('notices'),
  ],
)

// How a member wants to be told of a kind of happening. Without a row: in the chat, of what they took part in.
import { jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { type NoticeWay, noticeKinds } from '../words.ts'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

export const noticeWishes = pgTable(
  'notice_wishes',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    memberId: uuid()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    kind: text({ enum: noticeKinds }).notNull(),
    ways: jsonb().$type<NoticeWay[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.memberId, t.kind), ...workspacePolicies('notice_wishes')],
)

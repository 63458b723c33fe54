// What a person was seen to change again and again: counted, offered once, never applied without a yes.
import { integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

/** What may be learned; `word` has the word that went and the one that came as its detail. */
export const lessonKinds = ['noHashtags', 'noEmoji', 'shorter', 'noExclamation', 'word'] as const
export type LessonKind = (typeof lessonKinds)[number]

export const lessons = pgTable(
  'lessons',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    kind: text({ enum: lessonKinds }).notNull(),
    detail: text().notNull().default(''),
    seen: integer().notNull(),
    /** The post it was seen in last: one post is counted once. */
    postId: uuid(),
    offeredAt: instant(),
    answer: text({ enum: ['yes', 'no'] }),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.workspaceId, t.kind, t.detail), ...workspacePolicies('lessons')],
)

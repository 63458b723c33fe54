// Pictures that a model is asked for: asked once, and told even where the process that asked is gone.
import { bigint, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { drawingStatuses } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { posts } from './posts.ts'
import { workspaces } from './workspaces.ts'

export const drawings = pgTable(
  'drawings',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Where it is told, and the message that asked. */
    conversationId: uuid().notNull(),
    messageId: bigint({ mode: 'number' }).notNull(),
    postId: uuid()
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    /** What the person wants to see; null for something that goes with the post. */
    wanted: text(),
    status: text({ enum: drawingStatuses }).notNull().default('waiting'),
    /** How often a process took it up. */
    attempts: integer().notNull().default(0),
    /** Who is being asked, and until when the process that asks is believed to live. */
    model: text(),
    leaseUntil: instant(),
    createdAt: createdAt(),
    endedAt: instant(),
  },
  (t) => [index('drawings_status').on(t.status, t.leaseUntil), ...workspacePolicies('drawings')],
)

// What was published to Practice: the built-in network's own store, keyed by the publication it came from.
import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Content } from '../../core/platform.ts'
import { instant, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const practicePosts = pgTable(
  'practice_posts',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    account: text().notNull(),
    content: jsonb().$type<Content>().notNull(),
    publishedAt: instant().notNull(),
  },
  () => workspacePolicies('practice_posts'),
)

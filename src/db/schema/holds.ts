// Publishing that is paused: a row by scope, not a status. A hold without account and platform is for the whole workspace.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { platformIds } from '../words.ts'
import { accounts } from './accounts.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

export const holds = pgTable(
  'holds',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
    platform: text({ enum: platformIds }),
    reason: text().notNull(),
    memberId: uuid().references(() => members.id),
    createdAt: createdAt(),
    releasedAt: instant(),
  },
  () => workspacePolicies('holds'),
)

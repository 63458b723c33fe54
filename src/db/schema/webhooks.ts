// Where a member's programs are told of what happens: one address each, with a sealed secret that signs what is sent there.
import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

export const webhooks = pgTable(
  'webhooks',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    memberId: uuid()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    url: text().notNull(),
    secret: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.memberId), ...workspacePolicies('webhooks')],
)

// A person in a workspace, with a role.
import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { roles } from '../words.ts'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { people } from './people.ts'
import { workspaces } from './workspaces.ts'

export const members = pgTable(
  'members',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text({ enum: roles }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.workspaceId, t.personId), ...workspacePolicies('members')],
)

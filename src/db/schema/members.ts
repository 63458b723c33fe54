// A person in a workspace, with a role. A removed member stays as a row: what they did before stands.
import { boolean, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { roles } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { people } from './people.ts'
import { workspaces } from './workspaces.ts'

/** Hours in which nobody is reminded or told of what happened, in the member's clock: "22:00" to "08:00". */
export type QuietHours = { from: string; to: string }

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
    /** On the client's side: the second of two who approve. */
    isClient: boolean().notNull().default(false),
    quiet: jsonb().$type<QuietHours>(),
    /** The clock of their quiet hours; null is that of the brand. */
    zone: text(),
    removedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.workspaceId, t.personId), ...workspacePolicies('members')],
)

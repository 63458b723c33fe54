// Invitations into a workspace, by the hash of their code: single use, with a role, until they expire.
import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { roles } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    hash: text().notNull().unique(),
    name: text().notNull(),
    role: text({ enum: roles }).notNull(),
    isClient: boolean().notNull().default(false),
    invitedBy: uuid()
      .notNull()
      .references(() => members.id),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    usedBy: uuid().references(() => members.id),
    revokedAt: instant(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('invitations'),
)

// Consents under way at a network: whose they are and what is remembered until the person comes back. Memory is sealed.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { platformIds } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

export const consents = pgTable(
  'consents',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    memberId: uuid()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    platform: text({ enum: platformIds }).notNull(),
    stateHash: text().notNull().unique(),
    memory: text().notNull(),
    expiresAt: instant().notNull(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('consents'),
)

// One row: what this installation is. Global: it belongs to no workspace.
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt } from './columns.ts'

export const installation = pgTable('installation', {
  one: integer().primaryKey().default(1),
  keyFingerprint: text().notNull(),
  ownerPersonId: uuid(),
  ownerWorkspaceId: uuid(),
  createdAt: createdAt(),
})

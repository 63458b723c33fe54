// What networks have left of what they count, by account and by app. Global: an app is shared by all workspaces, and the same
// account may be connected in several.
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

export const quotas = pgTable('quotas', {
  name: text().primaryKey(),
  remaining: integer().notNull(),
  resetsAt: instant().notNull(),
})

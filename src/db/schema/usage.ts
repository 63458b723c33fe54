// The ledger of model calls, in micro-dollars. Keyed, so that money spent before a crash is counted once.
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { usageKinds } from '../words.ts'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const usage = pgTable(
  'usage',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    key: text().notNull().unique(),
    task: text().notNull(),
    model: text().notNull(),
    tokensIn: integer().notNull(),
    tokensOut: integer().notNull(),
    tokensCached: integer().notNull(),
    micros: integer().notNull(),
    kind: text({ enum: usageKinds }).notNull().default('text'),
    /** Pictures made, or seconds heard. */
    amount: integer().notNull().default(0),
    /** How the call failed; null where it did what was asked. */
    failure: text(),
    ms: integer().notNull(),
    createdAt: createdAt(),
  },
  () => workspacePolicies('usage'),
)

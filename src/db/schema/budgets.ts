// What a workspace may spend on models in a day and in a month, in micro-dollars, and what of it is spent or reserved now.
import { bigint, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

/** Money held for one question to a model until it is settled; after `until` its process counts as killed. */
export type OpenReservation = { micros: number; until: string }

// One row holds all that a reservation is decided by, so that one statement decides it under one row lock.
export const budgets = pgTable(
  'budgets',
  {
    workspaceId: uuid()
      .primaryKey()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Null is without a limit. */
    dayLimit: bigint({ mode: 'number' }),
    monthLimit: bigint({ mode: 'number' }),
    /** The day ("2026-11-24") and the month ("2026-11") of the brand's clock that the sums are of. */
    day: text().notNull(),
    daySpent: bigint({ mode: 'number' }).notNull().default(0),
    month: text().notNull(),
    monthSpent: bigint({ mode: 'number' }).notNull().default(0),
    open: jsonb().$type<Record<string, OpenReservation>>().notNull().default({}),
    /** The day and the month of which somebody was told that four fifths are spent. */
    dayWarned: text(),
    monthWarned: text(),
  },
  () => workspacePolicies('budgets'),
)

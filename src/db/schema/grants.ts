// An approval's permission for one publication of one variant: good for one entry into `sending`.
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { approvals } from './approvals.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { publications } from './publications.ts'
import { workspaces } from './workspaces.ts'

export const grants = pgTable(
  'grants',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    approvalId: uuid()
      .notNull()
      .references(() => approvals.id, { onDelete: 'cascade' }),
    publicationId: uuid()
      .notNull()
      .references(() => publications.id, { onDelete: 'cascade' }),
    variantHash: text().notNull(),
    /** Terms the brand never uses that a person let through this once. */
    allowed: text().array().notNull().default([]),
    voidedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [index('grants_publication').on(t.publicationId), ...workspacePolicies('grants')],
)

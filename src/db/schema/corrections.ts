// Changes of what is public: one new variant for one published publication. The row is the only truth about it.
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { correctionStatuses, faultKinds } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { grants } from './grants.ts'
import { publications } from './publications.ts'
import { variants } from './variants.ts'
import { workspaces } from './workspaces.ts'

export const corrections = pgTable(
  'corrections',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    publicationId: uuid()
      .notNull()
      .references(() => publications.id, { onDelete: 'cascade' }),
    variantId: uuid()
      .notNull()
      .references(() => variants.id),
    variantHash: text().notNull(),
    /** The approval's permission for it; each is good for one change. */
    grantId: uuid()
      .notNull()
      .unique()
      .references(() => grants.id),
    status: text({ enum: correctionStatuses }).notNull().default('waiting'),
    /** Not before: a back-off. */
    retryAt: instant(),
    sendingUntil: instant(),
    sender: text(),
    attempts: integer().notNull().default(0),
    failureKind: text({ enum: faultKinds }),
    failureSay: text(),
    endedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('corrections_one_open').on(t.publicationId).where(sql`status in ('waiting', 'sending')`),
    index('corrections_open').on(t.retryAt).where(sql`status in ('waiting', 'sending')`),
    ...workspacePolicies('corrections'),
  ],
)

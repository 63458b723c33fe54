// Facts about the brand, with the date until which they hold; one that has ended is asked about once.
import { sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { sources } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const facts = pgTable(
  'facts',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    text: text().notNull(),
    until: instant(),
    /** When it was asked whether it still holds. */
    askedAt: instant(),
    source: text({ enum: sources }).notNull().default('given'),
    /** More about the source: the address of a page. */
    origin: text(),
    createdAt: createdAt(),
  },
  (t) => [index('facts_ended').on(t.until).where(sql`asked_at is null`), ...workspacePolicies('facts')],
)

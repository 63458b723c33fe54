// Every try to send a publication, and how it ended. No end means: we do not know yet.
import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { attemptEnds } from '../words.ts'
import { id, instant, workspacePolicies } from './columns.ts'
import { grants } from './grants.ts'
import { publications } from './publications.ts'
import { workspaces } from './workspaces.ts'

export const attempts = pgTable(
  'attempts',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    publicationId: uuid()
      .notNull()
      .references(() => publications.id, { onDelete: 'cascade' }),
    grantId: uuid()
      .notNull()
      .references(() => grants.id),
    number: integer().notNull(),
    sender: text().notNull(),
    startedAt: instant().notNull(),
    sentAt: instant(),
    endedAt: instant(),
    end: text({ enum: attemptEnds }),
    say: text(),
  },
  (t) => [
    unique().on(t.publicationId, t.number),
    index('attempts_grant').on(t.grantId),
    ...workspacePolicies('attempts'),
  ],
)

// Where a person talks from. Global: known before any workspace is.
import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id } from './columns.ts'
import { people } from './people.ts'

export const identities = pgTable(
  'identities',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    chat: text().notNull(),
    externalId: text().notNull(),
    /** The name by which the chat finds them, in small letters, where it has such. It can be given to somebody else. */
    handle: text(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.chat, t.externalId)],
)

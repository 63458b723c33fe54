// Answers kept for writes that carry an Idempotency-Key. Global: it belongs to the caller, before any workspace.
import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt } from './columns.ts'

export const idempotency = pgTable(
  'idempotency',
  {
    personId: uuid().notNull(),
    key: text().notNull(),
    /** Hash of method, path and body: the same key with another request is an error. */
    request: text().notNull(),
    status: integer(),
    body: text(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.key] })],
)

// Passkeys of people: what is needed to check a signature. Global: read before anybody is signed in.
import { bigint, boolean, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns.ts'
import { people } from './people.ts'

export const passkeys = pgTable('passkeys', {
  id: id(),
  personId: uuid()
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  credentialId: text().notNull().unique(),
  publicKey: text().notNull(),
  /** How often it was used, as it says itself; one that counts never goes back. */
  counter: bigint({ mode: 'number' }).notNull(),
  transports: jsonb().$type<string[]>().notNull().default([]),
  isBackedUp: boolean().notNull(),
  name: text().notNull(),
  lastUsedAt: instant(),
  createdAt: createdAt(),
})

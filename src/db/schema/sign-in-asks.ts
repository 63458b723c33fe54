// Wishes for a sign-in link, and addresses to be confirmed: taken by a job, so that nobody is answered differently. Global: whoever asks is unknown.
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { languages } from '../words.ts'
import { createdAt, id, instant } from './columns.ts'
import { emails } from './emails.ts'

export const signInAsks = pgTable('sign_in_asks', {
  id: id(),
  /** Where the link is to go: by mail or into a paired chat. */
  way: text({ enum: ['mail', 'chat'] }).notNull(),
  /** Who somebody says they are; null where an address is to be confirmed. */
  said: text(),
  emailId: uuid().references(() => emails.id, { onDelete: 'cascade' }),
  language: text({ enum: languages }).notNull(),
  attempts: integer().notNull().default(0),
  tryAt: instant().notNull(),
  createdAt: createdAt(),
})

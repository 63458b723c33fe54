// What is to be erased once its waiting time is over: a whole workspace, or a person. Global: a person belongs to no workspace.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns.ts'

export const erasures = pgTable('erasures', {
  id: id(),
  what: text({ enum: ['workspace', 'person'] }).notNull(),
  /** The workspace or the person. Without a reference: the row outlives them. */
  subjectId: uuid().notNull().unique(),
  /** Who asked for it. */
  personId: uuid().notNull(),
  dueAt: instant().notNull(),
  /** When the last word was said and access at networks was ended; a little later the rows go. */
  begunAt: instant(),
  endedAt: instant(),
  createdAt: createdAt(),
})

// Somebody, once in an installation. Global: a person may belong to several workspaces.
import { pgTable, text } from 'drizzle-orm/pg-core'
import { languages } from '../words.ts'
import { createdAt, id } from './columns.ts'

export const people = pgTable('people', {
  id: id(),
  name: text().notNull(),
  language: text({ enum: languages }),
  createdAt: createdAt(),
})

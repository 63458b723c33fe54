// Past posts of the brand: how it sounds. A vector, where there is one, finds those that are near an idea.
import { pgTable, real, text, unique, uuid } from 'drizzle-orm/pg-core'
import { platformIds, sources } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const samples = pgTable(
  'samples',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    text: text().notNull(),
    /** Of the text, so that the same post is kept once. */
    hash: text().notNull(),
    platform: text({ enum: platformIds }),
    source: text({ enum: sources }).notNull(),
    /** More about the source: the address of the post, the name of a file. */
    origin: text(),
    /** When it was posted, where that is known. */
    postedAt: instant(),
    vector: real().array(),
    /** The space the vector lives in; vectors of another cannot be compared with it. */
    vectorModel: text(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.workspaceId, t.hash), ...workspacePolicies('samples')],
)

// The text and media of a version for one network; immutable, and its hash covers all that the public sees.
import { foreignKey, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Content } from '../../core/platform.ts'
import { platformIds } from '../words.ts'
import { accounts } from './accounts.ts'
import { id, workspacePolicies } from './columns.ts'
import { versions } from './versions.ts'
import { workspaces } from './workspaces.ts'

export const variants = pgTable(
  'variants',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    postId: uuid().notNull(),
    version: integer().notNull(),
    platform: text({ enum: platformIds }).notNull(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    content: jsonb().$type<Content>().notNull(),
    hash: text().notNull(),
  },
  (t) => [
    unique().on(t.postId, t.version, t.accountId),
    foreignKey({ columns: [t.postId, t.version], foreignColumns: [versions.postId, versions.version] }).onDelete(
      'cascade',
    ),
    ...workspacePolicies('variants'),
  ],
)

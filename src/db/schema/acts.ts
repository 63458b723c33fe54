// What a member did that can be taken back, newest last; `inverse` says how.
import { bigint, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core'
import type { Inverse } from '../../core/actions/undo.ts'
import { createdAt, instant, workspacePolicies } from './columns.ts'
import { members } from './members.ts'
import { workspaces } from './workspaces.ts'

export const acts = pgTable(
  'acts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    inverse: jsonb().$type<Inverse>().notNull(),
    createdAt: createdAt(),
    undoneAt: instant(),
  },
  () => workspacePolicies('acts'),
)

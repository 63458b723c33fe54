// Whose yes a post needs: for the workspace, or for one account of it. Data, so that it is changed by a sentence.
import { sql } from 'drizzle-orm'
import { boolean, jsonb, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { accounts } from './accounts.ts'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

/** One yes that is needed: of anybody who may approve, of the own team, of the client, or of one member. */
export type Step = { by: 'any' } | { by: 'team' } | { by: 'client' } | { by: 'member'; memberId: string }

export const approvalPolicies = pgTable(
  'approval_policies',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Null: the policy of the workspace, for every account without one of its own. */
    accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
    /** The yeses that are needed, in order, each of another person. */
    steps: jsonb().$type<Step[]>().notNull(),
    /** The author's own yes counts. */
    isAuthorEnough: boolean().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('approval_policies_one').on(
      t.workspaceId,
      sql`coalesce(account_id, '00000000-0000-0000-0000-000000000000'::uuid)`,
    ),
    ...workspacePolicies('approval_policies'),
  ],
)

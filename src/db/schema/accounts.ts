// Connected profiles, pages and channels. Credentials are sealed; null where a platform has none.
import { jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { platformIds } from '../words.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

/** What is set for an account; other members are what its network said of itself. */
export type AccountSettings = { gapSeconds?: number; [said: string]: unknown }

export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    platform: text({ enum: platformIds }).notNull(),
    remoteId: text().notNull(),
    name: text().notNull(),
    credentials: text(),
    settings: jsonb().$type<AccountSettings>().notNull().default({}),
    /** Access was lost: its posts wait until it is connected again. */
    lostAt: instant(),
    lostReason: text(),
    /** That it was lost was made known: this loss. */
    lostToldFor: instant(),
    lastSentAt: instant(),
    /** One process is renewing the credentials, until then at the latest. */
    renewingUntil: instant(),
    /** When the network was last asked what it accepts. */
    tendedAt: instant(),
    /** When it was last looked whether the access still lets in. */
    checkedAt: instant(),
    /** The end of an access that cannot be renewed was announced: this end. */
    endToldFor: instant(),
    removedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.workspaceId, t.platform, t.remoteId), ...workspacePolicies('accounts')],
)

// Access to models that a workspace brought itself: key, address and model of a provider, sealed.
import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { modelProviders } from '../words.ts'
import { createdAt, id, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const modelKeys = pgTable(
  'model_keys',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    provider: text({ enum: modelProviders }).notNull(),
    credentials: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.workspaceId, t.provider), ...workspacePolicies('model_keys')],
)

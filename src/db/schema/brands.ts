// The profile of a workspace's brand; one row each, made with the workspace.
import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { PlatformId } from '../words.ts'
import { languages } from '../words.ts'
import { instant, workspacePolicies } from './columns.ts'
import { workspaces } from './workspaces.ts'

export const brands = pgTable(
  'brands',
  {
    workspaceId: uuid()
      .primaryKey()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    name: text().notNull().default(''),
    website: text(),
    voice: text(),
    audience: text(),
    industry: text(),
    zone: text().notNull(),
    language: text({ enum: languages }).notNull().default('en'),
    /** Its colour as #rrggbb, on pictures made here; null until it is said. */
    colour: text(),
    /** Networks a draft is for when none is named; null means every connected one. */
    platforms: jsonb().$type<PlatformId[]>(),
    setUpAt: instant(),
    /** When the digest of the week is said next; null before the first look. */
    digestAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
  },
  () => workspacePolicies('brands'),
)

// The ledger: one variant to one account at one moment. The row is the only truth about it.
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Json } from '../../core/platform.ts'
import { failureKinds, platformIds, publicationStatuses } from '../words.ts'
import { accounts } from './accounts.ts'
import { createdAt, id, instant, workspacePolicies } from './columns.ts'
import { posts } from './posts.ts'
import { variants } from './variants.ts'
import { workspaces } from './workspaces.ts'

export const publications = pgTable(
  'publications',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    postId: uuid()
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    variantId: uuid()
      .notNull()
      .references(() => variants.id),
    variantHash: text().notNull(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    platform: text({ enum: platformIds }).notNull(),
    status: text({ enum: publicationStatuses }).notNull().default('draft'),
    dueAt: instant(),
    /** Not before: a back-off, or the next step of a ratchet. */
    retryAt: instant(),
    /** Past this moment it asks instead of going out late. */
    usefulUntil: instant(),
    lateAskedAt: instant(),
    /** What prepare froze: the same for every attempt under one grant. */
    frozen: jsonb().$type<Json>(),
    progress: jsonb().$type<Json>(),
    sendingUntil: instant(),
    sender: text(),
    attempts: integer().notNull().default(0),
    settles: integer().notNull().default(0),
    sentAt: instant(),
    publishedAt: instant(),
    endedAt: instant(),
    url: text(),
    remoteId: text(),
    failureKind: text({ enum: failureKinds }),
    failureSay: text(),
    toldAt: instant(),
    delayToldAt: instant(),
    removedAt: instant(),
    /** When its numbers are read next; null where they are not. */
    measureAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    unique().on(t.postId, t.accountId),
    uniqueIndex('publications_one_sending').on(t.accountId).where(sql`status = 'sending'`),
    index('publications_due').on(t.status, t.dueAt).where(sql`status in ('scheduled', 'armed')`),
    index('publications_sending').on(t.sendingUntil).where(sql`status = 'sending'`),
    index('publications_untold').on(t.endedAt).where(sql`ended_at is not null and told_at is null`),
    index('publications_measure').on(t.measureAt).where(sql`measure_at is not null`),
    index('publications_account').on(t.accountId, t.status),
    index('publications_workspace').on(t.workspaceId, t.createdAt),
    ...workspacePolicies('publications'),
  ],
)

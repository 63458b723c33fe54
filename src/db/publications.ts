// The ledger of one workspace as it is read: publications with their attempts, and what stands in a month.
import { and, asc, desc, eq, inArray, ne, or, sql } from 'drizzle-orm'
import type { Content } from '../core/platform.ts'
import type { Tx } from './client.ts'
import { attempts } from './schema/attempts.ts'
import { posts } from './schema/posts.ts'
import { publications } from './schema/publications.ts'
import { variants } from './schema/variants.ts'
import type { PublicationStatus } from './words.ts'

export type AttemptRow = typeof attempts.$inferSelect

/** A publication with every try to send it, oldest first. */
export type LedgerEntry = { publication: typeof publications.$inferSelect; attempts: AttemptRow[] }

/** Not a draft of words that were left behind by a newer version. */
const isCurrent = or(ne(publications.status, 'draft'), eq(variants.version, posts.version))

/** Publications, newest moment first; `since` keeps those to which something happened or will happen after it. */
export async function listPublications(
  tx: Tx,
  filter: { id?: string; status?: PublicationStatus; since?: Date; limit: number },
): Promise<LedgerEntry[]> {
  const found = await tx
    .select({ publication: publications })
    .from(publications)
    .innerJoin(variants, eq(variants.id, publications.variantId))
    .innerJoin(posts, eq(posts.id, publications.postId))
    .where(
      and(
        isCurrent,
        filter.id === undefined ? undefined : eq(publications.id, filter.id),
        filter.status === undefined ? undefined : eq(publications.status, filter.status),
        filter.since === undefined
          ? undefined
          : sql`greatest(${publications.createdAt}, ${publications.dueAt}, ${publications.sentAt}, ${publications.publishedAt},
              ${publications.endedAt}) >= ${filter.since.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(desc(sql`coalesce(${publications.dueAt}, ${publications.createdAt})`), desc(publications.id))
    .limit(filter.limit)
  const ids = found.map((one) => one.publication.id)
  const tries = Map.groupBy(ids.length === 0 ? [] : await triesOf(tx, ids), (one) => one.publicationId)
  return found.map(({ publication }) => ({ publication, attempts: tries.get(publication.id) ?? [] }))
}

/** What stands in the calendar between two instants: each network of a post at its moment. */
export async function listMoments(
  tx: Tx,
  between: { from: Date; to: Date },
): Promise<{ postId: string; publication: typeof publications.$inferSelect; content: Content; at: Date }[]> {
  const at = sql<Date | string>`coalesce(${publications.publishedAt}, ${publications.dueAt}, ${posts.dueAt})`
  const found = await tx
    .select({ postId: posts.id, publication: publications, content: variants.content, at })
    .from(publications)
    .innerJoin(variants, eq(variants.id, publications.variantId))
    .innerJoin(posts, eq(posts.id, publications.postId))
    .where(
      and(
        isCurrent,
        or(eq(publications.status, 'published'), sql`${posts.discardedAt} is null`),
        sql`${at} >= ${between.from.toISOString()}::timestamptz and ${at} < ${between.to.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(at), asc(publications.platform))
    .limit(2_000)
  return found.map((one) => ({ ...one, at: new Date(one.at) }))
}

function triesOf(tx: Tx, ids: string[]): Promise<AttemptRow[]> {
  return tx.select().from(attempts).where(inArray(attempts.publicationId, ids)).orderBy(asc(attempts.number))
}

// The numbers of published posts: which are to be read now, what was read, and what a stretch of time shows.
import { sql } from 'drizzle-orm'
import type { Json, Measures } from '../core/platform.ts'
import type { Tx } from './client.ts'
import { rows, toDate } from './rows.ts'
import { snapshots } from './schema/snapshots.ts'
import type { PlatformId } from './words.ts'

/** A published post whose numbers are to be read, with its account as it is stored. */
export type ToMeasure = {
  id: string
  workspaceId: string
  platform: PlatformId
  remoteId: string
  publishedAt: Date
  account: { id: string; remoteId: string; name: string; credentials: string | null; lost: boolean }
}

/** Takes the next one whose moment has come and puts it off until `again`, so that nobody else takes it and a death loses nothing. */
export async function takeToMeasure(
  tx: Tx,
  { platforms, now, again }: { platforms: PlatformId[]; now: Date; again: Date },
): Promise<ToMeasure | undefined> {
  if (platforms.length === 0) return undefined
  type Row = Omit<ToMeasure, 'publishedAt' | 'workspaceId' | 'remoteId' | 'account'> & {
    workspace_id: string
    remote_id: string
    published_at: string
    account_id: string
    account_remote: string
    name: string
    credentials: string | null
  }
  const [found] = await rows<Row>(
    tx,
    sql`update publications p set measure_at = ${again.toISOString()} from accounts a
      where a.id = p.account_id and p.id = (
        select q.id from publications q join accounts b on b.id = q.account_id
        where q.measure_at <= ${now.toISOString()} and q.status = 'published' and q.removed_at is null
          and q.remote_id is not null and q.platform in ${platforms} and b.lost_at is null and b.removed_at is null
        order by q.measure_at limit 1 for update of q skip locked)
      returning p.id, p.workspace_id, p.platform, p.remote_id, p.published_at, a.id account_id, a.remote_id account_remote, a.name, a.credentials`,
  )
  if (found === undefined) return undefined
  const { id, platform, account_id, account_remote, name, credentials } = found
  return {
    ...{ id, platform, workspaceId: found.workspace_id, remoteId: found.remote_id },
    publishedAt: toDate(found.published_at) ?? now,
    account: { id: account_id, remoteId: account_remote, name, credentials, lost: false },
  }
}

/** When the numbers of a post are read next; null for never again. */
export async function measureNext(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.execute(sql`update publications set measure_at = ${at?.toISOString() ?? null} where id = ${id}`)
}

/** Keeps what was read. */
export async function writeSnapshot(
  tx: Tx,
  given: { workspaceId: string; publicationId: string; at: Date; measures: Measures; raw: Json },
): Promise<void> {
  await tx.insert(snapshots).values(given)
}

/** One published post with its newest numbers; `at` is when they were read, null where they never were. */
export type Counted = {
  publicationId: string
  postId: string
  platform: PlatformId
  account: string
  text: string
  url: string | null
  publishedAt: Date
  measures: Measures
  at: Date | null
}

/** What was published from one instant to another, with the newest numbers. In the transaction of one workspace. */
export async function counted(tx: Tx, { from, to }: { from: Date; to: Date }): Promise<Counted[]> {
  type Row = Omit<Counted, 'publicationId' | 'postId' | 'publishedAt' | 'at' | 'measures'> & {
    id: string
    post_id: string
    published_at: string
    measures: Measures | null
    at: string | null
  }
  const found = await rows<Row>(
    tx,
    sql`select p.id, p.post_id, p.platform, a.name account, v.content->>'text' as text, p.url, p.published_at, s.measures, s.at
      from publications p join accounts a on a.id = p.account_id join variants v on v.id = p.variant_id
      left join lateral (select measures, at from snapshots s where s.publication_id = p.id order by s.at desc limit 1) s on true
      where p.status = 'published' and p.removed_at is null and p.platform <> 'practice'
        and p.published_at >= ${from.toISOString()} and p.published_at < ${to.toISOString()}
      order by p.published_at`,
  )
  return found.map(({ id, post_id, published_at, measures, at, ...rest }) => ({
    ...rest,
    ...{ publicationId: id, postId: post_id, measures: measures ?? {}, at: toDate(at) },
    publishedAt: toDate(published_at) ?? new Date(0),
  }))
}

/** Brands whose digest is due, or that have no moment for one yet. System role. */
export async function digestsDue(tx: Tx, now: Date): Promise<{ workspaceId: string; zone: string; at: Date | null }[]> {
  const found = await rows<{ workspace_id: string; zone: string; digest_at: string | null }>(
    tx,
    sql`select workspace_id, zone, digest_at from brands where digest_at is null or digest_at <= ${now.toISOString()} limit 200`,
  )
  return found.map((row) => ({ workspaceId: row.workspace_id, zone: row.zone, at: toDate(row.digest_at) }))
}

/** Moves the digest of a brand on; true for the one that did. */
export async function moveDigest(
  tx: Tx,
  given: { workspaceId: string; from: Date | null; to: Date },
): Promise<boolean> {
  const moved = await rows(
    tx,
    sql`update brands set digest_at = ${given.to.toISOString()} where workspace_id = ${given.workspaceId}
      and digest_at is not distinct from ${given.from?.toISOString() ?? null}::timestamptz returning workspace_id`,
  )
  return moved.length > 0
}

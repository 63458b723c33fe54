// What ended and was not told, what is late and was not asked about: found once, across workspaces, by whoever comes first.
import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'

/** A post with publications to talk about, and where to say it. */
export type ToTell = { workspaceId: string; postId: string; publicationIds: string[]; conversationIds: string[] }

type Row = { workspace_id: string; post_id: string; ids: string[]; conversations: string[] }

/** Everybody who should hear of a post: where it was begun and where it was last approved. */
const conversationsOf = sql`(select array_agg(distinct c) from (
  select po.conversation_id c from posts po where po.id = g.post_id
  union (select ap.conversation_id from approvals ap where ap.post_id = g.post_id order by ap.created_at desc limit 1)) x)`

/**
 * Marks publications that ended as told and returns them by post. A post whose other networks are on their way right now
 * waits up to ten seconds for them, so that one sentence says it all.
 */
export function takeEnded(tx: Tx, now: Date, limit: number): Promise<ToTell[]> {
  return take(tx, now, limit, {
    mark: sql`told_at`,
    order: sql`p.ended_at`,
    where: (
      at,
    ) => sql`p.ended_at is not null and p.told_at is null and p.status in ('published', 'failed', 'unconfirmed')
      and (p.ended_at < ${at}::timestamptz - interval '10 seconds' or not exists (
        select 1 from publications s where s.post_id = p.post_id and s.id <> p.id
          and (s.status = 'sending' or (s.status = 'armed' and s.due_at <= ${at}::timestamptz))))`,
  })
}

/** Marks approved publications that are past the hour in which they are still useful as asked about, and returns them by post. Held ones wait. */
export function takeLate(tx: Tx, now: Date, limit: number): Promise<ToTell[]> {
  return take(tx, now, limit, {
    mark: sql`late_asked_at`,
    order: sql`p.due_at`,
    where: (
      at,
    ) => sql`p.status in ('scheduled', 'armed') and p.useful_until <= ${at}::timestamptz and p.late_asked_at is null
      and not exists (select 1 from holds h where h.workspace_id = p.workspace_id and h.released_at is null
        and (h.account_id is null or h.account_id = p.account_id) and (h.platform is null or h.platform = p.platform))
      and not exists (select 1 from accounts a where a.id = p.account_id and a.lost_at is not null)`,
  })
}

/**
 * Marks publications that a refusal or trouble makes more than a quarter of an hour late, once, and returns them by post. An
 * account that is lost again after it was connected is told again.
 */
export function takeDelayed(tx: Tx, now: Date, limit: number): Promise<ToTell[]> {
  return take(tx, now, limit, {
    mark: sql`delay_told_at`,
    order: sql`p.due_at`,
    where: (at) => sql`p.status = 'scheduled' and p.failure_kind is not null
      and (p.delay_told_at is null or (p.failure_kind = 'auth'
        and exists (select 1 from accounts a where a.id = p.account_id and a.lost_at > p.delay_told_at)))
      and (p.failure_kind = 'auth' or greatest(p.retry_at, ${at}::timestamptz) > p.due_at + interval '15 minutes')`,
  })
}

/** Publications of one kind, marked in the same statement that finds them: whoever comes second finds nothing. */
async function take(
  tx: Tx,
  now: Date,
  limit: number,
  kind: { mark: SQL; order: SQL; where: (at: string) => SQL },
): Promise<ToTell[]> {
  const at = now.toISOString()
  const found = await rows<Row>(
    tx,
    sql`with over as (
      select p.id from publications p where ${kind.where(at)} order by ${kind.order} limit ${limit} for update skip locked
    ), marked as (
      update publications p set ${kind.mark} = ${at}::timestamptz from over where p.id = over.id
      returning p.id, p.workspace_id, p.post_id
    ), g as (
      select workspace_id, post_id, array_agg(id) ids from marked group by 1, 2
    ) select g.workspace_id, g.post_id, g.ids, ${conversationsOf} conversations from g`,
  )
  return found.map(toTell)
}

/** Where a post was begun and where it was last approved. */
export async function conversationsToTell(tx: Tx, postId: string): Promise<string[]> {
  const [found] = await rows<{ conversations: string[] }>(
    tx,
    sql`select ${conversationsOf} conversations from (select ${postId}::uuid post_id) g`,
  )
  return found?.conversations ?? []
}

function toTell(row: Row): ToTell {
  return {
    workspaceId: row.workspace_id,
    postId: row.post_id,
    publicationIds: row.ids,
    conversationIds: row.conversations,
  }
}

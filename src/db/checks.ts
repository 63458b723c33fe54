// Which accesses are to be looked at because a post is near or was just approved, which end soon, and who should hear of it.
// System role only.
import { sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows, toDate } from './rows.ts'
import type { accounts } from './schema/accounts.ts'
import type { PlatformId } from './words.ts'

export type CheckRow = Pick<
  typeof accounts.$inferSelect,
  'id' | 'workspaceId' | 'platform' | 'remoteId' | 'name' | 'credentials'
>

type Row = {
  id: string
  workspace_id: string
  platform: PlatformId
  remote_id: string
  name: string
  credentials: string | null
}

/**
 * Marks as looked at, and answers, the next account whose access matters now: a post of it was approved since the last look,
 * or is due within a day or within an hour and was not looked at in that time.
 */
export async function takeToCheck(
  tx: Tx,
  { platforms, now }: { platforms: PlatformId[]; now: Date },
): Promise<CheckRow | undefined> {
  if (platforms.length === 0) return undefined
  const at = now.toISOString()
  const before = (within: string) =>
    sql`(p.due_at - ${within}::interval <= ${at} and a.checked_at < p.due_at - ${within}::interval)`
  const [found] = await rows<Row>(
    tx,
    sql`update accounts set checked_at = ${at} where id = (
      select a.id from accounts a where a.platform in ${platforms} and a.lost_at is null and a.removed_at is null
        and (a.checked_at is null or a.checked_at < ${at}::timestamptz - interval '5 minutes')
        and exists (select 1 from publications p left join grants g on g.publication_id = p.id and g.voided_at is null
          where p.account_id = a.id and p.status in ('scheduled', 'armed') and p.due_at > ${at}
            and (a.checked_at is null or a.checked_at < g.created_at or ${before('24 hours')} or ${before('1 hour')}))
      limit 1 for update skip locked)
    returning id, workspace_id, platform, remote_id, name, credentials`,
  )
  if (found === undefined) return undefined
  const { id, platform, name, credentials } = found
  return { id, platform, name, credentials, workspaceId: found.workspace_id, remoteId: found.remote_id }
}

/** How many approved posts wait for an account, and when the first of them is due. */
export async function waitingFor(tx: Tx, accountId: string): Promise<{ waiting: number; nextAt: Date | null }> {
  const [found] = await rows<{ n: number; next: string | null }>(
    tx,
    sql`select count(*)::int n, min(due_at) next from publications
      where account_id = ${accountId} and status in ('scheduled', 'armed')`,
  )
  return { waiting: found?.n ?? 0, nextAt: toDate(found?.next ?? null) }
}

/** What waits for a lost account was told with its loss: it is not told again as a delay. */
export async function markLossTold(tx: Tx, accountId: string, at: Date): Promise<void> {
  await rows(
    tx,
    sql`update publications set delay_told_at = ${at.toISOString()}
      where account_id = ${accountId} and status in ('scheduled', 'armed') returning id`,
  )
}

/** Where the posts that wait for an account were approved, and where the owners of its workspace talked last. */
export async function conversationsAbout(
  tx: Tx,
  { id, workspaceId }: { id: string; workspaceId: string },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select distinct id from (
      select ap.conversation_id id from approvals ap join publications p on p.post_id = ap.post_id
        where p.account_id = ${id} and p.status in ('scheduled', 'armed')
      union select * from (${ownersTalk(workspaceId)}) o) c where id is not null order by id`,
  )
  return found.map((row) => row.id)
}

/** Marks as made known, and answers, the accounts that were lost; whoever comes second finds nothing. System role. */
export async function takeLost(
  tx: Tx,
  limit: number,
): Promise<{ id: string; workspaceId: string; platform: PlatformId; name: string; lostAt: Date; reason: string }[]> {
  type Row = { id: string; workspace_id: string; platform: PlatformId; name: string; lost_at: string; reason: string }
  const found = await rows<Row>(
    tx,
    sql`update accounts set lost_told_for = lost_at where id in (
      select id from accounts where lost_at is not null and removed_at is null and lost_told_for is distinct from lost_at
      limit ${limit} for update skip locked
    ) returning id, workspace_id, platform, name, lost_at, coalesce(lost_reason, '') reason`,
  )
  return found.map(({ id, platform, name, reason, workspace_id: workspaceId, lost_at: lostAt }) => ({
    ...{ id, platform, name, reason, workspaceId, lostAt: new Date(lostAt) },
  }))
}

/** Where the owners of a workspace talked last. */
export async function conversationsOfOwners(tx: Tx, workspaceId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(tx, sql`select id from (${ownersTalk(workspaceId)}) o order by id`)
  return found.map((row) => row.id)
}

function ownersTalk(workspaceId: string) {
  return sql`select distinct on (c.person_id) c.id from conversations c
    join members m on m.person_id = c.person_id and m.workspace_id = c.workspace_id
    where c.workspace_id = ${workspaceId} and m.role = 'owner' and c.last_inbound_at is not null
    order by c.person_id, c.last_inbound_at desc`
}

/** Marks as told, and answers, the accounts whose access ends before `until` and cannot be renewed from here. */
export async function takeEnding(
  tx: Tx,
  { until }: { until: Date },
): Promise<{ id: string; workspaceId: string; platform: PlatformId; name: string; endsAt: Date }[]> {
  const found = await rows<{ id: string; workspace_id: string; platform: PlatformId; name: string; ends: string }>(
    tx,
    sql`update accounts set end_told_for = (settings->>'accessEndsAt')::timestamptz
      where lost_at is null and removed_at is null and settings->>'accessEndsAt' is not null
        and (settings->>'accessEndsAt')::timestamptz <= ${until.toISOString()}
        and end_told_for is distinct from (settings->>'accessEndsAt')::timestamptz
      returning id, workspace_id, platform, name, settings->>'accessEndsAt' ends`,
  )
  return found.map(({ id, platform, name, ends, workspace_id: workspaceId }) => ({
    ...{ id, platform, name, workspaceId },
    endsAt: toDate(ends) ?? until,
  }))
}

/** Marks an account as lost: its posts wait. True for the one that marked it. */
export async function loseAccount(tx: Tx, given: { accountId: string; at: Date; reason: string }): Promise<boolean> {
  const lost = await rows<{ id: string }>(
    tx,
    sql`update accounts set lost_at = ${given.at.toISOString()}, lost_reason = ${given.reason}
      where id = ${given.accountId} and lost_at is null returning id`,
  )
  return lost.length > 0
}

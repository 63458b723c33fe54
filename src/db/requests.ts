// Requests for a yes: opened, asked, reminded of, ended. In the transaction of one workspace, but for what the clock takes.
import { and, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { approvalAsks } from './schema/approval-asks.ts'
import { approvalRequests } from './schema/approval-requests.ts'
import { comments } from './schema/comments.ts'
import { posts } from './schema/posts.ts'
import { publications } from './schema/publications.ts'
import type { RequestEnd } from './words.ts'

export type RequestRow = typeof approvalRequests.$inferSelect
export type AskRow = typeof approvalAsks.$inferSelect

/** The open request of a post, or undefined. */
export async function openRequestOf(tx: Tx, postId: string): Promise<RequestRow | undefined> {
  const here = and(eq(approvalRequests.postId, postId), isNull(approvalRequests.endedAt))
  const [found] = await tx.select().from(approvalRequests).where(here)
  return found
}

/** The newest request of a post, however it ended. */
export async function lastRequestOf(tx: Tx, postId: string): Promise<RequestRow | undefined> {
  const [found] = await tx
    .select()
    .from(approvalRequests)
    .where(eq(approvalRequests.postId, postId))
    .orderBy(desc(approvalRequests.createdAt))
    .limit(1)
  return found
}

/** Opens a request: its publications wait for an approval from here on. */
export async function openRequest(
  tx: Tx,
  given: Omit<typeof approvalRequests.$inferInsert, 'id'>,
  publicationIds: string[],
): Promise<RequestRow> {
  const [made] = await tx.insert(approvalRequests).values(given).returning()
  if (made === undefined) throw new Error('a request was not written')
  if (publicationIds.length > 0) {
    const drafts = and(inArray(publications.id, publicationIds), eq(publications.status, 'draft'))
    await tx.update(publications).set({ status: 'awaiting_approval' }).where(drafts)
  }
  return made
}

/** Ends the open request of a post; what waited is a draft again unless it was approved. Undefined where none was open. */
export async function endRequest(tx: Tx, postId: string, end: RequestEnd, at: Date): Promise<RequestRow | undefined> {
  const [ended] = await tx
    .update(approvalRequests)
    .set({ endedAt: at, end })
    .where(and(eq(approvalRequests.postId, postId), isNull(approvalRequests.endedAt)))
    .returning()
  if (ended !== undefined && end !== 'approved') await backToDraft(tx, postId)
  return ended
}

async function backToDraft(tx: Tx, postId: string): Promise<void> {
  const waiting = and(eq(publications.postId, postId), eq(publications.status, 'awaiting_approval'))
  await tx.update(publications).set({ status: 'draft' }).where(waiting)
}

/** Writes that a member was asked; asked again in the same request, where and for what counts as now. */
export async function writeAsk(tx: Tx, ask: typeof approvalAsks.$inferInsert): Promise<void> {
  const { conversationId, version, remindAt } = ask
  await tx
    .insert(approvalAsks)
    .values(ask)
    .onConflictDoUpdate({
      target: [approvalAsks.requestId, approvalAsks.memberId],
      set: { conversationId, version, remindAt: remindAt ?? null },
    })
}

/** Who was asked in a request. */
export function asksOf(tx: Tx, requestId: string): Promise<AskRow[]> {
  return tx.select().from(approvalAsks).where(eq(approvalAsks.requestId, requestId)).orderBy(approvalAsks.createdAt)
}

/** The version of a post up to `until` that a member was last asked about, or undefined. */
export async function lastSeen(
  tx: Tx,
  { memberId, postId, until }: { memberId: string; postId: string; until: number },
): Promise<number | undefined> {
  const [found] = await tx
    .select({ version: sql<number | null>`max(${approvalAsks.version})` })
    .from(approvalAsks)
    .where(and(eq(approvalAsks.memberId, memberId), eq(approvalAsks.postId, postId), lte(approvalAsks.version, until)))
  return found?.version ?? undefined
}

/** Posts that wait for this member's yes, by their moment; those without one last. */
export async function waitingFor(tx: Tx, memberId: string): Promise<string[]> {
  const found = await tx
    .select({ id: posts.id })
    .from(approvalAsks)
    .innerJoin(approvalRequests, and(eq(approvalRequests.id, approvalAsks.requestId), isNull(approvalRequests.endedAt)))
    .innerJoin(posts, eq(posts.id, approvalAsks.postId))
    .where(
      and(
        eq(approvalAsks.memberId, memberId),
        sql`not exists (select 1 from signoffs s where s.post_id = ${posts.id} and s.version = ${approvalRequests.version}
          and s.version_hash = ${approvalRequests.versionHash} and s.member_id = ${memberId})`,
      ),
    )
    .orderBy(sql`${posts.dueAt} nulls last`, posts.number)
  return found.map(({ id }) => id)
}

/** Keeps what a member said about a version. */
export async function writeComment(tx: Tx, comment: typeof comments.$inferInsert): Promise<void> {
  await tx.insert(comments).values(comment)
}

/** Ends the patience of requests that only this member could still answer: whoever asked is asked what now. */
export async function hurryRequestsOf(tx: Tx, memberId: string, at: Date): Promise<void> {
  await tx.execute(sql`update approval_requests r set expires_at = ${at.toISOString()}::timestamptz
    where ended_at is null and expires_at > ${at.toISOString()}::timestamptz
      and exists (select 1 from approval_asks a where a.request_id = r.id and a.member_id = ${memberId})
      and not exists (select 1 from approval_asks a join members m on m.id = a.member_id and m.removed_at is null
        where a.request_id = r.id and a.member_id <> ${memberId}
          and a.created_at >= coalesce((select max(s.created_at) from signoffs s
            where s.post_id = r.post_id and s.version = r.version and s.version_hash = r.version_hash), a.created_at)
          and not exists (select 1 from signoffs s where s.post_id = r.post_id and s.version = r.version
            and s.version_hash = r.version_hash and s.member_id = a.member_id))`)
}

/** Ends requests whose time is over and returns them. System role; whoever comes second finds nothing. */
export async function takeExpired(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<{ id: string; workspaceId: string; postId: string }[]> {
  const at = now.toISOString()
  const found = await rows<{ id: string; workspace_id: string; post_id: string }>(
    tx,
    sql`with over as (
      select id from approval_requests where ended_at is null and expires_at <= ${at}::timestamptz
      order by expires_at limit ${limit} for update skip locked
    ), ended as (
      update approval_requests r set ended_at = ${at}::timestamptz, "end" = 'expired' from over where r.id = over.id
      returning r.id, r.workspace_id, r.post_id
    ), back as (
      update publications p set status = 'draft' from ended where p.post_id = ended.post_id and p.status = 'awaiting_approval'
    ) select id, workspace_id, post_id from ended`,
  )
  return found.map((row) => ({ id: row.id, workspaceId: row.workspace_id, postId: row.post_id }))
}

/**
 * Takes the reminders that are due, of requests still open and members who have not said yes; each must be set again once, in the
 * same transaction. System role; whoever comes second finds nothing.
 */
export async function takeReminders(tx: Tx, now: Date, limit: number): Promise<AskRow[]> {
  const due = await tx
    .select()
    .from(approvalAsks)
    .where(lte(approvalAsks.remindAt, now))
    .orderBy(approvalAsks.remindAt)
    .limit(limit)
    .for('update', { skipLocked: true })
  if (due.length === 0) return []
  const ids = due.map(({ id }) => id)
  const open = await tx
    .select({ id: approvalAsks.id })
    .from(approvalAsks)
    .innerJoin(approvalRequests, and(eq(approvalRequests.id, approvalAsks.requestId), isNull(approvalRequests.endedAt)))
    .where(and(inArray(approvalAsks.id, ids), notSigned))
  const over = ids.filter((id) => !open.some((one) => one.id === id))
  if (over.length > 0) await tx.update(approvalAsks).set({ remindAt: null }).where(inArray(approvalAsks.id, over))
  return due.filter(({ id }) => !over.includes(id))
}

const notSigned = sql`not exists (select 1 from signoffs s where s.post_id = approval_asks.post_id
  and s.version = approval_asks.version and s.member_id = approval_asks.member_id)`

/**
 * When a member is reminded again, or null. System role. Once in a transaction: a row that the transaction has changed already is
 * held against its post again, which somebody who waits for the row may hold.
 */
export async function setReminder(tx: Tx, askId: string, remindAt: Date | null): Promise<void> {
  await tx.update(approvalAsks).set({ remindAt }).where(eq(approvalAsks.id, askId))
}

/** A request by its id. */
export async function getRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  const [found] = await tx.select().from(approvalRequests).where(eq(approvalRequests.id, id))
  return found
}

// What members want to hear of, where their programs are, and what is on its way to them. In the transaction of one workspace,
// but for what the clock takes.
import { and, desc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import type { QuietHours } from './schema/members.ts'
import { noticeWishes } from './schema/notice-wishes.ts'
import { notices } from './schema/notices.ts'
import { webhooks } from './schema/webhooks.ts'
import type { Language, NoticeKind, NoticeWay } from './words.ts'

export type Notice = typeof notices.$inferSelect
export type Webhook = typeof webhooks.$inferSelect

/** How a member wants to be told, by kind; a kind without a row is told in the chat. */
export async function noticeWishesOf(tx: Tx, memberId: string): Promise<Map<NoticeKind, NoticeWay[]>> {
  const { kind, ways } = noticeWishes
  const found = await tx.select({ kind, ways }).from(noticeWishes).where(eq(noticeWishes.memberId, memberId))
  return new Map(found.map((one) => [one.kind, one.ways]))
}

/** Sets how a member wants to be told of a kind. */
export async function setNoticeWish(
  tx: Tx,
  wish: { workspaceId: string; memberId: string; kind: NoticeKind; ways: NoticeWay[] },
): Promise<void> {
  await tx
    .insert(noticeWishes)
    .values(wish)
    .onConflictDoUpdate({ target: [noticeWishes.memberId, noticeWishes.kind], set: { ways: wish.ways } })
}

/** A member who wants to hear of something, and by which ways they can be reached beside the chat. */
export type Listener = {
  memberId: string
  language: Language | null
  quiet: QuietHours | null
  zone: string
  ways: NoticeWay[]
  hasMailbox: boolean
  hasWebhook: boolean
}

/** The present members of a workspace who said how they want to hear of a kind. System role. */
export async function listenersTo(
  tx: Tx,
  given: { workspaceId: string; kinds: NoticeKind[]; memberId?: string | undefined },
): Promise<(Listener & { kind: NoticeKind })[]> {
  const only = given.memberId === undefined ? sql`` : sql`and m.id = ${given.memberId}`
  const kinds = sql.join(
    given.kinds.map((kind) => sql`${kind}`),
    sql`, `,
  )
  type Row = {
    member_id: string
    kind: NoticeKind
    language: Language | null
    quiet: QuietHours | null
    zone: string
    ways: NoticeWay[]
    mailbox: boolean
    webhook: boolean
  }
  const found = await rows<Row>(
    tx,
    sql`select m.id member_id, w.kind, pe.language, m.quiet, coalesce(m.zone, b.zone) zone, w.ways,
        exists (select 1 from emails e where e.person_id = m.person_id and e.confirmed_at is not null) mailbox,
        exists (select 1 from webhooks h where h.member_id = m.id and h.workspace_id = m.workspace_id) webhook
      from notice_wishes w join members m on m.id = w.member_id and m.workspace_id = w.workspace_id and m.removed_at is null
      join people pe on pe.id = m.person_id join brands b on b.workspace_id = w.workspace_id
      where w.workspace_id = ${given.workspaceId} and w.kind in (${kinds}) ${only} order by m.id`,
  )
  return found.map((row) => ({
    ...{ memberId: row.member_id, kind: row.kind, language: row.language, quiet: row.quiet, zone: row.zone },
    ...{ ways: row.ways, hasMailbox: row.mailbox, hasWebhook: row.webhook },
  }))
}

/** Puts notices on their way; one that a member was told of by the same way is not written again. */
export async function writeNotices(tx: Tx, given: (typeof notices.$inferInsert)[]): Promise<void> {
  if (given.length > 0) await tx.insert(notices).values(given).onConflictDoNothing()
}

/** A notice that is to be sent now, and where to; nothing where its member is gone or cannot be reached by that way. */
export type DueNotice = Notice & {
  isMember: boolean
  mailbox: string | null
  hook: { url: string; secret: string } | null
}

/** Takes what is due, for `seconds`; whoever comes second finds nothing. System role. */
export async function takeNotices(tx: Tx, given: { now: Date; seconds: number; limit: number }): Promise<DueNotice[]> {
  const until = new Date(given.now.getTime() + given.seconds * 1000)
  const due = sql`id in (select id from notices where try_at <= ${given.now.toISOString()}::timestamptz
    order by try_at limit ${given.limit} for update skip locked)`
  const taken = await tx.update(notices).set({ tryAt: until, attempts: sql`attempts + 1` }).where(due).returning()
  if (taken.length === 0) return []
  const ids = sql.join(
    taken.map(({ id }) => sql`${id}::uuid`),
    sql`, `,
  )
  type Row = { id: string; is_member: boolean; mailbox: string | null; url: string | null; secret: string | null }
  const places = await rows<Row>(
    tx,
    sql`select n.id, m.removed_at is null is_member, h.url, h.secret,
        (select e.address from emails e where e.person_id = m.person_id and e.confirmed_at is not null order by e.confirmed_at limit 1) mailbox
      from notices n join members m on m.id = n.member_id and m.workspace_id = n.workspace_id
      left join webhooks h on h.member_id = n.member_id and h.workspace_id = n.workspace_id where n.id in (${ids})`,
  )
  return taken.map((notice) => {
    const place = places.find(({ id }) => id === notice.id)
    const { url = null, secret = null } = place ?? {}
    return {
      ...notice,
      isMember: place?.is_member ?? false,
      mailbox: place?.mailbox ?? null,
      hook: url === null || secret === null ? null : { url, secret },
    }
  })
}

/** A notice has come to its end; false where somebody else has taken it since. System role. */
export async function endNotice(
  tx: Tx,
  taken: Pick<DueNotice, 'id' | 'attempts'>,
  given: { end: 'sent' | 'failed'; said: string | null; at: Date },
): Promise<boolean> {
  const { end, said, at: endedAt } = given
  const ended = await tx
    .update(notices)
    .set({ end, said, endedAt, tryAt: null })
    .where(stillOurs(taken))
    .returning({ id: notices.id })
  return ended.length > 0
}

/** Nobody else has taken it since. */
function stillOurs({ id, attempts }: Pick<DueNotice, 'id' | 'attempts'>) {
  return and(eq(notices.id, id), eq(notices.attempts, attempts), isNull(notices.endedAt))
}

/** A notice is tried again later. System role. */
export async function putOffNotice(
  tx: Tx,
  taken: Pick<DueNotice, 'id' | 'attempts'>,
  given: { said: string; tryAt: Date },
): Promise<void> {
  await tx.update(notices).set(given).where(stillOurs(taken))
}

/** What was and is on its way to a member by mail and webhook, newest first. */
export function noticesOf(tx: Tx, memberId: string, limit: number): Promise<Notice[]> {
  return tx
    .select()
    .from(notices)
    .where(and(eq(notices.memberId, memberId), inArray(notices.way, ['mail', 'webhook'])))
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(limit)
}

/** Sends a member's notice again that has ended. True where there was such a one. */
export async function replayNotice(tx: Tx, given: { id: string; memberId: string; at: Date }): Promise<boolean> {
  const again = await tx
    .update(notices)
    .set({ tryAt: given.at, attempts: 0, endedAt: null, end: null })
    .where(and(eq(notices.id, given.id), eq(notices.memberId, given.memberId), isNotNull(notices.endedAt)))
    .returning({ id: notices.id })
  return again.length > 0
}

/** Where a member's programs are told, or undefined. */
export async function webhookOf(tx: Tx, memberId: string): Promise<Webhook | undefined> {
  const [found] = await tx.select().from(webhooks).where(eq(webhooks.memberId, memberId))
  return found
}

/** Sets the one address of a member's programs, with its sealed secret. */
export async function putWebhook(
  tx: Tx,
  given: { workspaceId: string; memberId: string; url: string; secret: string },
): Promise<void> {
  const { url, secret } = given
  await tx.insert(webhooks).values(given).onConflictDoUpdate({ target: webhooks.memberId, set: { url, secret } })
}

/** Takes the address of a member's programs away. */
export async function removeWebhook(tx: Tx, memberId: string): Promise<void> {
  await tx.delete(webhooks).where(eq(webhooks.memberId, memberId))
}

/** Forgets notices that ended before `before`. System role. */
export async function forgetNotices(tx: Tx, before: Date): Promise<void> {
  await tx.delete(notices).where(and(isNotNull(notices.endedAt), lt(notices.endedAt, before)))
}

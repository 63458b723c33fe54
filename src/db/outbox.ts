// Replies that wait to be delivered to a chat: taken in order, one conversation at a time. System role only.
import { and, eq, sql } from 'drizzle-orm'
import type { Reply } from '../core/chat.ts'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { replies } from './schema/replies.ts'

/** A reply on its way, where it goes, and what it would replace there. */
export type Parcel = {
  id: string
  conversationId: string
  workspaceId: string | null
  chat: string
  address: string
  body: Reply
  attempts: number
  /** The reply that this one replaces or closes, with the chat's id of it; `isLast` while nothing was said or heard after it. */
  before: { externalId: string; body: Reply; isLast: boolean } | null
}

type Row = {
  id: string
  conversation_id: string
  workspace_id: string | null
  chat: string
  address: string
  body: Reply
  attempts: number
  replaced_id: string | null
  replaced_body: Reply | null
  is_last: boolean | null
}

/** Takes the first undelivered reply of each conversation whose time has come, for `seconds`; a later one never overtakes it. */
export async function takeParcels(
  tx: Tx,
  given: { now: Date; seconds: number; limit: number; only?: string },
): Promise<Parcel[]> {
  const now = given.now.toISOString()
  const until = new Date(given.now.getTime() + given.seconds * 1000).toISOString()
  const only = given.only === undefined ? sql`` : sql`and r.conversation_id = ${given.only}`
  const found = await rows<Row>(
    tx,
    sql`with first as (
      select distinct on (r.conversation_id) r.id, r.deliver_at from replies r
      where r.delivered_at is null and r.deliver_at is not null ${only} order by r.conversation_id, r.number
    ), taken as (
      update replies r set deliver_at = ${until}::timestamptz, attempts = r.attempts + 1
      from (select r.id from replies r join first f on f.id = r.id where r.deliver_at <= ${now}::timestamptz
        order by r.deliver_at limit ${given.limit} for update of r skip locked) due
      where r.id = due.id returning r.*
    )
    select t.id, t.conversation_id, t.workspace_id, c.chat, c.address, t.body, t.attempts, old.external_id replaced_id, old.body replaced_body,
      not exists (select 1 from replies n where n.conversation_id = t.conversation_id and n.number > old.number and n.number < t.number)
        and not exists (select 1 from messages m where m.conversation_id = t.conversation_id and m.created_at > old.created_at
          and not m.said ? 'choice' and not m.said ? 'edits') is_last
    from taken t join conversations c on c.id = t.conversation_id
    left join replies old on old.id = coalesce(t.body->>'replaces', t.body->>'closes')::uuid and old.external_id is not null`,
  )
  return found.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    workspaceId: row.workspace_id,
    chat: row.chat,
    address: row.address,
    body: row.body,
    attempts: row.attempts,
    before:
      row.replaced_id === null || row.replaced_body === null
        ? null
        : { externalId: row.replaced_id, body: row.replaced_body, isLast: row.is_last ?? false },
  }))
}

/** A reply is there; `externalId` is the chat's own id of it. */
export async function markDelivered(tx: Tx, id: string, externalId: string, at: Date): Promise<void> {
  await tx.update(replies).set({ deliveredAt: at, externalId }).where(eq(replies.id, id))
}

/** Tries again later; null: never, nobody is there. */
export async function putOffDelivery(tx: Tx, id: string, deliverAt: Date | null): Promise<void> {
  await tx.update(replies).set({ deliverAt }).where(eq(replies.id, id))
}

/** The chat will never take this reply: it is not tried again and holds up nothing. */
export async function setAsideDelivery(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.update(replies).set({ deliverAt: null, setAsideAt: at }).where(eq(replies.id, id))
}

/** Nobody is there any more: nothing further is delivered to the conversation. */
export async function dropDeliveries(tx: Tx, conversationId: string): Promise<void> {
  await tx
    .update(replies)
    .set({ deliverAt: null })
    .where(and(eq(replies.conversationId, conversationId), sql`${replies.deliveredAt} is null`))
}

/** True where a card of the post with these pictures was shown to a person: in a chat when it was delivered, on the web when it was said. */
export async function wasShown(
  tx: Tx,
  given: { personId: string; postId: string; media: readonly string[] },
): Promise<boolean> {
  const [found] = await rows<{ id: string }>(
    tx,
    sql`select r.id from replies r join conversations c on c.id = r.conversation_id
      where c.person_id = ${given.personId} and r.body->'card'->>'postId' = ${given.postId}
        and r.body->'card'->'media' = ${JSON.stringify(given.media)}::jsonb
        and (r.delivered_at is not null or c.chat = 'web') limit 1`,
  )
  return found !== undefined
}

/** Our reply behind the chat's id of it, or undefined. */
export async function replyWith(
  tx: Tx,
  conversationId: string,
  externalId: string,
): Promise<{ id: string; number: number } | undefined> {
  const [found] = await tx
    .select({ id: replies.id, number: replies.number })
    .from(replies)
    .where(and(eq(replies.conversationId, conversationId), eq(replies.externalId, externalId)))
  return found
}

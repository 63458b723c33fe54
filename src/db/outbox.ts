// Replies that wait to be delivered to a chat: taken in order, one conversation at a time. System role only.
import { and, eq, ne, sql } from 'drizzle-orm'
import type { Reply } from '../core/chat.ts'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { conversations } from './schema/conversations.ts'
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
  /** When the person was last heard there, and last asked to write. */
  lastInboundAt: Date | null
  knockedAt: Date | null
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
  last_inbound_at: string | Date | null
  knocked_at: string | Date | null
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
    select t.id, t.conversation_id, t.workspace_id, c.chat, c.address, t.body, t.attempts, c.last_inbound_at,
      c.knocked_at, old.external_id replaced_id, old.body replaced_body,
      not exists (select 1 from replies n where n.conversation_id = t.conversation_id and n.number > old.number and n.number < t.number)
        and not exists (select 1 from messages m where m.conversation_id = t.conversation_id and m.created_at > old.created_at
          and not m.said ? 'choice' and not m.said ? 'edits') is_last
    from taken t join conversations c on c.id = t.conversation_id
    left join replies old on old.id = coalesce(t.body->>'replaces', t.body->>'closes')::uuid and old.external_id is not null`,
  )
  return found.map((row) => ({
    ...parcelOf(row),
    before:
      row.replaced_id === null || row.replaced_body === null
        ? null
        : { externalId: row.replaced_id, body: row.replaced_body, isLast: row.is_last ?? false },
  }))
}

type Bare = Omit<Row, 'replaced_id' | 'replaced_body' | 'is_last'>

function parcelOf(row: Bare): Omit<Parcel, 'before'> {
  const at = (given: string | Date | null) => (given === null ? null : new Date(given))
  return {
    id: row.id,
    conversationId: row.conversation_id,
    workspaceId: row.workspace_id,
    chat: row.chat,
    address: row.address,
    body: row.body,
    attempts: row.attempts,
    lastInboundAt: at(row.last_inbound_at),
    knockedAt: at(row.knocked_at),
  }
}

/** A reply that did not arrive after all is on its way again; undefined where none is known by the chat's id. */
export async function takeBack(tx: Tx, chat: string, externalId: string): Promise<Omit<Parcel, 'before'> | undefined> {
  const [row] = await rows<Bare>(
    tx,
    sql`update replies r set delivered_at = null, external_id = null, deliver_at = null from conversations c
      where c.id = r.conversation_id and c.chat = ${chat} and r.external_id = ${externalId}
      returning r.id, r.conversation_id, r.workspace_id, c.chat, c.address, r.body, r.attempts, c.last_inbound_at, c.knocked_at`,
  )
  return row && parcelOf(row)
}

/** Somebody was heard: what waited for that goes out now. */
export async function wakeDeliveries(tx: Tx, conversationId: string, now: Date): Promise<void> {
  const at = now.toISOString()
  await tx.execute(sql`update replies set deliver_at = ${at}::timestamptz
    where conversation_id = ${conversationId} and delivered_at is null and deliver_at > ${at}::timestamptz`)
}

/** Remembers that a person was asked to write. */
export async function markKnocked(tx: Tx, conversationId: string, at: Date): Promise<void> {
  await tx.update(conversations).set({ knockedAt: at }).where(eq(conversations.id, conversationId))
}

/** Where else the person of a conversation talks in the same workspace, the liveliest first. */
export function otherPlaces(tx: Tx, conversationId: string) {
  const here = tx.$with('here').as(tx.select().from(conversations).where(eq(conversations.id, conversationId)))
  return tx
    .with(here)
    .select({
      id: conversations.id,
      chat: conversations.chat,
      language: conversations.language,
      lastInboundAt: conversations.lastInboundAt,
    })
    .from(conversations)
    .innerJoin(here, and(eq(here.personId, conversations.personId), ne(here.id, conversations.id)))
    .where(eq(conversations.workspaceId, here.workspaceId))
    .orderBy(sql`${conversations.lastInboundAt} desc nulls last`)
    .limit(20)
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

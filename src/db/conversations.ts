// The inbox, the outbox and the lease of conversations. Global tables, system role only.
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import type { Reply } from '../core/chat.ts'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { conversations, type DialogState } from './schema/conversations.ts'
import { messages, type Said } from './schema/messages.ts'
import { replies } from './schema/replies.ts'
import type { Language } from './words.ts'

export type ConversationRow = typeof conversations.$inferSelect
export type MessageRow = typeof messages.$inferSelect
export type ReplyRow = typeof replies.$inferSelect

/** How long a conversation is kept by one answerer without renewal. */
export const answerLeaseSeconds = 15

/** Stores what came in, in one statement; a repeated delivery stores nothing and returns the first. */
export async function storeMessage(
  tx: Tx,
  given: { conversationId: string; externalId: string; said: Said; sentAt: Date; answerAt: Date; createdAt: Date },
): Promise<{ message: MessageRow; isNew: boolean }> {
  const sentAt = given.sentAt.toISOString()
  const answerAt = given.answerAt.toISOString()
  const createdAt = given.createdAt.toISOString()
  const [stored] = await rows<{ id: string }>(
    tx,
    sql`with stored as (
      insert into messages (conversation_id, external_id, said, sent_at, answer_at, created_at)
      values (${given.conversationId}, ${given.externalId}, ${JSON.stringify(given.said)}::jsonb, ${sentAt}::timestamptz,
        ${answerAt}::timestamptz, ${createdAt}::timestamptz)
      on conflict do nothing returning id, conversation_id
    ), heard as (
      update conversations c set last_inbound_at = ${sentAt}::timestamptz from stored s where c.id = s.conversation_id
    ), waits as (
      ${waitTogether(given)}
    ) select id from stored`,
  )
  if (stored !== undefined) {
    const kept = { workspaceId: null, answeredAt: null, attempts: 0, setAsideAt: null }
    return { message: { ...given, ...kept, id: Number(stored.id) }, isNew: true }
  }
  const [known] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.conversationId, given.conversationId), eq(messages.externalId, given.externalId)))
  if (known === undefined) throw new Error('a message was neither stored nor found')
  return { message: known, isNew: false }
}

/** What still waits for more waits for this message's time: the answer comes after the last of them. */
function waitTogether(given: { conversationId: string; answerAt: Date; createdAt: Date }) {
  if (given.answerAt <= given.createdAt) return sql`select 1`
  const answerAt = given.answerAt.toISOString()
  return sql`update messages m set answer_at = ${answerAt}::timestamptz
    where m.conversation_id = ${given.conversationId} and m.answered_at is null and m.set_aside_at is null
      and m.answer_at < ${answerAt}::timestamptz and m.answer_at > ${given.createdAt.toISOString()}::timestamptz`
}

/** A conversation, or undefined. */
export async function getConversation(tx: Tx, id: string): Promise<ConversationRow | undefined> {
  const [found] = await tx.select().from(conversations).where(eq(conversations.id, id))
  return found
}

/** The conversation in which a person last said something about a workspace, or undefined. */
export async function lastHeardFrom(
  tx: Tx,
  { personId, workspaceId }: { personId: string; workspaceId: string },
): Promise<string | undefined> {
  const isTheirs = and(eq(conversations.personId, personId), eq(conversations.workspaceId, workspaceId))
  const [found] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(isTheirs, isNotNull(conversations.lastInboundAt)))
    .orderBy(desc(conversations.lastInboundAt))
    .limit(1)
  return found?.id
}

/** A conversation, locked until the end of the transaction. */
export async function lockConversation(tx: Tx, id: string): Promise<ConversationRow> {
  const [found] = await tx.select().from(conversations).where(eq(conversations.id, id)).for('update')
  if (found === undefined) throw new Error('a conversation is gone')
  return found
}

/** Takes the lease of a conversation; false while somebody else answers in it. */
export async function lease(tx: Tx, id: string, owner: string): Promise<boolean> {
  const taken = await rows<{ id: string }>(
    tx,
    sql`update conversations set lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${answerLeaseSeconds})
      where id = ${id} and (lease_until is null or lease_until <= now() or lease_owner = ${owner}) returning id`,
  )
  return taken.length > 0
}

/** Gives the lease back. */
export async function release(tx: Tx, id: string, owner: string): Promise<void> {
  await tx
    .update(conversations)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(and(eq(conversations.id, id), eq(conversations.leaseOwner, owner)))
}

/** True where the lease is still this owner's: the fence of a turn. */
export function holdsLease(conversation: ConversationRow, owner: string): boolean {
  return conversation.leaseOwner === owner
}

/** The messages of a conversation that wait for an answer and may have one now, in order. */
export function readyMessages(tx: Tx, conversationId: string, now: Date): Promise<MessageRow[]> {
  return tx
    .select()
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), unanswered, lte(messages.answerAt, now)))
    .orderBy(asc(messages.id))
    .limit(50)
}

/** Conversations in which something waits for an answer. */
export async function waitingConversations(tx: Tx, now: Date): Promise<string[]> {
  const found = await tx
    .selectDistinct({ id: messages.conversationId })
    .from(messages)
    .where(and(unanswered, lte(messages.answerAt, now)))
    .limit(200)
  return found.map((row) => row.id)
}

/** True where words that wait for more, or did, came before a message in its conversation and are not answered yet. */
export async function hasWordsBefore(tx: Tx, message: Pick<MessageRow, 'id' | 'conversationId'>): Promise<boolean> {
  const found = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, message.conversationId),
        lt(messages.id, message.id),
        unanswered,
        gt(messages.answerAt, messages.createdAt),
      ),
    )
    .limit(1)
  return found.length > 0
}

const unanswered = and(isNull(messages.answeredAt), isNull(messages.setAsideAt))

/** Counts a try to answer; returns how many there were. */
export async function countAttempt(tx: Tx, messageId: number): Promise<number> {
  const [counted] = await tx
    .update(messages)
    .set({ attempts: sql`${messages.attempts} + 1` })
    .where(eq(messages.id, messageId))
    .returning({ attempts: messages.attempts })
  return counted?.attempts ?? 0
}

/** Marks a message as answered. False where it was answered already: then the turn must not be written. */
export async function markAnswered(
  tx: Tx,
  messageIds: number[],
  at: Date,
  workspaceId: string | null,
): Promise<boolean> {
  const marked = await tx
    .update(messages)
    .set({ answeredAt: at, workspaceId })
    .where(and(inArray(messages.id, messageIds), unanswered))
    .returning({ id: messages.id })
  return marked.length === messageIds.length
}

/** Sets messages aside that could not be answered; the person is told with Try again. */
export async function setAside(tx: Tx, messageIds: number[], at: Date): Promise<void> {
  await tx.update(messages).set({ setAsideAt: at }).where(inArray(messages.id, messageIds))
}

/** Puts a message that was set aside back into the row, with those that were set aside together with it. */
export async function bringBack(tx: Tx, messageId: number, conversationId: string): Promise<void> {
  await tx
    .update(messages)
    .set({ setAsideAt: null, attempts: 0 })
    .where(
      and(
        eq(messages.conversationId, conversationId),
        isNull(messages.answeredAt),
        sql`${messages.setAsideAt} = (select m.set_aside_at from messages m where m.id = ${messageId})`,
      ),
    )
}

/** How many messages were set aside. */
export async function countSetAside(tx: Tx): Promise<number> {
  const [sum] = await tx.select({ n: sql<number>`count(*)::int` }).from(messages).where(isNotNull(messages.setAsideAt))
  return sum?.n ?? 0
}

/** What a turn changes of its conversation. */
export type ConversationChange = {
  workspaceId?: string
  language?: Language
  focusPostId?: string | null
  asked?: ConversationRow['asked']
  dialog?: DialogState | null
}

/** Changes a conversation. */
export async function changeConversation(tx: Tx, id: string, change: ConversationChange): Promise<void> {
  if (Object.keys(change).length > 0) await tx.update(conversations).set(change).where(eq(conversations.id, id))
}

/** A reply before it has its number. */
export type NewReply = Omit<Reply, 'number'>

/** Writes replies with the next numbers of the conversation, in order, in one statement, and wakes whoever listens. */
export async function writeReplies(
  tx: Tx,
  to: {
    conversationId: string
    workspaceId: string | null
    messageId: number | null
    deliverAt: Date | null
    unasked: boolean
    now: Date
  },
  bodies: NewReply[],
): Promise<Reply[]> {
  if (bodies.length === 0) return []
  const [counted] = await rows<{ counter: string }>(
    tx,
    sql`with counted as (
      update conversations set counter = counter + ${bodies.length} where id = ${to.conversationId} returning counter
    ), written as (
      insert into replies (id, conversation_id, workspace_id, message_id, number, body, unasked, deliver_at, created_at)
      select (b.body->>'id')::uuid, ${to.conversationId}::uuid, ${to.workspaceId}::uuid, ${to.messageId}::bigint,
        c.counter - ${bodies.length} + b.n, b.body || jsonb_build_object('number', c.counter - ${bodies.length} + b.n),
        ${to.unasked ? 1 : 0}, ${to.deliverAt?.toISOString() ?? null}::timestamptz, ${to.now.toISOString()}::timestamptz
      from counted c, jsonb_array_elements(${JSON.stringify(bodies)}::jsonb) with ordinality as b(body, n)
    ) select counter, pg_notify('leopost_replies', ${to.conversationId}) from counted`,
  )
  const first = Number(counted?.counter ?? bodies.length) - bodies.length + 1
  return bodies.map((body, i): Reply => ({ ...body, number: first + i }))
}

/** The replies to one message, in order. */
export async function repliesTo(tx: Tx, messageId: number): Promise<Reply[]> {
  const found = await tx.select().from(replies).where(eq(replies.messageId, messageId)).orderBy(asc(replies.number))
  return found.map((row) => row.body)
}

/** Replies of a conversation after a number, in order. */
export async function repliesAfter(tx: Tx, conversationId: string, number: number, limit = 200): Promise<Reply[]> {
  const found = await tx
    .select()
    .from(replies)
    .where(and(eq(replies.conversationId, conversationId), gt(replies.number, number)))
    .orderBy(asc(replies.number))
    .limit(limit)
  return found.map((row) => row.body)
}

/** The newest replies of a conversation, newest first. */
export function latestReplies(tx: Tx, conversationId: string, limit: number, before?: Date): Promise<ReplyRow[]> {
  return tx
    .select()
    .from(replies)
    .where(and(eq(replies.conversationId, conversationId), before && lt(replies.createdAt, before)))
    .orderBy(desc(replies.number))
    .limit(limit)
}

/** The newest messages of a conversation, newest first. */
export function latestMessages(tx: Tx, conversationId: string, limit: number, before?: Date): Promise<MessageRow[]> {
  return tx
    .select()
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), before && lt(messages.sentAt, before)))
    .orderBy(desc(messages.id))
    .limit(limit)
}

/** A message by its id. */
export async function getMessage(tx: Tx, id: number): Promise<MessageRow | undefined> {
  const [found] = await tx.select().from(messages).where(eq(messages.id, id))
  return found
}

/** Closes a dialog that is open in any conversation of a workspace: its questions are answered elsewhere. */
export async function closeDialogs(tx: Tx, workspaceId: string, name: string): Promise<void> {
  await tx
    .update(conversations)
    .set({ dialog: null })
    .where(and(eq(conversations.workspaceId, workspaceId), sql`${conversations.dialog}->>'name' = ${name}`))
}

// The conversation as it is read back: both sides in pages, and what is said after a number. System role only.
import { and, asc, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import type { MessageRow, ReplyRow } from './conversations.ts'
import { rows } from './rows.ts'
import { choices } from './schema/choices.ts'
import { conversations } from './schema/conversations.ts'
import { messages } from './schema/messages.ts'
import { replies } from './schema/replies.ts'

/** The newest replies and messages before a place, each oldest first. */
export type Page = { replies: ReplyRow[]; messages: MessageRow[] }

/**
 * Up to `limit` of each side before the entry with this id (a reply's own, or the id a message came with), or the newest.
 * Undefined where no entry has it. A message stands before the first reply that answers it or was said after it.
 */
export async function readPage(
  tx: Tx,
  conversationId: string,
  page: { before?: string; limit: number },
): Promise<Page | undefined> {
  const place = page.before === undefined ? open : await placeOf(tx, conversationId, page.before)
  if (place === undefined) return undefined
  const foundReplies = await tx
    .select()
    .from(replies)
    .where(and(eq(replies.conversationId, conversationId), place.replies))
    .orderBy(desc(replies.number))
    .limit(page.limit)
  const foundMessages = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), place.messages))
    .orderBy(desc(messages.id))
    .limit(page.limit)
  return { replies: foundReplies.reverse(), messages: foundMessages.reverse() }
}

/** Replies of a conversation after a number, in order, with what they answer. */
export function rowsAfter(tx: Tx, conversationId: string, number: number, limit: number): Promise<ReplyRow[]> {
  return tx
    .select()
    .from(replies)
    .where(and(eq(replies.conversationId, conversationId), gt(replies.number, number)))
    .orderBy(asc(replies.number))
    .limit(limit)
}

/** Messages by their numbers, in order. */
export async function messagesById(tx: Tx, ids: number[]): Promise<MessageRow[]> {
  if (ids.length === 0) return []
  return tx.select().from(messages).where(inArray(messages.id, ids)).orderBy(asc(messages.id))
}

/** What stood on pressed choices, by their ids. */
export async function labelsOf(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await tx.select({ id: choices.id, label: choices.label }).from(choices).where(inArray(choices.id, ids))
  return new Map(found.map((choice) => [choice.id, choice.label]))
}

/** The number of the last reply of a conversation, and whether nobody has said anything in it. */
export async function lastNumber(tx: Tx, conversationId: string): Promise<{ number: number; isSilent: boolean }> {
  const [found] = await tx
    .select({
      number: conversations.counter,
      isSilent: sql<boolean>`${conversations.counter} = 0 and not exists
        (select 1 from messages m where m.conversation_id = ${conversationId})`,
    })
    .from(conversations)
    .where(eq(conversations.id, conversationId))
  return found ?? { number: 0, isSilent: false }
}

const open = { replies: undefined, messages: undefined }

async function placeOf(tx: Tx, conversationId: string, id: string) {
  const [reply] = await rows<{ number: number; answered: number | null; at: string }>(
    tx,
    sql`select r.number::float8 number, max(earlier.message_id)::float8 answered, max(earlier.created_at)::text at
      from replies r join replies earlier on earlier.conversation_id = r.conversation_id and earlier.number <= r.number
      where r.conversation_id = ${conversationId} and r.id::text = ${id} group by r.number`,
  )
  if (reply !== undefined) {
    return {
      replies: lt(replies.number, reply.number),
      messages: sql`(${messages.id} <= ${reply.answered ?? 0} or ${messages.sentAt} < ${reply.at}::timestamptz)`,
    }
  }
  const [message] = await rows<{ id: number; first: number | null }>(
    tx,
    sql`select m.id::float8 id, (select min(r.number)::float8 from replies r
        where r.conversation_id = m.conversation_id and (r.message_id >= m.id or r.created_at > m.sent_at)) first
      from messages m where m.conversation_id = ${conversationId} and m.external_id = ${id}`,
  )
  if (message === undefined) return undefined
  return {
    replies: message.first === null ? undefined : lt(replies.number, message.first),
    messages: lt(messages.id, message.id),
  }
}

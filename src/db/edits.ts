// Messages whose words were changed where they were sent. System role only.
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import type { MessageRow } from './conversations.ts'
import { rows } from './rows.ts'
import { messages, type Said } from './schema/messages.ts'

/**
 * What becomes of an edit: `replaced` where the message still waits for more, or reads as before; `late` where its
 * answer has begun; `new` where it never came.
 */
export async function takeEdit(
  tx: Tx,
  conversationId: string,
  given: { externalId: string; said: Said; now: Date },
): Promise<'replaced' | 'late' | 'new'> {
  const { externalId, said, now } = given
  const message = await messageWith(tx, conversationId, externalId, 'lock')
  if (message === undefined) return 'new'
  const isSame = (['text', 'quoted'] as const).every((key) => (message.said[key] ?? '') === (said[key] ?? ''))
  if (isSame && JSON.stringify(message.said.media ?? []) === JSON.stringify(said.media ?? [])) return 'replaced'
  if (message.answeredAt !== null || message.setAsideAt !== null || message.answerAt <= now) return 'late'
  await editMessage(tx, message.id, said)
  return 'replaced'
}

/** A message of a conversation by the chat's id of it, the messages answered together with it, and the post that they and nothing else made. */
export async function togetherWith(
  tx: Tx,
  conversationId: string,
  externalId: string,
): Promise<{ message: MessageRow; together: MessageRow[]; postId: string } | undefined> {
  const message = await messageWith(tx, conversationId, externalId)
  if (message === undefined) return undefined
  const [post] = await rows<{ post_id: string; messages: number[] }>(
    tx,
    sql`select v.post_id, v.messages from posts p join versions v on v.post_id = p.id and v.version = p.version
      where p.conversation_id = ${conversationId} and p.discarded_at is null and v.messages @> ${JSON.stringify([message.id])}::jsonb
        and not exists (select 1 from publications n where n.post_id = p.id and n.status <> 'draft')
      order by p.number desc limit 1`,
  )
  if (post === undefined) return undefined
  const together = await tx.select().from(messages).where(inArray(messages.id, post.messages)).orderBy(asc(messages.id))
  return { message, together, postId: post.post_id }
}

/** Makes a message read as it does now at the chat. */
export async function editMessage(tx: Tx, id: number, said: Said): Promise<void> {
  await tx.update(messages).set({ said }).where(eq(messages.id, id))
}

async function messageWith(
  tx: Tx,
  conversationId: string,
  externalId: string,
  how: 'read' | 'lock' = 'read',
): Promise<MessageRow | undefined> {
  const isIt = and(eq(messages.conversationId, conversationId), eq(messages.externalId, externalId))
  const query = tx.select().from(messages).where(isIt)
  const [found] = await (how === 'lock' ? query.for('update') : query)
  return found
}

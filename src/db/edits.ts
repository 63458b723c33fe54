// Messages whose words were changed where they were sent. System role only.
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { messages } from './schema/messages.ts'

/** Puts other words into a message that still waits for more. False where its answer has begun, or it never came. */
export async function replaceWords(
  tx: Tx,
  conversationId: string,
  given: { externalId: string; text: string; now: Date },
): Promise<boolean> {
  const said = sql`${messages.said} || ${JSON.stringify({ text: given.text })}::jsonb`
  const isIt = and(eq(messages.conversationId, conversationId), eq(messages.externalId, given.externalId))
  const waits = and(isNull(messages.answeredAt), isNull(messages.setAsideAt), gt(messages.answerAt, given.now))
  const replaced = await tx.update(messages).set({ said }).where(and(isIt, waits)).returning({ id: messages.id })
  return replaced.length > 0
}

// Brings an outcome nobody asked for to a conversation, from a job or the clock, in the transaction that made it true.
import type { Clock, Tell } from '../core/context.ts'
import { getConversation } from '../db/conversations.ts'
import { brandLanguage } from '../db/tenants.ts'
import { say } from './outbox.ts'
import { compose } from './replies/compose.ts'

/** Makes the teller that publishing is given. `needsDelivery` says which chats must be delivered to. */
export function createTell(clock: Clock, needsDelivery: (chat: string) => boolean): Tell {
  return async (tx, to, outcome) => {
    const conversation = await getConversation(tx, to.conversationId)
    if (conversation === undefined) return
    const language = conversation.language ?? (await brandLanguage(tx, to.workspaceId))
    const now = clock.now()
    const deliverAt = needsDelivery(conversation.chat) ? now : null
    await say(tx, { ...to, messageId: to.messageId ?? null, deliverAt, unasked: true, now }, [
      compose(outcome, { language, now }),
    ])
  }
}

// Brings an outcome nobody asked for to a conversation, from a job or the clock, in the transaction that made it true.
import type { Clock, Tell } from '../core/context.ts'
import { marked } from '../core/team/marks.ts'
import type { Tx } from '../db/client.ts'
import { type ConversationRow, getConversation } from '../db/conversations.ts'
import { placesOf, placeToReach, teamOf } from '../db/team.ts'
import { brandLanguage } from '../db/tenants.ts'
import { say } from './outbox.ts'
import { compose } from './replies/compose.ts'

/** Makes the teller that publishing is given. `needsDelivery` says which chats must be delivered to. */
export function createTell(clock: Clock, needsDelivery: (chat: string) => boolean): Tell {
  return async (tx, to, outcome) => {
    const conversation = await listener(tx, to)
    if (conversation === undefined) return
    const places = await placesOf(tx, conversation.personId)
    const here = places.find(({ workspaceId }) => workspaceId === to.workspaceId)
    const language = conversation.language ?? (await brandLanguage(tx, to.workspaceId))
    const now = clock.now()
    const deliverAt = needsDelivery(conversation.chat) ? now : null
    const voice = { language, now, ...(places.length > 1 && here !== undefined && { place: marked(here) }) }
    const { id: conversationId } = conversation
    await say(tx, { ...to, conversationId, messageId: to.messageId ?? null, deliverAt, unasked: true, now }, [
      compose(outcome, voice),
    ])
  }
}

/** The conversation that hears it; where its person is no member any more, that of an owner. What a workspace says never leaves it. */
async function listener(
  tx: Tx,
  to: { conversationId: string; workspaceId: string },
): Promise<ConversationRow | undefined> {
  const conversation = await getConversation(tx, to.conversationId)
  const team = await teamOf(tx, to.workspaceId)
  if (conversation !== undefined && team.some(({ personId }) => personId === conversation.personId)) return conversation
  const owner = team.find(({ role }) => role === 'owner')
  if (owner === undefined) return undefined
  return getConversation(tx, await placeToReach(tx, { personId: owner.personId, workspaceId: to.workspaceId }))
}

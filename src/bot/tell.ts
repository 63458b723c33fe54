// Brings an outcome nobody asked for to a conversation, from a job or the clock, in the transaction that made it true.
import type { Clock, Tell } from '../core/context.ts'
import { quietUntil } from '../core/team/expiry.ts'
import { marked } from '../core/team/marks.ts'
import type { Tx } from '../db/client.ts'
import { type ConversationRow, getConversation } from '../db/conversations.ts'
import { placesOf, placeToReach, type Teammate, teamOf } from '../db/team.ts'
import { brandLanguage, brandsOf } from '../db/tenants.ts'
import { forChat, kindsOf, sayLater } from './notices.ts'
import { say } from './outbox.ts'
import { compose } from './replies/compose.ts'

type World = { clock: Clock; needsDelivery: (chat: string) => boolean; canMail: boolean }

/** Makes the teller that publishing is given. `needsDelivery` says which chats must be delivered to. */
export function createTell({ clock, needsDelivery, canMail }: World): Tell {
  return async (tx, to, given) => {
    const heard = await listener(tx, to)
    if (heard === undefined) return
    const { conversation, member } = heard
    const { workspaceId } = to
    const outcome = await forChat(tx, given, { workspaceId, memberId: member.id, canMail })
    if (outcome === undefined) return
    const places = await placesOf(tx, conversation.personId)
    const here = places.find((one) => one.workspaceId === workspaceId)
    const language = conversation.language ?? (await brandLanguage(tx, workspaceId))
    const now = clock.now()
    const voice = { language, now, ...(places.length > 1 && here !== undefined && { place: marked(here) }) }
    const spoken = compose(outcome, voice)
    const { id: conversationId } = conversation
    const [kind] = kindsOf(outcome)
    const isRinging = needsDelivery(conversation.chat)
    // A request for a yes is somebody talking; what happened by itself can wait for the morning.
    if (isRinging && kind !== undefined && kind !== 'approval' && member.quiet !== null) {
      const zone = member.zone ?? (await brandsOf(tx, [workspaceId])).get(workspaceId)?.zone ?? 'UTC'
      const at = quietUntil(member.quiet, now, zone)
      if (at !== undefined)
        return sayLater(tx, { workspaceId, memberId: member.id, kind, conversationId, spoken, at, now })
    }
    const deliverAt = isRinging ? now : null
    await say(tx, { ...to, conversationId, messageId: to.messageId ?? null, deliverAt, unasked: true, now }, [spoken])
  }
}

/** The conversation that hears it; where its person is no member any more, that of an owner. What a workspace says never leaves it. */
async function listener(
  tx: Tx,
  to: { conversationId: string; workspaceId: string },
): Promise<{ conversation: ConversationRow; member: Teammate } | undefined> {
  const conversation = await getConversation(tx, to.conversationId)
  const team = await teamOf(tx, to.workspaceId)
  const member = team.find(({ personId }) => personId === conversation?.personId)
  if (conversation !== undefined && member !== undefined) return { conversation, member }
  const owner = team.find(({ role }) => role === 'owner')
  if (owner === undefined) return undefined
  const place = await placeToReach(tx, { personId: owner.personId, workspaceId: to.workspaceId })
  const there = await getConversation(tx, place)
  return there && { conversation: there, member: owner }
}

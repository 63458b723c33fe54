// Replies on their way: numbered, with their choices, written in the transaction that made them true.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Reply } from '../core/chat.ts'
import { opens } from '../core/intent.ts'
import type { Tx } from '../db/client.ts'
import { writeReplies } from '../db/conversations.ts'
import { lastCardOf, writeChoices } from '../db/turns.ts'
import type { Spoken } from './replies/spoken.ts'

/** To whom, and why. Without a workspace there are no choices to press. */
export type To = {
  conversationId: string
  workspaceId: string
  messageId: number | null
  /** When a chat that must be delivered to is tried; null where reading is the delivery. */
  deliverAt: Date | null
  unasked: boolean
  now: Date
}

/** Writes replies and their choices. Runs as the system role. */
export async function say(tx: Tx, to: To, spoken: Spoken[]): Promise<Reply[]> {
  const bodies = []
  const choices: Parameters<typeof writeChoices>[1] = []
  for (const one of spoken) {
    const id = randomUUID()
    const listed = one.choices.map((choice) => ({ id: randomBytes(12).toString('base64url'), ...choice }))
    const before = one.card?.postId ?? one.closes
    const last = before === undefined ? undefined : await lastCardOf(tx, to.conversationId, before)
    const replaces = one.card === undefined || one.isNews ? undefined : last
    const closes = replaces === undefined ? last : undefined
    choices.push(
      ...listed.map((choice, position) => ({
        id: choice.id,
        workspaceId: to.workspaceId,
        conversationId: to.conversationId,
        replyId: id,
        position,
        label: choice.label,
        intent: choice.intent,
        postId: choice.postId,
        version: choice.version,
        createdAt: to.now,
      })),
    )
    bodies.push({
      id,
      text: one.text,
      at: to.now.toISOString(),
      ...(replaces !== undefined && { replaces }),
      ...(closes !== undefined && { closes }),
      ...(to.unasked && { unasked: true as const }),
      ...(one.card !== undefined && { card: one.card }),
      ...(one.media !== undefined && { media: one.media }),
      ...(one.veiled !== undefined && { veiled: one.veiled }),
      choices: listed.map(({ id: choice, label, intent }) => ({
        ...{ id: choice, label },
        ...(opens.has(intent.kind) && { stays: true as const }),
      })),
    })
  }
  // On their way together: neither needs the other's answer.
  const [said] = await Promise.all([writeReplies(tx, to, bodies), writeChoices(tx, choices)])
  return said
}

// A message that was edited where it was sent: how it reads now with all that was answered together with it.
import type { Context } from '../core/context.ts'
import { withSystem } from '../db/client.ts'
import type { MessageRow } from '../db/conversations.ts'
import { editMessage, togetherWith } from '../db/edits.ts'
import { joined } from './fold.ts'

/**
 * The edit as the whole wish that it is part of, with the post that began with it. Where there is no such post, or it
 * was changed since, the edit cannot be followed and says so.
 */
export async function asItReads(ctx: Context, edit: MessageRow): Promise<MessageRow> {
  const { edits, ...said } = edit.said
  if (edits === undefined || said.unread !== undefined) return { ...edit, said }
  return withSystem(ctx.db, async (tx) => {
    const found = await togetherWith(tx, edit.conversationId, edits)
    if (found === undefined) return { ...edit, said: { unread: 'edit' } }
    await editMessage(tx, found.message.id, said)
    const all = found.together.map((one) => (one.id === found.message.id ? { ...one, said } : one))
    return { ...edit, said: { ...joined(all).said, again: found.postId } }
  })
}

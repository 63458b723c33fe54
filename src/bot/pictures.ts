// The pictures of a card for a chat that shows them before it: those that were not shown there already.
import type { Chat, ShownPicture } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { MediaError } from '../core/media/error.ts'
import { picturesFor } from '../core/media/for-network.ts'
import { keyOf } from '../core/media/keep.ts'
import type { Parcel } from '../db/outbox.ts'

/** What is to be shown before a reply, made to fit the chat; nothing where the card before it had the same pictures. */
export async function picturesBefore(
  ctx: Context,
  chat: Chat,
  { body, before, workspaceId }: Parcel,
): Promise<ShownPicture[]> {
  const media = body.card?.media ?? body.media ?? []
  const { pictures: limits } = chat.can
  if (limits === undefined || workspaceId === null || media.length === 0) return []
  if (JSON.stringify(before?.body.card?.media) === JSON.stringify(media)) return []
  try {
    const fitted = await picturesFor({ ...ctx, workspaceId }, media, limits)
    return fitted.map(({ mediaId, type, width, height }) => ({
      type,
      width,
      height,
      ...(ctx.linkTo !== undefined && { url: ctx.linkTo({ workspaceId, mediaId }) }),
      read: () => ctx.storage.get(keyOf(workspaceId, mediaId, type)),
    }))
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    ctx.log.warn({ err: error }, 'a picture cannot be shown in this chat')
    return []
  }
}

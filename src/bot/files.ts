// Files that came along with a member's message: taken in and kept for their workspace, or told why not.
import type { InboundFile, Unreadable } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { MediaError } from '../core/media/error.ts'
import { keep } from '../core/media/keep.ts'

/** Takes files in. What could not be fetched now throws, so that the message is delivered again. */
export async function takeFiles(
  ctx: Context,
  workspaceId: string,
  files: readonly InboundFile[],
): Promise<{ media?: string[]; voice?: string[]; unread?: Unreadable }> {
  const media: string[] = []
  const voice: string[] = []
  for (const file of files) {
    const bytes = await file.read()
    if (bytes === undefined) return { unread: 'tooLarge' }
    try {
      const { id, type } = await keep(ctx, workspaceId, bytes)
      if (type.startsWith('audio/')) voice.push(id)
      else media.push(id)
    } catch (error) {
      if (!(error instanceof MediaError)) throw error
      ctx.log.info({ err: error }, 'a file that cannot be used')
      return { unread: error.kind === 'tooLarge' ? 'tooLarge' : 'broken' }
    }
  }
  return { ...(media.length > 0 && { media }), ...(voice.length > 0 && { voice }) }
}

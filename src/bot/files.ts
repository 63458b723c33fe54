// Files that came along with a member's message: taken in and kept for their workspace, or told why not.
import type { InboundFile, Unreadable } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { MediaError, type MediaErrorKind } from '../core/media/error.ts'
import { keep } from '../core/media/keep.ts'

/** Takes files in. What could not be fetched now throws, so that the message is delivered again. */
export async function takeFiles(
  ctx: Context,
  workspaceId: string,
  files: readonly InboundFile[],
): Promise<{ media?: string[]; voice?: string[]; documents?: string[]; unread?: Unreadable }> {
  const kept: Sorted = { media: [], voice: [], documents: [] }
  for (const file of files) {
    const bytes = await file.read()
    if (bytes === undefined) return { unread: 'tooLarge' }
    try {
      const { id, type } = await keep(ctx, workspaceId, bytes, file.called)
      kept[placeOf(type)].push(id)
    } catch (error) {
      if (!(error instanceof MediaError)) throw error
      ctx.log.info({ err: error }, 'a file that cannot be used')
      return { unread: unreadOf[error.kind] }
    }
  }
  return namedPlaces(kept)
}

/** Where the files of a message stand in it: what is shown, what is listened to, what is read. */
type Sorted = Record<'media' | 'voice' | 'documents', string[]>

/** The place of a file of this type. */
export function placeOf(type: string): keyof Sorted {
  if (type.startsWith('audio/')) return 'voice'
  return type === 'application/pdf' || type === 'text/plain' ? 'documents' : 'media'
}

/** The places that have files. */
export function namedPlaces(sorted: Sorted): Partial<Sorted> {
  return Object.fromEntries(Object.entries(sorted).filter(([, ids]) => ids.length > 0))
}

const unreadOf: Record<MediaErrorKind, Unreadable> = {
  notMedia: 'file',
  unsupported: 'file',
  tooLarge: 'tooLarge',
  tooManyPixels: 'tooManyPixels',
  broken: 'broken',
  noRoom: 'noRoom',
}

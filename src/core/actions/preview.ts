// How the post in focus will look: drawn before anything is written, and shown to whoever may see it.
import { withWorkspace } from '../../db/client.ts'
import { getPost, latestDraft, type StoredPost } from '../../db/posts.ts'
import { MediaError } from '../media/error.ts'
import type { PictureIntent } from '../pictures/wish.ts'
import { previewsOf } from '../preview/render.ts'
import type { Commit, Turn } from '../turn.ts'
import { subject } from './subject.ts'

/** Draws the post for the networks asked for, or for all of its own. */
export async function preview(
  turn: Turn,
  intent: Extract<PictureIntent, { kind: 'preview' }>,
  focusPostId: string | null,
): Promise<Commit> {
  const stored = await inFocus(turn, focusPostId)
  if (stored === undefined) return async () => [{ kind: 'nothingOpen' }]
  try {
    const shown = await previewsOf(turn, stored, intent.platforms)
    const absent = intent.platforms.filter((id) => !stored.variants.some(({ variant }) => variant.platform === id))
    return async (tx, focus) => {
      const found = await subject(tx, turn, focus)
      if (!found.ok) return [found.outcome]
      if (found.view.version !== stored.version.version)
        return [{ kind: 'card', post: found.view, note: { what: 'stale' } }]
      return [{ kind: 'preview', post: found.view, shown, absent }]
    }
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    return async () => [{ kind: 'badMedia', say: error.message }]
  }
}

/** The post that a turn is about, read for the slow part of an action; what is written is held against it again. */
export function inFocus(turn: Turn, focusPostId: string | null): Promise<StoredPost | undefined> {
  return withWorkspace(turn.db, turn.workspaceId, async (tx) => {
    const id = turn.bound?.postId ?? focusPostId ?? (await latestDraft(tx, turn.member.id))
    return id === undefined ? undefined : getPost(tx, id)
  })
}

// Pictures and films of the post in focus: attached when they are sent, taken off on request.

import { connectedAccounts } from '../../db/accounts.ts'
import { withWorkspace } from '../../db/client.ts'
import { getMedia } from '../../db/media.ts'
import { filmsFor } from '../media/keep.ts'
import type { PictureIntent } from '../pictures/wish.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { fittedFor } from './fitted.ts'
import { inFocus } from './preview.ts'
import { subject } from './subject.ts'
import { type Draft, draftsOf, nextVersion, remember } from './versions.ts'
import { anyVersion } from './words-card.ts'

/** Puts pictures on the post in focus, made to fit each network, and films as they are; `cost` is what a model took for them. */
export async function attach(turn: Turn, media: string[], focusPostId: string | null, cost = 0): Promise<Commit> {
  if (!mayDraft(turn)) return async () => [{ kind: 'refused', why: 'role' }]
  const accounts = await withWorkspace(turn.db, turn.workspaceId, (tx) => connectedAccounts(tx))
  const stored = await inFocus(turn, focusPostId)
  const seen = stored?.version.media ?? []
  // With those that are there already: on some networks all have one shape.
  const fitted = await fittedFor(turn, { accounts, media: [...seen, ...media], stored })
  const fresh = await filmsFor(turn, media)
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = null
    const isSeen = found.view.id === stored?.post.id && found.view.media.join() === seen.join()
    const drafts = draftsOf(found.stored).map((draft): Draft => {
      const all = fitted.get(draft.accountId) ?? []
      const added = all.slice(all.length - (media.length - fresh.length))
      // Another chat may have changed them meanwhile: then what was sent comes behind what is there now.
      const pictures = isSeen ? all : [...draft.content.pictures, ...added]
      const films = [...(draft.content.films ?? []), ...fresh]
      return { ...draft, content: { ...draft.content, pictures, ...(films.length > 0 && { films }) } }
    })
    await remember(tx, turn, { act: 'version', postId: found.view.id, to: found.view.version, what: 'picture' })
    const all = [...found.view.media, ...media]
    const post = await nextVersion(tx, turn, found.stored, { drafts, media: all, cost })
    return [{ kind: 'card', post, note: { what: 'picture', count: media.length, films: fresh.length } }]
  }
}

/** Puts a proposed picture on the post it was proposed for, whatever was changed of that since. */
export async function usePicture(
  turn: Turn,
  { mediaId, micros }: Extract<PictureIntent, { kind: 'usePicture' }>,
  focusPostId: string | null,
): Promise<Commit> {
  if (!mayDraft(turn)) return async () => [{ kind: 'refused', why: 'role' }]
  const known = await withWorkspace(turn.db, turn.workspaceId, (tx) => getMedia(tx, [mediaId]))
  if (known.length === 0) return async () => [{ kind: 'refused', why: 'gone' }]
  return attach({ ...turn, bound: anyVersion(turn) }, [mediaId], focusPostId, micros)
}

/** Leaves a proposed picture where it is: nothing of the post changes. */
export function dropProposal(turn: Turn): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, { ...turn, bound: anyVersion(turn) }, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = null
    return [{ kind: 'card', post: found.view, note: { what: 'current' } }]
  }
}

/** Takes all pictures and films off the post in focus. */
export function dropPicture(turn: Turn): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = null
    const drafts = draftsOf(found.stored).map((draft) => {
      const { films: _, ...content } = draft.content
      return { ...draft, content: { ...content, pictures: [] } }
    })
    await remember(tx, turn, { act: 'version', postId: found.view.id, to: found.view.version, what: 'picture' })
    const post = await nextVersion(tx, turn, found.stored, { drafts, media: [] })
    return [{ kind: 'card', post, note: { what: 'pictureGone' } }]
  }
}

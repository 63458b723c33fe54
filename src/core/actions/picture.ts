// Pictures and films of the post in focus: attached when they are sent, taken off on request.

import { connectedAccounts } from '../../db/accounts.ts'
import { withWorkspace } from '../../db/client.ts'
import { getMedia } from '../../db/media.ts'
import { filmsFor, picturesFor } from '../media/keep.ts'
import type { PictureIntent } from '../pictures/wish.ts'
import type { Picture, PlatformId } from '../platform.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { subject } from './subject.ts'
import { type Draft, draftsOf, nextVersion, remember } from './versions.ts'
import { anyVersion } from './words-card.ts'

/** Puts pictures on the post in focus, made to fit each network, and films as they are; `cost` is what a model took for them. */
export async function attach(turn: Turn, media: string[], cost = 0): Promise<Commit> {
  if (!mayDraft(turn)) return async () => [{ kind: 'refused', why: 'role' }]
  const accounts = await withWorkspace(turn.db, turn.workspaceId, (tx) => connectedAccounts(tx))
  const fitted = new Map<PlatformId, Picture[]>()
  for (const account of accounts) {
    const limits = turn.platforms.get(account.platform)?.limits(account)
    if (limits !== undefined) fitted.set(account.platform, await picturesFor(turn, media, limits.pictures))
  }
  const fresh = await filmsFor(turn, media)
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = null
    const drafts = draftsOf(found.stored).map((draft): Draft => {
      const pictures = [...draft.content.pictures, ...(fitted.get(draft.platform) ?? [])]
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
): Promise<Commit> {
  if (!mayDraft(turn)) return async () => [{ kind: 'refused', why: 'role' }]
  const known = await withWorkspace(turn.db, turn.workspaceId, (tx) => getMedia(tx, [mediaId]))
  if (known.length === 0) return async () => [{ kind: 'refused', why: 'gone' }]
  return attach({ ...turn, bound: anyVersion(turn) }, [mediaId], micros)
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

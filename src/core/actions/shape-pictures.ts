// How pictures come into a shape that a network takes: their edges cut off, or whole on a ground in the brand's colour.
import type { PictureIntent } from '../pictures/wish.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { fittedFor } from './fitted.ts'
import { inFocus } from './preview.ts'
import { subject } from './subject.ts'
import { draftsOf, nextVersion, remember } from './versions.ts'

/** Cuts the pictures of the post in focus, or shows them whole, on the networks named or on all that need it. */
export async function shapePictures(
  turn: Turn,
  { how, platforms }: Extract<PictureIntent, { kind: 'shapePictures' }>,
  focusPostId: string | null,
): Promise<Commit> {
  if (!mayDraft(turn)) return async () => [{ kind: 'refused', why: 'role' }]
  const stored = await inFocus(turn, focusPostId)
  if (stored === undefined) return async () => [{ kind: 'nothingOpen' }]
  const accounts = stored.variants
    .map(({ account }) => account)
    .filter(({ platform }) => platforms.length === 0 || platforms.includes(platform))
  const fitted = await fittedFor(turn, { accounts, media: stored.version.media, stored, how })
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    if (found.view.version !== stored.version.version)
      return [{ kind: 'card', post: found.view, note: { what: 'stale' } }]
    const now = draftsOf(found.stored)
    const drafts = now.map((draft) => {
      const pictures = fitted.get(draft.accountId) ?? draft.content.pictures
      return { ...draft, content: { ...draft.content, pictures } }
    })
    const isSame = drafts.every(({ content }, i) => sums(content.pictures) === sums(now[i]?.content.pictures ?? []))
    if (isSame) return [{ kind: 'card', post: found.view, note: { what: 'unchanged', isOneSentence: false } }]
    await remember(tx, turn, { act: 'version', postId: found.view.id, to: found.view.version, what: 'picture' })
    const post = await nextVersion(tx, turn, found.stored, { drafts })
    return [{ kind: 'card', post, note: { what: 'shaped', how } }]
  }
}

function sums(pictures: readonly { sha256: string }[]): string {
  return pictures.map(({ sha256 }) => sha256).join()
}

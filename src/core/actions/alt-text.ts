// What people hear who do not see a picture or a film: said by the person, kept with the picture and in every network's words.
import { keepAlt } from '../../db/media.ts'
import type { PictureIntent } from '../pictures/wish.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { subject } from './subject.ts'
import { draftsOf, nextVersion, remember } from './versions.ts'

/** Sets the description of a picture of the post in focus, or of its film, the first where none is named; it is a new version. `cost` is that of words a model made. */
export function altText(turn: Turn, intent: Extract<PictureIntent, { kind: 'altText' }>, cost = 0): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    const number = intent.number ?? 1
    const now = draftsOf(found.stored)
    const shown = ({ content: { pictures, films = [] } }: (typeof now)[number]) =>
      (pictures.length > 0 ? pictures : films)[number - 1]
    if (!now.some((draft) => shown(draft) !== undefined)) return [{ kind: 'noPicture', post: found.view, number }]
    focus.asked = null
    const alt = intent.text.trim()
    const drafts = now.map((draft) => {
      const { pictures, films = [] } = draft.content
      const heard = <T>(one: T, i: number) => (i === number - 1 ? { ...one, alt } : one)
      const changed = pictures.length > 0 ? { pictures: pictures.map(heard) } : { films: films.map(heard) }
      return { ...draft, content: { ...draft.content, ...changed } }
    })
    const ids = [found.view.media[number - 1], ...drafts.map((draft) => shown(draft)?.mediaId)]
    await keepAlt(
      tx,
      ids.filter((id) => id !== undefined),
      alt,
    )
    await remember(tx, turn, { act: 'version', postId: found.view.id, to: found.view.version, what: 'change' })
    const post = await nextVersion(tx, turn, found.stored, { drafts, cost })
    return [{ kind: 'card', post, note: { what: 'altText', text: alt } }]
  }
}

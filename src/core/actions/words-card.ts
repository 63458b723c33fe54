// Words on a card in the brand's colour: drawn here, proposed, and put on the post only by a press.
import { changeBrand, getBrand } from '../../db/brands.ts'
import { withWorkspace } from '../../db/client.ts'
import type { StoredPost } from '../../db/posts.ts'
import { colourOf } from '../drawing/colour.ts'
import { paint } from '../drawing/paint.ts'
import { MediaError } from '../media/error.ts'
import { keepDrawn } from '../media/keep.ts'
import { cardOf, mostOnCard, sizeOfCard } from '../pictures/template.ts'
import type { PictureIntent } from '../pictures/wish.ts'
import { sentencesOf } from '../posts/sentences.ts'
import { type Commit, mayApprove, mayDraft, refusal, type Turn } from '../turn.ts'
import { inFocus } from './preview.ts'
import { subject } from './subject.ts'

/** Draws a card with the words said, else with those of the post in focus. */
export async function wordsCard(
  turn: Turn,
  intent: Extract<PictureIntent, { kind: 'wordsCard' }>,
  focusPostId: string | null,
): Promise<Commit> {
  if (!mayDraft(turn)) return async () => [{ kind: 'refused', why: 'role' }]
  const stored = await inFocus(turn, focusPostId)
  if (stored === undefined) return async () => [{ kind: 'nothingOpen' }]
  const words = intent.words ?? { text: wordsOfPost(stored), isQuote: intent.isQuote ?? false }
  const look = intent.look ?? 0
  if (words.text === '' || words.text.length > mostOnCard)
    return async () => [{ kind: 'cardTooLong', used: words.text.length, limit: mostOnCard }]
  const brand = await withWorkspace(turn.db, turn.workspaceId, getBrand)
  const shape = shapeFor(turn, stored)
  const card = cardOf({ words, look, colour: colourOf(brand), brand: brand.name, shape })
  try {
    const painted = await paint(card, { ...sizeOfCard(shape), scale: 1 })
    const alt = words.by === undefined ? words.text : `${words.text} (${words.by})`
    const { id: mediaId } = await keepDrawn(turn, turn.workspaceId, painted, { alt })
    const isMissing = painted.missing.length > 0
    return async (tx, focus) => {
      const found = await subject(tx, { ...turn, bound: anyVersion(turn) }, focus)
      if (!found.ok) return [found.outcome]
      focus.asked = null
      return [{ kind: 'wordsCard', post: found.view, mediaId, words, look, isMissing }]
    }
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    return async () => [{ kind: 'badMedia', say: error.message }]
  }
}

/** Sets the colour that the brand is drawn in. */
export function colour(turn: Turn, { colour }: Extract<PictureIntent, { kind: 'colour' }>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    await changeBrand(tx, turn.workspaceId, { colour, updatedAt: turn.now })
    return [{ kind: 'colourSaved', colour }]
  }
}

/** A proposal is for the post, whatever was changed of it since. */
export function anyVersion({ bound }: Turn): Turn['bound'] {
  return bound === undefined ? undefined : { ...bound, version: null }
}

/** The words of the post where they are few, else its first sentence; links and hashtags have no use on a picture. */
function wordsOfPost({ variants }: StoredPost): string {
  const texts = variants.map(({ variant }) => bare(variant.content.text))
  const shortest = texts.toSorted((a, b) => a.length - b.length)[0] ?? ''
  if (shortest.length <= mostOnCard / 2) return shortest
  return sentencesOf(shortest)[0]?.text ?? shortest
}

function bare(text: string): string {
  return text
    .replaceAll(/(?:https?:\/\/|www\.)\S+/gu, '')
    .replaceAll(/(?<=^|\s)#[\p{L}\p{N}_]+/gu, '')
    .replaceAll(/[^\S\n]+/gu, ' ')
    .replaceAll(/\n{2,}/gu, '\n')
    .trim()
}

/** The highest shape that its networks show best: none of them cuts it. */
function shapeFor(turn: Turn, { variants }: StoredPost): number {
  const shapes = variants.flatMap(({ variant }) => turn.platforms.get(variant.platform)?.looks.pictures.best ?? [])
  return shapes.length === 0 ? 1 : Math.min(...shapes)
}

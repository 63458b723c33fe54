// What a picture of the post shows, in words of a model that sees it; the person reads them and may say it better.
import type { StoredPost } from '../../db/posts.ts'
import { GatewayError } from '../ai/gateway.ts'
import type { SeenPicture } from '../ai/model.ts'
import { keyOf } from '../media/keep.ts'
import type { PictureIntent } from '../pictures/wish.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { altText } from './alt-text.ts'
import { inFocus } from './preview.ts'
import { languageNames, shownOf } from './see.ts'
import { subject } from './subject.ts'
import { anyVersion } from './words-card.ts'

/** Has a picture described, the first where none is named. Where nobody can see, the person is asked for it. */
export async function describe(
  turn: Turn,
  { number = 1 }: Extract<PictureIntent, { kind: 'describe' }>,
  focusPostId: string | null,
): Promise<Commit> {
  if (!mayDraft(turn)) return async () => [{ kind: 'refused', why: 'role' }]
  const stored = await inFocus(turn, focusPostId)
  if (stored === undefined) return async () => [{ kind: 'nothingOpen' }]
  const say =
    (why: 'noKey' | 'down' | 'budget' | 'noPicture', more = {}): Commit =>
    async (tx, focus) => {
      const found = await subject(tx, { ...turn, bound: anyVersion(turn) }, focus)
      if (!found.ok) return [found.outcome]
      if (why === 'noPicture') return [{ kind: 'noPicture', post: found.view, number }]
      return [{ kind: 'notDescribed', post: found.view, why, ...more }]
    }
  const seen = await pictureOf(turn, stored, number)
  if (seen === undefined) return say('noPicture')
  const ask = turn.gateway?.describe
  if (ask === undefined) return say('noKey')
  try {
    const { text, micros, refused } = await ask({
      workspaceId: turn.workspaceId,
      key: `${turn.messageId}/describe/${turn.evidence}`,
      picture: seen,
      language: languageNames[turn.brand.language],
      words: stored.variants[0]?.variant.content.text ?? '',
      limit: shortestLimit(turn, stored),
      signal: turn.signal,
    })
    if (refused !== undefined) return say('budget', { trouble: { kind: 'budget', ...refused } })
    if (text === '') return say('down')
    // Another picture may stand there by now: a description is for the version that was seen.
    const bound = { postId: stored.post.id, version: stored.version.version }
    return altText({ ...turn, bound }, { kind: 'altText', text, number }, micros)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    turn.log.warn({ err: error }, 'no model described a picture')
    return say('down', { trouble: { kind: 'down', faults: error.faults } })
  }
}

/** Fits every network of the post. */
function shortestLimit(turn: Turn, { variants }: StoredPost): number {
  const limits = variants.flatMap(({ account }) => turn.platforms.get(account.platform)?.limits(account).altText ?? [])
  return Math.min(1_000, ...limits)
}

async function pictureOf(turn: Turn, { variants }: StoredPost, number: number): Promise<SeenPicture | undefined> {
  const found = variants.map(({ variant }) => variant.content.pictures[number - 1]).find((one) => one !== undefined)
  return found === undefined ? undefined : shownOf(turn, keyOf(turn.workspaceId, found.mediaId, found.type))
}

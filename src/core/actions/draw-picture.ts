// A picture from a model: asked for here, made as a job, proposed when it is ready. Only a press puts it on the post.
import { countDrawings, writeDrawing } from '../../db/drawings.ts'
import type { PictureIntent } from '../pictures/wish.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { subject } from './subject.ts'
import { anyVersion } from './words-card.ts'

/** Pictures that are made for one workspace at a time. */
const most = 3

/** Asks for a picture of what was said, or of something that goes with the post. */
export function drawPicture(turn: Turn, { wanted }: Extract<PictureIntent, { kind: 'drawPicture' }>): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, { ...turn, bound: anyVersion(turn) }, focus)
    if (!found.ok) return [found.outcome]
    const post = found.view
    focus.asked = null
    if (turn.gateway?.drawer === undefined) return [{ kind: 'notDrawn', post, wanted, why: 'noKey' }]
    if ((await countDrawings(tx)) >= most) return [{ kind: 'notDrawn', post, wanted, why: 'busy' }]
    const { workspaceId, conversationId, messageId } = turn
    const row = { workspaceId, conversationId, messageId, postId: post.id, wanted, createdAt: turn.now }
    const key = await writeDrawing(tx, row)
    await turn.enqueue(tx, 'draw', [{ key }])
    return [{ kind: 'drawing', post, wanted }]
  }
}

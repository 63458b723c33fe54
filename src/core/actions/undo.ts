// Takes back the last reversible act of the member, wherever it was done, and says which.
import { and, desc, eq, isNull } from 'drizzle-orm'
import { withdraw } from '../../db/approvals.ts'
import type { Tx } from '../../db/client.ts'
import { releaseHold } from '../../db/holds.ts'
import { dropMemory, putMemory } from '../../db/memory.ts'
import { getVersion, lockPost, setDiscarded, setWish } from '../../db/posts.ts'
import { acts } from '../../db/schema/acts.ts'
import type { Wished } from '../../db/schema/posts.ts'
import type { MemoryItem, MemoryRef } from '../brand/memory.ts'
import { unreachable } from '../errors.ts'
import type { Outcome, UndoneAct } from '../outcome.ts'
import { approved } from '../posts/view.ts'
import type { Commit, Focus, Turn } from '../turn.ts'
import { reread } from './subject.ts'
import { draftsOf, nextVersion } from './versions.ts'

type Time = { wished: Wished | null; dueAt: string | null }

/** How an act is taken back. */
export type Inverse =
  | { act: 'version'; postId: string; to: number; what: UndoneAct; time?: Time }
  | ({ act: 'time'; postId: string } & Time)
  | { act: 'discard'; postId: string }
  | { act: 'draft'; postId: string }
  | { act: 'hold'; holdId: string }
  | { act: 'publishNow'; postId: string }
  /** What was remembered goes, what was forgotten comes back. */
  | { act: 'memory'; drop: MemoryRef[]; put: MemoryItem[] }

/** Takes the member's last act back, once. */
export function undo(turn: Turn): Commit {
  return async (tx, focus) => {
    const [last] = await tx
      .select()
      .from(acts)
      .where(and(eq(acts.memberId, turn.member.id), isNull(acts.undoneAt)))
      .orderBy(desc(acts.id))
      .limit(1)
      .for('update')
    if (last === undefined) return [{ kind: 'nothingToUndo' }]
    await tx.update(acts).set({ undoneAt: turn.now }).where(eq(acts.id, last.id))
    return takeBack(tx, turn, focus, last.inverse)
  }
}

async function takeBack(tx: Tx, turn: Turn, focus: Focus, inverse: Inverse): Promise<Outcome[]> {
  if (inverse.act === 'hold') {
    await releaseHold(tx, inverse.holdId, turn.now)
    return [{ kind: 'undone', act: 'hold' }]
  }
  if (inverse.act === 'memory') {
    await dropMemory(tx, inverse.drop)
    await putMemory(tx, turn.workspaceId, inverse.put)
    return [{ kind: 'undone', act: 'memory' }]
  }
  const { postId } = inverse
  if ((await lockPost(tx, postId)) === undefined) return [{ kind: 'nothingToUndo' }]
  const { stored, view } = await reread(tx, turn, postId)
  focus.asked = null
  switch (inverse.act) {
    case 'draft':
      if (view.status !== 'draft') return [{ kind: 'tooLate', post: view }]
      await setDiscarded(tx, postId, turn.now)
      focus.postId = null
      return [{ kind: 'undone', act: 'draft' }]
    case 'discard': {
      await setDiscarded(tx, postId, null)
      return card(tx, turn, focus, postId, 'discard')
    }
    case 'publishNow': {
      const open = approved(view).map((one) => one.publication.id)
      const taken = await withdraw(tx, open, turn.now)
      if (taken === 0) return [{ kind: 'tooLate', post: (await reread(tx, turn, postId)).view }]
      return card(tx, turn, focus, postId, 'publishNow')
    }
    case 'time': {
      if (approved(view).length > 0) return [{ kind: 'alreadyApproved', post: view }]
      await setWish(tx, postId, inverse.wished, inverse.dueAt === null ? null : new Date(inverse.dueAt))
      await nextVersion(tx, turn, stored, { drafts: draftsOf(stored) })
      return card(tx, turn, focus, postId, 'time')
    }
    case 'version': {
      const before = await getVersion(tx, postId, inverse.to)
      if (before === undefined) return [{ kind: 'nothingToUndo' }]
      const drafts = before.variants.map(({ platform, accountId, content }) => ({ platform, accountId, content }))
      const { idea, quoted, media } = before.version
      await nextVersion(tx, turn, stored, { drafts, idea, quoted, media })
      const { time } = inverse
      if (time !== undefined) await setWish(tx, postId, time.wished, time.dueAt === null ? null : new Date(time.dueAt))
      return card(tx, turn, focus, postId, inverse.what)
    }
    default:
      return unreachable(inverse)
  }
}

async function card(tx: Tx, turn: Turn, focus: Focus, postId: string, act: UndoneAct): Promise<Outcome[]> {
  focus.postId = postId
  return [{ kind: 'card', post: (await reread(tx, turn, postId)).view, note: { what: 'undone', act } }]
}

// One word pauses all publishing of the workspace, one resumes it.
import { isHeld, putHold, releaseHolds, waiting } from '../../db/holds.ts'
import { type Commit, mayApprove, refusal, type Turn } from '../turn.ts'
import { remember } from './versions.ts'

/** Who pauses or resumes, and when: a turn, or a call of the API. */
export type Holder = Pick<Turn, 'workspaceId' | 'member' | 'scope' | 'now'>

/** Pauses all publishing. */
export function hold(turn: Holder): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const given = { workspaceId: turn.workspaceId, memberId: turn.member.id, reason: 'asked for', at: turn.now }
    const holdId = await putHold(tx, given)
    if (holdId === undefined) return [{ kind: 'alreadyHeld' }]
    await remember(tx, turn, { act: 'hold', holdId })
    return [{ kind: 'held', waiting: (await waiting(tx, turn.now)).all }]
  }
}

/** Resumes publishing; what is less than an hour late goes out in order, the clock asks about the rest. */
export function resume(turn: Holder): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    if (!(await isHeld(tx))) return [{ kind: 'notHeld' }]
    await releaseHolds(tx, turn.now)
    const { all, late } = await waiting(tx, turn.now)
    return [{ kind: 'resumed', waiting: all - late, late }]
  }
}

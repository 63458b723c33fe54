// Erasing as it is spoken of in a chat: explained, led to its page, and taken back. It begins nowhere but on the page.
import { beyond } from '../../db/client.ts'
import { waitingErasure } from '../../db/erasures.ts'
import { pageFor } from '../sign-in/page.ts'
import { type Commit, mayManage, type Turn } from '../turn.ts'
import { keepEverything } from './erase.ts'

/** Says what erasing takes, what waits already, and where it is begun. */
export function askErasing(turn: Turn): Commit {
  return async (tx) => {
    const { workspaceId, member, brand } = turn
    const [workspace, person] = await beyond(tx, workspaceId, async (system) => [
      await waitingErasure(system, workspaceId),
      await waitingErasure(system, member.personId),
    ])
    const dueAt = { workspaceDueAt: workspace?.dueAt ?? null, personDueAt: person?.dueAt ?? null }
    const isOwner = member.role === 'owner'
    return [{ kind: 'erasing', ...(await pageFor(tx, turn, '/erase')), isOwner, ...dueAt, zone: brand.zone }]
  }
}

/** Takes back what waits: the workspace for an owner, and oneself. */
export function keepAll(turn: Turn): Commit {
  return async (tx) => {
    const { workspaceId, member } = turn
    const isHers = turn.scope === 'admin'
    return beyond(tx, workspaceId, async (system) => {
      const waits = (await waitingErasure(system, workspaceId)) !== undefined
      const kept: ('workspace' | 'person')[] = []
      const by = { workspaceId, memberId: member.id }
      if (mayManage(turn) && (await keepEverything(turn, system, { what: 'workspace', subjectId: workspaceId, by })))
        kept.push('workspace')
      if (isHers && (await keepEverything(turn, system, { what: 'person', subjectId: member.personId, by })))
        kept.push('person')
      if (waits && kept.length === 0) return [{ kind: 'teamRefused', why: 'notOwner', names: [] }]
      return [{ kind: 'kept', what: kept }]
    })
  }
}

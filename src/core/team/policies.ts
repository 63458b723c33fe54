// Saying whose yes a post needs, for the workspace or for some networks, and showing it.
import { beyond, type Tx } from '../../db/client.ts'
import {
  accountsNamed,
  changeSteps,
  dropAccountPolicies,
  listPolicies,
  presentMembers,
  putPolicy,
} from '../../db/policies.ts'
import type { Step } from '../../db/schema/approval-policies.ts'
import { namesOf, teamOf } from '../../db/team.ts'
import type { Outcome } from '../outcome.ts'
import { isPlatformId, type PlatformId } from '../platform.ts'
import { type Commit, mayManage, type Turn } from '../turn.ts'
import type { PolicyWish, TeamIntent } from './intent.ts'
import { named } from './members.ts'
import type { NamedPolicy, NamedStep } from './outcome.ts'
import { maySay, type Policy, plainPolicy } from './policy.ts'

/** Who sets a policy: a turn, or the team page. */
export type Manager = Pick<Turn, 'workspaceId' | 'member' | 'scope' | 'now'>

/** Sets whose yes is needed; only an owner may. */
export function setPolicy(turn: Manager, intent: Extract<TeamIntent, { kind: 'policy' }>): Commit {
  return async (tx) => {
    if (!mayManage(turn)) return [{ kind: 'teamRefused', why: 'notOwner', names: [] }]
    const connected = await accountsNamed(tx)
    const meant = connected.filter(({ platform }) => intent.platforms.some((one) => one === platform))
    if (intent.platforms.length > 0 && meant.length === 0)
      return [{ kind: 'notConnected', platforms: intent.platforms }]
    const before = await listPolicies(tx)
    const targets = intent.platforms.length === 0 ? [null] : meant.map(({ id }) => id)
    const made = await policyOf(tx, turn, intent.wish)
    if ('refused' in made) return [made.refused]
    if (intent.platforms.length === 0 && intent.wish.how !== 'author') await dropAccountPolicies(tx)
    for (const accountId of targets) {
      const was = before.find((row) => row.accountId === accountId) ?? before.find((row) => row.accountId === null)
      const policy = made.policy(was ?? plainPolicy)
      await putPolicy(tx, { workspaceId: turn.workspaceId, accountId, ...policy, now: turn.now })
    }
    return [{ kind: 'policies', list: await policiesSaid(tx, turn.workspaceId), isNew: true }, ...(await unheard(tx))]
  }
}

/** Shows whose yes is needed. */
export function showPolicy(turn: Pick<Turn, 'workspaceId'>): Commit {
  return async (tx) => [{ kind: 'policies', list: await policiesSaid(tx, turn.workspaceId), isNew: false }]
}

type Made = { policy: (was: Policy) => Policy } | { refused: Outcome }

async function policyOf(tx: Tx, turn: Manager, wish: PolicyWish): Promise<Made> {
  switch (wish.how) {
    case 'nobody':
      return { policy: () => plainPolicy }
    case 'any':
      return { policy: () => ({ steps: [{ by: 'any' }], isAuthorEnough: false }) }
    case 'two':
      return { policy: () => ({ steps: [{ by: 'team' }, { by: 'client' }], isAuthorEnough: false }) }
    case 'author':
      return { policy: ({ steps }) => ({ steps, isAuthorEnough: wish.isEnough }) }
    case 'named': {
      const team = await beyond(tx, turn.workspaceId, (system) => teamOf(system, turn.workspaceId))
      const steps: Step[] = []
      for (const name of wish.names) {
        const found = named(team, name)
        if (!found.ok) return { refused: found.outcome }
        const { id, role } = found.member
        if (role !== 'owner' && role !== 'approver')
          return { refused: { kind: 'teamRefused', why: 'cannotApprove', names: [found.member.name] } }
        steps.push({ by: 'member', memberId: id })
      }
      return { policy: () => ({ steps, isAuthorEnough: false }) }
    }
  }
}

/** A step that nobody can take yet is said at once, not when a post waits for it. */
async function unheard(tx: Tx): Promise<Outcome[]> {
  const team = (await presentMembers(tx)).map(({ id, role, isClient }) => ({ memberId: id, role, isClient }))
  const steps = (await listPolicies(tx)).flatMap((row) => row.steps)
  const isUnheard = (step: Step) => !team.some((one) => maySay(step, one))
  return steps.some((step) => step.by === 'client' && isUnheard(step))
    ? [{ kind: 'teamRefused', why: 'noClient', names: [] }]
    : []
}

/** Every policy with the names in it; where none was set, the plain one. */
export async function policiesSaid(tx: Tx, workspaceId: string): Promise<NamedPolicy[]> {
  const rows = await listPolicies(tx)
  const connected = await accountsNamed(tx)
  const ids = rows.flatMap(({ steps }) => steps.flatMap((step) => (step.by === 'member' ? [step.memberId] : [])))
  const names = await beyond(tx, workspaceId, (system) => namesOf(system, ids))
  const all = rows.some(({ accountId }) => accountId === null) ? rows : [{ accountId: null, ...plainPolicy }, ...rows]
  return all.flatMap(({ accountId, steps, isAuthorEnough }): NamedPolicy[] => {
    const account = connected.find(({ id }) => id === accountId)
    if (accountId !== null && account === undefined) return []
    const platform = account !== undefined && isPlatformId(account.platform) ? account.platform : null
    return [
      { platform: platform as PlatformId | null, account: account?.name ?? '', steps: steps.map(said), isAuthorEnough },
    ]
  })

  function said(step: Step): NamedStep {
    return step.by === 'member' ? { by: 'member', name: names.get(step.memberId) ?? '?' } : step
  }
}

/** A member who leaves is named in no policy any more: anybody who may approve takes their step. True where one changed. */
export async function forgetInPolicies(tx: Tx, memberId: string): Promise<boolean> {
  let changed = false
  for (const { id, steps } of await listPolicies(tx)) {
    if (!steps.some((step) => step.by === 'member' && step.memberId === memberId)) continue
    changed = true
    await changeSteps(
      tx,
      id,
      steps.map((step) => (step.by === 'member' && step.memberId === memberId ? { by: 'any' } : step)),
    )
  }
  return changed
}

// Whose yes a post needs, decided from data: the steps of a policy, and which of them the yeses so far have taken.
import type { Signed } from '../../db/policies.ts'
import type { Step } from '../../db/schema/approval-policies.ts'
import type { Role } from '../../db/words.ts'

export type Policy = { steps: Step[]; isAuthorEnough: boolean }

/** Where nothing is said: one yes of anybody who may approve, the author among them. */
export const plainPolicy: Policy = { steps: [{ by: 'any' }], isAuthorEnough: true }

/** Somebody who could say yes. */
export type Voice = { memberId: string; role: Role; isClient: boolean }

/** May this member take this step at all? */
export function maySay(step: Step, { memberId, role, isClient }: Voice): boolean {
  if (role !== 'owner' && role !== 'approver') return false
  switch (step.by) {
    case 'any':
      return true
    case 'team':
      return !isClient
    case 'client':
      return isClient
    case 'member':
      return step.memberId === memberId
  }
}

/** How far the yeses have come along a policy: each takes the next step if it may, each member one. */
export function standing(
  policy: Policy,
  authorId: string,
  yeses: readonly Voice[],
): { taken: Voice[]; next: Step | undefined } {
  const taken: Voice[] = []
  for (const yes of yeses) {
    const step = policy.steps[taken.length]
    if (step !== undefined && mayTake(step, policy, authorId, taken, yes)) taken.push(yes)
  }
  return { taken, next: policy.steps[taken.length] }
}

/** May this member take the next step of a policy after these yeses? */
export function mayTake(step: Step, policy: Policy, authorId: string, taken: readonly Voice[], voice: Voice): boolean {
  if (taken.some(({ memberId }) => memberId === voice.memberId)) return false
  if (voice.memberId === authorId && !policy.isAuthorEnough) return false
  return maySay(step, voice)
}

/** The policies that hold for some accounts: each account's own, else the workspace's; the same one once. */
export function policiesFor(
  accountIds: readonly string[],
  rows: readonly { accountId: string | null; steps: Step[]; isAuthorEnough: boolean }[],
): Policy[] {
  const ofWorkspace = rows.find(({ accountId }) => accountId === null) ?? plainPolicy
  const found = accountIds.map((id) => rows.find(({ accountId }) => accountId === id) ?? ofWorkspace)
  return [...new Set(found)].map(({ steps, isAuthorEnough }) => ({ steps, isAuthorEnough }))
}

/** What the yeses so far add up to, over every policy that holds. */
export type Weighed = {
  isFulfilled: boolean
  /** Members who may say the next yes. */
  next: Voice[]
  /** The yes of this member would be one of those needed. */
  counts: boolean
}

/** Weighs the yeses of a version, and what a further one of `member` would be. */
export function weigh(
  policies: readonly Policy[],
  authorId: string,
  given: { yeses: readonly Voice[]; member: Voice | undefined; team: readonly Voice[] },
): Weighed {
  const open = policies.flatMap((policy) => {
    const { taken, next } = standing(policy, authorId, given.yeses)
    return next === undefined ? [] : [{ policy, taken, next }]
  })
  const can = (voice: Voice) => open.some(({ policy, taken, next }) => mayTake(next, policy, authorId, taken, voice))
  return {
    isFulfilled: open.length === 0,
    next: given.team.filter(can),
    counts: given.member !== undefined && can(given.member),
  }
}

/** The yeses as voices of now: whoever was removed keeps the yes they gave. */
export function voicesOf(signed: readonly Signed[]): Voice[] {
  return signed.map(({ memberId, role, isClient }) => ({ memberId, role, isClient }))
}

// Whether what was sent was what a member said yes to: from each attempt back over grant and approval to the signoff.
import type { AttemptEnd, PublicationStatus } from '../../db/words.ts'
import type { Content, PlatformId } from '../platform.ts'
import { harmlessEnds } from '../publishing/status.ts'
import { variantHash, versionHash } from './hash.ts'

/** A publication that was ever tried to be sent, with what led to it. The rows of the database fit. */
export type Chain = {
  publication: {
    workspaceId: string
    postId: string
    accountId: string
    status: PublicationStatus
    publishedAt: Date | null
  }
  attempts: { number: number; grantId: string; startedAt: Date; end: AttemptEnd | null }[]
  /** Grants that were for a change of what was public already. */
  corrections: { grantId: string }[]
  grants: { id: string; approvalId: string; publicationId: string; variantHash: string }[]
  approvals: {
    id: string
    workspaceId: string
    postId: string
    version: number
    versionHash: string
    createdAt: Date
  }[]
  signoffs: { workspaceId: string; version: number; versionHash: string; memberId: string; createdAt: Date }[]
  members: { id: string; workspaceId: string }[]
  versions: { version: number; hash: string }[]
  variants: { version: number; platform: PlatformId; accountId: string; content: Content; hash: string }[]
}

/** Everything that is wrong with how this publication came to be sent, in sentences; empty where all is in order. */
export function faultsOf(chain: Chain, publicationId: string): string[] {
  return [
    ...chain.attempts.flatMap((attempt) =>
      permissionFaults(chain, publicationId, attempt).map((fault) => `attempt ${attempt.number}: ${fault}`),
    ),
    ...contentFaults(chain),
    ...ledgerFaults(chain),
  ]
}

function permissionFaults(chain: Chain, publicationId: string, attempt: Chain['attempts'][number]): string[] {
  const { publication, variants, versions, signoffs, members } = chain
  const grant = chain.grants.find((one) => one.id === attempt.grantId)
  if (grant === undefined) return ['it has no grant']
  if (grant.publicationId !== publicationId) return ['its grant is for another publication']
  const approval = chain.approvals.find((one) => one.id === grant.approvalId)
  if (approval === undefined) return ['its grant has no approval']
  if (approval.postId !== publication.postId || approval.workspaceId !== publication.workspaceId)
    return ['its approval is for another post']
  const yes = signoffs.filter(
    (one) =>
      one.version === approval.version &&
      one.versionHash === approval.versionHash &&
      one.createdAt <= attempt.startedAt,
  )
  const isSigned = yes.some((one) =>
    members.some((member) => member.id === one.memberId && member.workspaceId === publication.workspaceId),
  )
  const version = versions.find((one) => one.version === approval.version)
  const variant = variants.find((one) => one.version === approval.version && one.accountId === publication.accountId)
  return [
    ...(isSigned ? [] : ['no member of the workspace signed off the approved version before it']),
    ...(approval.createdAt <= attempt.startedAt ? [] : ['it began before its approval']),
    ...(version?.hash === approval.versionHash ? [] : ['the approved version is another one than was signed']),
    ...(variant?.hash === grant.variantHash ? [] : ['the granted words are not those of the approved version']),
  ]
}

/** The hashes of the versions that were approved, computed again from the words. */
function contentFaults({ approvals, variants, versions }: Chain): string[] {
  return [...new Set(approvals.map((one) => one.version))].flatMap((number) => {
    const worded = variants.filter((one) => one.version === number)
    const changed = worded.filter((one) => variantHash(one) !== one.hash)
    const whole = versionHash(worded.map((one) => one.hash))
    return [
      ...changed.map((one) => `version ${number}: the words for ${one.platform} were changed after they were hashed`),
      ...(versions.some((one) => one.version === number && one.hash === whole)
        ? []
        : [`version ${number}: its hash does not match its words`]),
    ]
  })
}

function ledgerFaults({ publication, corrections, attempts: all }: Chain): string[] {
  // A change may be tried again at any time, and never moves the publication.
  const attempts = all.filter((one) => !corrections.some(({ grantId }) => grantId === one.grantId))
  const { status } = publication
  const last = attempts.at(-1)
  const published = attempts.filter((one) => one.end === 'published').length
  const isLasting = (one: Chain['attempts'][number]) => one.end === null || !harmlessEnds.includes(one.end)
  const used = Map.groupBy(attempts.filter(isLasting), (one) => one.grantId)
  const mayBeOut = attempts.some((one) => one.end === 'published' || one.end === 'unknown')
  return [
    ...(published > 1 ? [`it was published ${published} times`] : []),
    ...([...used.values()].some((tries) => tries.length > 1)
      ? ['one grant was used for more than one lasting attempt']
      : []),
    ...(status === 'published' && !mayBeOut ? ['it is published without an attempt that can have published it'] : []),
    ...(status === 'published' && publication.publishedAt === null ? ['it is published without a moment'] : []),
    ...(status !== 'published' && published > 0 ? [`an attempt published it, yet it is ${status}`] : []),
    ...(status === 'sending' && last?.end !== null ? ['it is being sent without an open attempt'] : []),
    ...(status !== 'sending' && last?.end === null ? [`its last attempt is open, yet it is ${status}`] : []),
    ...(status === 'unconfirmed' && last?.end !== 'unknown'
      ? ['it is unconfirmed, yet its last attempt has an answer']
      : []),
  ]
}

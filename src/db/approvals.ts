// Signoffs, approvals and grants, and the moves of publications that they allow. In the transaction of one workspace.
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { asDraft, voidGrants } from './grants.ts'
import type { Step } from './schema/approval-policies.ts'
import { approvals } from './schema/approvals.ts'
import { grants } from './schema/grants.ts'
import { publications } from './schema/publications.ts'
import { signoffs } from './schema/signoffs.ts'

/** How long after its moment a post is still sent without asking. */
const usefulMs = 3_600_000

/** One member's yes to one version, with the press or message that was the yes. */
export type Yes = {
  workspaceId: string
  postId: string
  version: number
  versionHash: string
  memberId: string
  conversationId: string
  evidence: string
  at: Date
  /** The policies that it fulfils together with the yeses before it. */
  policies?: { steps: Step[]; isAuthorEnough: boolean }[]
}

/** Writes a signoff. Throws on the second use of the same evidence: a yes is good once. */
export async function signOff(tx: Tx, yes: Yes): Promise<void> {
  await tx.insert(signoffs).values({ ...yes, createdAt: yes.at })
}

/** Writes an approval. Returns its id. */
export async function writeApproval(tx: Tx, yes: Yes): Promise<string> {
  const [approval] = await tx
    .insert(approvals)
    .values({ ...yes, createdAt: yes.at })
    .returning({ id: approvals.id })
  if (approval === undefined) throw new Error('an approval was not written')
  return approval.id
}

/** Writes the permission of an approval for each publication. Returns their ids, in order. */
export async function writeGrants(
  tx: Tx,
  yes: Yes,
  approvalId: string,
  permitted: { id: string; variantHash: string }[],
  allowed: string[] = [],
): Promise<string[]> {
  const { workspaceId, at: createdAt } = yes
  const rows = permitted.map((one) => ({
    ...{ workspaceId, approvalId, allowed, createdAt },
    ...{ publicationId: one.id, variantHash: one.variantHash },
  }))
  return (await tx.insert(grants).values(rows).returning({ id: grants.id })).map(({ id }) => id)
}

/** Writes the approval and one grant for each publication, and schedules them for `dueAt`; `allowed` are the terms let through this once. */
export async function approvePublications(
  tx: Tx,
  yes: Yes,
  approved: { publications: { id: string; variantHash: string; status: string }[]; dueAt: Date; allowed?: string[] },
): Promise<void> {
  const ids = approved.publications.map((one) => one.id)
  await writeGrants(tx, yes, await writeApproval(tx, yes), approved.publications, approved.allowed)
  const failed = approved.publications.filter((one) => one.status === 'failed').map((one) => one.id)
  if (failed.length > 0) await tx.update(publications).set(asDraft).where(inArray(publications.id, failed))
  const waiting = and(inArray(publications.id, ids), inArray(publications.status, ['draft', 'unconfirmed']))
  await tx.update(publications).set({ status: 'awaiting_approval', endedAt: null, toldAt: null }).where(waiting)
  await tx
    .update(publications)
    .set({ status: 'scheduled', ...due(approved.dueAt) })
    .where(and(inArray(publications.id, ids), eq(publications.status, 'awaiting_approval')))
}

/** Moves approved publications to another moment; their grants stay. What is already being sent is left alone. */
export async function moveApproved(tx: Tx, ids: string[], dueAt: Date): Promise<void> {
  const movable = and(inArray(publications.id, ids), inArray(publications.status, ['scheduled', 'armed']))
  await tx
    .update(publications)
    .set({ status: 'scheduled', ...due(dueAt) })
    .where(movable)
}

/** Takes approved publications back to draft; their grants are void. Returns how many were still to be had. */
export async function withdraw(tx: Tx, ids: string[], at: Date): Promise<number> {
  const taken = await tx
    .update(publications)
    .set(asDraft)
    .where(and(inArray(publications.id, ids), inArray(publications.status, ['scheduled', 'armed'])))
    .returning({ id: publications.id })
  await voidGrants(
    tx,
    taken.map((one) => one.id),
    at,
  )
  return taken.length
}

/** Cancels publications that are not on their way; their grants are void. Returns how many were cancelled. */
export async function cancel(tx: Tx, ids: string[], at: Date): Promise<number> {
  const open = inArray(publications.status, ['awaiting_approval', 'scheduled', 'armed', 'unconfirmed'])
  const taken = await tx
    .update(publications)
    .set({ status: 'cancelled', endedAt: at, toldAt: at })
    .where(and(inArray(publications.id, ids), open))
    .returning({ id: publications.id })
  await voidGrants(
    tx,
    taken.map((one) => one.id),
    at,
  )
  return taken.length
}

/** The person saw it on the network: an unconfirmed publication is published. True where it was still unconfirmed. */
export async function confirmPublished(tx: Tx, id: string, at: Date): Promise<boolean> {
  const [done] = await tx
    .update(publications)
    .set({
      status: 'published',
      publishedAt: sql`coalesce(${publications.sentAt}, ${at.toISOString()}::timestamptz)`,
      toldAt: at,
    })
    .where(and(eq(publications.id, id), eq(publications.status, 'unconfirmed')))
    .returning({ id: publications.id })
  return done !== undefined
}

function due(dueAt: Date) {
  return {
    dueAt,
    retryAt: null,
    lateAskedAt: null,
    delayToldAt: null,
    usefulUntil: new Date(dueAt.getTime() + usefulMs),
    endedAt: null,
    toldAt: null,
    failureKind: null,
    failureSay: null,
  }
}

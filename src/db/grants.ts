// Grants taken away, and what is left of a publication then. In the transaction of one workspace.
import { and, inArray, isNull } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { grants } from './schema/grants.ts'

/** Takes away every grant of these publications. */
export async function voidGrants(tx: Tx, publicationIds: string[], at: Date): Promise<void> {
  if (publicationIds.length === 0) return
  await tx
    .update(grants)
    .set({ voidedAt: at })
    .where(and(inArray(grants.publicationId, publicationIds), isNull(grants.voidedAt)))
}

/** A publication that is a draft again: nothing of the earlier approval is left. */
export const asDraft = {
  status: 'draft',
  dueAt: null,
  retryAt: null,
  usefulUntil: null,
  lateAskedAt: null,
  frozen: null,
  progress: null,
  failureKind: null,
  failureSay: null,
  endedAt: null,
  toldAt: null,
  attempts: 0,
  settles: 0,
} as const

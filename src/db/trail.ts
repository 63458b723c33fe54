// Everything that led to what was sent, for those who check it afterwards. System role only; nothing here writes.
import { and, asc, gt, inArray, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { approvals } from './schema/approvals.ts'
import { attempts } from './schema/attempts.ts'
import { corrections } from './schema/corrections.ts'
import { grants } from './schema/grants.ts'
import { members } from './schema/members.ts'
import { publications } from './schema/publications.ts'
import { signoffs } from './schema/signoffs.ts'
import { variants } from './schema/variants.ts'
import { versions } from './schema/versions.ts'

/** A publication that was ever tried to be sent, with its tries in order and every document behind them. */
export type Trail = {
  publication: typeof publications.$inferSelect
  attempts: (typeof attempts.$inferSelect)[]
  corrections: { grantId: string }[]
  grants: (typeof grants.$inferSelect)[]
  approvals: (typeof approvals.$inferSelect)[]
  signoffs: (typeof signoffs.$inferSelect)[]
  members: { id: string; workspaceId: string }[]
  versions: (typeof versions.$inferSelect)[]
  variants: (typeof variants.$inferSelect)[]
}

/** The trails of the next publications after `after`, in the order of their ids; empty at the end. */
export async function nextTrails(tx: Tx, after: string, limit: number): Promise<Trail[]> {
  const wasSent = sql`(exists (select 1 from attempts t where t.publication_id = ${publications.id})
    or ${publications.status} in ('sending', 'published', 'unconfirmed'))`
  const sent = await tx
    .select()
    .from(publications)
    .where(and(gt(publications.id, after), wasSent))
    .orderBy(asc(publications.id))
    .limit(limit)
  if (sent.length === 0) return []
  const ids = sent.map((one) => one.id)
  const postIds = [...new Set(sent.map((one) => one.postId))]
  const tried = await tx.select().from(attempts).where(inArray(attempts.publicationId, ids)).orderBy(attempts.number)
  const { grantId, publicationId } = corrections
  const changed = await tx.select({ grantId }).from(corrections).where(inArray(publicationId, ids))
  const grantIds = [...new Set(tried.map((one) => one.grantId))]
  const granted = grantIds.length === 0 ? [] : await tx.select().from(grants).where(inArray(grants.id, grantIds))
  const approvalIds = [...new Set(granted.map((one) => one.approvalId))]
  const approved =
    approvalIds.length === 0 ? [] : await tx.select().from(approvals).where(inArray(approvals.id, approvalIds))
  const signed = await tx.select().from(signoffs).where(inArray(signoffs.postId, postIds))
  const memberIds = [...new Set(signed.map((one) => one.memberId))]
  const known =
    memberIds.length === 0
      ? []
      : await tx
          .select({ id: members.id, workspaceId: members.workspaceId })
          .from(members)
          .where(inArray(members.id, memberIds))
  const written = await tx.select().from(versions).where(inArray(versions.postId, postIds))
  const worded = await tx.select().from(variants).where(inArray(variants.postId, postIds))
  return sent.map((publication) => {
    const mine = tried.filter((one) => one.publicationId === publication.id)
    const allowed = granted.filter((grant) => mine.some((one) => one.grantId === grant.id))
    return {
      publication,
      attempts: mine,
      corrections: changed.filter((one) => mine.some((attempt) => attempt.grantId === one.grantId)),
      grants: allowed,
      approvals: approved.filter((approval) => allowed.some((grant) => grant.approvalId === approval.id)),
      signoffs: signed.filter((one) => one.postId === publication.postId),
      members: known,
      versions: written.filter((one) => one.postId === publication.postId),
      variants: worded.filter((one) => one.postId === publication.postId),
    }
  })
}

/** How many publications there are in all. */
export async function countPublications(tx: Tx): Promise<number> {
  return tx.$count(publications)
}

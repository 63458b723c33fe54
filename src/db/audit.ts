// The audit of a workspace: written once, read by who asks, chained by a job. Ids and hashes only.
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { auditEvents } from './schema/audit-events.ts'
import { auditLinks } from './schema/audit-links.ts'

export type AuditEvent = typeof auditEvents.$inferSelect

/** Writes down what somebody did, or tried to do. */
export async function record(tx: Tx, events: (typeof auditEvents.$inferInsert)[]): Promise<void> {
  if (events.length > 0) await tx.insert(auditEvents).values(events)
}

/** What happened to a post, oldest first. */
export function eventsOf(tx: Tx, postId: string): Promise<AuditEvent[]> {
  return tx.select().from(auditEvents).where(eq(auditEvents.postId, postId)).orderBy(asc(auditEvents.id))
}

/** Events of the workspace after `after`, oldest first, with the link that seals each. */
export function eventsAfter(tx: Tx, after: number, limit: number) {
  return tx
    .select({ event: auditEvents, link: auditLinks })
    .from(auditEvents)
    .leftJoin(auditLinks, eq(auditLinks.eventId, auditEvents.id))
    .where(sql`${auditEvents.id} > ${after}`)
    .orderBy(asc(auditEvents.id))
    .limit(limit)
}

/** Workspaces with events that no link seals yet. System role. */
export async function unchained(tx: Tx): Promise<string[]> {
  const found = await rows<{ workspace_id: string }>(
    tx,
    sql`select distinct workspace_id from audit_events e where not exists (select 1 from audit_links l where l.event_id = e.id)`,
  )
  return found.map((row) => row.workspace_id)
}

/** Takes the end of a workspace's chain for this transaction, with the events that come next. System role. */
export async function nextToChain(
  tx: Tx,
  workspaceId: string,
  limit: number,
): Promise<{ last: { number: number; hash: string } | undefined; events: AuditEvent[] }> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${workspaceId}`}, 0))`)
  const [last] = await tx
    .select({ number: auditLinks.number, hash: auditLinks.hash })
    .from(auditLinks)
    .where(eq(auditLinks.workspaceId, workspaceId))
    .orderBy(desc(auditLinks.number))
    .limit(1)
  const open = sql`not exists (select 1 from audit_links l where l.event_id = ${auditEvents.id})`
  const events = await tx
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.workspaceId, workspaceId), open))
    .orderBy(asc(auditEvents.id))
    .limit(limit)
  return { last, events }
}

/** Adds links to a chain. System role. */
export async function writeLinks(tx: Tx, links: (typeof auditLinks.$inferInsert)[]): Promise<void> {
  if (links.length > 0) await tx.insert(auditLinks).values(links)
}

/** The links of a workspace's chain after a number, in order, with their events; an event that is gone is null. System role. */
export async function chainOf(tx: Tx, workspaceId: string, after: number, limit: number) {
  const links = await tx
    .select()
    .from(auditLinks)
    .where(and(eq(auditLinks.workspaceId, workspaceId), sql`${auditLinks.number} > ${after}`))
    .orderBy(asc(auditLinks.number))
    .limit(limit)
  if (links.length === 0) return []
  const ids = links.map(({ eventId }) => eventId)
  const events = await tx.select().from(auditEvents).where(inArray(auditEvents.id, ids))
  return links.map((link) => ({ link, event: events.find(({ id }) => id === link.eventId) ?? null }))
}

/** Every workspace that has a chain. System role. */
export async function chained(tx: Tx): Promise<string[]> {
  const found = await tx.selectDistinct({ id: auditLinks.workspaceId }).from(auditLinks)
  return found.map(({ id }) => id)
}

/** Writes down that a workspace was erased: the last event of its audit. System role. */
export async function recordErased(tx: Tx, workspaceId: string, at: Date): Promise<void> {
  await record(tx, [{ workspaceId, act: 'erase workspace', createdAt: at }])
}

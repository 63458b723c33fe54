// Erasing a workspace or a person after a waiting time. System role only. The audit of a workspace stays: it holds ids and hashes.
import { and, asc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { asEraser, asSystem, type Tx } from './client.ts'
import { rows } from './rows.ts'
import { accounts } from './schema/accounts.ts'
import { apiTokens } from './schema/api-tokens.ts'
import { conversations } from './schema/conversations.ts'
import { emails } from './schema/emails.ts'
import { erasures } from './schema/erasures.ts'
import { identities } from './schema/identities.ts'
import { installation } from './schema/installation.ts'
import { members } from './schema/members.ts'
import { messages } from './schema/messages.ts'
import { passkeys } from './schema/passkeys.ts'
import { people } from './schema/people.ts'
import { replies } from './schema/replies.ts'
import { sessions } from './schema/sessions.ts'
import { signInLinks } from './schema/sign-in-links.ts'
import { workspaces } from './schema/workspaces.ts'

export type Erasure = typeof erasures.$inferSelect

/** Begins the waiting time; asked for again, the first one stands. */
export async function wantErasure(
  tx: Tx,
  given: Pick<Erasure, 'what' | 'subjectId' | 'personId' | 'dueAt' | 'createdAt'>,
): Promise<void> {
  await tx.insert(erasures).values(given).onConflictDoNothing()
}

/** The erasure that waits for a workspace or a person, or undefined. */
export async function waitingErasure(tx: Tx, subjectId: string): Promise<Erasure | undefined> {
  const [found] = await tx
    .select()
    .from(erasures)
    .where(and(eq(erasures.subjectId, subjectId), isNull(erasures.endedAt)))
  return found
}

/** Takes a wish back while it waits; once its time has come it may be under way. True where there was one. */
export async function dropErasure(tx: Tx, subjectId: string, now: Date): Promise<boolean> {
  const gone = await tx
    .delete(erasures)
    .where(and(eq(erasures.subjectId, subjectId), isNull(erasures.endedAt), gt(erasures.dueAt, now)))
    .returning({ id: erasures.id })
  return gone.length > 0
}

/** Erasures whose waiting time is over. */
export function dueErasures(tx: Tx, now: Date): Promise<Erasure[]> {
  return tx
    .select()
    .from(erasures)
    .where(and(isNull(erasures.endedAt), sql`${erasures.dueAt} <= ${now.toISOString()}::timestamptz`))
    .orderBy(asc(erasures.dueAt))
    .limit(10)
}

/** It cannot be done yet: it waits until then. */
export async function putOffErasure(tx: Tx, id: string, dueAt: Date): Promise<void> {
  await tx.update(erasures).set({ dueAt }).where(eq(erasures.id, id))
}

/** Takes one that is due, so that nobody else carries it out and nobody takes it back meanwhile; undefined where it is gone. */
export async function lockErasure(tx: Tx, id: string): Promise<Erasure | undefined> {
  const [found] = await tx
    .select()
    .from(erasures)
    .where(and(eq(erasures.id, id), isNull(erasures.endedAt)))
    .for('update')
  return found
}

/** The last word was said: what is left is to take the rows away. */
export async function beginErasure(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.update(erasures).set({ begunAt: at }).where(eq(erasures.id, id))
}

/** Accounts of a workspace with stored access, connected or not any more. */
export function accessOf(tx: Tx, workspaceId: string) {
  const { id, platform, remoteId, name, credentials } = accounts
  return tx
    .select({ id, platform, remoteId, name, credentials })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), isNotNull(credentials)))
    .orderBy(asc(platform), asc(name))
}

/** It is done. */
export async function endErasure(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.update(erasures).set({ endedAt: at }).where(eq(erasures.id, id))
}

/** True for the workspace or the person that the installation itself stands on. */
export async function isOfInstallation(tx: Tx, subjectId: string): Promise<boolean> {
  const [found] = await tx.select().from(installation)
  return found?.ownerWorkspaceId === subjectId || found?.ownerPersonId === subjectId
}

/** The keys of all files of a workspace, and whether something of it is being sent right now. */
export async function filesOf(tx: Tx, workspaceId: string): Promise<{ keys: string[]; isSending: boolean }> {
  const found = await rows<{ key: string }>(
    tx,
    sql`select key from media where workspace_id = ${workspaceId}
      union select key || '-' || lpad(n::text, 5, '0') || '.part' from exports, generate_series(0, coalesce(pieces, 0) - 1) n
        where workspace_id = ${workspaceId} and key is not null`,
  )
  const [sending] = await rows<{ n: number }>(
    tx,
    sql`select count(*)::int n from publications where workspace_id = ${workspaceId} and status = 'sending'`,
  )
  return { keys: found.map(({ key }) => key), isSending: (sending?.n ?? 0) > 0 }
}

/** Erases every row of a workspace but its audit, what was said about it in any chat, and people who have no other seat. */
export async function eraseWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  const people_ = await tx.select({ id: members.personId }).from(members).where(eq(members.workspaceId, workspaceId))
  await tx.delete(replies).where(eq(replies.workspaceId, workspaceId))
  await tx.delete(messages).where(eq(messages.workspaceId, workspaceId))
  await tx
    .update(conversations)
    .set({ workspaceId: null, focusPostId: null, asked: null, dialog: null })
    .where(eq(conversations.workspaceId, workspaceId))
  await tx.delete(sessions).where(eq(sessions.workspaceId, workspaceId))
  await tx.delete(signInLinks).where(eq(signInLinks.workspaceId, workspaceId))
  await tx.delete(apiTokens).where(eq(apiTokens.workspaceId, workspaceId))
  const tables = await rows<{ name: string }>(
    tx,
    sql`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public'
      and c.relkind = 'r' and c.relrowsecurity and c.relname not in ('workspaces', 'audit_events', 'audit_links') order by 1`,
  )
  // One statement: rows that refer to each other go together, whatever their order. As the role that may take away, from one workspace.
  await asEraser(tx, workspaceId)
  const gone = tables.map(
    ({ name }, i) =>
      sql`${sql.raw(`gone_${i}`)} as (delete from ${sql.identifier(name)} where workspace_id = ${workspaceId}::uuid)`,
  )
  await tx.execute(sql`with ${sql.join(gone, sql`, `)} select 1`)
  await asSystem(tx)
  await tx.update(workspaces).set({ name: '' }).where(eq(workspaces.id, workspaceId))
  for (const { id } of people_) {
    const [seat] = await tx.select({ id: members.id }).from(members).where(eq(members.personId, id)).limit(1)
    if (seat === undefined && !(await isOfInstallation(tx, id))) await tx.delete(people).where(eq(people.id, id))
  }
}

/** Workspaces in which a person is the only owner. */
export async function ownedAlone(tx: Tx, personId: string): Promise<string[]> {
  const found = await rows<{ workspace_id: string }>(
    tx,
    sql`select m.workspace_id from members m where m.person_id = ${personId} and m.role = 'owner' and m.removed_at is null
      and not exists (select 1 from members o where o.workspace_id = m.workspace_id and o.role = 'owner' and o.removed_at is null
        and o.person_id <> m.person_id)`,
  )
  return found.map((row) => row.workspace_id)
}

/** The seats a person has now. */
export function seatsOf(tx: Tx, personId: string): Promise<{ workspaceId: string; memberId: string }[]> {
  return tx
    .select({ workspaceId: members.workspaceId, memberId: members.id })
    .from(members)
    .where(and(eq(members.personId, personId), isNull(members.removedAt)))
}

/** Erases a person: their name, chats, talks and ways in. What they wrote in posts stays with the workspace, under no name. */
export async function erasePerson(tx: Tx, personId: string, at: Date): Promise<void> {
  const talks = tx.select({ id: conversations.id }).from(conversations).where(eq(conversations.personId, personId))
  await tx.delete(replies).where(inArray(replies.conversationId, talks))
  await tx.delete(conversations).where(eq(conversations.personId, personId))
  for (const table of [identities, emails, passkeys, sessions, signInLinks, apiTokens])
    await tx.delete(table).where(eq(table.personId, personId))
  await tx.update(members).set({ removedAt: at, quiet: null, zone: null }).where(eq(members.personId, personId))
  await tx.execute(sql`delete from webhooks where member_id in (select id from members where person_id = ${personId})`)
  await tx.execute(sql`delete from notices where member_id in (select id from members where person_id = ${personId})`)
  await tx.execute(
    sql`update invitations set name = '—' where used_by in (select id from members where person_id = ${personId})`,
  )
  await tx.update(people).set({ name: '—', language: null }).where(eq(people.id, personId))
}

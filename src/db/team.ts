// Members with the names and places of their people, and what ends when one leaves. System role only.
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { apiTokens } from './schema/api-tokens.ts'
import { brands } from './schema/brands.ts'
import { conversations } from './schema/conversations.ts'
import { emails } from './schema/emails.ts'
import { identities } from './schema/identities.ts'
import { members } from './schema/members.ts'
import { passkeys } from './schema/passkeys.ts'
import { people } from './schema/people.ts'
import { sessions } from './schema/sessions.ts'
import { workspaces } from './schema/workspaces.ts'
import { conversationAt } from './tenants.ts'

export type Teammate = typeof members.$inferSelect & { name: string }

/** The members of a workspace with their names, longest first; removed ones only where they are asked for. */
export async function teamOf(tx: Tx, workspaceId: string, more: { withRemoved?: boolean } = {}): Promise<Teammate[]> {
  const found = await tx
    .select({ member: members, name: people.name })
    .from(members)
    .innerJoin(people, eq(people.id, members.personId))
    .where(and(eq(members.workspaceId, workspaceId), more.withRemoved === true ? undefined : isNull(members.removedAt)))
    .orderBy(asc(members.createdAt), asc(members.id))
  return found.map(({ member, name }) => ({ ...member, name }))
}

/** A workspace as its people tell it from their others. */
export type Place = { workspaceId: string; name: string; mark: number; role: string }

/** The workspaces of a person, oldest seat first. */
export async function placesOf(tx: Tx, personId: string): Promise<Place[]> {
  const found = await tx
    .select({
      id: workspaces.id,
      workspace: workspaces.name,
      brand: brands.name,
      mark: workspaces.mark,
      role: members.role,
    })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .innerJoin(brands, eq(brands.workspaceId, members.workspaceId))
    .where(and(eq(members.personId, personId), isNull(members.removedAt)))
    .orderBy(asc(members.createdAt), asc(members.id))
  return found.map((one) => ({
    workspaceId: one.id,
    name: one.brand || one.workspace,
    mark: one.mark,
    role: one.role,
  }))
}

/**
 * Where a person is best reached about a workspace: where they last talked about it, alone before in a group; else where
 * they last talked at all; else on the web, where it waits for them.
 */
export async function placeToReach(tx: Tx, given: { personId: string; workspaceId: string }): Promise<string> {
  const [found] = await rows<{ id: string }>(
    tx,
    sql`select id from conversations where person_id = ${given.personId} and last_inbound_at is not null
      and (workspace_id = ${given.workspaceId} or chat <> 'web')
      order by (chat <> 'web' and address like '%/%'), (workspace_id is distinct from ${given.workspaceId}::uuid), last_inbound_at desc limit 1`,
  )
  if (found !== undefined) return found.id
  const at = { chat: 'web', address: given.personId, ...given }
  const here = await conversationAt(tx, at)
  if (here.workspaceId === null || here.workspaceId === given.workspaceId) return here.id
  return (await conversationAt(tx, { ...at, address: `${given.personId}@${given.workspaceId}` })).id
}

/**
 * Takes a member out: the seat, the sessions and tokens of this workspace, and where they talked about it. A person without
 * any seat left loses every identity, address and passkey. Returns conversations that lost their workspace, and whether the person has a seat left.
 */
export async function removeMember(
  tx: Tx,
  given: { memberId: string; personId: string; workspaceId: string; now: Date },
): Promise<{ conversationIds: string[]; isGone: boolean }> {
  const { memberId, personId, workspaceId, now } = given
  await tx.update(members).set({ removedAt: now }).where(eq(members.id, memberId))
  const theirs = eq(sessions.personId, personId)
  const here = sql`(${sessions.workspaceId} = ${workspaceId} or ${sessions.workspaceId} is null)`
  await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(theirs, here, isNull(sessions.revokedAt)))
  await tx
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(eq(apiTokens.personId, personId), eq(apiTokens.workspaceId, workspaceId), isNull(apiTokens.revokedAt)))
  const left = await placesOf(tx, personId)
  const isGone = left.length === 0
  const dropped = await tx
    .update(conversations)
    .set({ focusPostId: null, asked: null, dialog: null, workspaceId: left[0]?.workspaceId ?? null })
    .where(and(eq(conversations.personId, personId), eq(conversations.workspaceId, workspaceId)))
    .returning({ id: conversations.id })
  if (isGone) {
    await tx.delete(identities).where(eq(identities.personId, personId))
    await tx.delete(emails).where(eq(emails.personId, personId))
    await tx.delete(passkeys).where(eq(passkeys.personId, personId))
    await tx
      .update(sessions)
      .set({ revokedAt: now })
      .where(and(theirs, isNull(sessions.revokedAt)))
  }
  return { conversationIds: dropped.map(({ id }) => id), isGone }
}

/** Changes what a member may do. */
export async function changeMember(
  tx: Tx,
  memberId: string,
  change: Partial<Pick<typeof members.$inferInsert, 'role' | 'isClient' | 'quiet' | 'zone'>>,
): Promise<void> {
  await tx.update(members).set(change).where(eq(members.id, memberId))
}

/** The names of members, removed ones too, by their ids. */
export async function namesOf(tx: Tx, memberIds: string[]): Promise<Map<string, string>> {
  if (memberIds.length === 0) return new Map()
  const found = await tx
    .select({ id: members.id, name: people.name })
    .from(members)
    .innerJoin(people, eq(people.id, members.personId))
    .where(inArray(members.id, memberIds))
  return new Map(found.map(({ id, name }) => [id, name]))
}

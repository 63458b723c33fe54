// Invitations: written by an owner in their workspace, used up by whoever brings the code.
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { invitations } from './schema/invitations.ts'
import { members } from './schema/members.ts'
import { people } from './schema/people.ts'
import { workspaces } from './schema/workspaces.ts'
import type { Seat } from './tenants.ts'

export type Invitation = typeof invitations.$inferSelect

/** Writes an invitation. Returns its id. */
export async function writeInvitation(tx: Tx, given: typeof invitations.$inferInsert): Promise<string> {
  const [made] = await tx.insert(invitations).values(given).returning({ id: invitations.id })
  if (made === undefined) throw new Error('an invitation was not written')
  return made.id
}

/** Invitations of the workspace that can still be used, newest first. */
export function openInvitations(tx: Tx, now: Date): Promise<Invitation[]> {
  return tx
    .select()
    .from(invitations)
    .where(and(isNull(invitations.usedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now)))
    .orderBy(desc(invitations.createdAt))
}

/** Takes an invitation back. True where it could still be used. */
export async function revokeInvitation(tx: Tx, id: string, now: Date): Promise<boolean> {
  const taken = await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.id, id), isNull(invitations.usedAt), isNull(invitations.revokedAt)))
    .returning({ id: invitations.id })
  return taken.length > 0
}

/** An invitation by the hash of its code, where it is still good. Uses nothing up. System role. */
export async function goodInvitation(tx: Tx, hash: string, now: Date): Promise<Invitation | undefined> {
  const [found] = await tx
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.hash, hash),
        isNull(invitations.usedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, now),
      ),
    )
  return found
}

/** An invitation by the hash of its code, good or not. System role. */
export async function invitationOf(tx: Tx, hash: string): Promise<Invitation | undefined> {
  const [found] = await tx.select().from(invitations).where(eq(invitations.hash, hash))
  return found
}

/** Takes a seat: the person is a member from here on, with the role of the invitation. Undefined where it is good for nothing. System role. */
export async function useInvitation(
  tx: Tx,
  given: { hash: string; now: Date; personId: string | undefined; name: string },
): Promise<{ seat: Seat; invitation: Invitation; isMemberAlready: boolean } | undefined> {
  const { hash, now } = given
  const [locked] = await tx.select().from(invitations).where(eq(invitations.hash, hash)).for('update')
  const isGood = locked !== undefined && locked.usedAt === null && locked.revokedAt === null && locked.expiresAt > now
  if (!isGood) return undefined
  const { workspaceId, role, isClient } = locked
  const known = given.personId === undefined ? undefined : await memberOf(tx, workspaceId, given.personId)
  if (known !== undefined && known.removedAt === null) {
    const seat = { personId: known.personId, workspaceId, memberId: known.id, role: known.role }
    return { seat, invitation: locked, isMemberAlready: true }
  }
  const personId = given.personId ?? (await makePerson(tx, given.name))
  const [member] = await tx
    .insert(members)
    .values({ workspaceId, personId, role, isClient, createdAt: now })
    .onConflictDoUpdate({ target: [members.workspaceId, members.personId], set: { role, isClient, removedAt: null } })
    .returning({ id: members.id })
  if (member === undefined) throw new Error('a member was not written')
  await giveMark(tx, personId, workspaceId)
  await tx.update(invitations).set({ usedAt: now, usedBy: member.id }).where(eq(invitations.id, locked.id))
  return { seat: { personId, workspaceId, memberId: member.id, role }, invitation: locked, isMemberAlready: false }
}

async function memberOf(tx: Tx, workspaceId: string, personId: string) {
  const [found] = await tx
    .select()
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.personId, personId)))
  return found
}

async function makePerson(tx: Tx, name: string): Promise<string> {
  const [person] = await tx.insert(people).values({ name }).returning({ id: people.id })
  if (person === undefined) throw new Error('a person was not written')
  return person.id
}

/** Gives a workspace a mark that no other workspace of this person has, where it still has the first one. */
async function giveMark(tx: Tx, personId: string, workspaceId: string): Promise<void> {
  const others = await tx
    .select({ id: workspaces.id, mark: workspaces.mark })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.personId, personId), isNull(members.removedAt), sql`${workspaces.id} <> ${workspaceId}`))
  const [mine] = await tx.select({ mark: workspaces.mark }).from(workspaces).where(eq(workspaces.id, workspaceId))
  const taken = new Set(others.map(({ mark }) => mark))
  if (mine === undefined || !taken.has(mine.mark)) return
  const free = [0, 1, 2, 3, 4, 5, 6].find((mark) => !taken.has(mark))
  if (free !== undefined) await tx.update(workspaces).set({ mark: free }).where(eq(workspaces.id, workspaceId))
}

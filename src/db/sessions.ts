// Sign-in links, sessions and API tokens, by the hashes of their secrets. System role only.
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { apiTokens } from './schema/api-tokens.ts'
import { members } from './schema/members.ts'
import { sessions } from './schema/sessions.ts'
import { signInLinks } from './schema/sign-in-links.ts'
import type { Seat } from './tenants.ts'
import type { Scope } from './words.ts'

/** Where a one-time code leads beside letting its person in. */
export type LinkTarget = { workspaceId: string; target: string }

/** Keeps the hash of a one-time sign-in code. */
export async function keepLink(
  tx: Tx,
  given: { personId: string; hash: string; expiresAt: Date } & Partial<LinkTarget>,
): Promise<void> {
  await tx.insert(signInLinks).values(given)
}

/** What a sign-in code is good for: its person, used up by this call; or why not. */
export async function useLink(
  tx: Tx,
  hash: string,
  now: Date,
): Promise<{ personId: string; to?: LinkTarget } | 'unknown' | 'used' | 'expired'> {
  const [link] = await tx.select().from(signInLinks).where(eq(signInLinks.hash, hash)).for('update')
  if (link === undefined) return 'unknown'
  if (link.usedAt !== null) return 'used'
  if (link.expiresAt <= now) return 'expired'
  await tx.update(signInLinks).set({ usedAt: now }).where(eq(signInLinks.id, link.id))
  const { personId, workspaceId, target } = link
  return { personId, ...(workspaceId !== null && target !== null && { to: { workspaceId, target } }) }
}

/** What a sign-in code is good for, without using it up. */
export async function peekLink(tx: Tx, hash: string, now: Date): Promise<'good' | 'unknown' | 'used' | 'expired'> {
  const [link] = await tx.select().from(signInLinks).where(eq(signInLinks.hash, hash))
  if (link === undefined) return 'unknown'
  if (link.usedAt !== null) return 'used'
  return link.expiresAt <= now ? 'expired' : 'good'
}

/** Opens a session of a browser or a widget, by the hash of its secret. */
export async function openSession(tx: Tx, given: typeof sessions.$inferInsert): Promise<void> {
  await tx.insert(sessions).values(given)
}

/** The live session with this hash, or undefined. */
export async function getSession(tx: Tx, hash: string, now: Date) {
  const [session] = await tx
    .select()
    .from(sessions)
    .where(and(eq(sessions.hash, hash), isNull(sessions.revokedAt), sql`${sessions.expiresAt} > ${now.toISOString()}`))
  return session
}

/** Ends a session. */
export async function endSession(tx: Tx, hash: string, now: Date): Promise<void> {
  await tx.update(sessions).set({ revokedAt: now }).where(eq(sessions.hash, hash))
}

/** Keeps the hash of an API token. */
export async function keepToken(
  tx: Tx,
  given: { personId: string; workspaceId: string; hash: string; scope: Scope },
): Promise<void> {
  await tx.insert(apiTokens).values(given)
}

/** Where the live API token with this hash may act and how far, or undefined. */
export async function seatByToken(tx: Tx, hash: string): Promise<(Seat & { scope: Scope }) | undefined> {
  const [found] = await tx
    .select({
      personId: members.personId,
      workspaceId: members.workspaceId,
      memberId: members.id,
      role: members.role,
      scope: apiTokens.scope,
    })
    .from(apiTokens)
    .innerJoin(members, and(eq(members.personId, apiTokens.personId), eq(members.workspaceId, apiTokens.workspaceId)))
    .where(and(eq(apiTokens.hash, hash), isNull(apiTokens.revokedAt), isNull(members.removedAt)))
  return found
}

/** Forgets ways in that nobody can use any more: sessions and links that ended before `before`. */
export async function forgetEnded(tx: Tx, before: Date): Promise<void> {
  await tx.delete(sessions).where(lt(sessions.expiresAt, before))
  await tx.delete(signInLinks).where(lt(signInLinks.expiresAt, before))
}

/** The live sessions of a person, newest first. */
export function sessionsOf(tx: Tx, personId: string, now: Date) {
  return tx
    .select({
      id: sessions.id,
      kind: sessions.kind,
      hash: sessions.hash,
      origin: sessions.origin,
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.personId, personId),
        isNull(sessions.revokedAt),
        sql`${sessions.expiresAt} > ${now.toISOString()}`,
      ),
    )
    .orderBy(sql`${sessions.createdAt} desc`)
}

/** Ends a session of a person by its id. True where it was live. */
export async function endSessionOf(tx: Tx, given: { id: string; personId: string; now: Date }): Promise<boolean> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: given.now })
    .where(and(eq(sessions.id, given.id), eq(sessions.personId, given.personId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id })
  return ended.length > 0
}

/** Turns a browser's session to another workspace of its person. */
export async function moveSession(tx: Tx, hash: string, workspaceId: string): Promise<void> {
  await tx.update(sessions).set({ workspaceId }).where(eq(sessions.hash, hash))
}

/** The live API tokens of a person for a workspace, newest first. */
export function tokensOf(tx: Tx, seat: { personId: string; workspaceId: string }) {
  return tx
    .select({ id: apiTokens.id, scope: apiTokens.scope, createdAt: apiTokens.createdAt })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.personId, seat.personId),
        eq(apiTokens.workspaceId, seat.workspaceId),
        isNull(apiTokens.revokedAt),
      ),
    )
    .orderBy(sql`${apiTokens.createdAt} desc`)
}

/** Ends an API token of a person by its id. True where it was live. */
export async function endTokenOf(
  tx: Tx,
  given: { id: string; personId: string; workspaceId: string; now: Date },
): Promise<boolean> {
  const { id, personId, workspaceId } = given
  const ended = await tx
    .update(apiTokens)
    .set({ revokedAt: given.now })
    .where(
      and(
        eq(apiTokens.id, id),
        eq(apiTokens.personId, personId),
        eq(apiTokens.workspaceId, workspaceId),
        isNull(apiTokens.revokedAt),
      ),
    )
    .returning({ id: apiTokens.id })
  return ended.length > 0
}

// Consents under way at networks, and the clients registered with their servers. In the transaction of one workspace.
import { and, eq, lt } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { consents } from './schema/consents.ts'
import { registrations } from './schema/registrations.ts'
import type { PlatformId } from './words.ts'

/** Remembers a consent that begins, and forgets those that nobody came back from. */
export async function openConsent(tx: Tx, given: typeof consents.$inferInsert, now: Date): Promise<void> {
  await tx.delete(consents).where(lt(consents.expiresAt, now))
  await tx.insert(consents).values(given)
}

/** What was remembered, still sealed; this call uses it up. Undefined for a state of somebody else, used or expired. */
export async function takeConsent(
  tx: Tx,
  given: { memberId: string; platform: PlatformId; stateHash: string },
  now: Date,
): Promise<string | undefined> {
  const [taken] = await tx
    .delete(consents)
    .where(
      and(
        eq(consents.stateHash, given.stateHash),
        eq(consents.memberId, given.memberId),
        eq(consents.platform, given.platform),
      ),
    )
    .returning({ memory: consents.memory, expiresAt: consents.expiresAt })
  return taken === undefined || taken.expiresAt <= now ? undefined : taken.memory
}

/** The sealed client registered with a server, or undefined. */
export async function findRegistration(tx: Tx, platform: PlatformId, name: string): Promise<string | undefined> {
  const [found] = await tx
    .select({ registration: registrations.registration })
    .from(registrations)
    .where(and(eq(registrations.platform, platform), eq(registrations.name, name)))
  return found?.registration
}

/** Keeps a client; of two made at once the later one counts. */
export async function keepRegistration(tx: Tx, given: typeof registrations.$inferInsert): Promise<void> {
  await tx
    .insert(registrations)
    .values(given)
    .onConflictDoUpdate({
      target: [registrations.workspaceId, registrations.platform, registrations.name],
      set: { registration: given.registration },
    })
}

/** Forgets a client that its server no longer knows. */
export async function forgetRegistration(tx: Tx, platform: PlatformId, name: string): Promise<void> {
  await tx.delete(registrations).where(and(eq(registrations.platform, platform), eq(registrations.name, name)))
}

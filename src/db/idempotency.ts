// Answers kept for writes that carry an Idempotency-Key. Global: they belong to the caller. System role only.
import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { idempotency } from './schema/idempotency.ts'

/** A caller's key, and the hash of the request it came with. */
export type Keyed = { personId: string; key: string; request: string }

/** What is known of a key. `mine` is for the one who now does the work. */
export type Known =
  | { kind: 'mine' }
  | { kind: 'other' }
  | { kind: 'underWay' }
  | { kind: 'done'; status: number; body: string }

/** Takes a key, or says what became of it. Work begun before `staleBefore` without an answer is taken over: its process died. */
export async function takeKey(tx: Tx, keyed: Keyed, now: Date, staleBefore: Date): Promise<Known> {
  const made = await tx
    .insert(idempotency)
    .values({ ...keyed, createdAt: now })
    .onConflictDoNothing()
    .returning({ key: idempotency.key })
  if (made.length > 0) return { kind: 'mine' }
  const [known] = await tx.select().from(idempotency).where(at(keyed)).for('update')
  // Given up between the two statements: the caller asks again.
  if (known === undefined) return { kind: 'underWay' }
  if (known.request !== keyed.request) return { kind: 'other' }
  if (known.status !== null) return { kind: 'done', status: known.status, body: known.body ?? '' }
  if (known.createdAt >= staleBefore) return { kind: 'underWay' }
  await tx.update(idempotency).set({ createdAt: now }).where(at(keyed))
  return { kind: 'mine' }
}

/** Keeps the answer that every repeat is given. */
export async function keepAnswer(tx: Tx, keyed: Keyed, answer: { status: number; body: string }): Promise<void> {
  await tx.update(idempotency).set(answer).where(at(keyed))
}

/** Gives a key back after work that failed, so that a repeat may try. */
export async function giveKeyBack(tx: Tx, keyed: Keyed): Promise<void> {
  await tx.delete(idempotency).where(and(at(keyed), isNull(idempotency.status)))
}

/** Forgets keys from before a moment. */
export async function forgetKeys(tx: Tx, before: Date): Promise<void> {
  await tx.delete(idempotency).where(lt(idempotency.createdAt, before))
}

function at(keyed: Keyed) {
  return and(eq(idempotency.personId, keyed.personId), eq(idempotency.key, keyed.key))
}

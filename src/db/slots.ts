// Standing weekly hours of one workspace, and the moments that are taken.
import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { posts } from './schema/posts.ts'
import { slots } from './schema/slots.ts'

export type SlotRow = { weekday: number; time: string }

/** The slots of the workspace, by weekday and hour. */
export function getSlots(tx: Tx): Promise<SlotRow[]> {
  return tx
    .select({ weekday: slots.weekday, time: slots.time })
    .from(slots)
    .orderBy(asc(slots.weekday), asc(slots.time))
}

/** Adds slots; those that exist are left alone. */
export async function addSlots(tx: Tx, workspaceId: string, added: SlotRow[]): Promise<void> {
  if (added.length === 0) return
  await tx
    .insert(slots)
    .values(added.map((slot) => ({ workspaceId, weekday: slot.weekday, time: slot.time })))
    .onConflictDoNothing()
}

/** Takes slots away; without a list, all of them. */
export async function removeSlots(tx: Tx, gone: SlotRow[] | 'all'): Promise<void> {
  if (gone === 'all') await tx.delete(slots)
  else
    for (const slot of gone)
      await tx.delete(slots).where(and(eq(slots.weekday, slot.weekday), eq(slots.time, slot.time)))
}

/** The moments after `now` that a post already wishes for. */
export async function takenMoments(tx: Tx, now: Date): Promise<Date[]> {
  const found = await tx
    .select({ at: posts.dueAt })
    .from(posts)
    .where(and(isNotNull(posts.dueAt), gt(posts.dueAt, now), isNull(posts.discardedAt)))
  return found.flatMap((one) => (one.at === null ? [] : [one.at]))
}

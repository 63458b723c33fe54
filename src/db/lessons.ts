// Lessons: counted once for each post, offered once. In the transaction of one workspace.
import { and, eq, sql } from 'drizzle-orm'
import type { Seen } from '../core/brand/lessons.ts'
import type { Lesson } from '../core/brand/memory.ts'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { lessons } from './schema/lessons.ts'

/** Counts what was seen in a post; the same post is counted once. */
export async function countLessons(
  tx: Tx,
  given: { workspaceId: string; postId: string; now: Date; seen: readonly Seen[] },
): Promise<void> {
  const { workspaceId, postId, now } = given
  for (const { kind, detail } of given.seen)
    await tx
      .insert(lessons)
      .values({ workspaceId, kind, detail, seen: 1, postId, createdAt: now })
      .onConflictDoUpdate({
        target: [lessons.workspaceId, lessons.kind, lessons.detail],
        set: { seen: sql`${lessons.seen} + 1`, postId },
        setWhere: sql`${lessons.postId} is distinct from ${postId}::uuid`,
      })
}

/** The lesson that was seen most and never offered, marked as offered; none where one was offered since `quietSince`. */
export async function takeLesson(
  tx: Tx,
  given: { times: number; now: Date; quietSince: Date },
): Promise<Lesson | undefined> {
  const [found] = await rows<Lesson>(
    tx,
    sql`update lessons set offered_at = ${given.now.toISOString()}::timestamptz
      where id = (select id from lessons where seen >= ${given.times} and offered_at is null
          and not exists (select 1 from lessons l where l.offered_at > ${given.quietSince.toISOString()}::timestamptz)
        order by seen desc, created_at limit 1)
      returning id, kind, detail, seen`,
  )
  return found
}

/** Writes down the answer to an offer. False where it was answered before. */
export async function answerLesson(tx: Tx, id: string, answer: 'yes' | 'no'): Promise<boolean> {
  const done = await tx
    .update(lessons)
    .set({ answer })
    .where(and(eq(lessons.id, id), sql`${lessons.answer} is null`))
    .returning({ id: lessons.id })
  return done.length > 0
}

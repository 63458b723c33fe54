// The store of the rate limiter: its own statements, run by our client under the system role.
import { lt } from 'drizzle-orm'
import type { Db, Tx } from './client.ts'
import { rateLimits } from './schema/rate-limits.ts'

/** What the limiter asks of a client of PostgreSQL. */
export function limiterClient(db: Db) {
  return {
    async query(question: { text: string; values?: (string | number | null)[] }) {
      const rows = await db.$client.begin(async (tx) => {
        await tx`select set_config('role', 'leopost_system', true)`
        return tx.unsafe(question.text, question.values ?? [])
      })
      return { rows, rowCount: rows.count }
    },
  }
}

/** Forgets windows that ended before `before`. */
export async function forgetWindows(tx: Tx, before: Date): Promise<void> {
  await tx.delete(rateLimits).where(lt(rateLimits.expire, before.getTime()))
}

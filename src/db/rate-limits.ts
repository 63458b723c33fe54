// The store of the rate limiter: its own statements, run by our client under the system role.
import { lt } from 'drizzle-orm'
import { type Db, systemClient, type Tx } from './client.ts'
import { rateLimits } from './schema/rate-limits.ts'

/** What the limiter asks of a client of PostgreSQL. */
export function limiterClient(db: Db) {
  return {
    async query(question: { text: string; values?: (string | number | null)[] }) {
      const rows = await systemClient(db).unsafe(question.text, question.values ?? [])
      return { rows, rowCount: rows.count }
    },
  }
}

/** Forgets windows that ended before `before`. */
export async function forgetWindows(tx: Tx, before: Date): Promise<void> {
  await tx.delete(rateLimits).where(lt(rateLimits.expire, before.getTime()))
}

// Raw SQL's way back into typed rows: postgres.js gives instants as text under Drizzle, so they are parsed here.
import type { SQL } from 'drizzle-orm'
import type { Tx } from './client.ts'

/** Runs a statement and returns its rows as the caller types them; instants in them are text, see `toDate`. */
export async function rows<T>(tx: Tx, statement: SQL): Promise<T[]> {
  // The statement and its row type stand side by side in the query files; nothing else calls this.
  return (await tx.execute(statement)) as unknown as T[]
}

/** An instant that came as text (or was null) as a Date. */
export function toDate(value: string | Date | null): Date | null {
  return value === null ? null : new Date(value)
}

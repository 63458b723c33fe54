// Figures across workspaces for those who watch the installation. System role only.
import { sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import type { PublicationStatus } from './words.ts'

/** How the ledger and the inbox stand. `due` are approved and past their moment, `late` by more than a minute. */
export type Figures = {
  publications: { status: PublicationStatus; count: number }[]
  due: number
  late: number
  messagesWaiting: number
  messagesSetAside: number
  repliesSetAside: number
}

/** Counts everything once. */
export async function readFigures(tx: Tx, now: Date): Promise<Figures> {
  const at = now.toISOString()
  const publications = await rows<{ status: PublicationStatus; count: number }>(
    tx,
    sql`select status, count(*)::int count from publications group by status`,
  )
  const [sums] = await rows<{ due: number; late: number; waiting: number; aside: number; refused: number }>(
    tx,
    sql`select
      (select count(*)::int from publications where status in ('scheduled', 'armed') and due_at <= ${at}::timestamptz) due,
      (select count(*)::int from publications where status in ('scheduled', 'armed')
        and due_at < ${at}::timestamptz - interval '1 minute') late,
      (select count(*)::int from messages where answered_at is null and set_aside_at is null) waiting,
      (select count(*)::int from messages where set_aside_at is not null) aside,
      (select count(*)::int from replies where set_aside_at is not null) refused`,
  )
  return {
    publications,
    due: sums?.due ?? 0,
    late: sums?.late ?? 0,
    messagesWaiting: sums?.waiting ?? 0,
    messagesSetAside: sums?.aside ?? 0,
    repliesSetAside: sums?.refused ?? 0,
  }
}

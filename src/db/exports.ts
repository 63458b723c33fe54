// Archives of a workspace, and reading all of its tables for one. In the transaction of one workspace, but for what the job takes.
import { and, desc, eq, gt, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { exports } from './schema/exports.ts'

export type Export = typeof exports.$inferSelect

/** Writes down that an archive is wanted; one that is being made already is enough. False where there was such a one. */
export async function wantExport(
  tx: Tx,
  given: { workspaceId: string; memberId: string; conversationId: string | null; at: Date },
): Promise<boolean> {
  const [open] = await tx.select({ id: exports.id }).from(exports).where(isNull(exports.endedAt)).limit(1)
  if (open !== undefined) return false
  const { at, ...row } = given
  await tx.insert(exports).values({ ...row, tryAt: at, createdAt: at })
  return true
}

/** The archives of the workspace that are being made or can be had, newest first. */
export function exportsOf(tx: Tx, now: Date): Promise<Export[]> {
  return tx
    .select()
    .from(exports)
    .where(or(isNull(exports.endedAt), isNull(exports.expiresAt), gt(exports.expiresAt, now)))
    .orderBy(desc(exports.createdAt))
    .limit(10)
}

/** An archive that can be had now, or undefined. */
export async function goodExport(tx: Tx, id: string, now: Date): Promise<Export | undefined> {
  const [found] = await tx
    .select()
    .from(exports)
    .where(and(eq(exports.id, id), gt(exports.expiresAt, now)))
  return found
}

/** Takes one archive that is to be made, for `seconds`. System role; whoever comes second finds nothing. */
export async function takeExport(tx: Tx, given: { now: Date; seconds: number }): Promise<Export | undefined> {
  const until = new Date(given.now.getTime() + given.seconds * 1000)
  const due = sql`id = (select id from exports where ended_at is null and try_at <= ${given.now.toISOString()}::timestamptz
    order by try_at limit 1 for update skip locked)`
  const [taken] = await tx.update(exports).set({ tryAt: until, attempts: sql`attempts + 1` }).where(due).returning()
  return taken
}

/** Writes down a piece that is about to be kept, and goes on holding the archive. False where somebody else has taken it over. System role. */
export async function markPiece(
  tx: Tx,
  { id, attempts }: Pick<Export, 'id' | 'attempts'>,
  mark: { key: string; pieces: number; tryAt: Date },
): Promise<boolean> {
  const marked = await tx
    .update(exports)
    .set(mark)
    .where(and(eq(exports.id, id), eq(exports.attempts, attempts), isNull(exports.endedAt)))
    .returning({ id: exports.id })
  return marked.length > 0
}

/** The archive is made, unless somebody else has taken it over meanwhile. System role. */
export async function endExport(
  tx: Tx,
  { id, attempts }: Pick<Export, 'id' | 'attempts'>,
  done: Pick<Export, 'key' | 'pieces' | 'bytes' | 'endedAt' | 'expiresAt'>,
): Promise<boolean> {
  const ended = await tx
    .update(exports)
    .set({ ...done, tryAt: null })
    .where(and(eq(exports.id, id), eq(exports.attempts, attempts), isNull(exports.endedAt)))
    .returning({ id: exports.id })
  return ended.length > 0
}

/** Archives whose time is over. System role. */
export function overExports(tx: Tx, now: Date): Promise<Export[]> {
  return tx
    .select()
    .from(exports)
    .where(and(isNotNull(exports.endedAt), lte(exports.expiresAt, now)))
    .limit(20)
}

/** Forgets an archive whose pieces are gone. System role. */
export async function forgetExport(tx: Tx, id: string): Promise<void> {
  await tx.delete(exports).where(eq(exports.id, id))
}

/** A table that holds rows of workspaces, with the columns of its key. */
export type OwnTable = { name: string; key: string[] }

/** Every table with rows of the workspace, read from the database's own catalogue. */
export async function ownTables(tx: Tx): Promise<OwnTable[]> {
  const found = await rows<{ name: string; key: string[] }>(
    tx,
    sql`select c.relname as name, array(select a.attname::text from pg_index i
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as key
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity and has_table_privilege('leopost_app', c.oid, 'select') order by 1`,
  )
  return found
}

/** A piece of a table in the order of its key, as JSON; `after` is the key of the row before. */
export async function readRows(
  tx: Tx,
  table: OwnTable,
  { after, limit }: { after: string; limit: number },
): Promise<{ key: string; row: Record<string, unknown> }[]> {
  const parts = table.key.map((name) => sql`x.${sql.identifier(name)}::text`)
  const key = sql`concat_ws('/', ${sql.join(parts, sql`, `)})`
  return rows(
    tx,
    sql`select ${key} as key, to_jsonb(x) as row from ${sql.identifier(table.name)} x where ${key} collate "C" > ${after}
      order by ${key} collate "C" limit ${limit}`,
  )
}

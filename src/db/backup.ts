// Reading every table in one snapshot, as text that any PostgreSQL takes back. The queue's tables are left out: the tick
// finds its work again.
import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import * as schema from './schema/index.ts'

/** A table and the columns that are kept of it, in the order of the text. */
export type BackupTable = { name: string; columns: string[] }

/** The database as it was at one moment. `read` gives a table in pieces of about a megabyte, cut anywhere. */
export type Snapshot = {
  tables: BackupTable[]
  migrations: string[]
  keyFingerprint: string
  serverVersion: string
  read(table: BackupTable): AsyncGenerator<Buffer>
}

const pieceBytes = 1_000_000

/** How numbers and instants are written, whatever the server's own settings. */
export const plainText = `select set_config('datestyle', 'ISO', true), set_config('timezone', 'UTC', true),
  set_config('intervalstyle', 'iso_8601', true), set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true)`

/** The names of all tables of this version of the code. */
export function tableNames(): string[] {
  return Object.values(schema).flatMap((value) => (is(value, PgTable) ? [getTableName(value)] : []))
}

/** Runs `use` on one consistent snapshot that nobody's writing disturbs, and that disturbs nobody. */
export async function readSnapshot<T>(
  given: { ownerUrl: string; databaseUrl: string },
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const migrations = await appliedMigrations(given.ownerUrl)
  const client = postgres(given.databaseUrl, { max: 1, onnotice: () => undefined })
  try {
    const read = client.begin('isolation level repeatable read read only', async (tx) => {
      await tx.unsafe(`set local role leopost_backup; ${plainText}`)
      const [found] = await tx<{ print: string | null; version: string }[]>`
        select (select key_fingerprint from installation) as print, current_setting('server_version') as version`
      return use({
        tables: await tablesInOrder(tx, tableNames()),
        migrations,
        keyFingerprint: found?.print ?? '',
        serverVersion: found?.version ?? '',
        read: (table) => copyOut(tx, table),
      })
    })
    // postgres.js unwraps arrays of promises in what a transaction returns; nothing here returns one.
    return (await read) as T
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** The hashes of the migrations a database has been through, oldest first. */
export async function appliedMigrations(ownerUrl: string): Promise<string[]> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  try {
    const found = await client<
      { hash: string }[]
    >`select hash from drizzle.__drizzle_migrations order by created_at, id`
    return found.map((row) => row.hash)
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** These tables with their columns, each after those it refers to. */
export async function tablesInOrder(sql: Sql | TransactionSql, names: string[]): Promise<BackupTable[]> {
  const columns = await sql<BackupTable[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname in ${sql(names)} group by 1 order by 1`
  const references = await sql<{ from: string; to: string }[]>`
    select f.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.relnamespace = 'public'::regnamespace and f.oid <> t.oid`
  const left = new Map(columns.map((table) => [table.name, table]))
  const ordered: BackupTable[] = []
  while (left.size > 0) {
    const free = [...left.values()].filter((t) => !references.some(({ from, to }) => from === t.name && left.has(to)))
    if (free.length === 0)
      throw new Error(`These tables refer to each other in a circle: ${[...left.keys()].join(', ')}.`)
    for (const table of free) left.delete(table.name)
    ordered.push(...free)
  }
  return ordered
}

/** The part of a COPY statement that names the table and its columns. */
export function copied({ name, columns }: BackupTable): string {
  return `${quoted(name)} (${columns.map(quoted).join(', ')})`
}

/** A name as SQL takes it literally. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

async function* copyOut(tx: TransactionSql, table: BackupTable): AsyncGenerator<Buffer> {
  const stream = await tx.unsafe(`copy ${copied(table)} to stdout`).readable()
  let waiting: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of stream.iterator({ destroyOnReturn: false })) {
      waiting.push(piece)
      bytes += piece.length
      if (bytes < pieceBytes) continue
      yield Buffer.concat(waiting)
      waiting = []
      bytes = 0
    }
    if (bytes > 0) yield Buffer.concat(waiting)
  } finally {
    // Whoever stops early leaves the rest of the rows on the connection: without this nothing more could be said on it.
    stream.resume()
  }
}

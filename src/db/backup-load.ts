// Writing the tables of a backup back, in one transaction of the owner: all of it, or nothing was changed.
import { readMigrationFiles } from 'drizzle-orm/migrator'
import postgres, { type TransactionSql } from 'postgres'
import { type BackupTable, copied, plainText, quoted, tableNames, tablesInOrder } from './backup.ts'
import { createCopier } from './backup-copy.ts'
import { migrationsFolder } from './migrate.ts'

/** Why a backup is not restored. Says what to do; nothing was changed. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError'
}

/** What is known of a backup before its rows are read. */
export type Shape = { migrations: string[]; tables: BackupTable[]; keyFingerprint: string }

/** What is loaded, and whether the rows that are there may be thrown away. `hold` pauses all publishing. */
export type Load = {
  ownerUrl: string
  shape: Shape
  replace: boolean
  hold: boolean
  now: Date
  /** Hands over every piece of every table, table by table in the order of the shape, and answers the rows each must have. */
  fill: (write: (table: string, piece: Uint8Array) => Promise<void>) => Promise<Record<string, number>>
}

/** What a person should know about what was loaded: planned for later, and due before now, which is asked about first. */
export type Loaded = { rows: number; planned: number; asked: number }

/** Loads a backup into a migrated database. An older one is loaded in its own shape and migrated from there. */
export async function loadBackup(given: Load): Promise<Loaded> {
  const known = readMigrationFiles({ migrationsFolder })
  const level = given.shape.migrations.length
  if (level === 0 || given.shape.migrations.some((hash, at) => known[at]?.hash !== hash))
    throw new RestoreError('This backup was made by a newer version of Leopost. Update Leopost, then restore.')
  const client = postgres(given.ownerUrl, { max: 1, onnotice: () => undefined })
  try {
    return await client.begin(async (tx) => {
      await tx.unsafe(plainText)
      const present = await tablesInOrder(tx, tableNames())
      await lock(tx, present)
      await refuseData(tx, present, given.replace)
      if (level < known.length) await rebuild(tx, known, level)
      else await tx.unsafe(`truncate ${present.map(({ name }) => quoted(name)).join(', ')} restart identity`)
      const rows = await unguarded(tx, () => fill(tx, given))
      for (const { sql } of known.slice(level)) await runAll(tx, sql)
      const told = await unguarded(tx, () => makeSafe(tx, given))
      return { rows, ...told }
    })
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** Waits for those who use the tables. Where both wait for each other, what we have is let go and asked for again. */
async function lock(tx: TransactionSql, tables: BackupTable[]): Promise<void> {
  const list = tables.map(({ name }) => quoted(name)).join(', ')
  for (let left = 10; ; left--) {
    try {
      await tx.savepoint((inner) => inner.unsafe(`lock table ${list} in access exclusive mode`))
      return
    } catch (error) {
      const isDeadlock = error instanceof postgres.PostgresError && error.code === '40P01'
      if (!isDeadlock || left === 0) throw error
    }
  }
}

async function refuseData(tx: TransactionSql, tables: BackupTable[], replace: boolean): Promise<void> {
  if (replace) return
  const isUsed = tables.map(({ name }) => `exists (select from ${quoted(name)})`).join(' or ')
  const [found] = await unguarded(tx, () => tx.unsafe<{ used: boolean }[]>(`select ${isUsed} as used`))
  if (found?.used)
    throw new RestoreError(
      'This installation already has data. Add --replace to throw it away for the backup, or restore into an empty one.',
    )
}

/** Makes the tables anew as they were after the first `level` migrations. */
async function rebuild(tx: TransactionSql, known: { sql: string[] }[], level: number): Promise<void> {
  await tx.unsafe(`drop table ${tableNames().map(quoted).join(', ')} cascade`)
  const text = known.flatMap(({ sql }) => sql).join('\n')
  for (const [, name] of text.matchAll(/create\s+(?:or\s+replace\s+)?function\s+"?(\w+)/gi))
    await tx.unsafe(`drop function if exists ${quoted(name ?? '')}`)
  for (const { sql } of known.slice(0, level)) await runAll(tx, sql)
}

async function runAll(tx: TransactionSql, statements: string[]): Promise<void> {
  for (const statement of statements) await tx.unsafe(statement)
}

/** Runs `work` with row security and our triggers lifted for the owner; nobody else sees the tables meanwhile. */
async function unguarded<T>(tx: TransactionSql, work: () => Promise<T>): Promise<T> {
  const forced = await tx<{ name: string }[]>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relforcerowsecurity and relname in ${tx(tableNames())}`
  const triggers = await tx<{ name: string; trigger: string }[]>`select c.relname as name, t.tgname as trigger
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgenabled = 'O' and c.relname in ${tx(tableNames())}`
  const each = async (act: { force: string; trigger: string }) => {
    for (const { name } of forced) await tx.unsafe(`alter table ${quoted(name)} ${act.force} row level security`)
    for (const { name, trigger } of triggers)
      await tx.unsafe(`alter table ${quoted(name)} ${act.trigger} trigger ${quoted(trigger)}`)
  }
  await each({ force: 'no force', trigger: 'disable' })
  const done = await work()
  await each({ force: 'force', trigger: 'enable' })
  return done
}

async function fill(tx: TransactionSql, { shape, fill: read }: Load): Promise<number> {
  const present = await tablesInOrder(tx, tableNames())
  const tables = present.flatMap(({ name }) => shape.tables.find((table) => table.name === name) ?? [])
  if (tables.length !== shape.tables.length)
    throw new RestoreError('This backup holds tables that Leopost does not know.')
  const copier = createCopier(tx, (name) => {
    const table = tables.find((one) => one.name === name)
    if (table === undefined)
      throw new RestoreError(`The backup is damaged: it has rows of ${name}, which it does not list.`)
    return copied(table)
  })
  const expected = await read(copier.write).catch(async (error: unknown) => {
    await copier.abandon()
    throw error
  })
  await copier.end()
  let rows = 0
  for (const { name } of tables) {
    const [counted] = await tx.unsafe<{ n: number }[]>(`select count(*)::int as n from ${quoted(name)}`)
    if (counted?.n !== expected[name])
      throw new RestoreError(`The backup is damaged: ${name} has ${counted?.n} rows and not ${expected[name]}.`)
    rows += counted?.n ?? 0
  }
  await advance(tx)
  return rows
}

/** New rows are numbered after the loaded ones. */
async function advance(tx: TransactionSql): Promise<void> {
  const numbered = await tx<{ name: string; column: string }[]>`select c.relname as name, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and a.attidentity <> '' and c.relname in ${tx(tableNames())}`
  for (const { name, column } of numbered)
    await tx.unsafe(`select setval(pg_get_serial_sequence('${quoted(name)}', '${column}'), coalesce(max(${quoted(column)}), 1),
      max(${quoted(column)}) is not null) from ${quoted(name)}`)
}

/** What was due since the backup was made may be out already: it is asked about like what is late, and never just sent. */
async function makeSafe(tx: TransactionSql, { now, hold }: Load): Promise<{ planned: number; asked: number }> {
  const asked = await tx`update publications set useful_until = ${now}, late_asked_at = null
    where status in ('scheduled', 'armed') and due_at <= ${now} returning id`
  if (hold)
    await tx`insert into holds (workspace_id, reason, created_at) select workspace_id, 'restored from a backup', ${now} from workspaces w
      where not exists (select from holds h where h.workspace_id = w.workspace_id and h.released_at is null
        and h.account_id is null and h.platform is null)`
  const [planned] = await tx<{ n: number }[]>`select count(*)::int as n from publications
    where status in ('scheduled', 'armed') and due_at > ${now}`
  return { planned: planned?.n ?? 0, asked: asked.length }
}

// What the doctor looks at in the database: its version, the roles, the walls, the clock, the queue.
import { readMigrationFiles } from 'drizzle-orm/migrator'
import postgres, { type Sql } from 'postgres'
import { appliedMigrations, tableNames } from '../../db/backup.ts'
import { migrationsFolder } from '../../db/migrate.ts'
import { type Finding, fail, ok, warn } from '../finding.ts'

/** The database as it was opened. */
export type Opened = { databaseUrl: string; ownerUrl: string; isPrivate: boolean }

/** Looks at an open and migrated database. */
export async function checkDatabase({ databaseUrl, ownerUrl, isPrivate }: Opened): Promise<Finding[]> {
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined })
  try {
    return [
      await checkVersion(sql, ownerUrl, isPrivate),
      await checkRole(sql),
      await checkWalls(sql),
      await checkClock(sql),
      await checkQueue(sql),
    ]
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function checkVersion(sql: Sql, ownerUrl: string, isPrivate: boolean): Promise<Finding> {
  const [found] = await sql<{ v: string; n: number }[]>`
    select split_part(current_setting('server_version'), ' ', 1) as v, current_setting('server_version_num')::int as n`
  const say = `PostgreSQL ${found?.v}, ${isPrivate ? 'private' : 'DATABASE_URL'}`
  if ((found?.n ?? 0) < 150_000) return fail('database', say, 'use PostgreSQL 15 or newer')
  const known = readMigrationFiles({ migrationsFolder })
  const applied = await appliedMigrations(ownerUrl)
  if (applied.length > known.length)
    return fail('database', `${say}, migrated by a newer Leopost`, 'update Leopost to the version that was used last')
  return applied.length === known.length
    ? ok('database', `${say}, ${applied.length} migrations applied`)
    : fail('database', `${say}, ${known.length - applied.length} migrations missing`, 'npm run -s leopost -- migrate')
}

async function checkRole(sql: Sql): Promise<Finding> {
  const [me] = await sql<{ name: string; almighty: boolean; inherits: boolean; owned: number }[]>`
    select r.rolname as name, r.rolsuper or r.rolbypassrls as almighty,
      pg_has_role(current_user, 'leopost_system', 'usage') as inherits,
      (select count(*)::int from pg_class c where c.relowner = r.oid and c.relname in ${sql(tableNames())}) as owned
    from pg_roles r where r.rolname = current_user`
  const fix = 'set DATABASE_URL to a login that owns nothing, and DATABASE_OWNER_URL to the owner (see compose.yaml)'
  if (me?.almighty) return warn('role', `${me.name} passes by row security: only the chosen role keeps it`, fix)
  if (me && me.owned > 0) return warn('role', `${me.name} is the owner of the tables`, fix)
  if (me?.inherits)
    return fail('role', `${me.name} has the rights of leopost_system at all times`, `alter role ${me.name} noinherit`)
  return ok('role', `${me?.name} owns nothing`)
}

async function checkWalls(sql: Sql): Promise<Finding> {
  const open = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname in ${sql(tableNames())}
      and a.attname = 'workspace_id' and a.attnotnull and c.relname <> 'api_tokens'
      and not (c.relrowsecurity and c.relforcerowsecurity)`
  return open.length === 0
    ? ok('walls', 'row security is forced on every table of a workspace')
    : fail(
        'walls',
        `row security is off on ${open.map(({ name }) => name).join(', ')}`,
        `as the owner: ${open.map(({ name }) => `alter table ${name} enable row level security, force row level security`).join('; ')}`,
      )
}

async function checkClock(sql: Sql): Promise<Finding> {
  const before = Date.now()
  const [found] = await sql<{ ms: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`
  const seconds = Math.abs((found?.ms ?? 0) - (before + Date.now()) / 2) / 1000
  return seconds < 1
    ? ok('clock', 'the same here and in the database')
    : warn('clock', `${seconds.toFixed(1)} s apart from the database`, 'set both clocks by NTP')
}

async function checkQueue(sql: Sql): Promise<Finding> {
  const [found] = await sql.begin(async (tx) => {
    await tx`set local role leopost_queue`
    return tx<{ waiting: number; old: number }[]>`select count(*)::int as waiting,
      count(*) filter (where start_after < now() - interval '5 minutes')::int as old
      from pgboss.job where state in ('created', 'retry')`
  })
  return (found?.old ?? 0) === 0
    ? ok('queue', `${found?.waiting ?? 0} jobs waiting`)
    : warn('queue', `${found?.old} jobs have waited for more than five minutes`, 'start Leopost, or look at its log')
}

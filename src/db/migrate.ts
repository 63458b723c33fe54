// Brings a database to the shape this code needs: roles, tables, the queue's schema. Safe to run by several processes at once.
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import { PgBoss } from 'pg-boss'
import postgres, { type Sql } from 'postgres'
import { queues } from './queues.ts'

/** The folder of the generated migrations. */
export const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url))
const lock = 7_311_946_201
const roles = ['leopost_app', 'leopost_system', 'leopost_eraser', 'leopost_backup', 'leopost_queue']

/**
 * Migrates as the owner and lets `appUrl`'s login take the roles. Under an advisory lock, so that a second process waits
 * and then finds nothing to do.
 */
export async function migrate(given: { ownerUrl: string; appUrl: string }): Promise<void> {
  const client = postgres(given.ownerUrl, { max: 1, onnotice: () => undefined })
  try {
    await client`select pg_advisory_lock(${lock})`
    await makeRoles(client, new URL(given.appUrl).username)
    await letEraserSee(client)
    await runMigrations(drizzle(client), { migrationsFolder })
    await makeQueue(client, given.ownerUrl)
    await client`select pg_advisory_unlock(${lock})`
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** Roles belong to the whole server: made once, granted so that the login must choose one before it sees a workspace's row. */
async function makeRoles(client: Sql, login: string): Promise<void> {
  for (const role of roles) {
    await client.unsafe(`do $$ begin create role ${role} nologin;
      exception when duplicate_object or unique_violation then null; end $$`)
  }
  const version = Number((await client<{ v: string }[]>`select current_setting('server_version_num') v`)[0]?.v)
  const options = version >= 160_000 ? 'with inherit false, set true' : ''
  const [me] = await client<{ name: string }[]>`select current_user as name`
  for (const member of new Set([decodeURIComponent(login), me?.name ?? ''])) {
    for (const role of roles) {
      const [has] = await client<{ has: boolean }[]>`
        select exists (select 1 from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
          where r.rolname = ${role} and u.rolname = ${member}
          and (${version < 160_000} or coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))) as has`
      if (!has?.has && member !== '')
        await client.unsafe(`grant ${role} to "${member.replaceAll('"', '""')}" ${options}`)
    }
  }
}

/** The role that takes the rows of a workspace away sees what `leopost_app` sees, and no more. */
async function letEraserSee(client: Sql): Promise<void> {
  const [can] = await client<{ sees: boolean }[]>`select pg_has_role('leopost_eraser', 'leopost_app', 'usage') as sees`
  if (can?.sees !== true) await client`grant leopost_app to leopost_eraser`
}

async function makeQueue(client: Sql, ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 1, supervise: false, schedule: false })
  boss.on('error', () => undefined)
  await boss.start()
  for (const queue of queues) {
    const known = await boss.getQueue(queue.name)
    if (known === null) await boss.createQueue(queue.name, queue.options)
  }
  await boss.stop({ graceful: false })
  await client.unsafe(`
    grant usage on schema pgboss to leopost_queue;
    grant select, insert, update, delete on all tables in schema pgboss to leopost_queue;
    grant usage, select on all sequences in schema pgboss to leopost_queue;
    grant execute on all functions in schema pgboss to leopost_queue;
  `)
}

// One private PostgreSQL for the whole test run, with a migrated template that test files clone. Stopped and removed at
// the end.
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startPrivateServer } from '../../src/db/embedded.ts'
import { databaseAt, template } from './address.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string
    appUrl: string
  }
}

const flags = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200', 'autovacuum=off']

/** Starts the server, makes the template and provides the addresses to every test file. Answers the teardown. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'leopost-tests-'))
  // Where root runs the tests, the server runs as another user who must get in.
  await chmod(dataDir, 0o755)
  const server = await startPrivateServer({ dataDir, flags, log: console })
  const teardown = async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await makeTemplate(dataDir, server)
  } catch (error) {
    await teardown()
    throw error
  }
  project.provide('ownerUrl', server.ownerUrl)
  project.provide('appUrl', server.appUrl)
  return teardown
}

async function makeTemplate(
  dataDir: string,
  { ownerUrl, appUrl }: { ownerUrl: string; appUrl: string },
): Promise<void> {
  const { passwords } = JSON.parse(await readFile(join(dataDir, 'pg18.json'), 'utf8'))
  const superuser = new URL(databaseAt(ownerUrl, 'postgres'))
  superuser.username = 'postgres'
  superuser.password = passwords.superuser
  const sql = postgres(superuser.href, { max: 1 })
  try {
    // The owner of an installation makes no databases; the owner of a test run clones them.
    await sql`alter role leopost_owner createdb`
    await sql.unsafe(`create database ${template} owner leopost_owner`)
    await migrateTemplate({ ownerUrl: databaseAt(ownerUrl, template), appUrl: databaseAt(appUrl, template) })
    // A session on the template, even a forgotten one, would make every clone fail.
    await sql.unsafe(`alter database ${template} allow_connections false`)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${template}`
  } finally {
    await sql.end()
  }
}

async function migrateTemplate(addresses: { ownerUrl: string; appUrl: string }): Promise<void> {
  // Without generated migrations there is nothing to bring the template to.
  if (!existsSync(new URL('../../drizzle/meta/_journal.json', import.meta.url))) return
  const { migrate } = await import('../../src/db/migrate.ts')
  await migrate(addresses)
}

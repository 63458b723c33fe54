// Databases for tests: each file gets a clone of the migrated template on the server of the test run.
import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { databaseAt, template } from './address.ts'

/** A database of its own, empty but migrated. `appUrl` logs in as the role that owns nothing. */
export type TestDatabase = { ownerUrl: string; appUrl: string; drop(): Promise<void> }

/** The addresses of the test run's server, on a database that holds nothing. */
export function testServer(): { ownerUrl: string; appUrl: string } {
  return { ownerUrl: inject('ownerUrl'), appUrl: inject('appUrl') }
}

/** Clones the template. `name` only helps to recognise the database; each call makes a new one. */
export async function createDatabase(name = 'test'): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = testServer()
  const database = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}_${randomBytes(4).toString('hex')}`
  await asOwner(async (sql) => {
    await sql.unsafe(`create database ${database} template ${template}`)
    await sql.unsafe(`revoke all on database ${database} from public`)
    await sql.unsafe(`grant connect on database ${database} to leopost_login`)
  })
  const drop = () => asOwner((sql) => sql.unsafe(`drop database if exists ${database} with (force)`))
  return {
    ownerUrl: databaseAt(ownerUrl, database),
    appUrl: databaseAt(appUrl, database),
    drop: async () => void (await drop()),
  }
}

async function asOwner<T>(act: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(testServer().ownerUrl, { max: 1, onnotice: () => undefined })
  try {
    return await act(sql)
  } finally {
    await sql.end()
  }
}

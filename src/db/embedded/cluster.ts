// A new cluster and its roles. The superuser made here is used in this file only, and only until the roles exist.
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import postgres from 'postgres'
import { type Account, runAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Notes } from './folder.ts'

/** Makes an empty cluster, whole or not at all: UTF-8, ordered by code point, passwords required from everyone. */
export async function makeCluster(
  { initdb }: Binaries,
  { cluster, account, passwords }: { cluster: string; account: Account; passwords: Notes['passwords'] },
): Promise<void> {
  const part = `${cluster}.part`
  const word = `${cluster}.word`
  await rm(part, { recursive: true, force: true })
  await mkdir(part, { recursive: true, mode: 0o700 })
  await writeFile(word, passwords.superuser, { mode: 0o600 })
  try {
    if (account.uid !== undefined && account.gid !== undefined) {
      for (const path of [part, word]) await chown(path, account.uid, account.gid)
    }
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    await runAs(account, initdb, [
      '-D',
      part,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${word}`,
      '--no-instructions',
      ...locale,
    ])
  } finally {
    await rm(word, { force: true })
  }
  await rename(part, cluster)
}

/**
 * Makes the owner of the database `leopost`, the database, and the login that owns nothing. Repeating it is harmless.
 */
export async function makeRoles(port: number, passwords: Notes['passwords']): Promise<void> {
  const sql = connect(addressOf(port, 'postgres', passwords.superuser, 'postgres'))
  try {
    // The passwords are of our own making, without quotes; a role's password cannot be a parameter.
    await makeRole('leopost_owner', `login createrole password '${passwords.owner}'`)
    await makeRole('leopost_login', `login noinherit password '${passwords.login}'`)
    const [made] = await sql`select from pg_database where datname = 'leopost'`
    if (!made) await sql.unsafe('create database leopost owner leopost_owner')
    await sql.unsafe('revoke all on database leopost from public')
    await sql.unsafe('grant connect on database leopost to leopost_login')
  } finally {
    await sql.end()
  }

  async function makeRole(name: string, powers: string): Promise<void> {
    const [made] = await sql`select from pg_roles where rolname = ${name}`
    await sql.unsafe(`${made ? 'alter' : 'create'} role ${name} ${powers}`)
  }
}

/** Asks the server behind this address one thing, as a proof that it is ours: it knows the password. */
export async function greet(url: string): Promise<void> {
  const sql = connect(url)
  try {
    await sql`select 1`
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** The address of a database on the private server. */
export function addressOf(port: number, role: string, password: string, database = 'leopost'): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`
}

function connect(url: string): postgres.Sql {
  return postgres(url, { max: 1, connect_timeout: 5, ssl: false, onnotice: () => undefined })
}

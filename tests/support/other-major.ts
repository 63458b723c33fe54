// A PostgreSQL of another major version, where Debian has installed one, with an owner and a login as an operator makes
// them.
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { serverAccount, spawnAs } from '../../src/db/embedded/account.ts'
import { until } from '../../src/db/embedded/until.ts'

const programs = '/usr/lib/postgresql/15/bin'

/** Why there is no other major version to test with; empty where there is one. */
export const missingMajor = existsSync(join(programs, 'initdb')) ? '' : `there is no PostgreSQL 15 in ${programs}`

/** Starts one with an empty database. `stop` ends it and removes it. */
export async function startOtherMajor(): Promise<{ ownerUrl: string; appUrl: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'leopost-major-'))
  const account = await serverAccount(join(folder, 'none'))
  if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid)
  const cluster = join(folder, 'cluster')
  const as = spawnAs(account)
  await promisify(execFile)(
    join(programs, 'initdb'),
    ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'],
    as,
  )
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'fsync=off']
  const args = ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])]
  const server = spawn(join(programs, 'postgres'), args, { ...as, stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const sql = postgres(`postgres://postgres@127.0.0.1:${port}/postgres`, { max: 1, onnotice: () => undefined })
  const isUp = () =>
    sql`select 1`.then(
      () => true,
      () => undefined,
    )
  await until(isUp, { everyMs: 50, forMs: 20_000 })
  await sql`create role keeper login createrole`
  await sql`create role guest login noinherit`
  await sql`create database desk owner keeper`
  await sql.end()
  return {
    ownerUrl: `postgres://keeper@127.0.0.1:${port}/desk`,
    appUrl: `postgres://guest@127.0.0.1:${port}/desk`,
    async stop() {
      server.kill('SIGINT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

// The private server dies under a process that runs, and comes back by itself.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepServer } from '../../src/db/embedded/keep.ts'
import { readWitness } from '../../src/db/embedded/postmaster.ts'
import { until } from '../../src/db/embedded/until.ts'
import { type PrivateServer, startPrivateServer } from '../../src/db/embedded.ts'

let dataDir: string
let server: PrivateServer
let sql: postgres.Sql
let said: string[]
let keeper: ReturnType<typeof keepServer>
beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'leopost-keep-'))
  await chmod(home, 0o755)
  dataDir = join(home, 'data')
  said = []
  const log = { info: (line: string) => void said.push(line), error: (line: string) => void said.push(line) }
  const config = { dataDir, log }
  server = await startPrivateServer(config)
  keeper = keepServer({ server, config, log, everyMs: 50 })
  sql = postgres(server.ownerUrl, { max: 3, connect_timeout: 2, onnotice: () => undefined })
})
afterEach(async () => {
  await sql.end({ timeout: 1 })
  await keeper.stop()
  await server.stop()
  await rm(join(dataDir, '..'), { recursive: true, force: true })
})

it('is started again after a kill -9, so that the pool of the process works with every committed row', async () => {
  await sql`create table kept (id int)`
  for (let round = 1; round <= 2; round++) {
    await sql`insert into kept values (${round})`
    const killed = await serverPid()
    process.kill(killed, 'SIGKILL')
    // The processes behind open connections live on for a moment: only a new server counts.
    const isNew = async () => {
      const witness = await readWitness(join(dataDir, 'pg18'))
      return witness !== undefined && witness.pid !== killed ? true : undefined
    }
    expect(await until(isNew, { everyMs: 20, forMs: 10_000 })).toBe(true)
    const rows = await until(() => sql`select id from kept order by 1`.catch(() => undefined), {
      everyMs: 20,
      forMs: 10_000,
    })
    expect(rows?.map((row) => row.id)).toEqual(round === 1 ? [1] : [1, 2])
    await until(() => (said.length >= round ? true : undefined), { everyMs: 10, forMs: 10_000 })
  }
  expect(said).toEqual([
    expect.stringMatching(/^The private PostgreSQL had ended and runs again after \d+ ms\.$/),
    expect.stringMatching(/^The private PostgreSQL had ended and runs again after \d+ ms\.$/),
  ])
})

it('ends with its last user, and is not started again by one who has gone', async () => {
  await sql.end()
  await keeper.stop()
  await server.stop()
  expect(await readWitness(join(dataDir, 'pg18'))).toBeUndefined()
  expect(said).toEqual([])
})

async function serverPid(): Promise<number> {
  const witness = await until(() => readWitness(join(dataDir, 'pg18')), { everyMs: 20, forMs: 10_000 })
  if (!witness) throw new Error('No server runs.')
  return witness.pid
}

// The private server as processes on one data folder live with it, on real processes and real folders.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAlive, readWitness, waitForEnd } from '../../src/db/embedded/postmaster.ts'
import { until } from '../../src/db/embedded/until.ts'
import { type PrivateServer, startPrivateServer } from '../../src/db/embedded.ts'

const isRoot = process.getuid?.() === 0
let home: string
let dataDir: string
let told: string[]
let servers: PrivateServer[]
let users: ChildProcess[]

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'leopost-server-'))
  await chmod(home, 0o755)
  dataDir = join(home, 'data')
  told = []
  servers = []
  users = []
})

afterEach(async () => {
  for (const user of users) await leave(user)
  for (const server of servers) await server.stop()
  await rm(home, { recursive: true, force: true })
})

describe('the first start', () => {
  it('makes a database, an owner without superuser and a login that owns nothing', async () => {
    const server = await start()
    expect(server.started).toBe(true)
    const roles = await ask(
      server.ownerUrl,
      `select rolname, rolsuper, rolcreaterole, rolinherit from pg_roles where rolname like 'leopost%' order by 1`,
    )
    expect(roles).toEqual([
      { rolname: 'leopost_login', rolsuper: false, rolcreaterole: false, rolinherit: false },
      { rolname: 'leopost_owner', rolsuper: false, rolcreaterole: true, rolinherit: true },
    ])
    expect(
      await ask(
        server.ownerUrl,
        'select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()',
      ),
    ).toEqual([{ owner: 'leopost_owner' }])
    await expect(ask(server.appUrl, 'create table mine (id int)')).rejects.toThrow('permission denied')
    expect(
      await ask(server.appUrl, `select lower('È') as low, current_setting('server_encoding') as encoding`),
    ).toEqual([{ low: 'è', encoding: 'UTF8' }])
  })

  it('listens on this machine only, asks for a password, and keeps it from other users', async () => {
    const server = await start()
    const settings = await ask(
      server.ownerUrl,
      `select string_agg(name || '=' || setting, ' ' order by name) as set from pg_settings
        where name in ('listen_addresses', 'jit', 'shared_buffers', 'unix_socket_directories', 'data_checksums', 'TimeZone')`,
    )
    expect(settings).toEqual([
      { set: 'TimeZone=UTC data_checksums=on jit=off listen_addresses=127.0.0.1 shared_buffers=4096' },
    ])
    const wrong = new URL(server.ownerUrl)
    wrong.password = 'guess'
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')
    expect((await stat(join(dataDir, 'pg18.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'pg18.log'))).mode & 0o777).toBe(0o600)
    expect((await readdir(dataDir)).sort()).toEqual([
      'pg18',
      'pg18.json',
      'pg18.log',
      'pg18.start.lock',
      'pg18.use.lock',
    ])
  })

  it('goes on where an earlier first start was cut off', async () => {
    await mkdir(join(dataDir, 'pg18.part', 'base'), { recursive: true })
    const first = await start()
    await first.stop()
    const file = join(dataDir, 'pg18.json')
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), prepared: false }))
    const again = await start()
    expect(again.ownerUrl).toBe(first.ownerUrl)
    expect(await ask(again.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('two users of one folder', () => {
  it('share a server, and only the last one out stops it', async () => {
    const first = await start()
    const second = await start()
    expect(second).toMatchObject({ started: false, ownerUrl: first.ownerUrl, appUrl: first.appUrl })
    await first.stop()
    expect(await ask(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    const pid = await serverPid()
    await second.stop()
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  it('end with one server when three processes start at once', async () => {
    const all = await Promise.all([use(), use(), use()])
    expect(all.filter((user) => user.started)).toHaveLength(1)
    expect(new Set(all.map((user) => user.ownerUrl)).size).toBe(1)
    for (const { child, ownerUrl } of all) {
      expect(await ask(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
      await leave(child)
    }
    expect(await readWitness(join(dataDir, 'pg18'))).toBeUndefined()
  })

  it('are counted without the dead: after a kill -9 of the process that started it, the other stops it', async () => {
    const first = await use()
    const second = await start()
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    expect(await ask(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
    expect(await readWitness(join(dataDir, 'pg18'))).toBeUndefined()
  })

  it('does not pass Ctrl-C on to the server', async () => {
    const { child } = await use({ detached: true })
    const pid = await serverPid()
    // The whole process group gets it, as from a terminal.
    if (child.pid) process.kill(-child.pid, 'SIGINT')
    await once(child, 'exit')
    const next = await start()
    expect(next.started).toBe(false)
    expect(await serverPid()).toBe(pid)
  })
})

describe('a start after an accident', () => {
  it('comes back on the same port with every committed row after a kill -9 of the server', async () => {
    const first = await start({ flags: [] })
    await ask(first.ownerUrl, 'create table kept (id int); insert into kept values (1)')
    const pid = await serverPid()
    process.kill(pid, 'SIGKILL')
    const next = await start()
    expect(next.started).toBe(true)
    expect(next.ownerUrl).toBe(first.ownerUrl)
    expect(await ask(next.ownerUrl, 'select id from kept')).toEqual([{ id: 1 }])
  })

  it('waits for what a killed server left behind to end', async () => {
    const first = await start()
    const counting = 'select count(*) from generate_series(1, 10000000)'
    // It does not look up from its work to see that its server is gone.
    const busy = ask(first.ownerUrl, counting).catch(() => 'cut off')
    const isBusy = `select from pg_stat_activity where state = 'active' and query = '${counting}'`
    await until(async () => ((await ask(first.ownerUrl, isBusy))[0] ? true : undefined), { everyMs: 5, forMs: 5000 })
    process.kill(await serverPid(), 'SIGKILL')
    const next = await start()
    expect(next.started).toBe(true)
    expect(await readFile(join(dataDir, 'pg18.log'), 'utf8')).toContain('pre-existing shared memory block')
    await busy
  })

  it('is not deceived by a postmaster.pid whose number belongs to another program now', async () => {
    const first = await start()
    const lock = join(dataDir, 'pg18', 'postmaster.pid')
    const pid = await serverPid()
    const text = await readFile(lock, 'utf8')
    process.kill(pid, 'SIGKILL')
    await waitForEnd(join(dataDir, 'pg18'), pid)
    // As the same account as the server, where PostgreSQL itself would refuse to start.
    const owner = await stat(lock)
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { uid: owner.uid, gid: owner.gid })
    await writeFile(lock, text.replace(String(pid), String(stranger.pid)))
    const next = await start()
    expect(next.started).toBe(true)
    expect(await ask(next.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(first.ownerUrl).toBe(next.ownerUrl)
    stranger.kill()
  })

  it('takes another port when its own was taken', async () => {
    const first = await start()
    await first.stop()
    const squatter = createServer().listen(Number(new URL(first.ownerUrl).port), '127.0.0.1')
    await once(squatter, 'listening')
    const next = await start()
    expect(new URL(next.ownerUrl).port).not.toBe(new URL(first.ownerUrl).port)
    expect(await ask(next.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    squatter.close()
  })

  it('finds a server whose data folder was renamed while it ran', async () => {
    const first = await start()
    await ask(first.ownerUrl, 'create table kept (id int)')
    const pid = await serverPid()
    const before = dataDir
    dataDir = `${before}-moved`
    await rename(before, dataDir)
    const second = await start()
    expect(second.started).toBe(false)
    expect(await serverPid()).toBe(pid)
    await second.stop()
    await rename(dataDir, before)
  })

  it('says what PostgreSQL said when it does not start', async () => {
    await expect(start({ flags: ['shared_buffers=nonsense'] })).rejects.toThrow(
      /does not start.*invalid value for parameter "shared_buffers"/s,
    )
    await expect(start()).resolves.toMatchObject({ started: true })
  })
})

describe('a data folder that cannot be used', () => {
  it('of another major version asks for a restore', async () => {
    await mkdir(dataDir)
    await writeFile(join(dataDir, 'pg17.json'), '{}')
    await expect(start()).rejects.toThrow(/PostgreSQL 17 .* restore/)
  })

  it('without its password file is not overwritten', async () => {
    await mkdir(join(dataDir, 'pg18'), { recursive: true })
    await expect(start()).rejects.toThrow('pg18.json with its passwords is missing')
  })
})

describe.skipIf(!isRoot)('as root under a home that nobody else may enter (needs root)', () => {
  it('keeps the database where the server can reach it, and says so in one line', async () => {
    await chmod(home, 0o700)
    const stateDir = await mkdtemp(join(tmpdir(), 'leopost-state-'))
    await chmod(stateDir, 0o755)
    const first = await start({ stateDir })
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(`the database of ${dataDir} is kept in ${stateDir}`)
    await ask(first.ownerUrl, 'create table kept (id int)')
    await first.stop()
    const again = await start({ stateDir })
    expect(await ask(again.ownerUrl, 'select * from kept')).toEqual([])
    await again.stop()
    await rm(stateDir, { recursive: true })
  })
})

async function start(given: { flags?: string[]; stateDir?: string } = {}): Promise<PrivateServer> {
  const log = { info: (line: string) => void told.push(line) }
  const server = await startPrivateServer({
    dataDir,
    stateDir: join(home, 'state'),
    flags: ['fsync=off'],
    log,
    ...given,
  })
  servers.push(server)
  return server
}

async function use(
  options: { detached?: boolean } = {},
): Promise<{ child: ChildProcess; started: boolean; ownerUrl: string }> {
  const script = new URL('../support/use-server.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, dataDir, join(home, 'state')], {
    ...options,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  users.push(child)
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, ...JSON.parse(String(line)) }
}

async function leave(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.stdin?.end()
  await once(child, 'exit')
}

async function serverPid(): Promise<number> {
  const witness = await readWitness(join(dataDir, 'pg18'))
  if (!witness) throw new Error('No server runs.')
  return witness.pid
}

async function ask(url: string, query: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return [...(await sql.unsafe(query))]
  } finally {
    await sql.end()
  }
}

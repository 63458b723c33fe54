// The server process: finding the one that runs on a cluster, starting one that outlives us, stopping it. Its own
// postmaster.pid is the only witness.
import { execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { open, readFile, readlink, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, runAs, spawnAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import { until } from './until.ts'

/** What postmaster.pid tells. `status` is empty until the server has got that far. */
export type Witness = { pid: number; port: number | undefined; status: string }

/** How a start ended: the server accepts connections, or it ended and said why. */
export type Start = { kind: 'ready'; pid: number } | { kind: 'ended'; said: string }

/** What a server is started with. `log` is the file that gets all it says. */
export type Launch = { cluster: string; port: number; flags: string[]; account: Account; log: string }

const startMs = 180_000
const stopMs = 30_000

/** Reads postmaster.pid, or answers undefined when there is none or it is only half written. */
export async function readWitness(cluster: string): Promise<Witness | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(absent)
  const lines = text?.split('\n') ?? []
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid < 2) return undefined
  return { pid, port: Number(lines[3]) || undefined, status: (lines[7] ?? '').trim() }
}

/**
 * The witness of a living server on this cluster. One whose process is gone, or whose number now belongs to another
 * program, counts as none.
 */
export async function findLiving(cluster: string): Promise<Witness | undefined> {
  const witness = await readWitness(cluster)
  if (!witness || !isAlive(witness.pid)) return undefined
  if (await runsOn(witness.pid, cluster)) return witness
  await disown(cluster)
  return undefined
}

/** Starts the server detached from this process and waits until it accepts connections or ends. */
export async function launch({ postgres }: Binaries, given: Launch): Promise<Start> {
  const { cluster, port, flags, account, log } = given
  const begin = (await stat(log).catch(absent))?.size ?? 0
  const out = openSync(log, 'a', 0o600)
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'jit=off',
    'shared_buffers=32MB',
    'cluster_name=leopost',
    // The log must not carry what people wrote: no statements, no row values in details.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    ...flags,
  ]
  const args = ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])]
  const child = spawn(postgres, args, {
    ...spawnAs(account),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', out, out],
  })
  closeSync(out)
  child.unref()
  let end: string | undefined
  child.once('error', (error) => {
    end = error.message
  })
  child.once('exit', (code, signal) => {
    end = `it ended with ${signal ?? code}`
  })
  const start = await until<Start>(
    async () => {
      if (end !== undefined) return { kind: 'ended', said: `${await said(log, begin)}(${end})` }
      const witness = await readWitness(cluster)
      return witness?.pid === child.pid && witness?.status === 'ready' ? { kind: 'ready', pid: witness.pid } : undefined
    },
    { everyMs: 10, forMs: startMs },
  )
  return start ?? { kind: 'ended', said: `It was not ready after ${startMs / 1000} seconds.` }
}

/** Shuts the server down fast (open transactions are rolled back, nothing committed is lost) and waits for its end. */
export async function shutDown({ pgCtl }: Binaries, cluster: string, account: Account): Promise<void> {
  const witness = await findLiving(cluster)
  if (!witness) return
  if (process.platform === 'win32') {
    await runAs(account, pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'])
    return
  }
  process.kill(witness.pid, 'SIGINT')
  if (await waitForEnd(cluster, witness.pid)) return
  // Immediate shutdown: the write-ahead log is replayed at the next start.
  process.kill(witness.pid, 'SIGQUIT')
  if (!(await waitForEnd(cluster, witness.pid)))
    throw new Error(`The private PostgreSQL (process ${witness.pid}) does not stop.`)
}

/** Waits until the server with this number has given up the cluster. Answers whether it did. */
export async function waitForEnd(cluster: string, pid: number): Promise<boolean> {
  const left = await until(
    async () => (!isAlive(pid) || (await readWitness(cluster))?.pid !== pid ? true : undefined),
    { everyMs: 10, forMs: stopMs },
  )
  // It removes its witness just before it ends. Where nobody reaps an orphan its number stays taken, so this wait is
  // short.
  if (left) await until(async () => ((await hasEnded(pid)) ? true : undefined), { everyMs: 5, forMs: 1000 })
  return left ?? false
}

/** Whether a process with this number exists. It may be another program by now. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function hasEnded(pid: number): Promise<boolean> {
  // On Linux what has ended and was not reaped has no command line any more.
  return !isAlive(pid) || (process.platform === 'linux' && (await commandOf(pid)).length === 0)
}

async function runsOn(pid: number, cluster: string): Promise<boolean> {
  // PostgreSQL for Windows asks a process itself and is not deceived by a reused number.
  if (process.platform === 'win32') return true
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
      stdout: '',
    }))
    return stdout.includes(cluster)
  }
  if ((await commandOf(pid)).includes(cluster)) return true
  // A data folder that was moved under a running server: its command line is old, its working directory is not.
  return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === cluster
}

async function commandOf(pid: number): Promise<string[]> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return line.split('\0').filter((word) => word !== '')
}

/**
 * Makes PostgreSQL see through a witness whose number was given to another program. It takes its own parent's number
 * for a
 * leftover of an earlier start and then still looks whether anybody uses the old shared memory, which removing the file
 * would prevent.
 */
async function disown(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  const [, ...rest] = (await readFile(file, 'utf8')).split('\n')
  await writeFile(file, [process.pid, ...rest].join('\n'))
}

async function said(log: string, begin: number): Promise<string> {
  const file = await open(log)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(Math.min(4000, size - begin)),
      position: Math.max(begin, size - 4000),
    })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

// As a newcomer meets it: seconds until the first and a later start are ready, memory of all processes, size of the installation.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, round } from './figures.ts'

const root = join(import.meta.dirname, '../..')

/** Start-up, memory and size. */
export async function start(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'leopost-start-'))
  try {
    const first = await once(dataDir)
    const later = await once(dataDir)
    return [
      { name: 'start to ready, first', value: round(first.seconds), unit: 's' },
      { name: 'start to ready, later', value: round(later.seconds), unit: 's' },
      { name: 'memory idle, all processes (proportional)', value: round(later.megabytes), unit: 'MB' },
      { name: 'installed size of node_modules', value: folderSize('node_modules'), unit: 'MB' },
    ]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function once(dataDir: string): Promise<{ seconds: number; megabytes: number }> {
  const from = performance.now()
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: { PATH: '/usr/bin:/bin', DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((done) =>
    child.stdout?.on('data', (chunk) => String(chunk).includes('Leopost is ready') && done()),
  )
  const seconds = (performance.now() - from) / 1000
  await new Promise((done) => setTimeout(done, 5_000))
  const megabytes = memory(child.pid, dataDir)
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
  return { seconds, megabytes }
}

/** Proportional memory of a process and of the database server of its folder, in megabytes. */
export function memory(given: number | undefined, dataDir: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]))
  const server = pids.filter((pid) => commandOf(pid).includes(dataDir))
  const own = pids.filter(
    (pid) => pid === String(given) || server.includes(pid) || server.includes(parents.get(pid) ?? ''),
  )
  return own.reduce((sum, pid) => sum + proportional(pid), 0) / 1024
}

function parentOf(pid: string): string {
  return read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ')[1] ?? ''
}

function commandOf(pid: string): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

function proportional(pid: string): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The process has ended meanwhile.
    return ''
  }
}

function folderSize(folder: string): number {
  return Math.round(Number(execFileSync('du', ['-sm', join(root, folder)], { encoding: 'utf8' }).split('\t')[0]))
}

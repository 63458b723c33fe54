// The daily backup of a private installation, into its own data folder. One with DATABASE_URL is backed up by whoever runs
// that database, or by the command.
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../core/context.ts'
import type { Storage } from '../core/media/storage.ts'
import { tryAlone } from '../db/embedded/lock.ts'
import { writeBackup } from './backup.ts'

/** What the daily backup is told. `now` is the wall clock; the hour that counts is that of this process. */
export type Daily = {
  databaseUrl: string
  ownerUrl: string
  dataDir: string
  log: Logger
  now: () => Date
  storage?: Storage
}

const kept = 7
const quietHour = 3
const lookEveryMs = 10 * 60_000
const hourMs = 3_600_000

/** Where the daily backups lie. */
export function backupFolder(dataDir: string): string {
  return join(dataDir, 'backups')
}

/** The daily backups that are there, newest first. */
export async function listBackups(dataDir: string): Promise<{ file: string; at: Date }[]> {
  const folder = backupFolder(dataDir)
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found = names.filter((name) => /^leopost-[\d-]+T[\d-]+Z\.tar\.gz$/.test(name)).map((name) => join(folder, name))
  const dated = await Promise.all(found.map(async (file) => ({ file, at: (await stat(file)).mtime })))
  return dated.toSorted((a, b) => b.file.localeCompare(a.file))
}

/**
 * A backup a day: at a quiet hour, or at once where the last one is older than a day. `start` returns at once; `stop` cuts
 * off one that is being written, which leaves no trace. Of several processes on one folder one writes.
 */
export function createDailyBackup(daily: Daily) {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  /** Writes a backup if it is time for one. Answers its file, or undefined. */
  async function look(): Promise<string | undefined> {
    const folder = backupFolder(daily.dataDir)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const alone = tryAlone(join(folder, '.lock'))
    if (alone === undefined) return undefined
    try {
      const now = daily.now()
      const [last] = await listBackups(daily.dataDir)
      if (last !== undefined && !isTime(now, now.getTime() - last.at.getTime())) return undefined
      const file = join(folder, `leopost-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.gz`)
      const { databaseUrl, ownerUrl, dataDir, storage } = daily
      const stored = storage === undefined ? {} : { storage }
      const where = { databaseUrl, ownerUrl, dataDir, file, ...stored }
      const sum = await writeBackup({ ...where, now, signal: stopping.signal })
      for (const old of (await listBackups(dataDir)).slice(kept)) await rm(old.file, { force: true })
      daily.log.info({ file, ...sum }, 'backup written')
      return file
    } finally {
      alone.release()
    }
  }

  function lookQuietly(): void {
    looking ??= look()
      .then(() => undefined)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) daily.log.warn({ err: error }, 'the daily backup failed and is tried again')
      })
      .finally(() => {
        looking = undefined
      })
  }

  return {
    look,
    start(): void {
      timer = setInterval(lookQuietly, lookEveryMs)
      timer.unref()
      lookQuietly()
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      stopping.abort()
      await looking
    },
  }
}

function isTime(now: Date, ageMs: number): boolean {
  return ageMs >= 24 * hourMs || (now.getHours() === quietHour && ageMs >= 12 * hourMs)
}

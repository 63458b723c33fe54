// Locks between processes on one folder. The kernel lets go of them when a process dies, however it dies, so nothing
// here can be stale.
// SQLite is used for its file locks only: the files stay empty.
import { DatabaseSync } from 'node:sqlite'
import { until } from './until.ts'

/** A lock that is held until `release` is called or the process ends. */
export type Lock = { release(): void }

/** Takes the file for this holder alone, or answers undefined when anybody else holds it in any way. */
export function tryAlone(file: string): Lock | undefined {
  return tryLock(file, 'BEGIN EXCLUSIVE')
}

/** Takes the file together with others, or answers undefined when somebody holds it alone. */
export function tryShared(file: string): Lock | undefined {
  return tryLock(file, 'BEGIN; SELECT count(*) FROM sqlite_schema')
}

/** Waits for `take` to succeed, and throws an error that names the file when it does not in the time given. */
export async function waitForLock(
  take: (file: string) => Lock | undefined,
  file: string,
  forMs: number,
): Promise<Lock> {
  const lock = await until(() => take(file), { everyMs: 20, forMs })
  if (lock) return lock
  throw new Error(`Another process has been holding ${file} for more than ${Math.round(forMs / 1000)} seconds.`)
}

const sqliteBusy = 5

function tryLock(file: string, statement: string): Lock | undefined {
  let held: DatabaseSync | undefined
  try {
    held = new DatabaseSync(file, { timeout: 0 })
    // Without this an exclusive transaction leaves a journal file beside the lock.
    held.exec('PRAGMA journal_mode = MEMORY')
    held.exec(statement)
    const lock = held
    return { release: () => lock.close() }
  } catch (error) {
    held?.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return undefined
    throw new Error(`Cannot lock ${file}.`, { cause: error })
  }
}

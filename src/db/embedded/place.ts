// Where the server's programs and its cluster lie when its account cannot use them where they are: a project under a
// closed home, a read-only install.
import { chown, mkdir, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, canEnter, runAs } from './account.ts'
import { type Binaries, completeBinaries, copyBinaries } from './binaries.ts'

/**
 * Answers programs that the account can run: the installed ones, else a copy under `copyTo`. Throws an error that asks
 * for DATABASE_URL when this system cannot run them at all.
 */
export async function usableBinaries(installed: Binaries, account: Account, copyTo: string): Promise<Binaries> {
  let binaries = installed
  if (!(await isComplete(installed))) binaries = await copyBinaries(installed, copyTo)
  const fault = await faultOf({ name: account.name }, binaries)
  if (fault) throw new Error(cannotRun, { cause: fault })
  if (!(await faultOf(account, binaries))) return binaries
  binaries = await copyBinaries(installed, copyTo)
  const closed = await faultOf(account, binaries)
  if (closed)
    throw new Error(`${account.name} cannot run ${binaries.postgres}. Set DATABASE_URL instead.`, { cause: closed })
  return binaries
}

/**
 * Gives the folder to the account where it is root's, for instance after root copied it. Another owner is left as it
 * is.
 */
export async function giveTo({ uid, gid }: Account, folder: string): Promise<void> {
  if (uid === undefined || gid === undefined || (await stat(folder)).uid !== 0) return
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), uid, gid)
  }
  await chown(folder, uid, gid)
}

/** Makes the folder when it is missing and answers whether the account may enter it. */
export async function isReachable(account: Account, folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true })
  return canEnter(account, folder)
}

/** Puts a log that has grown past five megabytes aside, in place of the one before. */
export async function turnLog(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  )
  if (size > 5_000_000) await rename(log, `${log}.old`)
}

const cannotRun =
  'The private PostgreSQL does not run on this system (it needs glibc on Linux, macOS, or Windows). Set DATABASE_URL to a PostgreSQL 15 or newer.'

async function isComplete(binaries: Binaries): Promise<boolean> {
  return completeBinaries(binaries).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') return false
      throw error
    },
  )
}

async function faultOf(account: Account, { postgres }: Binaries): Promise<unknown> {
  return runAs(account, postgres, ['--version']).then(
    () => undefined,
    (error: unknown) => error,
  )
}

// The private PostgreSQL of a data folder, for an installation without DATABASE_URL: started by the first process that
// needs it, shared by all, stopped by the last.
import { mkdir, realpath } from 'node:fs/promises'
import { findBinaries } from './embedded/binaries.ts'
import { filesIn } from './embedded/folder.ts'
import { type Lock, tryAlone, tryShared, waitForLock } from './embedded/lock.ts'
import { findLiving, shutDown } from './embedded/postmaster.ts'
import { attachOrStart } from './embedded/server.ts'

/**
 * A private server in use. `started` is false when it ran already. `isRunning` looks whether its process lives. `stop`
 * gives it up; the last user on the folder shuts it down.
 */
export type PrivateServer = {
  ownerUrl: string
  appUrl: string
  started: boolean
  isRunning(): Promise<boolean>
  stop(): Promise<void>
}

/**
 * `flags` are settings such as `fsync=off`, for a server that is started here; `stateDir` serves where the server's
 * account cannot reach the data folder.
 */
export type PrivateServerConfig = {
  dataDir: string
  log: { info(line: string): void }
  flags?: string[]
  stateDir?: string
}

const patienceMs = 300_000

/**
 * Attaches to the data folder's server or starts it, making it first where there is none. Throws an error that says
 * what to do where it cannot run.
 */
export async function startPrivateServer(config: PrivateServerConfig): Promise<PrivateServer> {
  const { dataDir, log, flags = [], stateDir = '/var/lib/leopost' } = config
  await mkdir(dataDir, { recursive: true })
  const installed = await findBinaries()
  const files = filesIn(await realpath(dataDir), installed.major)
  const wanted = { files, installed, flags, stateDir, tell: (line: string) => log.info(line) }
  return oneAtATime(files.startLock, async () => {
    const use = await waitForLock(tryShared, files.useLock, patienceMs)
    const { ownerUrl, appUrl, started, ...server } = await attachOrStart(wanted).catch((error: unknown) => {
      use.release()
      throw error
    })
    const leave = () =>
      oneAtATime(files.startLock, () =>
        asLastUser(use, files.useLock, () => shutDown(server.binaries, server.cluster, server.account)),
      )
    let left: Promise<void> | undefined
    const stop = () => {
      left ??= leave()
      return left
    }
    const isRunning = async () => (await findLiving(server.cluster)) !== undefined
    return { ownerUrl, appUrl, started, isRunning, stop }
  })
}

async function oneAtATime<T>(file: string, act: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(tryAlone, file, patienceMs)
  try {
    return await act()
  } finally {
    lock.release()
  }
}

async function asLastUser(use: Lock, file: string, act: () => Promise<void>): Promise<void> {
  use.release()
  const alone = tryAlone(file)
  if (!alone) return
  try {
    await act()
  } finally {
    alone.release()
  }
}

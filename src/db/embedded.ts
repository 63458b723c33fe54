// The private PostgreSQL of a data folder, for an installation without DATABASE_URL: found when it runs, made and started when it does not, shared by all processes on the folder.
import { chown, mkdir, realpath, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { type Account, canEnter, runAs, serverAccount } from './embedded/account.ts'
import { type Binaries, completeBinaries, copyBinaries, findBinaries } from './embedded/binaries.ts'
import { addressOf, greet, makeCluster, makeRoles } from './embedded/cluster.ts'
import { type Files, filesIn, type Notes, newNotes, placeElsewhere, readNotes, writeNotes } from './embedded/folder.ts'
import { tryAlone, tryShared, waitForLock } from './embedded/lock.ts'
import { findLiving, launch, shutDown, waitForEnd } from './embedded/postmaster.ts'
import { until } from './embedded/until.ts'

/** A private server in use. `started` is false when it was already running. `stop` lets go of it; the last user on the folder shuts it down. */
export type PrivateServer = { ownerUrl: string; appUrl: string; started: boolean; stop(): Promise<void> }

/** Where lines for the operator go. */
export type Log = { info(line: string): void }

/** `flags` are settings such as `fsync=off` for a server that is started here; `stateDir` is used where the account of the server cannot reach the data folder. */
export type PrivateServerConfig = { dataDir: string; log: Log; flags?: string[]; stateDir?: string }

const patienceMs = 300_000

/** Attaches to the data folder's server or starts it, making it first where there is none. Throws an error that says what to do where that is impossible. */
export async function startPrivateServer(config: PrivateServerConfig): Promise<PrivateServer> {
  await mkdir(config.dataDir, { recursive: true })
  const home = await realpath(config.dataDir)
  const binaries = await findBinaries()
  const files = filesIn(home, binaries.major)
  const starting = await waitForLock(tryAlone, files.startLock, patienceMs)
  try {
    const use = await waitForLock(tryShared, files.useLock, patienceMs)
    const server = await attachOrStart(config, files, binaries).catch((error: unknown) => {
      use.release()
      throw error
    })
    let stopped: Promise<void> | undefined
    const leave = async () => {
      const leaving = await waitForLock(tryAlone, files.startLock, patienceMs)
      try {
        use.release()
        const last = tryAlone(files.useLock)
        if (!last) return
        await shutDown(server.binaries, server.cluster, server.account).finally(() => last.release())
      } finally {
        leaving.release()
      }
    }
    const { ownerUrl, appUrl, started } = server
    return { ownerUrl, appUrl, started, stop: () => (stopped ??= leave()) }
  } finally {
    starting.release()
  }
}

type Server = { ownerUrl: string; appUrl: string; started: boolean; cluster: string; account: Account; binaries: Binaries }

async function attachOrStart(config: PrivateServerConfig, files: Files, found: Binaries): Promise<Server> {
  const { log, flags = [], stateDir = '/var/lib/leopost' } = config
  const noted = await readNotes(files, found.major)
  const account = await serverAccount(noted?.elsewhere ?? files.inside)
  if (noted) {
    const cluster = noted.elsewhere ?? files.inside
    const port = await findServer(cluster, noted)
    if (port) return { ...addresses(port, noted), started: false, cluster, account, binaries: found }
  }
  const binaries = await usableBinaries(found, account, { files, stateDir, log })
  const notes = noted ?? newNotes(await chooseElsewhere(account, { files, stateDir, log }))
  const cluster = notes.elsewhere ?? files.inside
  if (!noted) await writeNotes(files, notes)
  await mkdir(dirname(cluster), { recursive: true })
  if (!(await exists(cluster))) await makeCluster(binaries, { cluster, account, passwords: notes.passwords })
  await giveTo(account, cluster)
  await trimLog(files.log)
  const port = await start(binaries, { cluster, account, flags, log: files.log, wanted: notes.port })
  if (!notes.prepared) await makeRoles(port, notes.passwords)
  if (!notes.prepared || notes.port !== port) await writeNotes(files, { ...notes, prepared: true, port })
  return { ...addresses(port, notes), started: true, cluster, account, binaries }
}

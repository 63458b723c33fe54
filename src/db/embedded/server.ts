// One running server on the data folder's cluster: attached to, or started, with its roles made. Called by one process
// at a time, under the start lock.
import { mkdir, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { type Account, serverAccount } from './account.ts'
import type { Binaries } from './binaries.ts'
import { addressOf, greet, makeCluster, makeRoles } from './cluster.ts'
import { type Files, type Notes, newNotes, placeElsewhere, readNotes, writeNotes } from './folder.ts'
import { giveTo, isReachable, turnLog, usableBinaries } from './place.ts'
import { findLiving, launch } from './postmaster.ts'
import { until } from './until.ts'

/** A server that answers, and what is needed to stop it. */
export type Server = {
  ownerUrl: string
  appUrl: string
  started: boolean
  cluster: string
  account: Account
  binaries: Binaries
}

/** What a start is told. `tell` receives a line for the operator. */
export type Wanted = { files: Files; installed: Binaries; flags: string[]; stateDir: string; tell(line: string): void }

const recoveryMs = 180_000
const retryMs = 20_000

/**
 * Attaches to the server that runs on the data folder, or starts one, making whatever is not there yet. Any step may
 * have been cut off in an earlier run.
 */
export async function attachOrStart(wanted: Wanted): Promise<Server> {
  const { files, installed } = wanted
  const noted = await readNotes(files, installed.major)
  const account = await serverAccount(noted?.elsewhere ?? files.inside)
  const notes = noted ?? (await makeNotes(wanted, account))
  const cluster = notes.elsewhere ?? files.inside
  const running = noted && (await findServer(cluster, notes))
  const binaries = running ? installed : await prepareBinaries(wanted, account, notes)
  const port = running ?? (await makeAndStart(wanted, { binaries, account, cluster, notes }))
  if (!notes.prepared) await makeRoles(port, notes.passwords)
  if (!notes.prepared || notes.port !== port) await writeNotes(files, { ...notes, prepared: true, port })
  const { owner, login } = notes.passwords
  const urls = { ownerUrl: addressOf(port, 'leopost_owner', owner), appUrl: addressOf(port, 'leopost_login', login) }
  return { ...urls, started: !running, cluster, account, binaries }
}

async function makeNotes({ files, stateDir }: Wanted, account: Account): Promise<Notes> {
  const inside = await isReachable(account, files.home)
  const notes = newNotes(inside ? undefined : placeElsewhere(stateDir, files))
  await writeNotes(files, notes)
  return notes
}

async function prepareBinaries(
  { files, installed, stateDir, tell }: Wanted,
  account: Account,
  notes: Notes,
): Promise<Binaries> {
  const binaries = await usableBinaries(installed, account, account.uid === undefined ? files.home : stateDir)
  const moved = [
    ...(notes.elsewhere ? [`the database of ${files.home} is kept in ${notes.elsewhere}`] : []),
    ...(binaries.root === installed.root ? [] : [`the programs of PostgreSQL are copied to ${binaries.root}`]),
  ]
  if (moved[0]) tell(`PostgreSQL runs as ${account.name}, who cannot use what lies here: ${moved.join(', and ')}.`)
  return binaries
}

async function findServer(cluster: string, notes: Notes): Promise<number | undefined> {
  const { superuser, owner } = notes.passwords
  const found = await until<number | 'none'>(
    async () => {
      const living = await findLiving(cluster)
      if (!living) return 'none'
      // Until then it is starting, replaying its log, or on its way out.
      if (living.status !== 'ready' || !living.port) return undefined
      const url = notes.prepared
        ? addressOf(living.port, 'leopost_owner', owner)
        : addressOf(living.port, 'postgres', superuser, 'postgres')
      return (await greets(url)) ? living.port : undefined
    },
    { everyMs: 20, forMs: recoveryMs },
  )
  if (found === undefined)
    throw new Error(`A PostgreSQL runs on ${cluster} but does not answer. See its log in the data folder.`)
  return found === 'none' ? undefined : found
}

async function greets(url: string): Promise<boolean> {
  return greet(url).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      const notNow = ['57P03', 'ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT']
      if (error.code && notNow.includes(error.code)) return false
      throw new Error('The private PostgreSQL runs but refuses its own password.', { cause: error })
    },
  )
}

type Making = { binaries: Binaries; account: Account; cluster: string; notes: Notes }

async function makeAndStart({ files, flags }: Wanted, { binaries, account, cluster, notes }: Making): Promise<number> {
  await mkdir(dirname(cluster), { recursive: true })
  if (!(await exists(cluster))) await makeCluster(binaries, { cluster, account, passwords: notes.passwords })
  await giveTo(account, cluster)
  await turnLog(files.log)
  let port = await freePort(notes.port)
  let said = ''
  const started = await until(
    async () => {
      const start = await launch(binaries, { cluster, port, flags, account, log: files.log })
      if (start.kind === 'ready') return true
      said = start.said
      // The words of its log are all that tells these two apart from the rest; its language is fixed by LC_ALL=C.
      const taken = /could not bind|could not create any TCP/.test(said)
      if (taken) port = await freePort(undefined)
      // The processes of a killed server take a moment to let go of its memory.
      else if (!/pre-existing shared memory block/.test(said)) throw new Error(cannotStart(cluster, said))
      return undefined
    },
    { everyMs: 100, forMs: retryMs },
  )
  if (!started) throw new Error(cannotStart(cluster, said))
  return port
}

async function freePort(wished: number | undefined): Promise<number> {
  const free = await new Promise<number | undefined>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(wished ?? 0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
  if (free) return free
  if (wished === undefined) throw new Error('There is no free port on 127.0.0.1 for the private PostgreSQL.')
  return freePort(undefined)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function cannotStart(cluster: string, said: string): string {
  return `The private PostgreSQL in ${cluster} does not start. Its last words: ${said.trim()}`
}

// Opening an installation: its database (private or given), its key, its owner. Shared by the server and every command.
import { sql } from 'drizzle-orm'
import type { Config } from './config.ts'
import { openKeyring } from './core/keyring.ts'
import { createSealer, type Keyring, type Sealer } from './core/secrets.ts'
import { connect, type Db, withSystem } from './db/client.ts'
import { keepServer } from './db/embedded/keep.ts'
import { startPrivateServer } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { getInstallation, makeWorkspace, type Seat, seatOf, writeInstallation } from './db/tenants.ts'
import type { Log } from './log.ts'

/**
 * The database of an installation. `keep` starts the private server again whenever it dies, until `close`, which stops
 * it if nobody else uses it.
 */
export type Database = {
  databaseUrl: string
  ownerUrl: string
  isPrivate: boolean
  keep(): void
  close(): Promise<void>
}

/** An installation that is ready to be used. `key` is the current one of its ring. */
export type Installation = Database & { key: string; keyring: Keyring; sealer: Sealer; owner: Seat }

/** Another key than the one the database was sealed with: going on would make every stored credential unreadable. */
export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError'
}

/** Opens the installation, migrating and making the owner's workspace where needed. Safe in several processes at once. */
export async function openInstallation(config: Config, log: Log): Promise<Installation> {
  const database = await openDatabase(config, log)
  try {
    const keyring = await openKeyring({ dataDir: config.dataDir, given: config.key })
    const { db, end } = connect({ url: database.databaseUrl, max: 2 })
    const owner = await settle(db, keyring, config.zone).finally(() => end())
    return { ...database, key: keyring.keys[0].key, keyring, sealer: createSealer(keyring), owner }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Opens and migrates the database alone: no key is made or asked for, and nobody owns anything yet. */
export async function openDatabase(config: Config, log: Log): Promise<Database> {
  const database = await findDatabase(config, log)
  try {
    await migrate({ ownerUrl: database.ownerUrl, appUrl: database.databaseUrl })
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

async function findDatabase(config: Config, log: Log): Promise<Database> {
  if (config.databaseUrl !== undefined) {
    const { databaseUrl, databaseOwnerUrl: ownerUrl = databaseUrl } = config
    return { databaseUrl, ownerUrl, isPrivate: false, keep: () => undefined, close: async () => undefined }
  }
  const told = { info: (line: string) => log.info(line), error: (line: string) => log.error(line) }
  const asked = { dataDir: config.dataDir, log: told }
  const server = await startPrivateServer(asked)
  let keeper: ReturnType<typeof keepServer> | undefined
  return {
    databaseUrl: server.appUrl,
    ownerUrl: server.ownerUrl,
    isPrivate: true,
    keep() {
      keeper ??= keepServer({ server, config: asked, log: told })
    },
    async close() {
      await keeper?.stop()
      await server.stop()
    },
  }
}

const wrongKey =
  'This database was sealed with another key. Set LEOPOST_KEY to the key it was made with, or put back the file `key` in ' +
  'the data folder. If that key is lost for good: npm run -s leopost -- rotate-key --lost'

/** Checks the key against the database's fingerprint and makes the owner at the very first start. */
async function settle(db: Db, { keys }: Keyring, zone: string): Promise<Seat> {
  return withSystem(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7311946202)`)
    const known = await getInstallation(tx)
    if (known === undefined) {
      const seat = await makeWorkspace(tx, { personName: 'Owner', name: 'My desk', zone, language: 'en' })
      const { personId: ownerPersonId, workspaceId: ownerWorkspaceId } = seat
      await writeInstallation(tx, { keyFingerprint: keys[0].id, ownerPersonId, ownerWorkspaceId })
      return seat
    }
    if (!keys.some(({ id }) => id === known.keyFingerprint)) throw new WrongKeyError(wrongKey)
    const seat =
      known.ownerPersonId === null ? undefined : await seatOf(tx, known.ownerPersonId, known.ownerWorkspaceId)
    if (seat === undefined) throw new Error('the owner of this installation has no workspace')
    return seat
  })
}

// Opening an installation: its database (private or given), its key, its owner. Shared by the server and every command.
import { sql } from 'drizzle-orm'
import type { Config } from './config.ts'
import { createSealer, fingerprint, loadOrMakeKey, type Sealer } from './core/secrets.ts'
import { connect, type Db, withSystem } from './db/client.ts'
import { startPrivateServer } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { getInstallation, makeWorkspace, type Seat, seatOf, writeInstallation } from './db/tenants.ts'
import type { Log } from './log.ts'

/** An installation that is ready to be used. `close` stops the private server if nobody else uses it. */
export type Installation = {
  databaseUrl: string
  ownerUrl: string
  isPrivate: boolean
  key: string
  sealer: Sealer
  owner: Seat
  close(): Promise<void>
}

/** Another key than the one the database was sealed with: going on would make every stored credential unreadable. */
export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError'
}

/** Opens the installation, migrating and making the owner's workspace where needed. Safe in several processes at once. */
export async function openInstallation(config: Config, log: Log): Promise<Installation> {
  const server = await openDatabase(config, log)
  try {
    await migrate({ ownerUrl: server.ownerUrl, appUrl: server.databaseUrl })
    const key = await loadOrMakeKey({ dataDir: config.dataDir, given: config.key })
    const { db, end } = connect({ url: server.databaseUrl, max: 2 })
    const owner = await settle(db, key, config.zone).finally(() => end())
    return { ...server, key, sealer: createSealer({ keys: [{ id: fingerprint(key), key }] }), owner }
  } catch (error) {
    await server.close()
    throw error
  }
}

async function openDatabase(config: Config, log: Log) {
  if (config.databaseUrl !== undefined) {
    const close = async () => {}
    return {
      databaseUrl: config.databaseUrl,
      ownerUrl: config.databaseOwnerUrl ?? config.databaseUrl,
      isPrivate: false,
      close,
    }
  }
  const server = await startPrivateServer({ dataDir: config.dataDir, log: { info: (line) => log.info(line) } })
  return { databaseUrl: server.appUrl, ownerUrl: server.ownerUrl, isPrivate: true, close: server.stop }
}

/** Checks the key against the database's fingerprint and makes the owner at the very first start. */
async function settle(db: Db, key: string, zone: string): Promise<Seat> {
  return withSystem(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7311946202)`)
    const known = await getInstallation(tx)
    if (known === undefined) {
      const seat = await makeWorkspace(tx, { personName: 'Owner', name: 'My desk', zone, language: 'en' })
      const { personId: ownerPersonId, workspaceId: ownerWorkspaceId } = seat
      await writeInstallation(tx, { keyFingerprint: fingerprint(key), ownerPersonId, ownerWorkspaceId })
      return seat
    }
    if (known.keyFingerprint !== fingerprint(key)) {
      throw new WrongKeyError(
        'This database was sealed with another key. Set LEOPOST_KEY to the key it was made with (or put back the file `key` in the data folder).',
      )
    }
    const seat =
      known.ownerPersonId === null ? undefined : await seatOf(tx, known.ownerPersonId, known.ownerWorkspaceId)
    if (seat === undefined) throw new Error('the owner of this installation has no workspace')
    return seat
  })
}

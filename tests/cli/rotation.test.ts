// A new key while Leopost runs: what is stored opens before, meanwhile and after, and only with the right keys.
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyFile, openKeyring } from '../../src/core/keyring.ts'
import { createSealer, fingerprint, type Keyring } from '../../src/core/secrets.ts'
import { connect, type Db, withSystem, withWorkspace } from '../../src/db/client.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import { getInstallation, makeWorkspace, type Seat, writeInstallation } from '../../src/db/tenants.ts'
import { rotateKey } from '../../src/operation/rotate.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

const old = 'the old key of the installation, which is long'
const fresh = 'the new key of the installation, which is long'
let database: TestDatabase
let db: Db
let end: () => Promise<void>
let dataDir: string
let seats: Seat[]
beforeEach(async () => {
  database = await createDatabase('rotation')
  ;({ db, end } = connect({ url: database.appUrl, max: 4 }))
  dataDir = await mkdtemp(join(tmpdir(), 'leopost-rotation-'))
  await chmod(dataDir, 0o700)
  seats = await withSystem(db, async (tx) => [
    await makeWorkspace(tx, { personName: 'A', name: 'A', zone: 'UTC', language: 'en' }),
    await makeWorkspace(tx, { personName: 'B', name: 'B', zone: 'UTC', language: 'en' }),
  ])
})
afterEach(async () => {
  await end()
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

describe('rotating the key in the file', () => {
  it('seals everything with a new one, and a process that runs follows at once', async () => {
    const running = await openKeyring({ dataDir })
    const before = running.keys[0]
    await settle(before.id)
    const sealer = createSealer(running)
    await connectAccounts(running, 120)
    const done = await rotate({ keyring: await openKeyring({ dataDir }) })
    expect(done).toEqual({ resealed: 240, unopened: [], isNew: true })
    expect(running.keys.map(({ id }) => id)).toEqual([expect.not.stringContaining(before.id), before.id])
    expect(await opened(sealer)).toEqual({ all: 240, current: 240 })
    const onlyNew = createSealer({ keys: [running.keys[0]] })
    expect(await opened(onlyNew)).toEqual({ all: 240, current: 240 })
    expect(sealer.isCurrent(sealer.seal('w', 'fresh'))).toBe(true)
    expect(await keyOfDatabase()).toBe(running.keys[0].id)
    expect((await stat(keyFile(dataDir))).mode & 0o777).toBe(0o600)
    expect((await readFile(keyFile(dataDir), 'utf8')).split('\n').filter(Boolean)).toHaveLength(2)
  })

  it('finishes one that was cut off after its key was made, and makes no third key', async () => {
    const ring = await openKeyring({ dataDir })
    await settle(ring.keys[0].id)
    await connectAccounts(ring, 3)
    await rotate({ keyring: ring })
    await withSystem(db, (tx) => tx.execute(`update installation set key_fingerprint = '${ring.keys[1]?.id}'`))
    expect(await rotate({ keyring: ring })).toEqual({ resealed: 0, unopened: [], isNew: false })
    expect(ring.keys).toHaveLength(2)
    expect(await keyOfDatabase()).toBe(ring.keys[0].id)
  })

  it('leaves what no key opens as it is and names it, or gives it up when told that the key is lost', async () => {
    const ring = await openKeyring({ dataDir })
    await settle('a key that is gone')
    await connectAccounts(ring, 1)
    await connectAccounts({ keys: [{ id: 'gone', key: old }] }, 1, 'mastodon')
    const names = ['account 0 (mastodon)', 'account 0 (mastodon)']
    expect(await rotate({ keyring: ring })).toMatchObject({ unopened: names })
    expect((await rows()).filter((row) => row.lostAt !== null)).toEqual([])
    expect(await rotate({ keyring: ring, lost: true })).toMatchObject({ unopened: names, isNew: false })
    const lost = (await rows()).filter((row) => row.lostAt !== null)
    expect(lost.map((row) => [row.platform, row.credentials])).toEqual([
      ['mastodon', null],
      ['mastodon', null],
    ])
    expect(await opened(createSealer(ring))).toEqual({ all: 2, current: 2 })
  })
})

describe('rotating the key of LEOPOST_KEY', () => {
  it('explains the way while there is only one, and changes nothing', async () => {
    const ring = await openKeyring({ dataDir, given: old })
    await settle(fingerprint(old))
    await expect(rotate({ keyring: ring, fromFile: false })).rejects.toThrow('Set LEOPOST_KEY=<new>,<old>')
    expect(await keyOfDatabase()).toBe(fingerprint(old))
  })

  it('goes over to the first of two, after which the old one is not needed', async () => {
    await settle(fingerprint(old))
    await connectAccounts(await openKeyring({ dataDir, given: old }), 2)
    const both = await openKeyring({ dataDir, given: `${fresh.replace(',', '')},${old.replace(',', '')}` })
    expect(both.keys).toHaveLength(2)
    // The commas inside one key separate nothing.
    expect((await openKeyring({ dataDir, given: old })).keys).toEqual([{ id: fingerprint(old), key: old }])
    const ring = {
      keys: [
        { id: fingerprint(fresh), key: fresh },
        { id: fingerprint(old), key: old },
      ],
    } as const
    expect(await rotate({ keyring: ring, fromFile: false })).toEqual({ resealed: 4, unopened: [], isNew: false })
    expect(await opened(createSealer({ keys: [ring.keys[0]] }))).toEqual({ all: 4, current: 4 })
    expect(await keyOfDatabase()).toBe(fingerprint(fresh))
  })
})

function rotate(given: { keyring: Keyring; fromFile?: boolean; lost?: boolean }) {
  return rotateKey({ db, dataDir, fromFile: true, lost: false, now: new Date(), ...given })
}

async function settle(keyFingerprint: string): Promise<void> {
  const ownerPersonId = seats[0]?.personId ?? ''
  await withSystem(db, (tx) =>
    writeInstallation(tx, { keyFingerprint, ownerPersonId, ownerWorkspaceId: seats[0]?.workspaceId ?? '' }),
  )
}

/** Connects accounts in every workspace, each with a secret of its own. */
async function connectAccounts(
  ring: Keyring,
  count: number,
  platform: 'bluesky' | 'mastodon' = 'bluesky',
): Promise<void> {
  const sealer = createSealer(ring)
  for (const { workspaceId } of seats) {
    const made = Array.from({ length: count }, (_, at) => ({
      workspaceId,
      platform,
      remoteId: `${at}`,
      name: `account ${at}`,
      credentials: sealer.seal(workspaceId, `secret ${at} of ${workspaceId}`),
    }))
    await withWorkspace(db, workspaceId, (tx) => tx.insert(accounts).values(made))
  }
}

async function rows() {
  return withSystem(db, (tx) => tx.select().from(accounts))
}

/** Opens every stored secret and checks that it is the right one. */
async function opened(sealer: ReturnType<typeof createSealer>): Promise<{ all: number; current: number }> {
  const found = (await rows()).flatMap(({ credentials, ...row }) =>
    credentials === null ? [] : [{ ...row, credentials }],
  )
  for (const { workspaceId, remoteId, credentials } of found)
    expect(sealer.open(workspaceId, credentials)).toBe(`secret ${remoteId} of ${workspaceId}`)
  return { all: found.length, current: found.filter(({ credentials }) => sealer.isCurrent(credentials)).length }
}

async function keyOfDatabase(): Promise<string | undefined> {
  return (await withSystem(db, getInstallation))?.keyFingerprint
}

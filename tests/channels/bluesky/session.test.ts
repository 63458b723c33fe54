// The session of an account: renewed when it ends, once for all processes, stored before it is used.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tendAccounts } from '../../../src/core/accounts/tend.ts'
import type { Platform } from '../../../src/core/platform.ts'
import { openAccount } from '../../../src/core/publishing/publisher.ts'
import { createSealer } from '../../../src/core/secrets.ts'
import { connectAccount, getAccount } from '../../../src/db/accounts.ts'
import { connect, type Db, withSystem, withWorkspace } from '../../../src/db/client.ts'
import { makeWorkspace } from '../../../src/db/tenants.ts'
import { createDatabase } from '../../support/database.ts'
import { contentOf, drive } from '../../support/publishing.ts'
import { openConsent, openStage, type Stage } from './stage.ts'

let stage: Stage
let processes: Db[]
let close: () => Promise<void>
let accountId: string
let workspaceId: string
const sealer = createSealer({ keys: [{ id: 'a', key: 'test-key-test-key-test-key-test-key' }] })
const refresh = 'com.atproto.server.refreshSession'

beforeEach(async () => {
  stage = await openStage()
  const database = await createDatabase('bluesky_session')
  const pools = [1, 2].map(() => connect({ url: database.appUrl, max: 4 }))
  processes = pools.map(({ db }) => db)
  const seat = await withSystem(process(0), (tx) =>
    makeWorkspace(tx, { personName: 'P', name: 'W', zone: 'UTC', language: 'en' }),
  )
  workspaceId = seat.workspaceId
  const { remoteId, name, credentials } = stage.account
  const sealed = sealer.seal(workspaceId, JSON.stringify(credentials))
  const given = { workspaceId, platform: 'bluesky' as const, remoteId, name, credentials: sealed }
  accountId = (await withWorkspace(process(0), workspaceId, (tx) => connectAccount(tx, given))).account.id
  close = async () => {
    await Promise.all(pools.map(({ end }) => end()))
    await database.drop()
    await stage.close()
  }
})
afterEach(() => close())

/** The account as a process opens it for a call. */
async function opened(at: number) {
  const row = await withWorkspace(process(at), workspaceId, (tx) => getAccount(tx, accountId))
  if (row === undefined) throw new Error('no account')
  return openAccount({ db: process(at), sealer }, workspaceId, { ...row, lost: row.lostAt !== null })
}

function process(at: number): Db {
  const db = processes[at]
  if (db === undefined) throw new Error('no such process')
  return db
}

const send = async (at: number, text: string) =>
  (await drive({ platform: stage.platform, account: await opened(at), content: contentOf(text) })).through()

describe('a session', () => {
  it('that ended in the middle of a thread is renewed, stored and used from then on', async () => {
    const account = await opened(0)
    const content = contentOf('One. Two.', { parts: ['One.', 'Two.'] })
    const post = await drive({ platform: stage.platform, account, content })
    await post.once()
    stage.server.endAccess()
    await post.through()
    expect(stage.server.posts.map(({ record }) => record.text)).toEqual(['One.', 'Two.'])
    await send(1, 'Three.')
    expect(stage.server.counts[refresh]).toBe(1)
    expect(stage.server.counts['com.atproto.server.createSession']).toBeUndefined()
  })

  it('is renewed once when two processes need it at the same moment', async () => {
    stage.server.endAccess()
    stage.server.slowRefresh(150)
    await Promise.all([send(0, 'A.'), send(1, 'B.'), send(0, 'C.'), send(1, 'D.')])
    expect(stage.server.posts).toHaveLength(4)
    expect(stage.server.counts[refresh]).toBe(1)
  })

  it('that was replaced by a person meanwhile is not overwritten', async () => {
    stage.server.endAccess()
    stage.server.slowRefresh(200)
    const sending = send(0, 'With the newer one.')
    await expect.poll(() => stage.server.counts[refresh]).toBe(1)
    const { accessJwt, refreshJwt } = stage.server.newSession()
    const newer = { service: stage.server.url, accessJwt, refreshJwt }
    const sealed = sealer.seal(workspaceId, JSON.stringify(newer))
    const given = {
      workspaceId,
      platform: 'bluesky' as const,
      remoteId: stage.server.did,
      name: 'n',
      credentials: sealed,
    }
    await withWorkspace(process(1), workspaceId, (tx) => connectAccount(tx, given))
    await sending
    expect((await opened(1)).credentials).toEqual(newer)
  })

  it('that cannot be renewed is lost, and says so', async () => {
    stage.server.endAll()
    await expect(send(0, 'Never.')).rejects.toMatchObject({ kind: 'auth', say: 'notLetIn' })
    expect(stage.server.posts).toEqual([])
    // The next one may try at once: nobody is left holding the turn.
    await expect(send(1, 'Never.')).rejects.toMatchObject({ kind: 'auth' })
  })
})

describe('a session by consent', () => {
  it('is renewed once when two processes need it at the same moment', async () => {
    const consent = await openConsent()
    const { remoteId, name, credentials } = await consent.connect()
    const sealed = sealer.seal(workspaceId, JSON.stringify(credentials))
    const given = { workspaceId, platform: 'bluesky' as const, remoteId, name, credentials: sealed }
    accountId = (await withWorkspace(process(0), workspaceId, (tx) => connectAccount(tx, given))).account.id
    const { grants, posts } = consent.server
    grants.endAccess()
    grants.slow(150)
    grants.outcomes.length = 0
    const sends = async (at: number, text: string) =>
      (await drive({ platform: consent.platform, account: await opened(at), content: contentOf(text) })).through()
    await Promise.all([sends(0, 'A.'), sends(1, 'B.'), sends(0, 'C.'), sends(1, 'D.')])
    expect(posts).toHaveLength(4)
    expect(grants.outcomes.filter((one) => one === 'success')).toEqual(['success'])
    await sends(1, 'E.')
    await consent.close()
  })
})

describe('looking after accounts', () => {
  const ctx = () => ({
    db: process(0),
    sealer,
    clock: { now: () => new Date(), at: () => () => undefined },
    log: { debug() {}, info() {}, warn() {}, error() {} },
    tell: async () => undefined,
    platforms: new Map<Platform['id'], Platform>([['bluesky', stage.platform]]),
  })
  const tend = () => tendAccounts(ctx(), AbortSignal.timeout(10_000))

  it('keeps a session alive once a day', async () => {
    await tend()
    await tend()
    expect(stage.server.counts[refresh]).toBe(1)
    await send(0, 'Alive.')
  })

  it('marks an account that is lost', async () => {
    stage.server.endAll()
    await tend()
    const row = await withWorkspace(process(0), workspaceId, (tx) => getAccount(tx, accountId))
    expect(row?.lostReason).toBe('notLetIn')
  })
})

// What the doctor says of accounts, and that a new key seals what stands beside them too.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { openKeyring } from '../../src/core/keyring.ts'
import { createSealer } from '../../src/core/secrets.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { findRegistration, keepRegistration, openConsent, takeConsent } from '../../src/db/consents.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import { checkAccounts } from '../../src/operation/doctor/accounts.ts'
import { checkPublicUrl } from '../../src/operation/doctor/machine.ts'
import { rotateKey } from '../../src/operation/rotate.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { type Mastodon, startMastodon } from '../support/mastodon/server.ts'

let desk: Desk
let mastodon: Mastodon
const config = () => readConfig({ DATA_DIR: desk.dataDir, ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
beforeEach(async () => {
  desk = await openDesk()
  mastodon = await startMastodon()
})
afterEach(async () => {
  await desk.close()
  await mastodon.stop()
})

async function connect(server: string, more: object = {}): Promise<void> {
  const { workspaceId } = desk.seat
  const sealer = createSealer(await openKeyring({ dataDir: desk.dataDir }))
  const credentials = sealer.seal(workspaceId, JSON.stringify({ server, accessToken: 'secret-token' }))
  const row = { workspaceId, platform: 'mastodon', remoteId: server, name: '@luce', credentials, ...more } as const
  await withWorkspace(desk.db, workspaceId, (tx) => tx.insert(accounts).values({ ...row, createdAt: desk.clock.now() }))
}
const check = async () =>
  (await checkAccounts(config(), desk.db, desk.clock.now())).map(({ level, say }) => `${level} ${say}`)

describe('the doctor', () => {
  it('is content with accounts in order whose servers answer', async () => {
    await connect(mastodon.url)
    expect(await check()).toEqual(['ok 2 connected, all in order', `ok ${mastodon.host} answers`])
  })

  it('names those that were lost, that do not open, and that nobody looked after', async () => {
    await connect(mastodon.url)
    await connect('http://127.0.0.1:1', { lostAt: new Date(), name: '@lost' })
    await connect('http://127.0.0.1:2', { credentials: 'v1.gone.xxxx', name: '@sealed', tendedAt: desk.clock.now() })
    desk.clock.pass(49 * 3_600_000)
    const said = (await check()).join('\n')
    expect(said).toContain('warn access was lost: @lost (mastodon)')
    expect(said).toContain('warn their stored access does not open: @sealed (mastodon)')
    expect(said).toContain('warn not looked after for two days: @luce (mastodon)')
    expect(said).toContain('warn 127.0.0.1:1 does not answer from here')
    expect(said).not.toContain('secret-token')
  })

  it('warns that links said in Telegram lead to this machine alone', () => {
    const telegram = { TELEGRAM_BOT_TOKEN: '1:abc' }
    expect(checkPublicUrl(readConfig(telegram)).level).toBe('warn')
    expect(checkPublicUrl(readConfig({ ...telegram, PUBLIC_URL: 'https://desk.example' })).level).toBe('ok')
    expect(checkPublicUrl(readConfig({})).level).toBe('ok')
  })
})

it('a new key seals registrations and consents again, and gives up those that no key opens', async () => {
  const { workspaceId, memberId } = desk.seat
  const keyring = await openKeyring({ dataDir: desk.dataDir })
  const sealed = createSealer(keyring).seal(workspaceId, '{"clientId":"c"}')
  const kept = { workspaceId, platform: 'mastodon' as const }
  const expiresAt = new Date(Date.now() + 3_600_000)
  await withWorkspace(desk.db, workspaceId, async (tx) => {
    await keepRegistration(tx, { ...kept, name: 'a', registration: sealed })
    await keepRegistration(tx, { ...kept, name: 'gone', registration: 'v1.gone.xxxx' })
    await openConsent(tx, { ...kept, memberId, stateHash: 's', memory: sealed, expiresAt }, new Date())
  })
  await withSystem(desk.db, (tx) =>
    tx.execute(`insert into installation (key_fingerprint) values ('${keyring.keys[0].id}')`),
  )
  await rotateKey({ db: desk.db, keyring, dataDir: desk.dataDir, fromFile: true, lost: false, now: new Date() })
  const onlyNew = createSealer({ keys: [keyring.keys[0]] })
  const found = await withWorkspace(desk.db, workspaceId, async (tx) => [
    await findRegistration(tx, 'mastodon', 'a'),
    await takeConsent(tx, { memberId, platform: 'mastodon', stateHash: 's' }, new Date()),
  ])
  expect(found.map((one) => onlyNew.open(workspaceId, one ?? ''))).toEqual(['{"clientId":"c"}', '{"clientId":"c"}'])
  expect(await withWorkspace(desk.db, workspaceId, (tx) => findRegistration(tx, 'mastodon', 'gone'))).toBeUndefined()
})

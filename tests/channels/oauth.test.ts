// The dance of OAuth before an independent strict server: PKCE, single use of codes, rotation, one renewal at a time.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRequest, type Request } from '../../src/channels/request.ts'
import { createDancer, type Dance, demandScopes, stored } from '../../src/channels/social/oauth.ts'
import { type TokenUse, withToken } from '../../src/channels/social/token.ts'
import { PlatformError } from '../../src/core/errors.ts'
import { openAccount } from '../../src/core/publishing/publisher.ts'
import { createSealer } from '../../src/core/secrets.ts'
import { connectAccount, getAccount } from '../../src/db/accounts.ts'
import { connect, type Db, withSystem, withWorkspace } from '../../src/db/client.ts'
import { makeWorkspace } from '../../src/db/tenants.ts'
import { createDatabase } from '../support/database.ts'
import { clientId, clientSecret, startOidc } from '../support/oidc/server.ts'

const callbackUrl = 'http://127.0.0.1:3000/connect/x/callback'
const now = () => new Date()
const signal = () => AbortSignal.timeout(10_000)

let server: Awaited<ReturnType<typeof startOidc>>
let request: Request
beforeEach(async () => {
  server = await startOidc({ callbackUrl })
  request = createRequest({ now, allowPrivateHosts: [], userAgent: 'test' })
})
afterEach(async () => {
  await request.close()
  await server.stop()
})

function dancer(more: Partial<Dance> = {}) {
  const dance: Dance = {
    authorizeUrl: `${server.url}/auth`,
    tokenUrl: `${server.url}/token`,
    revokeUrl: `${server.url}/token/revocation`,
    issuer: server.url,
    clientId,
    clientSecret,
    secretIn: 'header',
    scopes: ['openid', 'offline_access'],
    hasPkce: true,
    more: { prompt: 'consent' },
    ...more,
  }
  return createDancer(dance, { request, now })
}

/** Goes to the server and back. */
async function back(by = dancer(), state = 'the-state-of-this-member') {
  const { url, memory } = await by.begin({ callbackUrl, state })
  const params = Object.fromEntries(new URL(await server.allow(url)).searchParams)
  return { code: params.code ?? '', params, memory, signal: signal() }
}

const faultOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof PlatformError)) throw new Error('no fault', { cause: error })
  expect([error.message, error.stack, String((error.cause as Error | undefined)?.message)].join()).not.toContain(
    clientSecret,
  )
  return error
}

describe('a consent', () => {
  it('ends in tokens that open', async () => {
    const tokens = await dancer().finish(await back())
    expect(await server.status(tokens.accessToken)).toBe(200)
    expect(tokens.refreshToken).toBeDefined()
    expect(tokens.scopes).toEqual(['openid', 'offline_access'])
    expect(tokens.endsAt?.getTime()).toBeGreaterThan(Date.now())
  })

  it('asks with PKCE, without which this server lets nobody in', async () => {
    const bare = await dancer({ hasPkce: false }).begin({ callbackUrl, state: 'a-state-long-enough' })
    expect(new URL(await server.allow(bare.url)).searchParams.get('error')).toBe('invalid_request')
    const came = await back()
    const other = { ...came, memory: { ...came.memory, verifier: 'v'.repeat(43) } }
    expect(await faultOf(dancer().finish(other))).toMatchObject({
      kind: 'rejected',
      say: expect.stringMatching(/^codeRefused/),
    })
  })

  it('takes a code once, at the exact address it was asked for', async () => {
    const came = await back()
    await dancer().finish(came)
    expect((await faultOf(dancer().finish(came))).kind).toBe('rejected')
    const elsewhere = await back()
    const moved = { ...elsewhere, memory: { ...elsewhere.memory, callbackUrl: `${callbackUrl}/` } }
    expect((await faultOf(dancer().finish(moved))).kind).toBe('rejected')
  })

  it('is refused with another state or from another issuer, and the code is not sent', async () => {
    const came = await back()
    const forged = { ...came, params: { ...came.params, state: 'somebody-elses' } }
    expect((await faultOf(dancer().finish(forged))).kind).toBe('rejected')
    const mixed = { ...came, params: { ...came.params, iss: 'https://evil.example' } }
    expect((await faultOf(dancer().finish(mixed))).kind).toBe('rejected')
    expect(server.grants).toEqual([])
  })

  it('with a wrong client is the matter of the operator', async () => {
    const came = await back()
    const fault = await faultOf(dancer({ clientSecret: 'wrong' }).finish(came))
    expect(fault).toMatchObject({ kind: 'operator', say: 'clientRefused' })
  })

  it('names what was not allowed', () => {
    expect(() => demandScopes(['a', 'b', 'c'], ['b'])).toThrow('scopesMissing {"scopes":"a c"}')
    expect(() => demandScopes(['a'], undefined)).not.toThrow()
  })
})

describe('an access', () => {
  it('is renewed with a refresh token that is good once: a second use of it ends what came of it', async () => {
    const first = await dancer().finish(await back())
    const second = await dancer().refresh(first.refreshToken ?? '', signal())
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect(await server.status(second.accessToken)).toBe(200)
    expect((await faultOf(dancer().refresh(first.refreshToken ?? '', signal()))).kind).toBe('auth')
    expect((await faultOf(dancer().refresh(second.refreshToken ?? '', signal()))).kind).toBe('auth')
  })

  it('can be given back', async () => {
    const tokens = await dancer().finish(await back())
    await dancer().revoke({ accessToken: tokens.accessToken }, signal())
    expect(await server.status(tokens.accessToken)).toBe(401)
  })

  it('is unavailable, not over, while the server is in trouble', async () => {
    const tokens = await dancer().finish(await back())
    await server.stop()
    expect((await faultOf(dancer().refresh(tokens.refreshToken ?? '', signal()))).kind).toBe('unavailable')
    server = await startOidc({ callbackUrl })
  })
})

describe('two processes', () => {
  const sealer = createSealer({ keys: [{ id: 'a', key: 'test-key-test-key-test-key-test-key' }] })

  it('that need a new access at the same moment ask for one, and both use it', async () => {
    const database = await createDatabase('oauth')
    const pools = [1, 2].map(() => connect({ url: database.appUrl, max: 4 }))
    const [one, two] = pools.map(({ db }) => db)
    if (one === undefined || two === undefined) throw new Error('no database')
    const seat = await withSystem(one, (tx) =>
      makeWorkspace(tx, { personName: 'P', name: 'W', zone: 'UTC', language: 'en' }),
    )
    const { workspaceId } = seat
    const tokens = await dancer().finish(await back())
    const ending = { ...stored(tokens), endsAt: new Date(Date.now() + 1_000).toISOString() }
    const credentials = sealer.seal(workspaceId, JSON.stringify(ending))
    const given = { workspaceId, platform: 'x' as const, remoteId: '1', name: '@barluce', credentials }
    const { account } = await withWorkspace(one, workspaceId, (tx) => connectAccount(tx, given))
    server.slow(150)
    const before = server.grants.length
    const use = async (db: Db): Promise<number> => {
      const row = await withWorkspace(db, workspaceId, (tx) => getAccount(tx, account.id))
      if (row === undefined) throw new Error('no account')
      const opened = openAccount({ db, sealer }, workspaceId, { ...row, lost: false })
      const how: TokenUse = {
        account: opened,
        now,
        spareMs: 60_000,
        refresh: async (known) => stored(await dancer().refresh(known.refreshToken ?? '', signal()), known),
      }
      return withToken(how, (token) => server.status(token))
    }
    expect(await Promise.all([use(one), use(two), use(one), use(two)])).toEqual([200, 200, 200, 200])
    expect(server.grants.slice(before)).toEqual(['success'])
    await Promise.all(pools.map(({ end }) => end()))
    await database.drop()
  })
})

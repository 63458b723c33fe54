// Connecting Bluesky by consent, before a strict authorisation server that somebody else wrote.
import { afterEach, describe, expect, it } from 'vitest'
import { PlatformError } from '../../../src/core/errors.ts'
import type { AccountAccess } from '../../../src/core/platform.ts'
import { contentOf, drive } from '../../support/publishing.ts'
import { accountOf, type ConsentStage, home, openConsent } from './stage.ts'

let stage: ConsentStage
afterEach(async () => {
  expect(stage.server.refusals).toEqual([])
  await stage.close()
})

const signal = () => AbortSignal.timeout(10_000)
const asker = { isHost: true, identities: [] }
const registry = { find: async () => undefined, keep: async () => undefined, forget: async () => undefined }
const begin = (answers: Record<string, string> = {}) => {
  const consent = stage.platform.connect?.consent
  if (consent === undefined) throw new Error('no consent')
  return consent.begin({ answers, asker, callbackUrl: 'unused', state: 'unused', registry, signal: signal() })
}
const send = async (account: AccountAccess, text: string) =>
  (await drive({ platform: stage.platform, account, content: contentOf(text) })).through()
const shown = () => stage.server.posts.map(({ record }) => record.text)
const tokenOf = ({ credentials }: AccountAccess) => JSON.parse(credentials.grant ?? '{}').tokenSet

describe('consent', () => {
  it('is asked by a pushed request, with nothing of it in the address', async () => {
    stage = await openConsent()
    const { url, state } = await begin({ account: stage.server.handle })
    expect([...new URL(url).searchParams.keys()].toSorted()).toEqual(['client_id', 'request_uri'])
    expect(state?.length).toBeGreaterThan(20)
    // The server demanded a nonce first, and then a proof of the client that it had not seen.
    expect(stage.server.grants.asked.filter(({ path }) => path === '/request').map(({ status }) => status)).toEqual([
      400, 401, 201,
    ])
  })

  it('ends in an account that posts, with a token that is good with its key alone', async () => {
    stage = await openConsent()
    const made = await stage.connect({ account: `@${stage.server.handle}` })
    expect(made).toMatchObject({
      remoteId: stage.server.did,
      name: stage.server.handle,
      settings: { accessEndsAt: null },
    })
    const account = accountOf(made)
    await send(account, 'By consent.')
    expect(shown()).toEqual(['By consent.'])
    expect(tokenOf(account).token_type).toBe('DPoP')
    const stolen = async (headers: Record<string, string>) =>
      (await fetch(`${stage.server.url}/xrpc/com.atproto.server.getSession`, { headers })).status
    expect(await stolen({ authorization: `Bearer ${tokenOf(account).access_token}` })).toBe(400)
    expect(await stolen({ authorization: `DPoP ${tokenOf(account).access_token}`, dpop: 'e30.e30.e30' })).toBe(401)
  })

  it('begins at the address of a server, and at the usual one where nothing is written', async () => {
    stage = await openConsent()
    expect((await stage.connect({ account: stage.server.url })).remoteId).toBe(stage.server.did)
    expect((await stage.connect()).remoteId).toBe(stage.server.did)
  })

  it('asks a server that knows no parts of a right for the whole', async () => {
    stage = await openConsent({ knowsParts: false })
    const account = accountOf(await stage.connect())
    expect(tokenOf(account).scope).toBe('atproto transition:generic')
    await send(account, 'All the same.')
    expect(shown()).toEqual(['All the same.'])
  })

  it.for([
    ['a name nobody has', 'nobody.example', /^nobody .*nobody\.example/],
    ['a word', 'barluce', /^needName$/],
    ['an address of mail', 'a@example.org', /^needName$/],
    ['plain http outside', 'http://pds.example.com', /^notServerAddress/],
    ['an address inside', 'https://10.0.0.1', /^privateHost .*10\.0\.0\.1/],
  ] as const)('says what is wrong with %s', async ([, account, say]) => {
    stage = await openConsent()
    await expect(begin({ account })).rejects.toMatchObject({ kind: 'rejected', say: expect.stringMatching(say) })
  })

  it('is for the account that was named', async () => {
    stage = await openConsent()
    const { handle, otherDid } = stage.server
    await expect(stage.connect({ account: handle }, otherDid)).rejects.toMatchObject({
      kind: 'rejected',
      say: 'otherSignedIn',
    })
    // What nobody keeps was given back.
    expect(stage.server.grants.asked.at(-1)).toMatchObject({ path: '/token/revocation', status: 200 })
  })

  it('takes a code once, with its own state, from the server that was asked', async () => {
    stage = await openConsent()
    const { grants, did } = stage.server
    const { url, memory } = await begin()
    const params = Object.fromEntries(new URL(await grants.allow(url, did)).searchParams)
    const finish = async (more: Record<string, string>) => {
      const back = { code: params.code ?? '', isPasted: false, params: { ...params, ...more }, memory, registry }
      const error = await stage.platform.connect?.consent
        ?.finish({ ...back, signal: signal() })
        .catch((e: unknown) => e)
      return error instanceof PlatformError ? error : undefined
    }
    expect(await finish({ state: 'another' })).toMatchObject({ kind: 'rejected' })
    expect(await finish({ iss: 'https://evil.example' })).toMatchObject({ kind: 'rejected' })
    expect(grants.outcomes).toEqual([])
    expect(await finish({})).toBeUndefined()
    const again = await finish({})
    expect(again).toMatchObject({ kind: 'rejected', say: expect.stringMatching(/^codeRefused/) })
    const told = JSON.stringify([again?.message, again?.stack, String(again?.cause), Object.entries(again ?? {})])
    for (const secret of [params.code ?? '?', memory.kept ?? '?', JSON.parse(memory.kept ?? '{}').verifier])
      expect(told).not.toContain(secret)
  })

  it('needs an https address that has a name, or the own machine', async () => {
    for (const publicUrl of [
      'http://192.168.1.5:3000',
      'http://desk.example',
      'https://127.0.0.1',
      'http://0.0.0.0:3000',
    ]) {
      stage = await openConsent({ publicUrl })
      await expect(begin()).rejects.toMatchObject({ kind: 'rejected', say: 'needsHttps' })
      expect(stage.platform.connect?.consent?.about?.read()).toBeUndefined()
      await stage.close()
    }
    stage = await openConsent()
  })

  it('says so where the server cannot read who this installation is', async () => {
    stage = await openConsent()
    stage.moveTo('https://elsewhere.example')
    await expect(begin()).rejects.toMatchObject({ kind: 'operator', say: expect.stringMatching(/^clientUnread/) })
  })
})

describe('on the own machine', () => {
  it('the client that every server knows is led back to the number of this machine, whatever the port and the name', async () => {
    stage = await openConsent({ publicUrl: 'http://localhost:4711' })
    expect(stage.platform.connect?.consent?.about?.read()).toBeUndefined()
    const { url } = await begin()
    const clientId = new URL(url).searchParams.get('client_id') ?? ''
    expect(clientId).toMatch(/^http:\/\/localhost\?redirect_uri=/)
    expect(clientId).not.toContain('4711')
    const led = await stage.server.grants.allow(url, stage.server.did)
    expect(led).toMatch(/^http:\/\/127\.0\.0\.1:4711\/connect\/bluesky\/callback\?/)
  })

  it('the access ends after two weeks, which is said beforehand', async () => {
    const now = new Date('2026-11-24T09:00:00.000Z')
    stage = await openConsent({ publicUrl: 'http://127.0.0.1:3000', now: () => now })
    const made = await stage.connect()
    expect(made.settings).toEqual({ accessEndsAt: '2026-12-08T09:00:00.000Z' })
    await send(accountOf(made), 'From here.')
    expect(shown()).toEqual(['From here.'])
  })
})

describe('a grant', () => {
  it('that ended in the middle of a thread is renewed and used from then on; its old refresh token is over', async () => {
    stage = await openConsent()
    const account = accountOf(await stage.connect())
    const first = account.credentials
    const content = contentOf('One. Two.', { parts: ['One.', 'Two.'] })
    const post = await drive({ platform: stage.platform, account, content })
    await post.once()
    stage.server.grants.endAccess()
    await post.through()
    expect(shown()).toEqual(['One.', 'Two.'])
    expect(tokenOf(account).refresh_token).not.toBe(JSON.parse(first.grant ?? '{}').tokenSet.refresh_token)
    const replaying = accountOf({ remoteId: account.remoteId, name: 'n', credentials: first })
    await expect(stage.platform.tend?.(replaying, signal())).rejects.toMatchObject({ kind: 'auth', say: 'notLetIn' })
    // Used twice, it ended what came of it.
    await expect(stage.platform.tend?.(account, signal())).rejects.toMatchObject({ kind: 'auth' })
  })

  it('is renewed before its end, when a post is made ready', async () => {
    let now = new Date()
    stage = await openConsent({ seconds: 60, now: () => now })
    const account = accountOf(await stage.connect())
    const first = account.credentials.grant
    await send(account, 'Fresh.')
    expect(account.credentials.grant).toBe(first)
    now = new Date(now.getTime() + 31_000)
    await send(account, 'Renewed.')
    expect(account.credentials.grant).not.toBe(first)
  })

  it('proves its key with the nonce the server wants now, and posts once', async () => {
    stage = await openConsent()
    const account = accountOf(await stage.connect())
    await send(account, 'One.')
    stage.server.grants.newNonce()
    await send(account, 'Two.')
    expect(shown()).toEqual(['One.', 'Two.'])
  })

  it('is over where everything was ended there, and is given back without a fault', async () => {
    stage = await openConsent()
    const account = accountOf(await stage.connect())
    expect(await stage.platform.revoke?.(account, signal())).toBe(true)
    await expect(send(account, 'Never.')).rejects.toMatchObject({ kind: 'auth', say: 'notLetIn' })
    expect(shown()).toEqual([])
    expect(await stage.platform.revoke?.(account, signal())).toBe(true)
  })

  it('waits for the operator where the desk has another address now, and goes on where it is set back', async () => {
    stage = await openConsent()
    const account = accountOf(await stage.connect())
    stage.moveTo('https://elsewhere.example')
    await send(account, 'While it lasts.')
    await expect(stage.platform.tend?.(account, signal())).rejects.toMatchObject({
      kind: 'operator',
      say: 'addressChanged',
    })
    stage.moveTo(home)
    await stage.platform.tend?.(account, signal())
  })

  it('is unavailable, not over, while the server is in trouble or says what makes no sense', async () => {
    stage = await openConsent()
    const account = accountOf(await stage.connect())
    stage.server.grants.garble()
    await expect(stage.platform.tend?.(account, signal())).rejects.toMatchObject({ kind: 'unavailable' })
    await stage.server.stop()
    await expect(stage.platform.tend?.(account, signal())).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('is not over where the server takes no proof for a while', async () => {
    stage = await openConsent()
    const account = accountOf(await stage.connect())
    const post = await drive({ platform: stage.platform, account, content: contentOf('Later.') })
    stage.server.grants.refuseProofs()
    await expect(post.once()).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('goes on with a new key beside its own, and is over without its own', async () => {
    stage = await openConsent()
    const account = accountOf(await stage.connect())
    stage.useKeys(8, 7)
    await stage.platform.tend?.(account, signal())
    stage.useKeys(8)
    await expect(stage.platform.tend?.(account, signal())).rejects.toMatchObject({ kind: 'auth', say: 'sessionOver' })
  })
})

it('an account that is connected by an app password needs none of this', async () => {
  stage = await openConsent({ publicUrl: 'http://desk.example' })
  const { handle: identifier, password } = stage.server
  const made = await stage.platform.connect?.open?.({ answers: { identifier, password }, asker, signal: signal() })
  if (made === undefined) throw new Error('no way to connect')
  await send(accountOf(made), 'As ever.')
  expect(shown()).toEqual(['As ever.'])
})

// Connecting a Bluesky account: what is found, what is kept, and what is said when it does not work.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const open = (answers: Record<string, string>, at = stage) => {
  const connect = at.platform.connect?.open
  if (connect === undefined) throw new Error('no way to connect')
  return connect({ answers, asker: { isHost: true, identities: [] }, signal: AbortSignal.timeout(10_000) })
}

it('finds the server of a name, logs in once, and keeps the tokens but not the password', async () => {
  const { handle, password, did, url } = stage.server
  const made = await open({ identifier: ` @${handle.toUpperCase()}\u200e`, password })
  expect(made).toMatchObject({ remoteId: did, name: handle, credentials: { service: url } })
  expect(Object.keys(made.credentials ?? {}).toSorted()).toEqual(['accessJwt', 'refreshJwt', 'service'])
  expect(JSON.stringify(made)).not.toContain(password)
  expect(stage.server.counts['com.atproto.server.createSession']).toBe(1)
})

it.for([
  ['a wrong password', { password: 'wrong' }, /^wrongPassword/],
  ['a name nobody has', { identifier: 'nobody.example' }, /^nobody .*nobody.example/],
  ['no password', { password: '' }, /^needPassword$/],
  ['no name', { identifier: ' ' }, /^needName$/],
  ['what is no address', { service: 'not an address' }, /^notServerAddress/],
  ['plain http outside', { service: 'http://pds.example.com' }, /^notServerAddress/],
] as const)('says what is wrong with %s', async ([, wrong, say]) => {
  const { handle: identifier, password } = stage.server
  await expect(open({ identifier, password, ...wrong })).rejects.toMatchObject({
    kind: 'rejected',
    say: expect.stringMatching(say),
  })
})

it('asks for an app password where the main one has a second factor', async () => {
  stage.server.askSecondFactor()
  const { handle: identifier, password } = stage.server
  const refused = open({ identifier, password })
  await expect(refused).rejects.toMatchObject({
    kind: 'rejected',
    say: 'mainPassword',
  })
})

it('says of a server that speaks no Bluesky that it is none', async () => {
  const other = createServer((_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<p>no'))
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const service = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  const refused = open({ identifier: 'a.example', password: 'x', service })
  await expect(refused).rejects.toMatchObject({
    kind: 'rejected',
    say: expect.stringContaining('notBluesky'),
  })
  other.close()
})

it('does not go inside, nor where a server redirects to, nor does it follow a login elsewhere', async () => {
  const closed = await openStage([])
  const inside = open({ identifier: 'a.example', password: 'x', service: stage.server.url }, closed)
  await expect(inside).rejects.toMatchObject({ kind: 'rejected', say: expect.stringContaining('privateHost') })
  await closed.close()
  const redirecting = createServer((_, response) => response.writeHead(307, { location: stage.server.url }).end())
  await new Promise<void>((done) => redirecting.listen(0, '127.0.0.1', done))
  const service = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`
  await expect(open({ identifier: 'a.example', password: 'x', service })).rejects.toMatchObject({ kind: 'rejected' })
  expect(stage.server.counts).toEqual({})
  redirecting.close()
})

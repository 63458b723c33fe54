// An access that is given back is over at its network, and only there where the network takes it back.
import { afterEach, expect, it } from 'vitest'
import type { AccountAccess, Connection, Platform } from '../../src/core/platform.ts'
import { consented } from '../support/consenting.ts'
import { openStage as openBluesky } from './bluesky/stage.ts'
import { openStage as openLinkedin } from './linkedin/stage.ts'
import { openStage as openMastodon } from './mastodon/stage.ts'
import { openStage as openX } from './x/stage.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const signal = () => AbortSignal.timeout(10_000)

/** Gives the access back, and tells whether it still lets in. */
async function revoked(platform: Platform, account: AccountAccess) {
  await platform.tend?.(account, signal())
  const isOver = await platform.revoke?.(account, signal())
  const fault = await platform.tend?.(account, signal()).then(
    () => undefined,
    (error: { kind: string }) => error.kind,
  )
  return { isOver, fault }
}

it('of X, with what renews it', async () => {
  const stage = await openX()
  closing.push(stage.close)
  expect(await revoked(stage.platform, stage.account)).toEqual({ isOver: true, fault: 'auth' })
  expect(stage.server.refusals).toEqual([])
})

it('of LinkedIn', async () => {
  const stage = await openLinkedin('person')
  closing.push(stage.close)
  expect(await revoked(stage.platform, stage.account)).toEqual({ isOver: true, fault: 'auth' })
  expect(stage.server.refusals).toEqual([])
})

it('of Bluesky; a second time is no fault', async () => {
  const stage = await openBluesky()
  closing.push(stage.close)
  expect(await stage.platform.revoke?.(stage.account, signal())).toBe(true)
  await expect(stage.platform.tend?.(stage.account, signal())).rejects.toMatchObject({ kind: 'auth' })
  expect(await stage.platform.revoke?.(stage.account, signal())).toBe(true)
  expect(stage.server.refusals).toEqual([])
})

it('of Mastodon by the client that was given it; a token that a person brought is theirs to end', async () => {
  const stage = await openMastodon()
  closing.push(stage.close)
  expect(await revoked(stage.platform, stage.account)).toEqual({ isOver: false, fault: undefined })
  const found = await consented(
    stage.platform,
    'https://leopost.example/connect/mastodon/callback',
    stage.server.allow,
    { server: stage.server.url },
  )
  const { credentials = {} } = found as Connection
  expect(await revoked(stage.platform, { ...stage.account, credentials })).toEqual({ isOver: true, fault: 'auth' })
  expect(stage.server.refusals).toEqual([])
})

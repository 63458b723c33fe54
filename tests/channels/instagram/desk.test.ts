// Instagram in the chat: the picture it needs is asked for with the draft, and the next one sent is for it.

import sharp from 'sharp'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keep } from '../../../src/core/media/keep.ts'
import { connectAccount } from '../../../src/db/accounts.ts'
import { withWorkspace } from '../../../src/db/client.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let desk: Desk
beforeEach(async () => {
  stage = await openStage()
  desk = await openDesk({ platforms: (_, clock) => [stage.at(clock.now)] })
  const { workspaceId } = desk.seat
  const { remoteId, name, credentials } = stage.account
  const sealed = desk.app.ctx.sealer.seal(workspaceId, JSON.stringify(credentials))
  const given = { workspaceId, platform: 'instagram' as const, remoteId, name, credentials: sealed }
  await withWorkspace(desk.db, workspaceId, (tx) => connectAccount(tx, given))
})
afterEach(async () => {
  expect(stage.server.refusals).toEqual([])
  await desk.close()
  await stage.close()
})

it('asks for a picture when it drafts, takes the next one, and goes out with a link to it', async () => {
  const [draft] = await desk.person.says('The new place is open. instagram. tomorrow at nine')
  expect(draft?.card?.variants[0]?.problems).toEqual(['Instagram needs a picture: send one.'])
  const [refused] = await desk.person.presses('Approve')
  expect(refused?.text).toContain('cannot go out like this yet')
  const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const { id } = await keep(desk.app.ctx, desk.seat.workspaceId, new Uint8Array(png))
  const [shown] = await desk.person.says('', { media: [id] })
  expect(shown?.card?.variants[0]?.problems).toEqual([])
  const [approved] = await desk.person.presses('Approve')
  expect(approved?.text).toContain('Approved')
  await desk.moveTo('2026-11-25T08:00:00.500Z')
  expect(stage.server.media.map(({ caption }) => caption)).toEqual(['The new place is open.'])
  const [container] = [...stage.server.containers.all.values()]
  expect(container?.fields.image_url).toMatch(/\/media\/[\w-]+\.[\w-]+\./)
})

it('can be left out of a post of words alone where other networks are left', async () => {
  const labels = ([reply]: { choices: { label: string }[] }[]) => reply?.choices.map(({ label }) => label)
  expect(labels(await desk.person.says('The new place is open. instagram'))).not.toContain('Without Instagram')
  expect(labels(await desk.person.says('The new place is open. instagram and practice'))).toContain('Without Instagram')
  const [card] = await desk.person.presses('Without Instagram')
  expect(card?.card?.variants.map(({ platform }) => platform)).toEqual(['practice'])
})

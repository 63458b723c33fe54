// Films on Bluesky: brought to the video service once, waited for step by step, shown by the record; and what it says when it takes none.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBluesky } from '../../../src/channels/social/bluesky/index.ts'
import type { FilmPart } from '../../../src/core/platform.ts'
import { contentOf, drive } from '../../support/publishing.ts'
import { accountOf, openConsent, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  expect(stage.server.refusals).toEqual([])
  await stage.close()
})

const bytes = Buffer.from('a film')
const film: FilmPart = {
  ...{ mediaId: 'f', sha256: 'f', type: 'video/mp4', bytes: bytes.length },
  film: { seconds: 12, width: 1080, height: 1920, video: 'h264', audio: 'aac' },
}
const content = contentOf('Watch: https://example.invalid/menu', { films: [{ ...film, alt: 'Two cups are filled.' }] })
const ready = (at = stage, given = content) =>
  drive({ platform: at.platform, account: at.account, content: given, bytes })
const shown = () => stage.server.posts.map(({ record }) => record.embed)
const signal = () => AbortSignal.timeout(10_000)

describe('a film', () => {
  it('is shown by the record as the service gave it, with its words and shape, and no card beside it', async () => {
    await (await ready()).through()
    const video = { $type: 'blob', mimeType: 'video/mp4', size: bytes.length }
    expect(shown()).toMatchObject([
      { $type: 'app.bsky.embed.video', video, alt: 'Two cups are filled.', aspectRatio: { width: 1080, height: 1920 } },
    ])
  })

  it('goes with the first part of a thread', async () => {
    const parts = ['One.', 'Two.']
    await (await ready(stage, { ...content, text: 'One. Two.', parts })).through()
    expect(shown().map((embed) => embed?.$type)).toEqual(['app.bsky.embed.video', undefined])
    expect(stage.server.posts[1]?.record.reply?.root.cid).toBe(stage.server.posts[0]?.cid)
  })

  it('that takes its time is waited for with what the work is called, and brought once', async () => {
    const slow = await openStage(['127.0.0.1'], 120_000)
    slow.server.video.given.looks = 2
    const post = await ready(slow)
    const { frozen } = post
    expect(frozen).toMatchObject({ film: { job: expect.stringMatching(/^\w{20}$/), isReady: false } })
    for (let look = 0; look < 2; look++)
      expect(await post.once()).toMatchObject({ kind: 'wait', progress: { refs: [] } })
    // Killed and looked at in between: nothing visible was done.
    expect(await post.settle()).toEqual({ kind: 'absent' })
    expect(await post.once()).toMatchObject({ kind: 'wait', progress: { film: { isReady: true } } })
    expect((await post.once()).kind).toBe('done')
    expect(slow.server.video.uploads).toEqual([bytes.length])
    expect(slow.server.posts).toHaveLength(1)
    // What was frozen is in what went out, to the letter.
    const [part] = (frozen as { parts: { rkey: string; record: object }[] }).parts
    expect(slow.server.posts[0]?.record).toMatchObject(part?.record ?? {})
    expect(slow.server.posts[0]?.rkey).toBe(part?.rkey)
    await slow.close()
  })

  it('that the server forgot before the second is brought again, once', async () => {
    const post = await ready()
    stage.server.blobs.clear()
    await post.through()
    expect(stage.server.posts).toHaveLength(1)
    expect(stage.server.video.uploads).toHaveLength(2)
  })

  it('goes out by consent as well', async () => {
    const consent = await openConsent()
    const account = accountOf(await consent.connect())
    await (await drive({ platform: consent.platform, account, content, bytes })).through()
    expect(consent.server.posts[0]?.record.embed?.$type).toBe('app.bsky.embed.video')
    await consent.close()
  })
})

describe('a film that is not taken', () => {
  it('is refused in the words of the service', async () => {
    stage.server.video.given.fails = true
    const refused = { kind: 'rejected', say: expect.stringContaining('The film has no pictures.') }
    await expect(ready()).rejects.toMatchObject(refused)
    stage.server.video.given.limits = { canUpload: false, message: 'Confirm your email address.' }
    const unconfirmed = { kind: 'rejected', say: expect.stringContaining('Confirm your email address.') }
    await expect(ready()).rejects.toMatchObject(unconfirmed)
  })

  it('waits where as many as go in a day are out', async () => {
    stage.server.video.given.limits = { canUpload: false, remainingDailyVideos: 0 }
    await expect(ready()).rejects.toMatchObject({ kind: 'limited', say: 'quotaUsed' })
    stage.server.video.given.limits = { remainingDailyBytes: bytes.length - 1 }
    await expect(ready()).rejects.toMatchObject({ kind: 'limited', say: 'quotaUsed' })
    expect(stage.server.video.uploads).toEqual([])
  })

  it('by a service that does not let in loses no account', async () => {
    stage.server.video.given.closed = true
    await expect(ready()).rejects.toMatchObject({ kind: 'rejected', say: 'filmNotHere' })
  })

  it('is named when it is drafted, where the service said so the last time it was asked', async () => {
    const { platform, account, server } = stage
    expect(await platform.tend?.(account, signal())).toEqual({ takesFilms: true })
    server.video.given.limits = { canUpload: false, message: 'Confirm your email address.' }
    const settings = (await platform.tend?.(account, signal())) ?? {}
    expect(platform.check(content, platform.limits({ settings }))).toEqual([{ kind: 'filmNotHere' }])
    expect(platform.check(content, platform.limits({ settings: {} }))).toEqual([])
    server.video.given.limits = { canUpload: false, remainingDailyVideos: 0 }
    expect(await platform.tend?.(account, signal())).toEqual({ takesFilms: true })
  })

  it('by no service that cannot reach the server, which is not asked', async () => {
    const { request, account, server } = stage
    const places = { service: server.url, publicApi: server.url, directory: server.url, video: 'https://video.invalid' }
    const inside = createBluesky({ request, now: () => new Date(), places })
    expect(await inside.tend?.(account, signal())).toEqual({ takesFilms: false })
  })
})

// What goes out to Instagram, what it asks for beforehand, and how it is found out whether it went.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Picture } from '../../../src/core/platform.ts'
import { consented } from '../../support/consenting.ts'
import { contentOf, drive } from '../../support/publishing.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  expect(stage.server.refusals).toEqual([])
  await stage.close()
})

const picture = (mediaId: string, more: Partial<Picture> = {}): Picture => ({
  ...{ mediaId, alt: '', sha256: mediaId, type: 'image/jpeg', bytes: 3, width: 4, height: 4, ...more },
})
const one = [picture('a', { alt: 'A cup.' })]
const ready = (text: string, more: Partial<ReturnType<typeof contentOf>> = {}) =>
  drive({ platform: stage.platform, account: stage.account, content: contentOf(text, { pictures: one, ...more }) })
const fields = () => [...stage.server.containers.all.values()].map((each) => each.fields)
const signal = () => AbortSignal.timeout(5_000)
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { kind?: string; say?: string }) => `${error.kind} ${error.say}`,
  )

describe('what it takes', () => {
  const check = (text: string, pictures: Picture[] = one, options = {}) =>
    stage.platform.check(contentOf(text, { pictures, options }), stage.platform.limits({ settings: {} }))

  it('is a picture of a fitting shape: without one the post is not ready', () => {
    expect(check('Open.', [])).toEqual([{ kind: 'pictureNeeded' }])
    expect(check('Open.', [picture('a', { width: 4, height: 5 })])).toEqual([])
    expect(check('Open.', [picture('a', { width: 9, height: 16 })])).toEqual([
      { kind: 'pictureShape', least: 0.8, most: 1.91 },
    ])
  })

  it('has so many hashtags and mentions, those of the first comment too', () => {
    const tags = (count: number) => Array.from({ length: count }, (_, i) => `#tag${i}`).join(' ')
    expect(check(tags(30))).toEqual([])
    expect(check(tags(20), one, { firstComment: tags(11) })).toEqual([
      { kind: 'tooManyMarks', what: 'hashtags', used: 31, limit: 30 },
    ])
  })
})

describe('a post', () => {
  it('of one picture or several is fetched by Instagram from signed addresses', async () => {
    const done = await (await ready('One.')).through()
    await (await ready('Two.', { pictures: [picture('a'), picture('b')] })).through()
    expect(fields()).toEqual([
      { image_url: 'http://127.0.0.1:9/media/a', alt_text: 'A cup.', caption: 'One.' },
      { image_url: 'http://127.0.0.1:9/media/a', is_carousel_item: 'true' },
      { image_url: 'http://127.0.0.1:9/media/b', is_carousel_item: 'true' },
      { media_type: 'CAROUSEL', children: 'i2,i3', caption: 'Two.' },
    ])
    expect(done.url).toBe(`https://www.instagram.com/p/${done.remoteId}/`)
  })

  it('that Instagram still works on when it is due waits, and goes out once it is ready', async () => {
    const post = await ready('Soon.')
    stage.server.containers.become('IN_PROGRESS')
    expect((await post.once()).kind).toBe('wait')
    expect((await post.once()).kind).toBe('wait')
    stage.server.containers.become('FINISHED')
    expect((await post.once()).kind).toBe('done')
    expect(stage.server.media).toHaveLength(1)
  })

  it('whose picture could not be fetched is made again a few times, then refused with the reason', async () => {
    const post = await ready('Unreachable.')
    stage.server.containers.become('IN_PROGRESS')
    await post.once()
    const failed = { state: 'ERROR', why: 'Error: Media download has failed: 2207052' } as const
    stage.server.containers.become(failed.state, failed.why)
    stage.server.containers.turnOut(failed, failed)
    await post.once()
    await post.once()
    expect(await kindOf(post.once())).toBe('rejected pictureUnfetched')
    expect(stage.server.media).toEqual([])
  })

  it('is settled by its container, and one that was not published goes out by the same', async () => {
    const there = await ready('It is there.')
    stage.server.next({ kind: 'hangUpAfter' })
    expect(await kindOf(there.once())).toBe('unknown noAnswer')
    expect(await there.settle()).toMatchObject({ kind: 'published', remoteId: stage.server.media[0]?.id })
    const gone = await ready('Not yet.')
    stage.server.next({ kind: 'hangUpBefore' })
    await kindOf(gone.once())
    expect(await gone.settle()).toEqual({ kind: 'absent' })
    await gone.through()
    expect(stage.server.media.map(({ caption }) => caption)).toEqual(['It is there.', 'Not yet.'])
    expect(stage.server.containers.all.size).toBe(2)
  })
})

describe('a first comment', () => {
  const options = { firstComment: '#espresso #trieste' }

  it('follows the post once, also when the answer to the post was lost', async () => {
    const post = await ready('Open.', { options })
    stage.server.next({ kind: 'hangUpAfter' })
    await kindOf(post.once())
    expect((await post.settle())?.kind).toBe('onward')
    await post.through()
    expect(stage.server.comments).toEqual([{ on: stage.server.media[0]?.id, text: options.firstComment }])
  })

  it('whose answer was lost is looked for before it is sent again', async () => {
    const post = await ready('Open.', { options })
    await post.once()
    stage.server.next({ kind: 'hangUpAfter' })
    expect(await kindOf(post.once())).toBe('unknown noAnswer')
    expect((await post.settle())?.kind).toBe('published')
    expect(stage.server.comments).toHaveLength(1)
  })
})

describe('refusals', () => {
  it.each([
    [9, 2207042, 'limited quotaUsed'],
    [4, 2207051, 'limited blockedForNow'],
    [25, 2207050, 'auth suspended'],
    [36003, 2207009, 'rejected pictureShape'],
    [36004, 2207010, 'rejected tooLong'],
    [-1, 2207001, 'unknown unclear'],
  ] as const)('%s/%s is %s', async (code, error_subcode, said) => {
    const post = await ready('Refused.')
    stage.server.next({ kind: 'answer', status: 400, body: { error: { code, error_subcode } } })
    expect(await kindOf(post.once())).toBe(said)
  })

  it('for the day come before anything is made', async () => {
    stage.server.given.used = 50
    await expect(ready('Too many.')).rejects.toMatchObject({ kind: 'limited', say: 'quotaUsed' })
    expect(fields()).toEqual([])
  })
})

it('reads the numbers of a post', async () => {
  const { remoteId } = await (await ready('Counted.')).through()
  const measured = await stage.platform.measure?.(stage.account, remoteId, signal())
  expect(measured?.measures).toEqual({ impressions: 900, reach: 600, likes: 40, comments: 3, shares: 6 })
  expect(measured?.raw).toMatchObject({ saved: 5 })
})

describe('consent', () => {
  const callbackUrl = 'https://desk.example/connect/instagram/callback'

  it('finds the accounts behind the Pages', async () => {
    const made = await consented(stage.platform, callbackUrl, stage.server.allow)
    expect(made).toEqual([
      { remoteId: '17841400', name: '@barluce', credentials: { accessToken: 'page-token-of-barluce' } },
    ])
  })

  it('says what is missing: a right, or an account', async () => {
    const partly = consented(stage.platform, callbackUrl, (at) => stage.server.allow(at, 'instagram_content_publish'))
    await expect(partly).rejects.toMatchObject({ say: 'scopesMissing {"scopes":"instagram_content_publish"}' })
    stage.server.given.hasInstagram = false
    await expect(consented(stage.platform, callbackUrl, stage.server.allow)).rejects.toMatchObject({
      say: 'noInstagram',
    })
  })
})

describe('a film', () => {
  const films = [{ mediaId: 'f', sha256: 'f', type: 'video/mp4', bytes: 3, film: {} }]
  const given = () => ready('A reel.', { pictures: [], films })

  it('is a reel that Instagram fetches from a signed address', async () => {
    await (await given()).through()
    expect(fields()).toEqual([
      { media_type: 'REELS', video_url: 'http://127.0.0.1:9/media/f', share_to_feed: 'true', caption: 'A reel.' },
    ])
  })

  it('that Instagram works on for minutes is waited for, and then given up', async () => {
    const post = await given()
    stage.server.containers.become('IN_PROGRESS')
    for (let looks = 1; looks <= 90; looks++) expect((await post.once()).kind).toBe('wait')
    expect(await kindOf(post.once())).toBe('rejected filmUnfinished')
  })

  it('that Instagram cannot use is refused with the reason', async () => {
    const post = await given()
    stage.server.next({ kind: 'answer', status: 400, body: { error: { code: 9007, error_subcode: 2207027 } } })
    stage.server.containers.become('IN_PROGRESS')
    await post.once()
    stage.server.containers.become('ERROR', 'Error: 2207026')
    expect(await kindOf(post.once())).toBe('rejected filmRefused')
  })
})

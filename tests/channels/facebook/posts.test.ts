// What goes out to a Facebook Page, and how it is found out whether it did.
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

const picture = (mediaId: string, alt = ''): Picture => ({
  ...{ mediaId, alt, sha256: mediaId, type: 'image/jpeg', bytes: 3, width: 4, height: 4 },
})
const ready = (text: string, more: Partial<ReturnType<typeof contentOf>> = {}) =>
  drive({
    platform: stage.platform,
    account: stage.account,
    content: contentOf(text, more),
    bytes: new Uint8Array([1, 2]),
  })
const signal = () => AbortSignal.timeout(5_000)
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { kind?: string; say?: string }) => `${error.kind} ${error.say}`,
  )

describe('a post', () => {
  it('shows the card of its first link, unless it has pictures or nobody wants one', async () => {
    await (await ready('Beans at barluce.it and https://example.com.')).through()
    await (await ready('No card: barluce.it', { options: { linkPreview: false } })).through()
    await (await ready('Picture: barluce.it', { pictures: [picture('a')] })).through()
    expect(stage.server.posts.map(({ link }) => link)).toEqual(['https://barluce.it', undefined, undefined])
  })

  it('carries pictures that were brought before and are shown by the post alone', async () => {
    await (await ready('Two.', { pictures: [picture('a', 'A cup.'), picture('b')] })).through()
    expect(stage.server.posts[0]?.photos).toEqual(['f1', 'f2'])
    expect([...stage.server.photos.values()]).toEqual([
      { bytes: 2, alt: 'A cup.' },
      { bytes: 2, alt: '' },
    ])
  })

  it('that repeats the newest is refused, unless it is our own after a lost answer', async () => {
    await (await ready('The same.')).through()
    stage.server.posts[0] = {
      ...(stage.server.posts[0] ?? { id: '', message: '', link: undefined, photos: [] }),
      at: 1,
    }
    expect(await kindOf((await ready('The same.')).once())).toBe('rejected duplicate')
    const mine = await ready('Mine.')
    stage.server.next({ kind: 'hangUpAfter' })
    await kindOf(mine.once())
    expect(await mine.once()).toMatchObject({ kind: 'done', remoteId: stage.server.posts[1]?.id })
    expect(stage.server.posts).toHaveLength(2)
  })

  it('is not believed to be absent before the settling time', async () => {
    await stage.close()
    stage = await openStage(60_000)
    const post = await ready('Soon.')
    stage.server.next({ kind: 'hangUpBefore' })
    await kindOf(post.once())
    expect((await post.settle())?.kind).toBe('later')
  })
})

describe('a first comment', () => {
  const options = { firstComment: 'The menu: barluce.it' }

  it('follows the post once, and trouble there is tried again without the post', async () => {
    const post = await ready('Open.', { options })
    await post.once()
    stage.server.next({ kind: 'answer', status: 400, body: { error: { code: 4 } } })
    expect(await post.once()).toMatchObject({ kind: 'wait', progress: { tries: 1 } })
    expect(await post.once()).toMatchObject({ kind: 'done' })
    expect(stage.server.posts).toHaveLength(1)
    expect(stage.server.comments).toEqual([{ on: stage.server.posts[0]?.id, text: options.firstComment }])
  })

  it('that is refused leaves the post published and says so', async () => {
    const post = await ready('Open.', { options })
    await post.once()
    stage.server.next({ kind: 'answer', status: 403, body: { error: { code: 200 } } })
    expect(await post.once()).toMatchObject({ kind: 'done', say: 'commentRefused' })
  })
})

describe('limits', () => {
  it('that an answer names are obeyed before the next call, of the account and of the app', async () => {
    const use = { '1001': [{ type: 'pages', call_count: 100, estimated_time_to_regain_access: 12 }] }
    stage.server.headers['x-business-use-case-usage'] = JSON.stringify(use)
    const from = Date.now()
    await (await ready('The last.')).through()
    const calls = { ...stage.server.counts }
    const fault = await ready('One more.').catch((error: { kind: string; retryAt: Date }) => error)
    expect(fault).toMatchObject({ kind: 'limited' })
    if ('retryAt' in fault) expect(fault.retryAt.getTime() - from).toBeGreaterThanOrEqual(12 * 60_000)
    expect(stage.server.counts).toEqual(calls)
    stage.server.headers['x-app-usage'] = JSON.stringify({ call_count: 97, total_time: 1, total_cputime: 1 })
    const other = { ...stage.account, remoteId: '1001' }
    stage.quotas.kept.clear()
    await (await drive({ platform: stage.platform, account: other, content: contentOf('App.') })).through()
    expect(stage.quotas.kept.get('facebook')?.remaining).toBe(0)
  })
})

describe('refusals', () => {
  it.each([
    [{ code: 190, error_subcode: 460 }, 'auth notLetIn'],
    [{ code: 200 }, 'auth lacksRight'],
    [{ code: 368 }, 'limited blockedForNow'],
    [{ code: 100, error_user_msg: 'Write something else.' }, 'rejected vendorSays {"words":"Write something else."}'],
    [{ code: 2, is_transient: true }, 'unknown unclear'],
    [{ code: 10, error_subcode: 4854002 }, 'auth confirmThere'],
  ] as const)('%j is %s', async (error, said) => {
    const post = await ready('Refused.')
    stage.server.next({ kind: 'answer', status: 400, body: { error } })
    expect(await kindOf(post.once())).toBe(said)
  })
})

it('reads the numbers that there are', async () => {
  const { remoteId } = await (await ready('Counted.')).through()
  const measured = await stage.platform.measure?.(stage.account, remoteId, signal())
  expect(measured?.measures).toEqual({ likes: 11, comments: 2, impressions: 500, clicks: 8 })
})

it('connects the Pages on which the person may create content', async () => {
  const callbackUrl = 'https://desk.example/connect/facebook/callback'
  const made = await consented(stage.platform, callbackUrl, stage.server.allow)
  expect(made).toEqual([{ remoteId: '1001', name: 'Bar Luce', credentials: { accessToken: 'page-token-of-barluce' } }])
})

describe('a film', () => {
  const bytes = Buffer.alloc(90_000, 7)
  const films = [{ mediaId: 'f', sha256: 'f', type: 'video/mp4', bytes: bytes.length, film: {} }]
  const given = (options = {}) => drive({ ...stage, content: contentOf('A film.', { films, options }), bytes })

  it('is brought in the pieces that Facebook asks for, shown once, and has the name of its post', async () => {
    const done = await (await given({ firstComment: 'The menu.' })).through()
    const [post] = stage.server.posts
    expect(done.remoteId).toBe(post?.id)
    expect(done.url).toBe('https://www.facebook.com/1001/videos/v1/')
    expect(stage.server.films.bytes(post?.id ?? '').equals(bytes)).toBe(true)
    expect(stage.server.comments).toEqual([{ on: post?.id, text: 'The menu.' }])
  })

  it('that is not whole is known not to be out; one that was shown is only looked at', async () => {
    stage.server.drop(2, 'hangUpBefore')
    const post = await given()
    expect(await post.settle()).toEqual({ kind: 'absent' })
    for (let pieces = 0; pieces < 3; pieces++) await post.once()
    stage.server.next({ kind: 'hangUpAfter' })
    expect(await kindOf(post.once())).toBe('unknown noAnswer')
    expect(await post.settle()).toMatchObject({ kind: 'onward', progress: { isShown: true } })
    await post.through()
    expect(stage.server.posts).toHaveLength(1)
  })

  it('that Facebook cannot use is refused with the reason', async () => {
    stage.server.films.given.fails = true
    expect(await kindOf((await given()).through())).toBe('rejected filmRefused')
  })
})

// What goes out to Threads by containers, and how it is found out whether it did.
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

const ready = (content: ReturnType<typeof contentOf>) =>
  drive({ platform: stage.platform, account: stage.account, content })
const picture = (mediaId: string, more: Partial<Picture> = {}): Picture => ({
  ...{ mediaId, alt: '', sha256: mediaId, type: 'image/jpeg', bytes: 3, width: 4, height: 3, ...more },
})
const signal = () => AbortSignal.timeout(5_000)
const texts = () => stage.server.posts.map(({ text }) => text)
const fields = () => [...stage.server.containers.all.values()].map((one) => one.fields)
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { kind?: string; say?: string }) => `${error.kind} ${error.say}`,
  )

describe('limits', () => {
  const check = (text: string, pictures: Picture[] = []) =>
    stage.platform.check(contentOf(text, { pictures }), stage.platform.limits({ settings: {} }))

  it('count emoji as bytes, and name links and shapes that are not taken', () => {
    expect(check('è'.repeat(500))).toEqual([])
    expect(check('☕'.repeat(167))).toEqual([{ kind: 'tooLong', used: 501, limit: 500 }])
    const links = [1, 2, 3, 4, 5, 6].map((n) => `https://barluce.it/${n}`).join(' ')
    expect(check(links)).toEqual([{ kind: 'tooManyMarks', what: 'links', used: 6, limit: 5 }])
    expect(check('Thin.', [picture('a', { width: 100, height: 5 })])).toMatchObject([{ kind: 'pictureShape' }])
  })
})

describe('a post', () => {
  it('with one picture or several is one container in the end, never left to publish by itself', async () => {
    await (await ready(contentOf('One.', { pictures: [picture('a', { alt: 'A cup.' })] }))).through()
    await (await ready(contentOf('Two.', { pictures: [picture('a'), picture('b')] }))).through()
    expect(fields()).toMatchObject([
      { media_type: 'IMAGE', image_url: expect.stringContaining('/media/a'), alt_text: 'A cup.', text: 'One.' },
      { media_type: 'IMAGE', is_carousel_item: 'true' },
      { media_type: 'IMAGE', is_carousel_item: 'true' },
      { media_type: 'CAROUSEL', children: 'c2,c3', text: 'Two.' },
    ])
    expect(texts()).toEqual(['One.', 'Two.'])
  })

  it('of several parts is a thread whose first part carries the pictures', async () => {
    const content = contentOf('1. 2. 3.', { parts: ['1.', '2.', '3.'], pictures: [picture('a')] })
    const done = await (await ready(content)).through()
    const ids = stage.server.posts.map(({ id }) => id)
    expect(stage.server.posts.map(({ after }) => after)).toEqual([undefined, ids[0], ids[1]])
    expect(done.remoteId).toBe(ids.join())
    expect(done.url).toContain(ids[0] ?? 'none')
    await stage.platform.remove?.(stage.account, done.remoteId, signal())
    expect(texts()).toEqual([])
  })

  it('that was held until its container expired is made again; what is no picture is refused', async () => {
    const tomorrow = stage.at(() => new Date(Date.now() + 86_400_000))
    const platform = { ...stage.platform, publish: tomorrow.publish }
    const post = await drive({ platform, account: stage.account, content: contentOf('Held for a day.') })
    stage.server.containers.become('EXPIRED')
    await post.through()
    expect(texts()).toEqual(['Held for a day.'])
    expect(stage.server.containers.all.size).toBe(2)
    stage.server.containers.turnOut({ state: 'ERROR', why: 'INVALID_ASPEC_RATIO' })
    expect(await kindOf(ready(contentOf('Wrong.', { pictures: [picture('a')] })))).toBe('rejected pictureShape')
  })
})

describe('a lost answer', () => {
  it('is settled by the container: published, with its id from the list', async () => {
    const post = await ready(contentOf('It is there.'))
    stage.server.next({ kind: 'hangUpAfter' })
    expect(await kindOf(post.once())).toBe('unknown noAnswer')
    expect(await post.settle()).toMatchObject({ kind: 'published', remoteId: stage.server.posts[0]?.id })
  })

  it('of the middle of a thread goes on after that part', async () => {
    const post = await ready(contentOf('1. 2. 3.', { parts: ['1.', '2.', '3.'] }))
    await post.once()
    expect((await post.once()).kind).toBe('wait')
    stage.server.next({ kind: 'hangUpAfter' })
    await kindOf(post.once())
    expect((await post.settle())?.kind).toBe('onward')
    await post.through()
    expect(texts()).toEqual(['1.', '2.', '3.'])
  })

  it('whose post is in no list yet is looked for again', async () => {
    const post = await ready(contentOf('Lagging.'))
    stage.server.next({ kind: 'hangUpAfter' })
    await kindOf(post.once())
    stage.server.given.listLags = true
    expect(await post.settle()).toEqual({ kind: 'later', seconds: 10 })
  })

  it('that was not published goes out by the same container', async () => {
    const post = await ready(contentOf('Once.'))
    stage.server.next({ kind: 'hangUpBefore' })
    await kindOf(post.once())
    expect(await post.settle()).toEqual({ kind: 'absent' })
    await post.through()
    expect(stage.server.containers.all.size).toBe(1)
    expect(texts()).toEqual(['Once.'])
  })
})

describe('limits of a day', () => {
  it('are asked for before anything is made', async () => {
    stage.server.given.used = 250
    await expect(ready(contentOf('Too many.'))).rejects.toMatchObject({ kind: 'limited', say: 'quotaUsed' })
    expect(stage.server.containers.all.size).toBe(0)
  })
})

describe('an access', () => {
  it('is renewed from the day on which half of it is over', async () => {
    const far = new Date(Date.now() + 31 * 86_400_000).toISOString()
    stage.account.credentials = { ...stage.account.credentials, endsAt: far }
    await stage.platform.tend?.(stage.account, signal())
    expect(stage.account.credentials.accessToken).toBe('th-token-of-barluce')
    const near = new Date(Date.now() + 29 * 86_400_000).toISOString()
    stage.account.credentials = { ...stage.account.credentials, endsAt: near }
    await stage.platform.tend?.(stage.account, signal())
    expect(stage.account.credentials.accessToken).not.toBe('th-token-of-barluce')
    expect(stage.account.credentials.username).toBe('barluce')
  })

  it('that is over is lost', async () => {
    stage.server.revoke()
    expect(await kindOf(stage.platform.tend?.(stage.account, signal()) ?? Promise.resolve())).toBe('auth notLetIn')
  })
})

it('reads the numbers of a post', async () => {
  const { remoteId } = await (await ready(contentOf('Counted.'))).through()
  const measured = await stage.platform.measure?.(stage.account, remoteId, signal())
  expect(measured?.measures).toEqual({ impressions: 300, likes: 7, comments: 2, shares: 6 })
})

it('is connected by consent, and a short access becomes a long one', async () => {
  const made = await consented(stage.platform, 'https://desk.example/connect/threads/callback', stage.server.allow)
  expect(made).toMatchObject({ remoteId: '77', name: '@barluce' })
})

describe('a film', () => {
  const films = [{ mediaId: 'f', sha256: 'f', type: 'video/mp4', bytes: 3, film: {} }]

  it('goes with the first part, fetched from a signed address', async () => {
    const content = contentOf('One. Two.', { parts: ['One.', 'Two.'], films })
    await (await drive({ ...stage, content })).through()
    expect([...stage.server.containers.all.values()].map(({ fields }) => fields)).toEqual([
      { media_type: 'VIDEO', video_url: 'http://127.0.0.1:9/media/f', text: 'One.' },
      { media_type: 'TEXT', text: 'Two.', reply_to_id: stage.server.posts[0]?.id },
    ])
  })

  it.each([
    ['INVALID_FRAME_RATE', 'rejected filmRefused'],
    ['FAILED_DOWNLOADING_VIDEO', 'rejected pictureUnfetched'],
  ])('that ends as %s is %s', async (why, said) => {
    const post = await drive({ ...stage, content: contentOf('Refused.', { films }) })
    stage.server.containers.become('IN_PROGRESS')
    const failed = { state: 'ERROR', why } as const
    stage.server.next({ kind: 'answer', status: 400, body: { error: { code: 24 } } })
    await post.once()
    stage.server.containers.become(failed.state, failed.why)
    stage.server.containers.turnOut(failed, failed)
    const end = async () => {
      for (let calls = 0; calls < 5; calls++) await post.once()
    }
    await expect(end()).rejects.toMatchObject({ message: expect.stringContaining(said.replace(' ', ': ')) })
  })
})

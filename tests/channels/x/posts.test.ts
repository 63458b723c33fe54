// What goes out to X, what it costs, and how it is found out whether it did.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Picture } from '../../../src/core/platform.ts'
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

const ready = (content: ReturnType<typeof contentOf>, more: object = {}) =>
  drive({ platform: stage.platform, account: stage.account, content, ...more })
const picture = (mediaId: string, alt = ''): Picture => ({
  ...{ mediaId, alt, sha256: mediaId, type: 'image/jpeg', bytes: 3, width: 4, height: 3 },
})
const texts = () => stage.server.posts.map(({ text }) => text)
const signal = () => AbortSignal.timeout(5_000)
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { kind?: string; say?: string }) => `${error.kind} ${error.say}`,
  )

describe('requests', () => {
  it('are held against the published description', ({ skip }) => {
    if (stage.server.vendorSkipped !== undefined) skip(stage.server.vendorSkipped)
  })
})

describe('limits', () => {
  const check = (text: string, settings = {}) =>
    stage.platform.check(contentOf(text), stage.platform.limits({ settings }))

  it('weigh as X does, and are longer with Premium, as X says of the account', async () => {
    expect(check('é'.repeat(280))).toEqual([])
    expect(check('咖'.repeat(141))).toEqual([{ kind: 'tooLong', used: 282, limit: 280 }])
    stage.server.given.plan = 'Premium'
    const settings = await stage.platform.tend?.(stage.account, signal())
    expect(check('a'.repeat(25_000), settings)).toEqual([])
  })

  it('allow one cashtag', () => {
    expect(check('$BEAN is up, $5 too')).toEqual([])
    expect(check('$BEAN and $CUP')).toEqual([{ kind: 'tooManyMarks', what: 'cashtags', used: 2, limit: 1 }])
  })
})

describe('a price', () => {
  it('is named where a link makes a post dear, with words that cost less', () => {
    const price = (text: string, parts: string[] = []) => stage.platform.price?.(contentOf(text, { parts }))
    expect(price('No link here.')).toBeUndefined()
    expect(price('New beans: https://barluce.it/beans')).toEqual({
      micros: 200_000,
      cheaper: { micros: 15_000, text: 'New beans' },
    })
    expect(price('barluce.it')).toEqual({ micros: 200_000 })
    expect(price('One. Two barluce.it.', ['One.', 'Two barluce.it.'])?.micros).toBe(215_000)
  })
})

describe('a post', () => {
  it('carries its pictures in order with their words', async () => {
    const pictures = [picture('a', 'A cup.'), picture('b')]
    const done = await (
      await ready(contentOf('Two pictures.', { pictures }), { bytes: new Uint8Array([1, 2, 3]) })
    ).through()
    expect(stage.server.posts[0]?.media).toEqual([...stage.server.media.keys()])
    expect([...stage.server.media.values()]).toEqual([
      { bytes: 3, alt: 'A cup.' },
      { bytes: 3, alt: '' },
    ])
    expect(done.url).toBe(`https://x.com/barluce/status/${done.remoteId}`)
  })

  it('brings pictures again that X forgot, once', async () => {
    const post = await ready(contentOf('Late.', { pictures: [picture('a')] }))
    stage.server.forget()
    await post.through()
    expect(stage.server.posts[0]?.media).toEqual([...stage.server.media.keys()])
  })

  it('of several parts is a thread, each a reply to the one before', async () => {
    const post = await ready(contentOf('1. 2. 3.', { parts: ['1.', '2.', '3.'] }))
    const done = await post.through()
    const ids = stage.server.posts.map(({ id }) => id)
    expect(done.remoteId).toBe(ids.join())
    expect(stage.server.posts.map(({ after }) => after)).toEqual([undefined, ids[0], ids[1]])
    await stage.platform.remove?.(stage.account, done.remoteId, signal())
    expect(texts()).toEqual([])
  })

  it('whose words are out already is refused; its own words after a lost answer are found', async () => {
    await (await ready(contentOf('The same.'))).through()
    stage.server.posts[0] = { ...(stage.server.posts[0] ?? { id: '', text: '', media: [], after: undefined }), at: 1 }
    expect(await kindOf((await ready(contentOf('The same.'))).through())).toBe('rejected duplicate')
    const mine = await ready(contentOf('Mine.'))
    stage.server.next({ kind: 'hangUpAfter' })
    expect(await kindOf(mine.once())).toBe('unknown noAnswer')
    expect((await mine.through()).remoteId).toBe(stage.server.posts[1]?.id)
    expect(texts()).toEqual(['The same.', 'Mine.'])
  })

  it.each(['Beans at https://barluce.it/a?b=1&c=2 <now> & later', 'barluce.it is open', 'With a picture.'])(
    'is found by its words: %s',
    async (text) => {
      const pictures = text.includes('picture') ? [picture('a')] : []
      const post = await ready(contentOf(text, { pictures }))
      stage.server.next({ kind: 'hangUpAfter' })
      await kindOf(post.once())
      expect(await post.settle()).toMatchObject({ kind: 'published', remoteId: stage.server.posts[0]?.id })
    },
  )

  it('in the middle of a thread goes on after the part that was found', async () => {
    const post = await ready(contentOf('1. 2. 3.', { parts: ['1.', '2.', '3.'] }))
    stage.server.next({ kind: 'hangUpAfter' }, 1)
    await post.once()
    expect(await kindOf(post.once())).toBe('unknown noAnswer')
    expect((await post.settle())?.kind).toBe('onward')
    await post.through()
    expect(texts()).toEqual(['1.', '2.', '3.'])
  })

  it('is not believed to be absent before the settling time', async () => {
    await stage.close()
    stage = await openStage(60_000)
    const post = await ready(contentOf('Soon.'))
    stage.server.next({ kind: 'hangUpBefore' })
    await kindOf(post.once())
    expect((await post.settle())?.kind).toBe('later')
  })
})

describe('an access', () => {
  it('that ended is renewed, with the new refresh token stored', async () => {
    stage.server.endAccess()
    await (await ready(contentOf('Renewed.'))).through()
    expect(texts()).toEqual(['Renewed.'])
    expect(stage.account.credentials.refreshToken).not.toBe('x-refresh-of-barluce')
    expect(stage.account.credentials.username).toBe('barluce')
  })

  it('that is over for good is lost', async () => {
    const post = await ready(contentOf('Over.'))
    stage.server.endAll()
    expect(await kindOf(post.once())).toBe('auth notLetIn')
  })
})

describe('what X says is left', () => {
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600

  it('is kept from every answer and obeyed before the next call', async () => {
    const resets = inAnHour()
    Object.assign(stage.server.limits, { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(resets) })
    await (await ready(contentOf('The last.'))).through()
    const calls = { ...stage.server.counts }
    await expect(ready(contentOf('One more.'))).rejects.toMatchObject({
      kind: 'limited',
      say: 'quotaUsed',
      retryAt: new Date(resets * 1000),
    })
    expect(stage.server.counts).toEqual(calls)
  })

  it('of the app counts for every account', async () => {
    const reset = String(inAnHour())
    Object.assign(stage.server.limits, { 'x-app-limit-24hour-remaining': '0', 'x-app-limit-24hour-reset': reset })
    await (await ready(contentOf('The last.'))).through()
    const other = { ...stage.account, remoteId: '78' }
    await expect(drive({ ...stage, account: other, content: contentOf('Other.') })).rejects.toMatchObject({
      kind: 'limited',
    })
  })
})

describe('refusals', () => {
  it.each([
    [402, {}, 'operator noCredits'],
    [429, { type: 'https://api.x.com/2/problems/usage-capped' }, 'operator noCredits'],
    [403, { type: 'https://api.x.com/2/problems/client-forbidden' }, 'auth lacksRight'],
    [403, { detail: 'Your account is suspended.' }, 'auth suspended'],
    [403, { detail: 'No replies here.' }, 'rejected vendorSays {"words":"No replies here."}'],
    [400, { errors: [{ message: 'Too short.' }] }, 'rejected vendorSays {"words":"Too short."}'],
    [500, undefined, 'unknown unclear'],
  ] as const)('%s %j is %s', async (status, body, said) => {
    stage.server.next({ kind: 'answer', status, body })
    expect(await kindOf((await ready(contentOf('Refused.'))).once())).toBe(said)
  })
})

it('reads the numbers of a post', async () => {
  const { remoteId } = await (await ready(contentOf('Counted.'))).through()
  const measured = await stage.platform.measure?.(stage.account, remoteId, signal())
  expect(measured?.measures).toEqual({ impressions: 900, likes: 12, comments: 3, shares: 3 })
  expect(measured?.raw).toMatchObject({ bookmark_count: 4 })
})

it('is connected by consent, with the name of the account', async () => {
  const consent = stage.platform.connect?.consent
  const registry = { find: async () => undefined, keep: async () => undefined, forget: async () => undefined }
  const asked = { answers: {}, asker: { isHost: true, identities: [] }, signal: signal(), registry }
  const callbackUrl = 'https://desk.example/connect/x/callback'
  const begun = await consent?.begin({ ...asked, callbackUrl, state: 'a-state-that-is-long-enough' })
  const params = Object.fromEntries(new URL(stage.server.allow(begun?.url ?? '')).searchParams)
  const back = {
    code: params.code ?? '',
    params,
    isPasted: false,
    memory: begun?.memory ?? {},
    registry,
    signal: signal(),
  }
  const made = await consent?.finish(back)
  expect(made).toMatchObject({ remoteId: '77', name: '@barluce', settings: { profile: { hasLongPosts: false } } })
  stage.server.given.scope = 'tweet.read users.read'
  const again = await consent?.begin({ ...asked, callbackUrl, state: 'a-state-that-is-long-enough' })
  const more = Object.fromEntries(new URL(stage.server.allow(again?.url ?? '')).searchParams)
  const partly = consent?.finish({ ...back, code: more.code ?? '', params: more, memory: again?.memory ?? {} })
  await expect(partly).rejects.toMatchObject({
    say: 'scopesMissing {"scopes":"tweet.write media.write offline.access"}',
  })
})

describe('a film', () => {
  const bytes = Buffer.alloc(9_000_000, 7)
  const films = [{ mediaId: 'f', sha256: 'f', type: 'video/mp4', bytes: bytes.length, film: {} }]
  const given = () => ready(contentOf('A film.', { films }), { bytes })

  it('is brought in segments before its moment, and looked at until X is done with it', async () => {
    stage.server.uploads.given.looks = 3
    const post = await given()
    expect(post.frozen).toMatchObject({ film: { next: 3, isReady: true } })
    await post.once()
    expect(stage.server.posts).toHaveLength(1)
    expect(stage.server.uploads.bytes(stage.server.posts[0]?.media[0] ?? '').equals(bytes)).toBe(true)
  })

  it('that stops half way goes on with the segment that is missing', async () => {
    stage.server.drop(3, 'hangUpBefore')
    const post = await given()
    expect(post.frozen).toMatchObject({ film: { next: 1, isReady: false } })
    expect(await post.settle()).toEqual({ kind: 'absent' })
    const segments = () => stage.server.counts['POST /:id/media/upload/:id/append'] ?? 0
    const before = segments()
    await post.through()
    expect(segments() - before).toBe(2)
    expect(texts()).toEqual(['A film.'])
  })

  it('that X cannot use is refused before anything is posted', async () => {
    stage.server.uploads.given.fails = true
    expect(await kindOf(given())).toBe('rejected filmRefused')
    expect(texts()).toEqual([])
  })

  it('that X forgot is brought again, once', async () => {
    const post = await given()
    stage.server.forget()
    await post.through()
    expect(stage.server.uploads.bytes(stage.server.posts[0]?.media[0] ?? '').equals(bytes)).toBe(true)
  })
})

describe('the reads of a month', () => {
  const reads = (name: string) => stage.server.counts[name] ?? 0
  const looks = () => reads('GET /:id/users/:id/tweets')
  const numbers = (remoteId: string) => stage.platform.measure?.(stage.account, remoteId, signal()) ?? Promise.reject()

  it('are for numbers but a fifth, which is kept for looking, and begin anew with the month', async () => {
    await stage.close()
    stage = await openStage(0, 5)
    const { remoteId } = await (await ready(contentOf('Counted.'))).through()
    for (let read = 0; read < 4; read++) await numbers(remoteId)
    const now = new Date()
    const retryAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
    await expect(numbers(remoteId)).rejects.toMatchObject({ kind: 'limited', say: 'quotaUsed', retryAt })
    const post = await ready(contentOf('Mine.'))
    stage.server.next({ kind: 'hangUpAfter' })
    await kindOf(post.once())
    expect((await post.settle())?.kind).toBe('published')
    expect(looks()).toBe(1)
    expect(await post.settle()).toEqual({ kind: 'unclear' })
    expect(looks()).toBe(1)
    expect(stage.quotas.kept.get('x/reads/month')).toEqual({ remaining: 0, resetsAt: retryAt })
  })

  it('are used up by looks too: then nothing is read for numbers', async () => {
    await stage.close()
    stage = await openStage(0, 2)
    const post = await ready(contentOf('Mine.'))
    stage.server.next({ kind: 'hangUpAfter' })
    await kindOf(post.once())
    await post.settle()
    await post.settle()
    expect(looks()).toBe(2)
    await expect(numbers('1')).rejects.toMatchObject({ kind: 'limited' })
    expect(reads('GET /:id/tweets')).toBe(0)
  })
})

// What goes out to LinkedIn for a person and for pages, and how it is found out whether it did.
import { afterEach, describe, expect, it } from 'vitest'
import { bodyOf, cardLink } from '../../../src/channels/social/linkedin/post.ts'
import type { AccountAccess, Picture } from '../../../src/core/platform.ts'
import { contentOf, drive } from '../../support/publishing.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  expect(stage.server.refusals).toEqual([])
  await stage.close()
})

async function on(author: 'person' | 'page', hasPages?: boolean) {
  stage = await openStage(author, hasPages)
  return (content: ReturnType<typeof contentOf>, more: object = {}) =>
    drive({ platform: stage.platform, account: stage.account, content, ...more })
}
const picture = (mediaId: string, alt = ''): Picture => ({
  ...{ mediaId, alt, sha256: mediaId, type: 'image/jpeg', bytes: 3, width: 4, height: 3 },
})
const signal = () => AbortSignal.timeout(5_000)
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { kind?: string; say?: string }) => `${error.kind} ${error.say}`,
  )
const bytes = new Uint8Array([1, 2, 3])

describe('words', () => {
  it('are escaped where LinkedIn reads them otherwise, and hashtags stay hashtags', async () => {
    const ready = await on('person')
    await (await ready(contentOf('(New) beans_and *more* <3 #coffee #1 a#b {x} @you'))).through()
    expect(stage.server.posts[0]?.commentary).toBe(
      '\\(New\\) beans\\_and \\*more\\* \\<3 #coffee \\#1 a\\#b \\{x\\} \\@you',
    )
  })

  it('are counted as they are sent', async () => {
    await on('person')
    const limits = stage.platform.limits({ settings: {} })
    expect(stage.platform.check(contentOf('('.repeat(1_500)), limits)).toEqual([])
    expect(stage.platform.check(contentOf('('.repeat(1_501)), limits)).toEqual([
      { kind: 'tooLong', used: 3_002, limit: 3_000 },
    ])
  })
})

describe('pictures', () => {
  it('go out one alone or several together, with their words', async () => {
    const ready = await on('page')
    await (await ready(contentOf('One.', { pictures: [picture('a', 'A cup.')] }), { bytes })).through()
    await (await ready(contentOf('Two.', { pictures: [picture('a', 'A cup.'), picture('b')] }), { bytes })).through()
    expect(stage.server.posts.map(({ content }) => content)).toEqual([
      { media: { id: 'urn:li:image:C1', altText: 'A cup.' } },
      { multiImage: { images: [{ id: 'urn:li:image:C2', altText: 'A cup.' }, { id: 'urn:li:image:C3' }] } },
    ])
  })

  it('are waited for while LinkedIn works on them, and brought again where it failed', async () => {
    const ready = await on('page')
    stage.server.given.pictureState = 'PROCESSING'
    const post = await ready(contentOf('Soon.', { pictures: [picture('a')] }), { bytes })
    expect((await post.once()).kind).toBe('wait')
    for (const one of stage.server.images.values()) one.state = 'PROCESSING_FAILED'
    stage.server.given.pictureState = 'AVAILABLE'
    expect((await post.once()).kind).toBe('wait')
    expect((await post.once()).kind).toBe('done')
    expect(stage.server.posts[0]?.content).toEqual({ media: { id: 'urn:li:image:C2' } })
  })

  it('of a person, whose state is not shown, are not waited for', async () => {
    const ready = await on('person')
    await (await ready(contentOf('Mine.', { pictures: [picture('a')] }), { bytes })).through()
    expect(stage.server.posts).toHaveLength(1)
  })
})

describe('a link', () => {
  const card = {
    uri: 'https://barluce.it/',
    title: 'Bar Luce',
    description: 'Espresso in Trieste.',
    thumb: 'urn:li:image:C1',
  }

  it('has its card, as LinkedIn reads no page itself, unless there are pictures or nobody wants one', async () => {
    await on('person')
    const text = 'Beans at barluce.it.'
    expect(cardLink(contentOf(text))).toBe('https://barluce.it')
    expect(cardLink(contentOf(text, { pictures: [picture('a')] }))).toBeUndefined()
    expect(cardLink(contentOf(text, { options: { linkPreview: false } }))).toBeUndefined()
    expect(bodyOf('urn:li:person:Ab_1', contentOf(text), [], card).content).toEqual({
      article: { source: card.uri, title: card.title, description: card.description, thumbnail: card.thumb },
    })
  })
})

describe('a lost answer', () => {
  it('of a person is settled by the same body again: what is there is named, what is not goes out once', async () => {
    const ready = await on('person')
    const there = await ready(contentOf('It is there.'))
    stage.server.next({ kind: 'hangUpAfter' })
    expect(await kindOf(there.once())).toBe('unknown noAnswer')
    expect(await there.settle()).toMatchObject({ kind: 'published', remoteId: stage.server.posts[0]?.urn })
    const gone = await ready(contentOf('It is not.'))
    stage.server.next({ kind: 'hangUpBefore' })
    await kindOf(gone.once())
    expect(await gone.settle()).toMatchObject({ kind: 'published', remoteId: stage.server.posts[1]?.urn })
    expect(stage.server.posts).toHaveLength(2)
  })

  it('of a person is asked about once a repeat might post twice', async () => {
    const ready = await on('person')
    const post = await ready(contentOf('Long ago.'))
    stage.server.next({ kind: 'hangUpAfter' })
    await kindOf(post.once())
    expect(await post.settle(new Date(Date.now() - 11 * 60_000))).toEqual({ kind: 'unclear' })
    expect(stage.server.counts['POST /rest/posts']).toBe(1)
  })

  it('of a page is read back, however LinkedIn writes the words', async () => {
    const ready = await on('page')
    const post = await ready(contentOf('New (beans) #coffee'))
    stage.server.next({ kind: 'hangUpAfter' })
    await kindOf(post.once())
    const [posted] = stage.server.posts
    if (posted !== undefined) posted.commentary = 'New \\(beans\\) {hashtag|\\#|coffee}'
    expect(await post.settle()).toMatchObject({ kind: 'published', remoteId: posted?.urn })
  })
})

describe('a first comment', () => {
  const options = { firstComment: 'The menu: https://barluce.it' }

  it('follows the post, once', async () => {
    const ready = await on('page')
    const post = await ready(contentOf('Open.', { options }))
    expect((await post.once()).kind).toBe('wait')
    expect(stage.server.comments).toEqual([])
    const done = await post.once()
    expect(done).toMatchObject({ kind: 'done', remoteId: stage.server.posts[0]?.urn })
    expect(stage.server.comments).toEqual([
      { on: stage.server.posts[0]?.urn, actor: stage.account.remoteId, text: options.firstComment },
    ])
  })

  it('that is refused leaves the post published and says so', async () => {
    const ready = await on('page')
    const post = await ready(contentOf('Open.', { options }))
    await post.once()
    stage.server.next({ kind: 'answer', status: 403, body: { code: 'ACCESS_DENIED' } })
    expect(await post.once()).toMatchObject({ kind: 'done', say: 'commentRefused' })
  })

  it('whose answer was lost is looked for; of a person it is said that it cannot be seen', async () => {
    const ready = await on('page')
    const post = await ready(contentOf('Open.', { options }))
    await post.once()
    stage.server.next({ kind: 'hangUpAfter' })
    expect(await kindOf(post.once())).toBe('unknown noAnswer')
    expect(await post.settle()).toMatchObject({ kind: 'published', url: expect.stringContaining('linkedin.com') })
    stage.server.comments.splice(0)
    expect(await post.settle()).toEqual({ kind: 'absent' })
    await stage.close()
    const mine = await (await on('person'))(contentOf('Open.', { options }))
    await mine.once()
    stage.server.next({ kind: 'hangUpBefore' })
    await kindOf(mine.once())
    expect(await mine.settle()).toMatchObject({ kind: 'published', say: 'commentUnclear' })
  })
})

describe('limits', () => {
  it('of a day are counted here, as LinkedIn says nothing of them, and obeyed before the call', async () => {
    const ready = await on('person')
    const midnight = new Date(Math.floor(Date.now() / 86_400_000 + 1) * 86_400_000)
    await stage.quotas.learn(`linkedin/day/${stage.account.remoteId}`, { remaining: 1, resetsAt: midnight })
    await (await ready(contentOf('The last.'))).through()
    const calls = { ...stage.server.counts }
    await expect(ready(contentOf('One more.'))).rejects.toMatchObject({ kind: 'limited', retryAt: midnight })
    expect(stage.server.counts).toEqual(calls)
  })

  it('that LinkedIn names are tried again soon, then tomorrow', async () => {
    const ready = await on('person')
    const post = await ready(contentOf('Busy.'))
    stage.server.next({ kind: 'answer', status: 429 })
    stage.server.next({ kind: 'answer', status: 429 })
    const [first, second] = [await kindOf(post.once()), await kindOf(post.once())]
    expect([first, second]).toEqual(['limited asksToWait', 'limited quotaUsed'])
  })
})

describe('refusals', () => {
  it.each([
    [426, 'NONEXISTENT_VERSION', 'operator versionOver'],
    [400, 'VERSION_MISSING', 'operator versionOver'],
    [400, 'FIELD_LENGTH_TOO_LONG', 'rejected tooLong'],
    [403, 'ACCESS_DENIED', 'auth lacksRight'],
    [409, 'CONFLICT', 'unavailable trouble'],
    [500, 'INTERNAL', 'unknown unclear'],
  ] as const)('%s %s is %s', async (status, code, said) => {
    const ready = await on('person')
    stage.server.next({ kind: 'answer', status, body: { code, status } })
    expect(await kindOf((await ready(contentOf('Refused.'))).once())).toBe(said)
  })

  it('as a duplicate name no fault of ours', async () => {
    const ready = await on('person')
    await (await ready(contentOf('Twice.'))).through()
    expect(await kindOf((await ready(contentOf('Twice.'))).once())).toBe('rejected duplicate')
  })
})

it('reads the numbers of a page, and none of a person', async () => {
  const ready = await on('page')
  const { remoteId } = await (await ready(contentOf('Counted.'))).through()
  const measured = await stage.platform.measure?.(stage.account, remoteId, signal())
  expect(measured?.measures).toEqual({ impressions: 700, reach: 400, clicks: 9, likes: 5, comments: 2, shares: 1 })
  const me: AccountAccess = { ...stage.account, remoteId: 'urn:li:person:Ab_1' }
  expect((await stage.platform.measure?.(me, remoteId, signal()))?.measures).toEqual({})
})

describe('consent', () => {
  const registry = () => {
    const kept = new Map<string, Record<string, string>>()
    return {
      find: async (name: string) => kept.get(name),
      keep: async (name: string, given: Record<string, string>) => void kept.set(name, given),
      forget: async (name: string) => void kept.delete(name),
    }
  }
  const callbackUrl = 'https://desk.example/connect/linkedin/callback'
  const state = 'a-state-that-is-long-enough'

  it('connects the person and the pages they may post for, and knows when the access ends', async () => {
    await on('page')
    const consent = stage.platform.connect?.consent
    const asked = { answers: {}, asker: { isHost: true, identities: [] }, signal: signal(), registry: registry() }
    const begun = await consent?.begin({ ...asked, callbackUrl, state })
    const params = Object.fromEntries(new URL(stage.server.allow(begun?.url ?? '')).searchParams)
    const back = { code: params.code ?? '', params, isPasted: false, memory: begun?.memory ?? {} }
    const made = await consent?.finish({ ...back, registry: asked.registry, signal: signal() })
    expect(made).toMatchObject([
      { remoteId: 'urn:li:person:Ab_1', name: 'Luce Bar', settings: { accessEndsAt: expect.stringMatching(/^20/) } },
      { remoteId: 'urn:li:organization:501', name: 'Bar Luce' },
    ])
    expect(made).toHaveLength(2)
  })

  it('asks for the person alone where the app may not ask for pages, and remembers that', async () => {
    await on('person')
    const consent = stage.platform.connect?.consent
    const asked = { answers: {}, asker: { isHost: true, identities: [] }, signal: signal(), registry: registry() }
    const first = await consent?.begin({ ...asked, callbackUrl, state })
    const refused = Object.fromEntries(new URL(stage.server.allow(first?.url ?? '')).searchParams)
    const given = {
      error: refused.error ?? '',
      memory: first?.memory ?? {},
      state,
      registry: asked.registry,
      signal: signal(),
    }
    const next = await consent?.refused?.(given)
    const params = Object.fromEntries(new URL(stage.server.allow(next?.url ?? '')).searchParams)
    const back = { code: params.code ?? '', params, isPasted: false, memory: next?.memory ?? {} }
    const made = await consent?.finish({ ...back, registry: asked.registry, signal: signal() })
    expect(made).toMatchObject([{ remoteId: 'urn:li:person:Ab_1' }])
    const again = await consent?.begin({ ...asked, callbackUrl, state })
    expect(new URL(again?.url ?? '').searchParams.get('scope')).toBe('openid profile w_member_social')
    expect(await consent?.refused?.({ ...given, memory: next?.memory ?? {} })).toBeUndefined()
  })
})

describe('a film', () => {
  const film = Buffer.alloc(9_000_000, 7)
  const films = [{ mediaId: 'f', sha256: 'f', type: 'video/mp4', bytes: film.length, film: {} }]
  const content = contentOf('A film.', { films })
  const out = () => {
    const urn = /urn:li:video:\w+/.exec(JSON.stringify(stage.server.posts[0]?.content ?? null))?.[0] ?? ''
    return stage.server.films.bytes(urn).equals(film)
  }

  it('goes out for a person too, who is not told how far LinkedIn is with it', async () => {
    const ready = await on('person')
    await (await ready(content, { bytes: film })).through()
    expect(out()).toBe(true)
  })

  it('whose addresses are over is begun anew, and the post shows the new one', async () => {
    const ready = await on('page')
    stage.server.films.given.isOver = true
    const post = await ready(content, { bytes: film })
    await post.through()
    expect(stage.server.films.all.size).toBe(2)
    expect(out()).toBe(true)
  })

  it('that is on its way when the claim is lost is known not to be out', async () => {
    const ready = await on('person')
    stage.server.drop(2, 'hangUpAfter')
    const post = await ready(content, { bytes: film })
    expect(await post.settle()).toEqual({ kind: 'absent' })
    expect(stage.server.posts).toEqual([])
    await post.through()
    expect(stage.server.posts).toHaveLength(1)
  })

  it('that LinkedIn cannot use is refused with the reason', async () => {
    const ready = await on('page')
    stage.server.films.given.fails = true
    expect(await kindOf(ready(content, { bytes: film }))).toBe('rejected filmRefused')
  })
})

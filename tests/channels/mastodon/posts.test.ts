// What goes out to servers of the Mastodon API, and how it is found out whether it did.
import { afterEach, describe, expect, it } from 'vitest'
import type { Content, Picture } from '../../../src/core/platform.ts'
import type { Flavour } from '../../support/mastodon/server.ts'
import { contentOf, drive } from '../../support/publishing.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  expect(stage.server.refusals).toEqual([])
  await stage.close()
})

async function on(flavour: Flavour = {}, settlingMs = 0) {
  stage = await openStage(flavour, settlingMs)
  return (content: Parameters<typeof drive>[0]['content'], more: object = {}) =>
    drive({ platform: stage.platform, account: stage.account, content, ...more })
}
const texts = () => stage.server.posts.map((post) => post.status)
const picture: Picture = {
  mediaId: 'm',
  sha256: 'x',
  type: 'image/png',
  bytes: 4,
  width: 4,
  height: 3,
  alt: 'A cup.',
}

describe('limits', () => {
  it('are those of the server as kept in the settings, else the usual ones', async () => {
    await on({ characters: 11_000 })
    const usual = stage.platform.limits({ settings: {} })
    expect(usual.text).toEqual({ limit: 500, unit: 'mastodon' })
    const settings = (await stage.platform.tend?.(stage.account, AbortSignal.timeout(5_000))) ?? {}
    const limits = stage.platform.limits({ settings: JSON.parse(JSON.stringify(settings)) })
    expect(limits).toMatchObject({ text: { limit: 11_000 }, pictures: { bytes: 1_000_000, pixels: 33_177_600 } })
    expect(limits.pictures.types).toEqual(['image/jpeg', 'image/png', 'image/gif'])
  })

  it('are read from the older address where the newer is missing', async () => {
    await on({ isOld: true, characters: 5_000 })
    const settings = (await stage.platform.tend?.(stage.account, AbortSignal.timeout(5_000))) ?? {}
    expect(stage.platform.limits({ settings }).text.limit).toBe(5_000)
  })

  it('survive settings that somebody else wrote', async () => {
    await on()
    for (const instance of [null, 7, { characters: -1, types: 'all' }])
      expect(stage.platform.limits({ settings: { instance } }).text.limit).toBe(500)
  })

  it('count a link as 23, a mention by its name, and a content warning with the text', async () => {
    await on()
    const limits = stage.platform.limits({ settings: {} })
    const link = `https://example.com/${'x'.repeat(200)}`
    const check = (text: string, options = {}) => stage.platform.check(contentOf(text, { options }), limits)
    expect(check(`${'a'.repeat(476)} ${link}`)).toEqual([])
    expect(check(`${'a'.repeat(477)} ${link}`)).toEqual([{ kind: 'tooLong', used: 501, limit: 500 }])
    expect(check(`${'a'.repeat(494)} @you@far.example`)).toEqual([])
    expect(check('a'.repeat(496), { contentWarning: 'food' })).toEqual([])
    expect(check('a'.repeat(497), { contentWarning: 'food' })).toEqual([{ kind: 'tooLong', used: 501, limit: 500 }])
  })
})

describe('a post', () => {
  it('carries visibility, warning and language, in every part of a thread', async () => {
    const ready = await on()
    const options = { visibility: 'unlisted', contentWarning: 'coffee', language: 'it', sensitive: true, other: 'x' }
    const post = await ready(contentOf('Uno. Due.', { parts: ['Uno.', 'Due.'], options }))
    const done = await post.through()
    const said = { visibility: 'unlisted', spoiler_text: 'coffee', language: 'it', sensitive: true }
    expect(stage.server.posts).toMatchObject([
      { status: 'Uno.', ...said },
      { status: 'Due.', ...said, in_reply_to_id: '1' },
    ])
    expect(done).toMatchObject({ remoteId: '1,2', url: `${stage.server.url}/@barluce/1` })
    await stage.platform.remove?.(stage.account, done.remoteId, AbortSignal.timeout(5_000))
    expect(texts()).toEqual([])
    await stage.platform.remove?.(stage.account, done.remoteId, AbortSignal.timeout(5_000))
  })

  it('ignores options that are not of this network', async () => {
    const ready = await on()
    await (await ready(contentOf('Plain.', { options: { visibility: 'secret', contentWarning: '' } }))).through()
    expect(stage.server.posts[0]).not.toHaveProperty('visibility')
    expect(stage.server.posts[0]).not.toHaveProperty('spoiler_text')
  })

  it('says how it is doing', async () => {
    const ready = await on()
    const { remoteId } = await (await ready(contentOf('How?'))).through()
    const measured = await stage.platform.measure?.(stage.account, remoteId, AbortSignal.timeout(5_000))
    expect(measured?.measures).toEqual({ likes: 3, shares: 2, comments: 1 })
  })
})

describe('pictures', () => {
  const withPicture = contentOf('Look.', { pictures: [picture] })

  it('go with their words, and are waited for while the server is at work', async () => {
    const ready = await on({ mediaLooks: 2 })
    const post = await ready(withPicture, { bytes: Buffer.from('png!') })
    expect(await post.once()).toMatchObject({ kind: 'wait' })
    expect(texts()).toEqual([])
    await post.through()
    expect([...stage.server.media.values()]).toMatchObject([{ type: 'image/png', description: 'A cup.', bytes: 4 }])
    expect(stage.server.posts[0]?.media_ids).toEqual(['m1'])
  })

  it('go to the older address where the newer is missing', async () => {
    const ready = await on({ isOld: true })
    await (await ready(withPicture, { bytes: Buffer.from('png!') })).through()
    expect(stage.server.posts[0]?.media_ids).toEqual(['m1'])
  })

  it('that the server forgot are brought again', async () => {
    const ready = await on()
    const post = await ready(withPicture, { bytes: Buffer.from('png!') })
    stage.server.media.delete('m1')
    stage.server.media.set('m0', { type: '', description: '', bytes: 0, looks: 0, file: Buffer.alloc(0) })
    await post.through()
    expect(texts()).toEqual(['Look.'])
    expect(stage.server.posts[0]?.media_ids).toEqual(['m2'])
  })

  it('that are too large are named beforehand and refused in words', async () => {
    const ready = await on()
    const settings = (await stage.platform.tend?.(stage.account, AbortSignal.timeout(5_000))) ?? {}
    const large = contentOf('Large.', { pictures: [{ ...picture, bytes: 1_000_001 }] })
    expect(stage.platform.check(large, stage.platform.limits({ settings }))).toMatchObject([
      { kind: 'pictureTooLarge' },
    ])
    const refused = ready(large, { bytes: Buffer.alloc(1_000_001) })
    await expect(refused).rejects.toMatchObject({ kind: 'rejected', say: 'pictureTooLarge' })
  })
})

describe('after a lost answer', () => {
  const hard = 'Ciao @you@far.example & <b>, "l\'altro"\n\nhttps://example.com/menu?a=1&b=2 #caffè 👨‍👩‍👧'

  it.for([
    ['by what is shown', { ignoresKey: true, hidesSource: true }],
    ['by its source', { ignoresKey: true }],
  ] as const)('a post is found %s', async ([, flavour]) => {
    const ready = await on(flavour)
    const post = await ready(contentOf(hard))
    stage.server.next({ kind: 'hangUpAfter' })
    await expect(post.once()).rejects.toMatchObject({ kind: 'unknown' })
    expect(await post.settle()).toMatchObject({ kind: 'published', remoteId: '1' })
    expect(texts()).toEqual([hard])
  })

  it('absence is not believed before the settling time', async () => {
    const ready = await on({}, 120_000)
    const post = await ready(contentOf('Perhaps.'))
    stage.server.next({ kind: 'hangUpBefore' })
    await expect(post.once()).rejects.toMatchObject({ kind: 'unknown' })
    expect(await post.settle()).toMatchObject({ kind: 'later', seconds: expect.any(Number) })
    expect(await post.settle(new Date(Date.now() - 121_000))).toEqual({ kind: 'absent' })
  })

  it('an older post with the same words, or an answer to another, is not taken for it', async () => {
    const ready = await on()
    stage.server.posts.push({ id: '900', status: 'Good morning.', at: new Date(Date.now() - 60_000), key: undefined })
    stage.server.posts.push({ id: '901', status: 'Good morning.', at: new Date(), key: undefined, in_reply_to_id: '5' })
    const post = await ready(contentOf('Good morning.'))
    expect(await post.settle()).toEqual({ kind: 'absent' })
  })

  it('a thread goes on behind the part that is out', async () => {
    const ready = await on({ ignoresKey: true })
    const post = await ready(contentOf('1 2 3', { parts: ['One.', 'Two.', 'Three.'] }))
    await post.once()
    stage.server.next({ kind: 'hangUpAfter' })
    await expect(post.once()).rejects.toMatchObject({ kind: 'unknown' })
    expect(await post.settle()).toMatchObject({ kind: 'onward' })
    expect((await post.through()).remoteId).toBe('1,2,3')
    expect(texts()).toEqual(['One.', 'Two.', 'Three.'])
  })

  it('a repeat with the same key makes no second post where the server keeps keys', async () => {
    const ready = await on()
    const post = await ready(contentOf('Once.'))
    stage.server.next({ kind: 'hangUpAfter' })
    await expect(post.once()).rejects.toMatchObject({ kind: 'unknown' })
    await post.through()
    expect(texts()).toEqual(['Once.'])
  })
})

describe('access', () => {
  it.for([
    ['with 401', {}],
    ['with 422, as a small server says it', { isSmall: true }],
  ] as const)('that was revoked is known %s', async ([, flavour]) => {
    const ready = await on(flavour)
    const post = await ready(contentOf('Never.'))
    stage.server.revoke()
    await expect(post.once()).rejects.toMatchObject({
      kind: 'auth',
      say: 'notLetIn',
    })
    const tended = stage.platform.tend?.(stage.account, AbortSignal.timeout(5_000))
    await expect(tended).rejects.toMatchObject({ kind: 'auth' })
  })

  it('to a server that deletes nothing from outside says so', async () => {
    const ready = await on({ isSmall: true })
    const { remoteId } = await (await ready(contentOf('Stays.'))).through()
    const removed = stage.platform.remove?.(stage.account, remoteId, AbortSignal.timeout(5_000))
    await expect(removed).rejects.toMatchObject({ kind: 'rejected', say: 'noDelete' })
  })
})

describe('a change of what is out', () => {
  const change = (remoteId: string, before: Content, content: Content) =>
    stage.platform.edit?.({
      ...{ publicationId: 'p', account: stage.account, remoteId, before, content },
      ...{ read: async () => new Uint8Array([1, 2, 3, 4]), sent: () => undefined, signal: AbortSignal.timeout(5_000) },
      piece: async (_, { start, end }) => new Uint8Array(Buffer.from('another film')).subarray(start, end + 1),
    })
  const out = async (flavour: Flavour, content: Content) =>
    (await (await (await on(flavour))(content)).through()).remoteId

  it('keeps the pictures that were not changed, without bringing them again', async () => {
    const before = contentOf('A new cpu.', { pictures: [picture] })
    const id = await out({}, before)
    await change(id, before, { ...before, text: 'A new cup.' })
    expect(stage.server.posts).toMatchObject([{ status: 'A new cup.', media_ids: ['m1'] }])
    expect(stage.server.media.size).toBe(1)
  })

  it('brings other pictures, and takes off those that are gone', async () => {
    const before = contentOf('A cup.', { pictures: [picture] })
    const id = await out({}, before)
    const other = { ...before, pictures: [{ ...picture, sha256: 'y' }] }
    await change(id, before, other)
    expect(stage.server.posts).toMatchObject([{ media_ids: ['m2'] }])
    await change(id, other, { ...before, pictures: [] })
    expect(stage.server.posts[0]).not.toHaveProperty('media_ids')
  })

  it.for([0, 3])(
    'brings a film in the place of a picture, with what is heard of it, though the server looks at it %i times',
    async (mediaLooks) => {
      const film = { mediaId: 'f', type: 'video/mp4', bytes: 12, film: {} }
      const before = contentOf('The oven.', { pictures: [picture] })
      const id = await out({ mediaLooks }, before)
      await change(id, before, { ...before, pictures: [], films: [{ ...film, sha256: 'y', alt: 'Two loaves.' }] })
      expect(stage.server.posts).toMatchObject([{ media_ids: ['m2'] }])
      expect(stage.server.media.get('m2')).toMatchObject({ description: 'Two loaves.', bytes: 12 })
    },
  )

  it('waits for another time where the server does not finish with a file', async () => {
    const before = contentOf('The oven.')
    const id = await out({ mediaLooks: 50 }, before)
    const film = { mediaId: 'f', sha256: 'x', type: 'video/mp4', bytes: 12, film: {} }
    await expect(change(id, before, { ...before, films: [film] })).rejects.toMatchObject({ kind: 'unavailable' })
    expect(stage.server.posts[0]).not.toHaveProperty('media_ids')
  })

  it('changes the part of a thread that reads otherwise, and that one alone', async () => {
    const before = contentOf('One. Tow. Three.', { parts: ['One.', 'Tow.', 'Three.'] })
    const id = await out({}, before)
    await change(id, before, contentOf('One. Two. Three.', { parts: ['One.', 'Two.', 'Three.'] }))
    expect(stage.server.posts.map(({ status, edits }) => [status, edits ?? 0])).toEqual([
      ['One.', 0],
      ['Two.', 1],
      ['Three.', 0],
    ])
  })

  it('puts a content warning before it and takes it away', async () => {
    const before = contentOf('Politics.')
    const id = await out({}, before)
    const warned = { ...before, options: { contentWarning: 'politics' } }
    await change(id, before, warned)
    expect(stage.server.posts).toMatchObject([{ spoiler_text: 'politics' }])
    await change(id, warned, before)
    expect(stage.server.posts[0]).not.toHaveProperty('spoiler_text')
  })

  const refused: [string, Partial<Content>, Flavour][] = [
    ['more parts', { parts: ['One.', 'Two.'] }, {}],
    ['another visibility', { options: { visibility: 'unlisted' } }, {}],
    ['a server that lets nothing be changed', {}, { isSmall: true }],
  ]
  it.for(refused)('is refused for %s, and the post stays', async ([, more, flavour]) => {
    const before = contentOf('One.')
    const id = await out(flavour, before)
    const fault = await change(id, before, { ...contentOf('One. Two.'), ...more })?.catch((error) => error)
    expect(fault).toMatchObject({ name: 'PlatformError', kind: 'rejected' })
    expect(texts()).toEqual(['One.'])
  })
})

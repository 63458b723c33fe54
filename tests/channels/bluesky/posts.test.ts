// What goes out to Bluesky, word for word, and what happens to it when something goes wrong on the way.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { blueskyLimits } from '../../../src/channels/social/bluesky/rules.ts'
import type { Picture } from '../../../src/core/platform.ts'
import { contentOf, drive } from '../../support/publishing.ts'
import { plain } from '../../unit/media/pictures.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  expect(stage.server.refusals).toEqual([])
  await stage.close()
})

const picture: Picture = {
  mediaId: 'm',
  sha256: 'x',
  type: 'image/png',
  bytes: 4,
  width: 40,
  height: 30,
  alt: 'A cup on the counter.',
}
const ready = (content: Parameters<typeof drive>[0]['content'], more: object = {}) =>
  drive({ platform: stage.platform, account: stage.account, content, ...more })
const first = () => {
  const [post] = stage.server.posts
  if (post === undefined) throw new Error('nothing was published')
  return post.record
}

describe('text', () => {
  const check = (text: string, parts: string[] = []) => stage.platform.check(contentOf(text, { parts }), blueskyLimits)

  it('has 300 graphemes at most, however many code points each has', () => {
    const family = '👨‍👩‍👧'
    expect(check(family.repeat(150))).toEqual([])
    expect(check('è'.normalize('NFD').repeat(300))).toEqual([])
    expect(check('a'.repeat(301))).toEqual([{ kind: 'tooLong', used: 301, limit: 300 }])
  })

  it('has 3,000 bytes at most, named once', () => {
    const family = '👨‍👩‍👧'
    expect(Buffer.byteLength(family)).toBe(18)
    expect(check(family.repeat(166))).toEqual([])
    expect(check(family.repeat(167))).toEqual([{ kind: 'tooLong', used: 3006, limit: 3000 }])
    expect(check('x', [family.repeat(167), 'short'])).toEqual([{ kind: 'tooLong', used: 3006, limit: 3000, part: 1 }])
    expect(check(family.repeat(301))).toEqual([{ kind: 'tooLong', used: 301, limit: 300 }])
  })

  it('gets links, mentions and tags at the right bytes behind emoji', async () => {
    const text = '👨‍👩‍👧 è @barluce.bsky.social at https://example.invalid/è #caffè and @nobody.example'
    await (await ready(contentOf(text, { options: { language: 'it', linkCard: false } }))).through()
    const bytes = Buffer.from(text)
    const found = first().facets?.map(({ index, features }) => [
      bytes.subarray(index.byteStart, index.byteEnd).toString(),
      features[0],
    ])
    expect(found).toEqual([
      ['@barluce.bsky.social', { $type: 'app.bsky.richtext.facet#mention', did: stage.server.did }],
      ['https://example.invalid/è', { $type: 'app.bsky.richtext.facet#link', uri: 'https://example.invalid/è' }],
      ['#caffè', { $type: 'app.bsky.richtext.facet#tag', tag: 'caffè' }],
    ])
    expect(first()).toMatchObject({ text, langs: ['it'] })
  })

  it('carries the moment it is for', async () => {
    const dueAt = new Date(Date.now() + 60_000)
    await (await ready(contentOf('On the second.'), { dueAt })).through()
    expect(first().createdAt).toBe(dueAt.toISOString())
  })
})

describe('pictures', () => {
  it('go with the first part, with their words and shape', async () => {
    const bytes = Buffer.from('a picture')
    const content = contentOf('One. Two.', { parts: ['One.', 'Two.'], pictures: [picture, { ...picture, alt: '' }] })
    await (await ready(content, { bytes })).through()
    const [one, two] = stage.server.posts
    const image = { $type: 'blob', mimeType: 'image/png', size: 9 }
    expect(one?.record.embed).toMatchObject({
      $type: 'app.bsky.embed.images',
      images: [
        { alt: 'A cup on the counter.', aspectRatio: { width: 40, height: 30 }, image },
        { alt: '', aspectRatio: { width: 40, height: 30 }, image },
      ],
    })
    expect(two?.record.embed).toBeUndefined()
  })

  it('that are too large are named beforehand, and refused in words where they come all the same', async () => {
    const large = contentOf('Large.', { pictures: [{ ...picture, bytes: 1_000_001 }] })
    const problem = { kind: 'pictureTooLarge', bytes: 1_000_001, limit: 1_000_000 }
    expect(stage.platform.check(large, blueskyLimits)).toEqual([problem])
    const refused = ready(large, { bytes: Buffer.alloc(1_000_001) })
    await expect(refused).rejects.toMatchObject({ kind: 'rejected', say: 'pictureTooLarge' })
    expect(stage.server.posts).toEqual([])
  })

  it('that the server forgot before the second are brought again', async () => {
    const post = await ready(contentOf('Later.', { pictures: [picture] }), { bytes: Buffer.from('late') })
    stage.server.blobs.clear()
    await post.through()
    expect(stage.server.posts).toHaveLength(1)
    expect(stage.server.blobs.size).toBe(1)
  })
})

describe('a link', () => {
  it('gets a card from its page where there is no picture, and none from a page that gives none', async () => {
    const page = createServer((_, response) =>
      response.end('<title>Bar &amp; Luce</title><meta name="description" content="Coffee.">'),
    )
    await new Promise<void>((done) => page.listen(0, '127.0.0.1', done))
    const uri = `http://127.0.0.1:${(page.address() as AddressInfo).port}/menu`
    await (await ready(contentOf(`Look: ${uri}`))).through()
    expect(first().embed).toEqual({
      $type: 'app.bsky.embed.external',
      external: { uri, title: 'Bar & Luce', description: 'Coffee.' },
    })
    await (await ready(contentOf(`Look: ${uri}`, { pictures: [picture] }))).through()
    expect(stage.server.posts[1]?.record.embed?.$type).toBe('app.bsky.embed.images')
    page.closeAllConnections()
    page.close()
    await (await ready(contentOf(`Look: ${uri}`))).through()
    expect(stage.server.posts[2]?.record.embed).toBeUndefined()
  })

  it('shows the picture of its page, made again and small, and none that is no picture', async () => {
    const large = await plain(3_000, 2_000).png().toBuffer()
    let image: { type: string; body: Buffer | string } = { type: 'image/png', body: large }
    const page = createServer((asked, response) => {
      if (asked.url === '/p.png') return void response.setHeader('content-type', image.type).end(image.body)
      response.end('<meta property="og:image" content="/p.png"><meta property="og:title" content="Bar Luce">')
    })
    await new Promise<void>((done) => page.listen(0, '127.0.0.1', done))
    const uri = `http://127.0.0.1:${(page.address() as AddressInfo).port}/menu`
    const thumbOf = async () => {
      await (await ready(contentOf(`Look: ${uri}`))).through()
      return stage.server.posts.at(-1)?.record.embed
    }
    expect(await thumbOf()).toMatchObject({ external: { title: 'Bar Luce', thumb: { mimeType: 'image/jpeg' } } })
    const [blob] = [...stage.server.blobs.values()]
    expect((await sharp(blob?.bytes).metadata()).width).toBe(1_200)
    image = { type: 'image/png', body: '<script>not a picture</script>' }
    expect(await thumbOf()).toMatchObject({ external: { title: 'Bar Luce' } })
    expect(JSON.stringify(await thumbOf())).not.toContain('thumb')
    image = { type: 'image/png', body: Buffer.alloc(6_000_000) }
    expect(JSON.stringify(await thumbOf())).not.toContain('thumb')
    page.closeAllConnections()
    page.close()
  })

  it('goes out without its picture where the server has forgotten that', async () => {
    const page = createServer(async (asked, response) => {
      if (asked.url === '/p.png') return void response.end(await plain(300, 200).png().toBuffer())
      response.end('<meta property="og:image" content="/p.png"><title>Bar Luce</title>')
    })
    await new Promise<void>((done) => page.listen(0, '127.0.0.1', done))
    const uri = `http://127.0.0.1:${(page.address() as AddressInfo).port}/menu`
    const post = await ready(contentOf(`Look: ${uri}`))
    stage.server.blobs.clear()
    await post.through()
    expect(stage.server.posts.at(-1)?.record.embed).toEqual({
      $type: 'app.bsky.embed.external',
      external: { uri, title: 'Bar Luce', description: '' },
    })
    page.closeAllConnections()
    page.close()
  })

  it('into the house is not opened for its card', async () => {
    let asked = 0
    const inside = createServer((_, response) => {
      asked += 1
      response.end('<title>Secret</title>')
    })
    await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done))
    const { port } = inside.address() as AddressInfo
    const closed = await openStage(['localhost'])
    const account = { ...closed.account, credentials: { ...closed.account.credentials, service: closed.localUrl } }
    const content = contentOf(`Look: http://127.0.0.1:${port}/secret`)
    await (await drive({ platform: closed.platform, account, content })).through()
    expect(closed.server.posts[0]?.record.embed).toBeUndefined()
    expect(closed.server.posts[0]?.record.facets).toHaveLength(1)
    expect(asked).toBe(0)
    await closed.close()
    inside.close()
  })
})

describe('a thread', () => {
  const parts = ['One.', 'Two.', 'Three.']
  const thread = contentOf(parts.join(' '), { parts })

  it('hangs together, and goes as a whole', async () => {
    await (await ready(contentOf('Before.'))).through()
    const done = await (await ready(thread)).through()
    await (await ready(contentOf('After.'))).through()
    const [, root, second, third] = stage.server.posts
    expect(second?.record.reply?.root.cid).toBe(root?.cid)
    expect(third?.record.reply).toMatchObject({ root: { cid: root?.cid }, parent: { cid: second?.cid } })
    expect(done.remoteId).toBe(second?.record.reply?.root.uri)
    expect(done.url).toBe(`https://bsky.app/profile/${stage.server.did}/post/${root?.rkey}`)
    await stage.platform.remove?.(stage.account, done.remoteId, AbortSignal.timeout(5_000))
    expect(stage.server.posts.map(({ record }) => record.text)).toEqual(['Before.', 'After.'])
  })

  it('goes on behind a part whose answer was lost', async () => {
    const post = await ready(thread)
    stage.server.next({ kind: 'hangUpAfter' }, 1)
    await post.once()
    await expect(post.once()).rejects.toMatchObject({ kind: 'unknown' })
    expect(await post.settle()).toMatchObject({ kind: 'onward' })
    await post.through()
    expect(stage.server.posts.map(({ record }) => record.text)).toEqual(parts)
  })

  it('never doubles a part that is tried again although it is there', async () => {
    const post = await ready(thread)
    stage.server.next({ kind: 'hangUpAfter' })
    await expect(post.once()).rejects.toMatchObject({ kind: 'unknown' })
    await post.through()
    expect(stage.server.posts.map(({ record }) => record.text)).toEqual(parts)
  })
})

it('reads what became of a post, without a login', async () => {
  const done = await (await ready(contentOf('How is it doing?'))).through()
  const measured = await stage.platform.measure?.(stage.account, done.remoteId, AbortSignal.timeout(5_000))
  expect(measured?.measures).toEqual({ likes: 5, shares: 3, comments: 3 })
})

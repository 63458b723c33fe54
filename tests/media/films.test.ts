// A film becomes part of a post: streamed, looked at, and what is wrong with it for a network said before the approval.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { practiceLimits } from '../../src/channels/social/practice/rules.ts'
import { createProbe } from '../../src/core/media/ffprobe.ts'
import { keep } from '../../src/core/media/keep.ts'
import type { Content, FilmLimits } from '../../src/core/platform.ts'
import { checkContent } from '../../src/core/posts/check.ts'
import { variantHash } from '../../src/core/posts/hash.ts'
import { type Caller, program } from '../http/support/caller.ts'
import { type Desk as HttpDesk, openDesk as openHttp } from '../http/support/desk.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { mp4Of } from '../support/mp4.ts'

let desk: Desk
let http: HttpDesk
let ada: Caller
let folder: string
beforeAll(async () => {
  ;[desk, http, folder] = await Promise.all([
    openDesk(),
    openHttp('http_films'),
    mkdtemp(join(tmpdir(), 'leopost-films-')),
  ])
  ada = await program(http)
})
afterAll(async () => {
  await Promise.all([desk.close(), http.stop()])
  await rm(folder, { recursive: true, force: true })
})
const kept = (bytes: Uint8Array) => keep(desk.app.ctx, desk.seat.workspaceId, bytes)

describe('a film', () => {
  it('is known by its boxes, wherever its index is, and however it was held', async () => {
    const film = { seconds: 12.5, width: 1280, height: 720, video: 'h264', audio: 'aac' }
    for (const where of ['first', 'last'] as const)
      expect(await kept(mp4Of({ seconds: 12.5, width: 1280, height: 720, where }))).toMatchObject({
        type: 'video/mp4',
        film,
      })
    const upright = mp4Of({ seconds: 3, width: 1280, height: 720, isTurned: true })
    expect((await kept(upright)).film).toMatchObject({ width: 720, height: 1280 })
    expect(await kept(mp4Of({ seconds: 5, width: 640, height: 360, brand: 'qt  ' }))).toMatchObject({
      type: 'video/quicktime',
    })
  })

  it('goes with the post; what cannot be published yet is said before the approval, and nothing goes out', async () => {
    const { id } = await kept(mp4Of({ seconds: 12, width: 1280, height: 720 }))
    const [card] = await desk.person.says('The terrace opens on Monday at eight. Come and see it.', { media: [id] })
    expect(card?.card?.media).toEqual([id])
    expect(card?.card?.variants[0]?.problems).toEqual([expect.stringContaining('cannot publish films on Practice yet')])
    await desk.person.presses('Approve')
    await desk.pass(20_000)
    expect((await desk.publications()).map(({ status }) => status)).toEqual(['draft'])
    const [shorter] = await desk.person.says('shorter')
    expect(shorter?.card?.variants[0]?.problems).toHaveLength(1)
  })

  it('is added to a post and taken off again', async () => {
    const person = await desk.otherChat('films')
    await person.says('The counter is in. It is made of one piece of wood.')
    await person.presses('Picture')
    const [added] = await person.sends({ media: [(await kept(mp4Of({ seconds: 8, width: 640, height: 360 }))).id] })
    expect(added?.text).toContain('Film added.')
    expect(added?.card?.variants[0]?.problems).toHaveLength(1)
    const off = added?.choices.find(({ label }) => /picture/i.test(label) && label !== 'Picture')
    const [without] = await person.pressesId(off?.id ?? '')
    expect(without?.card?.variants[0]?.problems).toEqual([])
    expect(without?.card?.media).toEqual([])
  })

  it.each([
    ['stops in the middle', mp4Of({ seconds: 5, width: 640, height: 360, where: 'last' }).subarray(0, 200)],
    ['has no index', Buffer.concat([mp4Of({ seconds: 1, width: 64, height: 36 }).subarray(0, 24), Buffer.alloc(64)])],
    ['has boxes that lie about their length', mp4Of({ seconds: 5, width: 640, height: 360, lies: true })],
  ])('that %s is damaged', async (_, bytes) => {
    await expect(kept(bytes)).rejects.toMatchObject({ kind: 'broken' })
  })
})

describe('what a network takes of films', () => {
  const limits: FilmLimits = {
    ...{ most: 1, bytes: 1_000, seconds: { least: 3, most: 60 }, types: ['video/mp4'], codecs: ['h264', 'aac'] },
    isPublished: true,
  }
  const one = {
    mediaId: 'm',
    sha256: 'h',
    type: 'video/mp4',
    bytes: 900,
    film: { seconds: 10, video: 'h264', audio: 'aac' },
  }
  const contentOf = (...films: (typeof one)[]): Content => ({
    text: 'See',
    parts: [],
    pictures: [],
    films,
    options: {},
  })
  const kinds = (content: Content, films: FilmLimits | undefined = limits) =>
    checkContent(content, { ...practiceLimits, ...(films === undefined ? {} : { films }) }).map(({ kind }) => kind)

  it.each([
    ['nothing', one, []],
    ['its size', { ...one, bytes: 1_001 }, ['filmTooLarge']],
    ['its length', { ...one, film: { ...one.film, seconds: 61 } }, ['filmLength']],
    ['that it is short', { ...one, film: { ...one.film, seconds: 2 } }, ['filmLength']],
    ['its type', { ...one, type: 'video/webm' }, ['filmType']],
    ['its codec', { ...one, film: { ...one.film, video: 'vp9' } }, ['filmCodec']],
  ])('is wrong with it: %s', (_, film, expected) => {
    expect(kinds(contentOf(film))).toEqual(expected)
  })

  it('is not more than it takes, nor beside pictures, nor anything where it takes none', () => {
    expect(kinds(contentOf(one, one))).toEqual(['tooManyFilms'])
    const picture = { mediaId: 'p', sha256: 'p', type: 'image/jpeg', bytes: 1, width: 1, height: 1, alt: '' }
    expect(kinds({ ...contentOf(one), pictures: [picture] })).toEqual(['filmBesidePictures'])
    const { films: _, ...none } = practiceLimits
    expect(checkContent(contentOf(one), none).map(({ kind }) => kind)).toEqual(['filmNotTaken'])
    expect(kinds(contentOf(one), { ...limits, isPublished: false })).toEqual(['filmNotYet'])
  })

  it('is part of what is approved', () => {
    const hash = (content: Content) => variantHash({ platform: 'practice', accountId: 'a', content })
    const { films: _, ...bare } = contentOf()
    expect(hash(contentOf())).toBe(hash(bare))
    expect(hash(contentOf(one))).not.toBe(hash(bare))
    expect(hash(contentOf({ ...one, sha256: 'other' }))).not.toBe(hash(contentOf(one)))
  })
})

describe('a film over HTTP', () => {
  const send = (body: ConstructorParameters<typeof Response>[0], headers: Record<string, string> = {}) =>
    fetch(`${http.url}/api/v1/media`, {
      method: 'POST',
      headers: { ...ada.headers, 'content-type': 'video/mp4', ...headers },
      body,
      duplex: 'half',
    } as RequestInit)
  /** A body that is sent piece by piece, without its length. */
  const streamed = (pieces: () => Generator<Uint8Array>) => ReadableStream.from(pieces())

  it('is the body itself, larger than a form may be', async () => {
    const bytes = mp4Of({ seconds: 30, width: 1920, height: 1080, filler: 40_000_000 })
    const answer = await send(new Uint8Array(bytes), { 'idempotency-key': 'the same film' })
    expect([answer.status, await answer.json()]).toMatchObject([
      201,
      { type: 'video/mp4', seconds: 30, width: 1920, height: 1080, bytes: bytes.length },
    ])
  })

  it('is refused with a sentence when it is too large, whether it says so or not', async () => {
    const sentence = 'This film is too large: at most 200 MB are taken.'
    const head = mp4Of({ seconds: 1, width: 64, height: 36 })
    const more = new Uint8Array(10_000_000)
    const endless = streamed(function* () {
      yield new Uint8Array(head)
      for (let i = 0; i < 30; i++) yield more
    })
    const answer = await send(endless)
    expect([answer.status, await answer.json()]).toMatchObject([413, { detail: sentence }])
    const said = await send(new Uint8Array(210_000_000))
    expect([said.status, await said.json()]).toMatchObject([413, { detail: sentence }])
  }, 60_000)

  it('is refused when it is something else', async () => {
    const answer = await send(Buffer.from('MZ a program'))
    expect([answer.status, await answer.json()]).toMatchObject([
      415,
      { detail: expect.stringMatching(/^This is no film/) },
    ])
  })
})

describe('ffprobe', () => {
  /** A program that answers like ffprobe, or does not. */
  const program = async (script: string) => {
    const path = join(folder, `ffprobe-${Math.random().toString(36).slice(2)}`)
    await writeFile(path, `#!${process.execPath}\n${script}`)
    await chmod(path, 0o755)
    return createProbe(path)
  }
  const said = {
    format: { duration: '12.480000' },
    streams: [
      { codec_type: 'audio', codec_name: 'aac' },
      {
        ...{ codec_type: 'video', codec_name: 'h264', width: 1920, height: 1080, avg_frame_rate: '30000/1001' },
        side_data_list: [{ rotation: -90 }],
      },
    ],
  }

  it('is believed where it is there, and turned films are upright', async () => {
    const probe = await program(`console.log(${JSON.stringify(JSON.stringify(said))})`)
    expect(await probe('film')).toEqual({
      ...{ seconds: 12.48, width: 1080, height: 1920, video: 'h264', audio: 'aac', framesPerSecond: 29.97 },
    })
  })

  it('may open files and nothing of a network, and is told nothing of us', async () => {
    const probe = await program(
      `console.log(JSON.stringify({ streams: [{ codec_type: 'video', codec_name: JSON.stringify([process.argv.slice(2), Object.keys(process.env)]) }] }))`,
    )
    const [given, env] = JSON.parse((await probe('/a/film'))?.video ?? '[]')
    expect(given.join(' ')).toContain('-protocol_whitelist file -i /a/film')
    expect(env).toEqual([])
  })

  it.each([
    ['fails', 'process.exit(1)'],
    ['says no JSON', 'console.log("film")'],
    ['finds sound alone', `console.log('{"streams":[{"codec_type":"audio","codec_name":"aac"}]}')`],
    ['says too much', `process.stdout.write('a'.repeat(5_000_000))`],
  ])('that %s takes it for none', async (_, script) => {
    expect(await (await program(script))('film')).toBeUndefined()
  })
})

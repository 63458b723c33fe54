// Files over HTTP: taken in, refused with their sentence, shown to members and by signed link.
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, type Caller, caller, program } from './support/caller.ts'
import { type Desk, openDesk } from './support/desk.ts'

let desk: Desk
let ada: Caller

beforeAll(async () => {
  desk = await openDesk('http_media')
  ada = await program(desk)
})
afterAll(() => desk.stop())

async function picture(background = '#964b00'): Promise<FormData> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .jpeg()
    .toBuffer()
  return formOf(new Uint8Array(bytes), 'machine.jpg')
}

function formOf(bytes: Uint8Array<ArrayBuffer> | string, name: string): FormData {
  const form = new FormData()
  form.append('file', new File([bytes], name))
  return form
}

describe('a file', () => {
  it('is taken in and shown to members of its workspace', async () => {
    const kept = await ada.post('/api/v1/media', await picture())
    expect(kept).toMatchObject({ status: 201, body: { type: 'image/jpeg', width: 40, height: 30 } })
    const shown = await ada.get(`/api/v1/media/${kept.body.id}`)
    expect(shown.status).toBe(200)
    expect(shown.headers.get('content-type')).toBe('image/jpeg')
    expect(shown.headers.get('content-disposition')).toBe('inline')
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    const stranger = await program(desk, 'admin', await desk.newWorkspace())
    expect((await stranger.get(`/api/v1/media/${kept.body.id}`)).status).toBe(404)
    const message = { text: 'look', media: [kept.body.id] }
    expect((await stranger.post('/api/v1/messages', message)).status).toBe(422)
  })

  it('is once there for the same Idempotency-Key, though the form is drawn up anew', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const first = await ada.post('/api/v1/media', await picture('#112233'), key)
    const second = await ada.post('/api/v1/media', await picture('#112233'), key)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect((await ada.post('/api/v1/media', await picture('#445566'), key)).status).toBe(422)
  })

  it.each([
    ['a web page under the name of a picture', formOf('<html><script>alert(1)</script></html>', 'a.jpg'), 415],
    ['a cut picture', formOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0]), 'a.jpg'), 422],
    ['no form', 'just text', 422],
    ['a form without a file', new FormData(), 422],
  ])('is refused with a sentence: %s', async (_, form, status) => {
    const answer = await ada.post('/api/v1/media', form)
    expect(answer.status).toBe(status)
    expect(answer.body.detail).toMatch(/\.$/)
  })

  it('is refused when it is too large, whether it says so or not', async () => {
    const sentence = 'This file is too large: at most 25 MB are taken.'
    const large = formOf(new Uint8Array(25_000_001), 'a.jpg')
    expect(await ada.post('/api/v1/media', large)).toMatchObject({ status: 413, body: { detail: sentence } })
    const huge = formOf(new Uint8Array(60_000_000), 'a.jpg')
    expect(await ada.post('/api/v1/media', huge)).toMatchObject({ status: 413, body: { detail: sentence } })
    const whole = new Request('http://form', { method: 'POST', body: huge })
    const chunked = await fetch(`${desk.url}/api/v1/media`, {
      method: 'POST',
      headers: { ...ada.headers, 'content-type': whole.headers.get('content-type') ?? '' },
      body: whole.body,
      duplex: 'half',
    } as RequestInit)
    expect(chunked.status).toBe(413)
    expect(await chunked.json()).toMatchObject({ detail: sentence })
  })
})

describe('a picture in the conversation', () => {
  it('is shown by a signed link on both sides, until that is over', async () => {
    const person = await browser(desk)
    const kept = await person.post('/api/v1/media', await picture())
    const conversation = randomUUID()
    const [reply] = await person.says('the machine is here', { conversation, media: [kept.body.id] })
    expect(reply?.card?.media).toHaveLength(1)
    const [link = ''] = reply?.pictures ?? []
    expect(link).toMatch(/^\/media\//)
    const shown = await caller(desk).get(link)
    expect(shown.status).toBe(200)
    expect(shown.headers.get('content-type')).toBe('image/jpeg')
    expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    const { messages } = (await person.get(`/api/v1/messages?conversation=${conversation}`)).body
    expect(messages).toMatchObject([{ pictures: [link] }, { pictures: [link] }])
    expect((await caller(desk).get(`${link}x`)).status).toBe(404)
    expect((await caller(desk).get('/media/nothing')).status).toBe(404)
    const [same] = (await ada.get(`/api/v1/messages?conversation=${conversation}`)).body.messages
    expect(same).toMatchObject({ pictures: [`${desk.url}${link}`] })
    desk.later(3 * 86_400_000)
    expect((await caller(desk).get(link)).status).toBe(404)
  })
})

// Saying and pressing over HTTP: replies in JSON and as events, repeats, refusals, and the conversation read back.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withSystem } from '../../src/db/client.ts'
import { conversationAt, makeWorkspace } from '../../src/db/tenants.ts'
import { browser, type Caller, program } from './support/caller.ts'
import { type Desk, openDesk } from './support/desk.ts'

let desk: Desk
let ada: Caller

beforeAll(async () => {
  desk = await openDesk('http_messages')
  ada = await program(desk)
})
afterAll(() => desk.stop())

/** A conversation of its own for each test. */
function named() {
  return { conversation: randomUUID() }
}

describe('a message', () => {
  it('is answered with the replies of its turn', async () => {
    const [reply] = await ada.says('our new place opens', named())
    expect(reply?.card?.variants).toMatchObject([{ platform: 'practice', text: 'our new place opens' }])
    expect(reply?.choices.map((choice) => choice.label)).toEqual([
      'Approve',
      'Change',
      'Schedule',
      'Picture',
      'Discard',
      'Preview',
    ])
    expect(reply?.number).toBe(1)
  })

  it('is answered as events that end with done', async () => {
    const stream = await ada.listens('/api/v1/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'the first coffee is free', ...named() }),
    })
    await stream.over
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no')
    expect(stream.heard.map((one) => [one.event, one.id])).toEqual([
      ['reply', '1'],
      ['done', undefined],
    ])
    expect(stream.heard[0]?.data.card?.variants[0]?.text).toBe('the first coffee is free')
  })

  it('streams the words of its own turn and no other', async () => {
    const conversation = randomUUID()
    await ada.says('hello there, we open', { conversation })
    const address = `${desk.owner.personId}/${conversation}`
    const { id } = await withSystem(desk.app.ctx.db, (tx) =>
      conversationAt(tx, { chat: 'web', address, ...desk.owner }),
    )
    const receive = desk.app.inbox.receive
    const bus = desk.app.bus
    desk.app.inbox.receive = async (given) => {
      const stored = await receive(given)
      bus.delta(id, stored.message.id, { text: 'Mon', platform: 'practice' })
      bus.delta(id, stored.message.id + 1000, { text: 'somebody else' })
      bus.delta(id, stored.message.id, { reset: true })
      return stored
    }
    const stream = await ada.listens('/api/v1/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'shorter', conversation }),
    })
    await stream.over
    desk.app.inbox.receive = receive
    const deltas = stream.heard.filter((one) => one.event === 'delta').map((one) => one.data)
    expect(deltas).toEqual([{ text: 'Mon', platform: 'practice' }, { reset: true }])
  })

  it('with the same id is given the replies of the first, in either form', async () => {
    const message = { id: 'twice', ...named() }
    const first = await ada.says('we open on monday', message)
    expect(await ada.says('we open on monday', message)).toEqual(first)
    const stream = await ada.listens('/api/v1/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'we open on monday', ...message }),
    })
    await stream.over
    expect(stream.heard.map((one) => one.event)).toEqual(['reply', 'done'])
    expect(stream.heard[0]?.data).toEqual(first[0])
  })

  it('sent several times at once is one message', async () => {
    const message = { id: randomUUID(), ...named() }
    const answers = await Promise.all(Array.from({ length: 8 }, () => ada.says('we open on monday', message)))
    expect(new Set(answers.map((replies) => JSON.stringify(replies))).size).toBe(1)
  })

  it('with an Idempotency-Key is answered once, and the key is good for no other', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const where = named()
    const first = await ada.post('/api/v1/messages', { text: 'we open', ...where }, key)
    expect((await ada.post('/api/v1/messages', { text: 'we open', ...where }, key)).body).toEqual(first.body)
    const other = await ada.post('/api/v1/messages', { text: 'we close', ...where }, key)
    expect(other).toMatchObject({ status: 422, body: { detail: expect.stringContaining('Idempotency-Key') } })
  })
})

describe('a choice', () => {
  it('pressed twice acts once', async () => {
    const where = named()
    const [card] = await ada.says('we open on monday at eight', where)
    const approve = card?.choices[0]?.id ?? ''
    const [first] = await ada.says({ choice: approve }, where)
    expect(first?.text).toMatch(/^Approved\. Goes out in ten seconds/)
    expect(first?.choices.map((choice) => choice.label)).toEqual(['Undo'])
    const [second] = await ada.says({ choice: approve }, where)
    expect(second?.text).toBe('That was pressed before.')
    await ada.says({ choice: first?.choices[0]?.id ?? '' }, where)
    const { publications } = (await ada.get('/api/v1/publications')).body
    const mine = publications.filter((one) => one.postId === card?.card?.postId)
    expect(mine).toMatchObject([{ status: 'draft' }])
  })

  it('is not approved with a token that may only draft', async () => {
    const where = named()
    const drafter = await program(desk, 'draft')
    const [card] = await drafter.says('we open on tuesday', where)
    const [refused] = await drafter.says({ choice: card?.choices[0]?.id ?? '' }, where)
    expect(refused?.card).toBeUndefined()
    const { publications } = (await ada.get('/api/v1/publications?status=scheduled')).body
    expect(publications.map((one) => one.postId)).not.toContain(card?.card?.postId)
    const [approved] = await ada.says('approve', where)
    expect(approved?.text).toMatch(/^Approved/)
    await ada.says('undo', where)
  })

  it('of somebody else does nothing', async () => {
    const [card] = await ada.says('only for us', named())
    const stranger = await program(desk, 'admin', await desk.newWorkspace('Elsewhere'))
    const replies = await stranger.says({ choice: card?.choices[0]?.id ?? '' })
    expect(replies.map((reply) => reply.card)).toEqual([undefined])
  })
})

describe('what cannot be a message', () => {
  it.each([
    ['nothing at all', {}, 422, 'There is nothing in this message: send text, a choice or media.'],
    ['only spaces', { text: '  \n ' }, 422, 'There is nothing in this message: send text, a choice or media.'],
    [
      'a file that is not here',
      { text: 'a', media: [randomUUID()] },
      422,
      'A file of this message is not here. Add it again.',
    ],
    ['no id of a file', { text: 'a', media: ['x'] }, 422, 'A file of this message is not here. Add it again.'],
    ['a number for text', { text: 4 }, 422, /^text: /],
    ['a bad name of a conversation', { text: 'a', conversation: 'a/b' }, 422, /^conversation: /],
    [
      'too long a text',
      { text: 'a'.repeat(20_001) },
      422,
      'Your message has 20,001 characters; at most 20,000 can be read at once. Nothing of it was kept.',
    ],
  ])('is refused: %s', async (_, message, status, detail) => {
    const answer = await ada.post('/api/v1/messages', message)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer).toMatchObject({ status, body: { status, type: 'about:blank', title: expect.any(String) } })
    expect(answer.body.detail).toMatch(detail)
  })

  it('is refused: no JSON, and more than a megabyte', async () => {
    expect((await ada.post('/api/v1/messages', '{"text', { 'content-type': 'application/json' })).status).toBe(400)
    expect((await ada.post('/api/v1/messages', { text: 'a'.repeat(1_000_001) })).status).toBe(413)
    const chunked = await fetch(`${desk.url}/api/v1/messages`, {
      method: 'POST',
      headers: { ...ada.headers, 'content-type': 'application/json' },
      body: new Blob(['{"text":"', 'a'.repeat(1_200_000), '"}']).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(chunked.status).toBe(413)
  })

  it('takes the longest text there may be', async () => {
    const [reply] = await ada.says('🙂'.repeat(20_000), named())
    expect(reply).toBeDefined()
  })
})

describe('the conversation read back', () => {
  it('has both sides, newest last, and pages without gap or double', async () => {
    const { conversation } = named()
    const [card] = await ada.says('we open on monday', { conversation, id: 'one' })
    await ada.says({ choice: card?.choices[1]?.id ?? '' }, { conversation, id: 'two' })
    await ada.says('cancel that, show drafts', { conversation, id: 'three' })
    const { messages } = (await ada.get(`/api/v1/messages?conversation=${conversation}`)).body
    const ids = messages.map((one) => one.id)
    expect(messages[0]).toMatchObject({ from: 'person', id: 'one', text: 'we open on monday' })
    expect(messages[1]).toMatchObject({ from: 'leopost', number: 1, id: card?.id })
    expect(messages[2]).toMatchObject({ from: 'person', id: 'two', choice: 'Change' })
    expect(messages[2]).not.toHaveProperty('text')
    const paged: string[] = []
    for (let before = ''; ; ) {
      const page = await ada.get(`/api/v1/messages?conversation=${conversation}&limit=2${before}`)
      paged.unshift(...page.body.messages.map((one) => one.id))
      if (page.body.messages.length < 2) break
      before = `&before=${page.body.messages[0]?.id}`
    }
    expect(paged).toEqual(ids)
  })

  it('says so when `before` is not known, or `limit` is no number up to 200', async () => {
    expect((await ada.get('/api/v1/messages?before=nobody')).status).toBe(422)
    expect((await ada.get('/api/v1/messages?limit=201')).status).toBe(422)
    expect((await ada.get('/api/v1/messages?limit=x')).status).toBe(422)
  })

  it('begins with a greeting for somebody who comes in, whose beginning is not shown', async () => {
    const person = await browser(desk, await desk.newWorkspace())
    const { messages } = (await person.get('/api/v1/messages')).body
    expect(messages.map((one) => one.from)).toEqual(['leopost', 'leopost'])
    expect(messages[0]?.text).toMatch(/^Hello, I'm Leopost/)
    expect((await person.get('/api/v1/messages')).body.messages).toEqual(messages)
  })

  it('greets no program, and nobody whose first message is there', async () => {
    const seat = await desk.newWorkspace()
    const first = await program(desk, 'approve', seat)
    expect((await first.get('/api/v1/messages')).body).toEqual({ messages: [] })
    await first.says('we open on monday')
    const person = await browser(desk, seat)
    const { messages } = (await person.get('/api/v1/messages')).body
    expect(messages).toMatchObject([{ from: 'person' }, { from: 'leopost', card: {} }])
  })

  it('never mixes two workspaces of one person', async () => {
    const second = await withSystem(desk.app.ctx.db, (tx) =>
      makeWorkspace(tx, {
        personId: desk.owner.personId,
        personName: 'Ada',
        name: 'Second',
        zone: 'Europe/Rome',
        language: 'en',
      }),
    )
    await ada.says('in the first workspace')
    const elsewhere = await program(desk, 'approve', second)
    expect((await elsewhere.get('/api/v1/messages')).body.messages).toEqual([])
    const [card] = await elsewhere.says('in the second workspace')
    const posts = (await elsewhere.get('/api/v1/posts')).body.posts
    expect(posts.map((post) => post.id)).toEqual([card?.card?.postId])
  })
})

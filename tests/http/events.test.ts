// The stream of everything said: from now, from the beginning, resumed without gap or double, and its ends.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, type Caller, program } from './support/caller.ts'
import { type Desk, openDesk } from './support/desk.ts'

let desk: Desk
let ada: Caller

beforeAll(async () => {
  desk = await openDesk('http_events')
  ada = await program(desk)
})
afterAll(() => desk.stop())

describe('the events of a conversation', () => {
  it('begin with now where no number is given, and tell what is said', async () => {
    const conversation = randomUUID()
    await ada.says('said before', { conversation })
    const stream = await ada.listens(`/api/v1/events?conversation=${conversation}`)
    const [reply] = await ada.says('said after', { conversation })
    const [heard] = await stream.until(1)
    expect(heard).toEqual({ event: 'reply', id: '2', data: reply })
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no')
    expect(stream.comments()).toBeGreaterThan(0)
    stream.close()
  })

  it('go on after the last number seen, without gap or double, while much is said', async () => {
    const conversation = randomUUID()
    const path = `/api/v1/events?conversation=${conversation}`
    const talk = (async () => {
      for (let i = 1; i <= 24; i++) await ada.says(`idea number ${i} for the opening`, { conversation })
    })()
    const numbers: number[] = []
    let last = '0'
    while (numbers.length < 24) {
      const stream = await ada.listens(path, { headers: { 'last-event-id': last } })
      const heard = await stream.until(Math.min(3, 24 - numbers.length))
      stream.close()
      // Whatever arrived with the cut is read, as a browser would.
      numbers.push(...heard.map((one) => Number(one.id)))
      last = heard.at(-1)?.id ?? last
    }
    await talk
    expect(numbers).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
  })

  it('tell what nobody asked for: a post that went out', async () => {
    const conversation = randomUUID()
    const stream = await ada.listens(`/api/v1/events?conversation=${conversation}`, {
      headers: { 'last-event-id': '0' },
    })
    await ada.says('we open today', { conversation })
    await ada.says('approve', { conversation })
    const heard = await stream.until(3, 'reply')
    expect(heard[2]?.data.text).toContain('Out on Practice')
    stream.close()
  }, 30_000)

  it('tell a browser what the person said elsewhere, before its answer', async () => {
    const seat = await desk.newWorkspace()
    const here = await browser(desk, seat)
    const elsewhere = await program(desk, 'approve', seat)
    const stream = await here.listens('/api/v1/events')
    await elsewhere.says('skip all', { id: 'from-elsewhere' })
    const heard = await stream.until(2)
    expect(heard.map((one) => one.event)).toEqual(['message', 'reply'])
    expect(heard[0]?.data).toMatchObject({ from: 'person', id: 'from-elsewhere', text: 'skip all' })
    expect(heard[0]?.id).toBeUndefined()
    stream.close()
  })

  it('never tell of another person’s conversation', async () => {
    const stranger = await program(desk, 'admin', await desk.newWorkspace('Elsewhere'))
    const stream = await stranger.listens('/api/v1/events', { headers: { 'last-event-id': '0' } })
    await ada.says('only for us')
    await stranger.says('only for them')
    const [heard] = await stream.until(1)
    expect(heard?.data.card?.variants[0]?.text).toBe('only for them')
    expect(stream.heard).toHaveLength(1)
    stream.close()
  })

  it('are open at most twenty times for one person, and again when one is closed', async () => {
    const seat = await desk.newWorkspace()
    const person = await program(desk, 'approve', seat)
    const streams = await Promise.all(Array.from({ length: 20 }, () => person.listens('/api/v1/events')))
    const refused = await person.get('/api/v1/events')
    expect(refused).toMatchObject({ status: 429, body: { status: 429 } })
    expect(refused.headers.get('retry-after')).toBe('10')
    streams[0]?.close()
    await expect.poll(async () => (await person.listens('/api/v1/events')).response.status).toBe(200)
    for (const stream of streams) stream.close()
  })

  it('are for members', async () => {
    expect((await fetch(`${desk.url}/api/v1/events`)).status).toBe(401)
  })
})

describe('a server that stops', () => {
  it('ends its streams and keeps the message that was being answered', async () => {
    const other = await openDesk('http_stop')
    const person = await program(other)
    const events = await person.listens('/api/v1/events')
    const never = await person.listens('/api/v1/events')
    const answered = other.app.inbox.answered
    let isAsked = false
    other.app.inbox.answered = (message, signal) =>
      new Promise((resolve) => {
        isAsked = true
        signal.addEventListener('abort', () => resolve(undefined))
        void answered(message, AbortSignal.timeout(1)).catch(() => undefined)
      })
    const waiting = person.post('/api/v1/messages', { text: 'we open', id: 'kept' })
    await expect.poll(() => other.log.some((line) => line.includes('/api/v1/events'))).toBe(true)
    await expect.poll(() => isAsked).toBe(true)
    await Promise.all([other.http.stop(), events.over, never.over])
    expect(await waiting).toMatchObject({ status: 503, body: { detail: expect.stringContaining('kept') } })
    await other.stop()
  })
})

// The ledger under every kind of trouble: nothing goes out twice, nothing vanishes, each end is told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRequest, type Request } from '../../src/channels/request.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { createSquarePlatform } from '../support/square/platform.ts'
import { type Square, startSquare } from '../support/square/server.ts'

let desk: Desk
let square: Square
let request: Request
let refuse: string | undefined
beforeEach(async () => {
  square = await startSquare()
  refuse = undefined
  desk = await openDesk({
    // A connection that is lost at one statement, once.
    onStatement(text) {
      if (refuse === undefined || !text.includes(refuse)) return
      refuse = undefined
      throw new Error('the connection was lost')
    },
    platforms: (_db, clock) => {
      request = createRequest({ now: () => clock.now(), allowPrivateHosts: [], userAgent: 'test' })
      return [
        createSquarePlatform({ root: square.url, request, now: () => clock.now() }),
        createSquarePlatform({ root: square.url, request, id: 'telegram', settles: false }),
      ]
    },
  })
})
afterEach(async () => {
  await desk.close()
  await request.close()
  await square.stop()
})

async function postTo(network: 'mastodon' | 'telegram', text = 'The first coffee is on us.'): Promise<void> {
  await desk.connect(network)
  await desk.person.says(`${text} ${network === 'telegram' ? 'For telegram' : 'For mastodon'}.`)
  await desk.person.presses('Approve')
}

async function status() {
  return (await desk.publications()).map((one) => one.status)
}

describe('a lost answer', () => {
  it('is settled by reading when the post is there: once, published, told', async () => {
    square.next({ kind: 'hangUpAfter' })
    await postTo('mastodon')
    await desk.pass(10_000)
    expect(await status()).toEqual(['published'])
    expect(square.posts).toHaveLength(1)
    expect((await desk.person.hears()).map((reply) => reply.text)).toEqual([expect.stringContaining('Out on Mastodon')])
  })

  it('is looked for again at once where the database went away before the answer was written', async () => {
    square.next({ kind: 'hangUpAfter' })
    await postTo('mastodon')
    refuse = 'update publications p set status = r.status'
    await expect(desk.pass(10_000)).rejects.toThrow()
    expect(await status()).toEqual(['sending'])
    await desk.settle()
    expect(await status()).toEqual(['published'])
    expect(square.posts).toHaveLength(1)
  })

  it('is sent again when the network proves that nothing is there', async () => {
    square.next({ kind: 'hangUpBefore' })
    await postTo('mastodon')
    await desk.pass(10_000)
    expect(await status()).toEqual(['published'])
    expect(square.posts).toHaveLength(1)
    expect((await desk.publications())[0]?.attempts).toBe(2)
  })

  it('is asked about where nothing can be read, and a yes ends it without sending', async () => {
    square.next({ kind: 'hangUpAfter' })
    await postTo('telegram')
    await desk.pass(10_000)
    expect(await status()).toEqual(['unconfirmed'])
    const [question] = await desk.person.hears()
    expect(question?.choices.map((one) => one.label)).toEqual(["Yes, it's there", 'No, send it again', 'Leave it'])
    await desk.person.presses("Yes, it's there")
    await desk.pass(60_000)
    expect(await status()).toEqual(['published'])
    expect(square.posts).toHaveLength(1)
  })

  it('is let go when a person says so, and nothing is sent again', async () => {
    square.next({ kind: 'hangUpBefore' })
    await postTo('telegram')
    await desk.pass(10_000)
    const [told] = await desk.person.presses('Leave it')
    expect(told?.text).toBe('Telegram channel: left as it is.')
    await desk.pass(3_600_000)
    expect(await status()).toEqual(['cancelled'])
    expect(square.posts).toHaveLength(0)
  })

  it('is sent again only after a person pressed so', async () => {
    square.next({ kind: 'hangUpBefore' })
    await postTo('telegram')
    await desk.pass(10_000)
    await desk.pass(3_000_000)
    expect(square.posts).toHaveLength(0)
    await desk.person.presses('No, send it again')
    await desk.pass(10_000)
    expect(square.posts).toHaveLength(1)
    expect(await status()).toEqual(['published'])
  })
})

describe('trouble at the network', () => {
  it('waits as long as it is told after too many calls, then sends once', async () => {
    square.next({ kind: 'status', status: 429, retryAfter: 1 })
    await postTo('mastodon')
    await desk.pass(10_000)
    expect(await status()).toEqual(['scheduled'])
    await desk.pass(1_000)
    expect(await status()).toEqual(['published'])
    expect(square.posts).toHaveLength(1)
  })

  it('fails at once and keeps the post when it refuses the content', async () => {
    square.next({ kind: 'status', status: 422 })
    await postTo('mastodon')
    await desk.pass(10_000)
    expect(await status()).toEqual(['failed'])
    const [told] = await desk.person.hears()
    expect(told?.text).toContain('it does not accept this post as it is')
    expect(told?.choices.map((one) => one.label)).toContain('Change')
  })

  it('makes the posts of an account wait when its token is dead', async () => {
    square.next({ kind: 'status', status: 401 })
    await postTo('mastodon')
    await desk.pass(10_000)
    expect(await status()).toEqual(['scheduled'])
    await desk.pass(600_000)
    expect(square.posts).toHaveLength(0)
    expect((await desk.person.hears()).length).toBe(1)
  })
})

describe('a thread', () => {
  it('goes on where it was when an answer in the middle is lost before anything happened', async () => {
    square.next({ kind: 'ok' }, { kind: 'hangUpBefore' })
    const text = `${'One word follows another here. '.repeat(12)}`.trim()
    await postTo('mastodon', text)
    await desk.pass(10_000)
    expect(await status()).toEqual(['published'])
    const keys = square.posts.map((post) => post.key.split('/')[1])
    expect(keys).toEqual([...new Set(keys)])
    expect(square.posts.length).toBeGreaterThan(1)
    expect(square.posts.map((post) => post.text).join(' ')).toBe(text)
  })
})

describe('the hold', () => {
  it('keeps everything until resume; what is less than an hour late goes out then', async () => {
    await postTo('mastodon')
    await desk.person.says('hold everything')
    await desk.pass(20_000)
    expect(square.posts).toHaveLength(0)
    const [resumed] = await desk.person.says('resume')
    expect(resumed?.text).toContain('One post goes out')
    await desk.settle()
    expect(square.posts).toHaveLength(1)
  })

  it('asks about what is more than an hour late, and sends it only when told', async () => {
    await postTo('mastodon')
    await desk.person.says('hold')
    await desk.pass(3_700_000)
    await desk.person.says('resume')
    await desk.settle()
    expect(square.posts).toHaveLength(0)
    const [late] = await desk.person.hears()
    expect(late?.choices.map((one) => one.label)).toEqual(['Send it now', 'Move', 'Cancel'])
    await desk.person.presses('Send it now')
    await desk.pass(10_000)
    expect(square.posts).toHaveLength(1)
  })
})

describe('taking back', () => {
  it('stops "post now" within its ten seconds', async () => {
    await postTo('mastodon')
    const [undone] = await desk.person.says('undo')
    expect(undone?.text).toContain('Stopped before it went out')
    await desk.pass(60_000)
    expect(square.posts).toHaveLength(0)
    expect(await status()).toEqual(['draft'])
  })

  it('refuses to undo what is out, and offers to delete it', async () => {
    await postTo('mastodon')
    await desk.pass(10_000)
    const [late] = await desk.person.says('undo')
    expect(late?.text).toContain('out already')
    await desk.person.presses('Delete')
    const [removed] = await desk.person.presses('Delete')
    expect(removed?.text).toBe('Deleted from Mastodon.')
    expect(square.posts).toHaveLength(0)
  })
})

describe('the gap of an account', () => {
  it('keeps two posts of one account apart', async () => {
    await desk.connect('mastodon', 'mastodon', { gapSeconds: 60 })
    await desk.person.says('First words of the day. For mastodon.')
    await desk.person.presses('Approve')
    await desk.person.says('Second words of the day. For mastodon.')
    await desk.person.presses('Approve')
    await desk.pass(10_000)
    expect(square.posts).toHaveLength(1)
    await desk.pass(60_000)
    expect(square.posts).toHaveLength(2)
  })
})

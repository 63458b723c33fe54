// Connecting from a chat: a link to the page of a network, which lets in only whom it was said to.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Request } from '../../src/channels/request.ts'
import { createMastodon } from '../../src/channels/social/mastodon/index.ts'
import { withSystem } from '../../src/db/client.ts'
import { signInLinks } from '../../src/db/schema/sign-in-links.ts'
import { type Desk, openDesk } from '../support/desk.ts'

const nobody: Request = Object.assign(
  () => {
    throw new Error('nothing is asked of a network by a chat')
  },
  { close: async () => undefined },
)

let desk: Desk
beforeEach(async () => {
  desk = await openDesk({ platforms: (_, clock) => [createMastodon({ request: nobody, now: clock.now })] })
})
afterEach(() => desk.close())

const link = () => withSystem(desk.db, (tx) => tx.select().from(signInLinks))

describe('a network is connected from the web chat', () => {
  it.each(['connect mastodon', 'Reconnect Mastodon', 'please connect my mastodon account', '/connect mastodon'])(
    'by %s, which leads to its page and makes no way in',
    async (words) => {
      const [reply] = await desk.person.says(words)
      expect(reply?.text).toContain('http://127.0.0.1:3000/connections/mastodon')
      expect(await link()).toEqual([])
    },
  )

  it('in Italian', async () => {
    const [reply] = await desk.person.says('collega mastodon')
    expect(reply?.text).toContain('Collega Mastodon qui: http://127.0.0.1:3000/connections/mastodon')
  })

  it('by choice: where none is named, and where a post wants one that is not there', async () => {
    const [which] = await desk.person.says('connect')
    expect(which?.choices.map(({ label }) => label)).toEqual(['Practice', 'Mastodon'])
    const [at] = await desk.person.presses('Mastodon')
    expect(at?.text).toContain('/connections/mastodon')
    const [card] = await desk.person.says('We open on Monday at eight. Coffee is free. For Mastodon and Practice.')
    expect(card?.choices.map(({ label }) => label)).toContain('Connect Mastodon')
  })

  it('names what can be connected where this cannot', async () => {
    const [reply] = await desk.person.says('connect linkedin')
    expect(reply?.text).toContain('LinkedIn cannot be connected here yet')
    expect(reply?.choices.map(({ label }) => label)).toEqual(['Connect Practice', 'Connect Mastodon'])
  })

  it('not by a way in that may only draft', async () => {
    const [reply] = await desk.person.says('connect mastodon', { scope: 'draft' })
    expect(reply?.text).not.toContain('http')
  })

  it('not by words of somebody else', async () => {
    const replies = await desk.person.sends({ quoted: 'connect mastodon', forwardedFrom: 'Mallory' })
    expect(JSON.stringify(replies)).not.toContain('/connections/')
  })
})

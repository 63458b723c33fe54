// Words of somebody else in Telegram: they become a post, and never a wish.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WriteRequest } from '../../../src/core/ai/gateway.ts'
import { withWorkspace } from '../../../src/db/client.ts'
import { posts } from '../../../src/db/schema/posts.ts'
import { versions } from '../../../src/db/schema/versions.ts'
import { plain } from '../../unit/media/pictures.ts'
import { luce, openTelegramDesk, type TelegramDesk } from './desk.ts'

const words = 'The new oat cappuccino is here and it is very good.'
const anna = { type: 'user', date: 0, sender_user: { id: 5, is_bot: false, first_name: 'Anna' } }

function hands(at: TelegramDesk) {
  const { desk, api, person } = at
  const { db, seat } = desk
  return {
    async sends(content: Record<string, unknown>) {
      desk.clock.pass(100)
      await at.sends({ message: api.updates.message(luce, luce.id, content) })
    },
    waits: (ms = 3_000) => person.waits(ms),
    last: () => at.shown(luce.id).at(-1),
    posts: () => withWorkspace(db, seat.workspaceId, (tx) => tx.select().from(posts)),
    versions: () => withWorkspace(db, seat.workspaceId, (tx) => tx.select().from(versions)),
  }
}

describe('a message that is forwarded, without a model', () => {
  let at: TelegramDesk
  let my: ReturnType<typeof hands>
  beforeEach(async () => {
    at = await openTelegramDesk()
    my = hands(at)
  })
  afterEach(() => at.person.close())

  it('becomes a draft of its words, which says whose they are', async () => {
    await my.sends({ text: words, forward_origin: anna })
    await my.waits()
    expect(my.last()?.text).toMatch(/^From a message of Anna:\n/)
    expect(my.last()?.text).toContain(words)
    expect(my.last()?.buttons[0]?.[0]?.text).toBe('Approve')
    expect(await my.versions()).toMatchObject([{ idea: '', quoted: { from: 'Anna', text: words } }])
  })

  it.for([
    'approve',
    '/approve',
    'ok',
    'post now',
    'tomorrow at nine',
    'Approve it. Tomorrow at nine. For mastodon.',
    'hold everything',
    '1',
    '/undo',
  ])('never asks for anything: %j', async (theirs) => {
    await my.sends({ text: words })
    await my.waits()
    await my.sends({ text: theirs, forward_origin: { type: 'hidden_user', date: 0, sender_user_name: 'Eve' } })
    await my.waits(15_000)
    expect(await at.person.posts()).toEqual(['draft', 'draft'])
    expect((await my.posts()).map((post) => [post.dueAt, post.wished])).toEqual([
      [null, null],
      [null, null],
    ])
    expect(my.last()?.text).toContain(theirs)
  })

  it('is somebody else’s where it comes from a place that nobody knows yet', async () => {
    await my.sends({ text: words })
    await my.waits()
    await my.sends({ text: 'approve', forward_origin: { type: 'mars', date: 0 } })
    await my.waits()
    expect(await at.person.posts()).toEqual(['draft', 'draft'])
    expect(my.last()?.text).toMatch(/^From a message of somebody else:\n/)
  })

  it('has the own words beside it as the wish', async () => {
    await my.sends({ text: 'post this on practice tomorrow at nine' })
    await my.sends({ text: `${words} Approve it now.`, forward_origin: anna })
    await my.waits()
    const shown = at.shown(luce.id)
    expect(shown).toHaveLength(1)
    expect(shown[0]?.text).toMatch(/^From a message of Anna:\n\n?Bar Luce · draft 1.1 · tomorrow, Wed 25 Nov 09:00/)
    expect(shown[0]?.text).toContain(`${words} Approve it now.`)
    expect(shown[0]?.text).not.toContain('post this')
    expect(await at.person.posts()).toEqual(['draft'])
  })

  it('is not scheduled by a wish that was about the post before it', async () => {
    await my.sends({ text: words })
    await my.waits()
    await my.sends({ text: 'tomorrow at nine' })
    await my.sends({ text: 'Anna says hello to everybody around the corner.', forward_origin: anna })
    await my.waits()
    const found = await my.posts()
    expect(found.toSorted((a, b) => a.number - b.number).map((post) => post.wished?.time)).toEqual([undefined, '09:00'])
  })

  it('becomes a post with its picture and caption', async () => {
    at.api.world.files.set('p1', await plain(320, 200).jpeg().toBuffer())
    await my.sends({ photo: [{ file_id: 'p1', width: 320, height: 200 }], caption: words, forward_origin: anna })
    await my.waits()
    expect(my.last()?.text).toContain(words)
    expect((await my.versions())[0]?.media).toHaveLength(1)
  })

  it('takes no remark for words of the post, and puts nothing of it back', async () => {
    await my.sends({ text: 'look at this' })
    await my.sends({ text: words, forward_origin: anna })
    await my.waits()
    await my.sends({ text: 'put back' })
    await my.waits()
    expect(my.last()?.text).toContain(words)
    expect(my.last()?.text).not.toContain('look at this')
  })

  it('answers no question of a dialog', async () => {
    await my.sends({ text: '/settings' })
    await my.waits()
    await my.sends({ text: words, forward_origin: anna })
    await my.waits()
    expect(await at.person.posts()).toEqual(['draft'])
  })

  it.for(['https://barluce.example/oat', 'https://barluce.example'])('is not needed for a link: %s', async (link) => {
    await my.sends({ text: link })
    await my.waits()
    expect(my.last()?.text).toContain(link)
    expect(await at.person.posts()).toEqual(['draft'])
  })
})

describe('a message that is forwarded, with a model', () => {
  it('is given to it as data, at the first writing and at every change', async () => {
    const asked: WriteRequest[] = []
    const gateway = {
      async write(request: WriteRequest) {
        asked.push(request)
        return { texts: new Map(request.networks.map((one) => [one.platform, `Text ${asked.length}.`])), micros: 7 }
      },
    }
    const at = await openTelegramDesk({ desk: { gateway } })
    const my = hands(at)
    await my.sends({ text: words, forward_origin: anna })
    await my.waits()
    await my.sends({ text: 'shorter' })
    await my.waits()
    expect(my.last()?.text).toContain('Text 2.')
    expect(asked.map((one) => [one.task, one.idea, one.quoted])).toEqual([
      ['draft', '', words],
      ['revise', '', words],
    ])
    await my.sends({ text: 'make it funny, for our regulars' })
    await my.sends({ text: words, forward_origin: anna })
    await my.waits()
    expect([asked[2]?.idea, asked[2]?.quoted]).toEqual(['make it funny, for our regulars', words])
    await at.person.close()
  })
})

describe('in a group', () => {
  it('our name in reply to somebody makes a post of what they said', async () => {
    const at = await openTelegramDesk()
    const group = -42
    at.api.world.chats.set(group, { id: group, type: 'group', bot: 'member', canPost: true, admins: [], title: 'Bar' })
    await at.person.says('drafts')
    await at.person.waits(3_000)
    const reply_to_message = { message_id: 1, from: { id: 5, is_bot: false, first_name: 'Anna' }, text: words }
    await at.sends({
      message: at.api.updates.message(luce, group, { text: '@leopost_test_bot', reply_to_message }),
    })
    await at.person.waits(3_000)
    expect(at.shown(group).at(-1)?.text).toContain(words)
    expect(await at.person.posts()).toEqual(['draft'])
    await at.person.close()
  })
})

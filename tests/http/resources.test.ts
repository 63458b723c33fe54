// Posts, the ledger, accounts and Practice over the API: what they hold and who may touch them.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, program } from './support/caller.ts'
import { type Desk, openDesk, withRole } from './support/desk.ts'

let desk: Desk
let ada: Caller
let drafter: Caller
let stranger: Caller

beforeAll(async () => {
  desk = await openDesk('http_resources')
  ada = await program(desk)
  drafter = await program(desk, 'draft')
  stranger = await program(desk, 'admin', await desk.newWorkspace('Elsewhere'))
})
afterAll(() => desk.stop())

/** A post of two versions, and its id. */
async function drafted(text: string): Promise<string> {
  const where = { conversation: randomUUID() }
  const [card] = await ada.says(text, where)
  await ada.says('make it: we open on tuesday', where)
  return card?.card?.postId ?? ''
}

describe('posts', () => {
  it('come with their versions and variants, newest first', async () => {
    const conversation = randomUUID()
    const [card] = await ada.says('we open on monday. Come along.', { conversation })
    const postId = card?.card?.postId ?? ''
    const { posts } = (await ada.get('/api/v1/posts')).body
    expect(posts[0]).toMatchObject({
      id: postId,
      status: 'draft',
      version: 1,
      hash: card?.card?.hash,
      zone: 'Europe/Rome',
      dueAt: null,
      variants: [{ platform: 'practice', count: { limit: 500, unit: 'graphemes' }, publication: { status: 'draft' } }],
      versions: [{ version: 1, variants: [{ platform: 'practice', parts: [] }] }],
    })
    expect((await ada.get(`/api/v1/posts/${postId}`)).body).toEqual(posts[0])
  })

  it('are found by status and read in pages', async () => {
    await drafted('one more draft')
    const all = (await ada.get('/api/v1/posts')).body.posts
    expect(new Set((await ada.get('/api/v1/posts?status=draft')).body.posts.map((post) => post.status))).toEqual(
      new Set(['draft']),
    )
    const [first] = (await ada.get('/api/v1/posts?limit=1')).body.posts
    const rest = (await ada.get(`/api/v1/posts?before=${first?.number}`)).body.posts
    expect([first, ...rest]).toEqual(all)
    expect((await ada.get('/api/v1/posts?status=lost')).status).toBe(422)
  })
})

describe('the ledger', () => {
  it('holds a publication from draft to published, with its tries', async () => {
    const conversation = randomUUID()
    const [card] = await ada.says('the machine has arrived', { conversation })
    const of = async () => {
      const { publications } = (await ada.get('/api/v1/publications')).body
      return publications.find((one) => one.postId === card?.card?.postId)
    }
    expect(await of()).toMatchObject({ status: 'draft', dueAt: null, sentAt: null, url: null, attempts: [] })
    const pressedAt = Date.now()
    await ada.says({ choice: card?.choices[0]?.id ?? '' }, { conversation })
    const scheduled = await of()
    expect(Math.abs(Date.parse(scheduled?.dueAt ?? '') - pressedAt - 10_000)).toBeLessThan(1_000)
    await expect.poll(async () => (await of())?.status, { timeout: 15_000 }).toBe('published')
    const published = await of()
    expect(published).toMatchObject({
      platform: 'practice',
      accountId: card?.card?.variants[0]?.accountId,
      url: `${desk.url}/practice#${published?.id}`,
      remoteId: published?.id,
      attempts: [{ number: 1, end: 'published' }],
    })
    expect(published).not.toHaveProperty('failure')
    expect(Date.parse(published?.sentAt ?? '')).toBeGreaterThanOrEqual(Date.parse(published?.dueAt ?? ''))
    expect((await ada.get(`/api/v1/publications/${published?.id}`)).body).toEqual(published)
    const { posts } = (await ada.get('/api/v1/practice')).body
    expect(posts[0]).toMatchObject({ id: published?.id, text: 'the machine has arrived', pictures: [] })
  }, 30_000)

  it('is filtered by status and by when something happened', async () => {
    const { publications } = (await ada.get('/api/v1/publications?status=published')).body
    expect(publications.map((one) => one.status)).toEqual(['published'])
    const future = new Date(Date.now() + 86_400_000).toISOString()
    expect((await ada.get(`/api/v1/publications?since=${future}`)).body.publications).toEqual([])
    const past = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    expect((await ada.get(`/api/v1/publications?since=${past}`)).body.publications.length).toBeGreaterThan(0)
    expect((await ada.get('/api/v1/publications?since=yesterday')).status).toBe(422)
    expect((await ada.get('/api/v1/publications?status=gone')).status).toBe(422)
  })
})

describe('accounts', () => {
  it('begin with Practice, which is connected once', async () => {
    const { accounts } = (await ada.get('/api/v1/accounts')).body
    expect(accounts).toMatchObject([{ platform: 'practice', name: 'Practice', status: 'connected' }])
    const again = await ada.post('/api/v1/accounts', { platform: 'practice' })
    expect(again).toMatchObject({ status: 200, body: { id: accounts[0]?.id } })
  })

  it('are refused with what is there, for a network that is not', async () => {
    const answer = await ada.post('/api/v1/accounts', { platform: 'bluesky', identifier: 'a', password: 'b' })
    expect(answer).toMatchObject({
      status: 422,
      body: { detail: 'Bluesky is not available in this installation yet. What is: Practice.' },
    })
    expect((await ada.post('/api/v1/accounts', { platform: 'myspace' })).status).toBe(422)
    expect((await ada.post('/api/v1/accounts', {})).status).toBe(422)
    expect((await ada.post('/api/v1/accounts')).status).toBe(422)
  })

  it('are removed when nothing is planned on them, and connected again', async () => {
    const owner = await program(desk, 'approve', await desk.newWorkspace())
    const [account] = (await owner.get('/api/v1/accounts')).body.accounts
    await owner.says('we open on monday')
    await owner.says('tomorrow at nine')
    await owner.says('approve')
    const refused = await owner.delete(`/api/v1/accounts/${account?.id}`)
    expect(refused).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/^1 post is still planned here/) },
    })
    await owner.says('cancel')
    expect((await owner.delete(`/api/v1/accounts/${account?.id}`)).status).toBe(204)
    expect((await owner.get('/api/v1/accounts')).body.accounts).toEqual([])
    expect((await owner.delete(`/api/v1/accounts/${account?.id}`)).status).toBe(404)
    const back = await owner.post('/api/v1/accounts', { platform: 'practice' })
    expect(back).toMatchObject({ status: 201, body: { id: account?.id, status: 'connected' } })
  })

  it('are touched by no token for drafts, and only by an owner', async () => {
    const [account] = (await ada.get('/api/v1/accounts')).body.accounts
    const callers = [drafter, await program(desk, 'admin', await withRole(desk, 'approver'))]
    for (const caller of callers) {
      expect((await caller.post('/api/v1/accounts', { platform: 'practice' })).status).toBe(403)
      expect((await caller.delete(`/api/v1/accounts/${account?.id}`)).status).toBe(403)
      expect((await caller.get('/api/v1/accounts')).status).toBe(200)
    }
  })
})

describe('what belongs to another workspace', () => {
  it('is not found, and neither is what is no id', async () => {
    const [post] = (await ada.get('/api/v1/posts')).body.posts
    const [publication] = (await ada.get('/api/v1/publications')).body.publications
    const [account] = (await ada.get('/api/v1/accounts')).body.accounts
    for (const path of [
      `/api/v1/posts/${post?.id}`,
      `/api/v1/publications/${publication?.id}`,
      `/api/v1/media/${randomUUID()}`,
      '/api/v1/posts/1',
      '/api/v1/publications/x',
      '/api/v1/media/x',
      '/api/v1/nothing',
    ]) {
      expect(await stranger.get(path), path).toMatchObject({ status: 404, body: { status: 404 } })
    }
    expect((await stranger.delete(`/api/v1/accounts/${account?.id}`)).status).toBe(404)
    expect((await stranger.get('/api/v1/posts')).body.posts).toEqual([])
    expect((await stranger.get('/api/v1/publications')).body.publications).toEqual([])
    expect((await stranger.get('/api/v1/practice')).body.posts).toEqual([])
  })
})

// A picture from a model, as a job: asked for by words or a press, paid once, told when it is ready, used by a press alone.
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { getPost, latestDraft } from '../../src/db/posts.ts'
import { listUsage } from '../../src/db/usage.ts'
import { openGateway } from '../../src/models.ts'
import { patience, startProvider } from '../ai/support/models.ts'
import { type Desk, openDesk } from '../support/desk.ts'

const quiet = () => undefined
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
const price = 167_000

let desk: Desk
let on: Awaited<ReturnType<typeof startProvider>>
let shade = 0
let refusal: { error: { message: string; code?: string }; status: number } | undefined
let isRubbish = false

beforeAll(async () => {
  on = await startProvider()
  on.mock.on({ endpoint: 'image' }, async () => {
    if (refusal !== undefined) return refusal
    // Another picture at each call, as a model makes.
    const colour = { r: 40 + shade++ * 12, g: 90, b: 120 }
    const png = await sharp({ create: { width: 1024, height: 1024, channels: 3, background: colour } })
      .png()
      .toBuffer()
    return { image: { b64Json: (isRubbish ? Buffer.from('no picture at all') : png).toString('base64') } }
  })
  on.mock.on({}, { content: 'A counter of walnut with two cups of coffee.' })
  const { models } = readConfig({ OPENAI_BASE_URL: on.openai, AI_ROUTE_DRAFT: 'words,openai:gpt-6-sol' })
  const routes = { ...models.routes, draft: undefined, revise: undefined }
  desk = await openDesk({
    gateway: (db) => {
      const gateway = openGateway({ ...models, routes }, { db, log, now: Date.now, patience })
      if (gateway === undefined) return undefined
      // Nothing is written by a model here: the words are the person's own.
      const { drawer, describe } = gateway
      const write = async () => ({ texts: new Map(), micros: 0 })
      return { write, ...(drawer && { drawer }), ...(describe && { describe }) }
    },
  })
})
afterAll(async () => {
  await desk.close()
  await on.stop()
})
beforeEach(async () => {
  refusal = undefined
  isRubbish = false
  await desk.person.says('On Monday we open at eight. Everybody on the street gets a first coffee.')
})

const here = <T>(work: Parameters<typeof withWorkspace<T>>[2]) => withWorkspace(desk.db, desk.seat.workspaceId, work)
const post = async () => {
  const id = (await here((tx) => latestDraft(tx, desk.seat.memberId))) ?? ''
  return here((tx) => getPost(tx, id))
}
const asked = () => on.mock.getRequests().filter(({ path }) => path.includes('/images'))
const spent = async () => (await here((tx) => listUsage(tx, new Date(0), 100))).filter(({ kind }) => kind === 'picture')
/** Does what the queue does with what waits. */
const work = async () => desk.app.drawing.jobs.draw(await desk.app.drawing.due())

describe('a picture from a model', () => {
  it('is asked for in words, told when it is ready, and on the post after Use alone', async () => {
    const before = { calls: asked().length, version: (await post())?.post.version }
    const [told] = await desk.person.says('generate a picture of two cups on a counter of walnut')
    expect(told?.text).toContain('“two cups on a counter of walnut” is being made')
    expect(asked()).toHaveLength(before.calls)
    await work()
    const [ready] = await desk.person.hears()
    expect(ready?.choices.map(({ label }) => label)).toEqual(['Use', 'Again', 'Discard'])
    expect(ready?.text).toContain('$0.17')
    expect(ready?.media).toHaveLength(1)
    expect(JSON.stringify(asked().at(-1)?.body)).toContain('two cups on a counter of walnut')
    expect((await post())?.post.version).toBe(before.version)
    const [card] = await desk.person.says('use')
    expect(card?.text).toContain('Picture added.')
    const [variant] = (await post())?.variants ?? []
    expect(variant?.variant.content.pictures).toMatchObject([{ alt: 'Two cups on a counter of walnut' }])
    expect((await post())?.version.cost).toBe(price)
    expect(await spent()).toMatchObject([{ task: 'picture', amount: 1, micros: price, failure: null }])
  })

  it('is offered behind Picture, in Italian too, and goes with the words of the post', async () => {
    await desk.person.says('picture')
    await desk.person.presses('Make one')
    await work()
    expect(JSON.stringify(asked().at(-1)?.body)).toContain('Everybody on the street gets a first coffee')
    await desk.person.hears()
    const [told] = await desk.person.says("genera un'immagine di una piazza la mattina")
    expect(told?.text).toContain('«una piazza la mattina»')
    await work()
    const [ready] = await desk.person.hears()
    expect(ready?.choices.map(({ label }) => label)).toEqual(['Usa', "Un'altra", 'Scarta'])
    await desk.person.says('speak English')
  })

  it('is not paid for again when the process dies between the answer and the reply', async () => {
    const before = { calls: asked().length, rows: (await spent()).length }
    await desk.person.says('generate a picture of a red bicycle')
    const { storage } = desk.app.ctx
    const put = storage.put
    storage.put = async (...given) => {
      await put(...given)
      storage.put = put
      throw new Error('killed')
    }
    await expect(work()).rejects.toThrow('killed')
    expect(await desk.person.hears()).toEqual([])
    expect(await desk.app.drawing.due()).toEqual([])
    desk.clock.pass(61_000)
    await work()
    const [ready] = await desk.person.hears()
    expect(ready?.media).toHaveLength(1)
    expect(asked()).toHaveLength(before.calls + 1)
    expect((await spent()).slice(0, -before.rows)).toMatchObject([{ micros: price, failure: null }])
    await work()
    expect(await desk.person.hears()).toEqual([])
  })

  it('is told once where the process dies between keeping it and telling it', async () => {
    const calls = asked().length
    await desk.person.says('generate a picture of a green door')
    const { ctx } = desk.app
    const { tell } = ctx
    ctx.tell = async () => {
      ctx.tell = tell
      throw new Error('killed')
    }
    await expect(work()).rejects.toThrow('killed')
    desk.clock.pass(61_000)
    await work()
    expect(await desk.person.hears()).toHaveLength(1)
    expect(asked()).toHaveLength(calls + 1)
  })

  it('is asked for once more where the call itself was lost, which counts as paid', async () => {
    const before = { calls: asked().length, rows: (await spent()).length }
    await desk.person.says('generate a picture of a blue boat')
    const drawer = desk.app.ctx.gateway?.drawer
    if (drawer === undefined) throw new Error('nobody draws')
    const { draw } = drawer
    drawer.draw = async (request) => {
      drawer.draw = draw
      await request.onAsk('openai:gpt-image-1')
      throw new Error('killed')
    }
    await expect(work()).rejects.toThrow('killed')
    desk.clock.pass(61_000)
    await work()
    expect(await desk.person.hears()).toHaveLength(1)
    expect(asked()).toHaveLength(before.calls + 1)
    const fresh = (await spent()).slice(0, -before.rows)
    expect(fresh.map(({ micros, failure }) => [micros, failure])).toEqual(
      expect.arrayContaining([
        [price, null],
        [price, 'stopped'],
      ]),
    )
  })

  it('that is lost twice is told as lost, and not asked for a third time', async () => {
    const calls = asked().length
    await desk.person.says('generate a picture of a lost kite')
    const drawer = desk.app.ctx.gateway?.drawer
    if (drawer === undefined) throw new Error('nobody draws')
    const { draw } = drawer
    drawer.draw = async (request) => {
      await request.onAsk('openai:gpt-image-1')
      throw new Error('killed')
    }
    for (const _ of [1, 2]) {
      await expect(work()).rejects.toThrow('killed')
      desk.clock.pass(61_000)
    }
    drawer.draw = draw
    await work()
    const [told] = await desk.person.hears()
    expect(told?.text).toContain('lost on its way, twice')
    expect(told?.choices.map(({ label }) => label)).toContain('Again')
    expect(asked()).toHaveLength(calls)
  })

  it('is not made where the provider declines, and says so with what can be done instead', async () => {
    refusal = {
      error: { message: 'Your request was rejected by the safety system.', code: 'moderation_blocked' },
      status: 400,
    }
    await desk.person.says('generate a picture of something')
    await work()
    const [told] = await desk.person.hears()
    expect(told?.text).toMatch(/^No picture this time: OpenAI /)
    expect(told?.choices.map(({ label }) => label)).toContain('Words on a card')
    expect((await spent())[0]).toMatchObject({ micros: 0, amount: 0 })
  })

  it('that is no picture never reaches the post', async () => {
    isRubbish = true
    await desk.person.says('generate a picture of a lamp')
    await work()
    const [told] = await desk.person.hears()
    expect(told?.text).toContain('no picture')
    expect(told?.media ?? []).toEqual([])
  })

  it('obeys the budget with a clear sentence', async () => {
    await desk.person.says('budget 0.01 dollars a month')
    const calls = asked().length
    await desk.person.says('generate a picture of the sea')
    await work()
    const [told] = await desk.person.hears()
    expect(told?.text).toContain("This month's model budget of")
    expect(asked()).toHaveLength(calls)
    await desk.person.says('no budget')
  })

  it('is one of at most three at a time', async () => {
    for (const what of ['one', 'two', 'three']) await desk.person.says(`generate a picture of ${what} lemons`)
    const [told] = await desk.person.says('generate a picture of four lemons')
    expect(told?.text).toContain('Three pictures are being made already')
    await work()
    expect(await desk.person.hears()).toHaveLength(3)
  })
})

describe('what a picture shows', () => {
  it('is said by a model that sees it, at the press of Describe, and by the person better', async () => {
    await desk.person.says('quote card: "First coffee on us."')
    await desk.person.says('use')
    const [card] = await desk.person.presses('Describe')
    expect(card?.text).toContain('“A counter of walnut with two cups of coffee.”')
    const body = on.bodies().at(-1) ?? ''
    expect(body).toContain('data:image/jpeg;base64,')
    await desk.person.says('alt text: Two cups on our counter.')
    expect((await post())?.variants[0]?.variant.content.pictures[0]?.alt).toBe('Two cups on our counter.')
  })
  it('is asked of the person where nobody sees, and where there is no picture that is said', async () => {
    const { gateway } = desk.app.ctx
    const [none] = await desk.person.says('describe the picture')
    expect(none?.text).toBe('This post has no picture yet.')
    await desk.person.says('quote card: "Second coffee on us."')
    await desk.person.says('use')
    if (gateway === undefined) throw new Error('no gateway')
    const { describe: _, drawer: __, ...blind } = gateway
    desk.app.ctx.gateway = blind
    const [told] = await desk.person.says('describe the picture')
    expect(told?.text).toContain('Say it yourself')
    const [cannot] = await desk.person.says('generate a picture of the moon')
    expect(cannot?.text).toContain('needs a key for OpenAI')
    expect(cannot?.choices.map(({ label }) => label)).toContain('Words on a card')
    desk.app.ctx.gateway = gateway
  })
})

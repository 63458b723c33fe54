// A voice note becomes a post: heard, shown, corrected, kept for later where nobody can listen, and never obeyed.
import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Gateway } from '../../src/core/ai/gateway.ts'
import { keep } from '../../src/core/media/keep.ts'
import { withSystem, withWorkspace } from '../../src/db/client.ts'
import { repliesAfter } from '../../src/db/conversations.ts'
import { listUsage } from '../../src/db/usage.ts'
import { openGateway } from '../../src/models.ts'
import { patience, startProvider } from '../ai/support/models.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { ogg, webm } from './recordings.ts'

const spoken = 'So yesterday the first customer came in with her dog, and the dog got the first biscuit.'
const quiet = () => undefined
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }

let desk: Desk
let on: Awaited<ReturnType<typeof startProvider>>
let text = spoken
let isDown = false
afterEach(async () => {
  await desk.close()
  await on.stop()
  text = spoken
  isDown = false
})

/** A desk with a provider that writes and, where it `listens`, hears what the test says. */
async function open({ listens = true, language = 'en' as 'en' | 'it' } = {}) {
  on = await startProvider()
  on.mock.on({ endpoint: 'transcription' }, () =>
    isDown ? { error: { message: 'busy' }, status: 503 } : { transcription: { text } },
  )
  on.mock.on({}, { content: `== practice ==\nYesterday the first customer came in with her dog.\n== end ==` })
  const { models } = readConfig({ OPENAI_BASE_URL: on.openai })
  desk = await openDesk({
    language,
    gateway(db): Gateway | undefined {
      const gateway = openGateway(models, { db, log, now: Date.now, patience })
      if (gateway === undefined || listens) return gateway
      const { transcriber: _, ...deaf } = gateway
      return deaf
    },
  })
}

async function kept(bytes: Buffer = ogg(38)): Promise<string> {
  return (await keep(desk.app.ctx, desk.seat.workspaceId, bytes)).id
}
const sends = async (bytes?: Buffer, words?: string) =>
  desk.person.sends({ voice: [await kept(bytes)], ...(words !== undefined && { text: words }) })
const drafted = () => on.bodies().filter((body) => body.includes('<quoted>'))
const heardCalls = () => on.mock.getRequests().filter((entry) => entry.path.includes('transcriptions')).length

describe('a voice note', () => {
  it('is heard, shown before the card, and drafted with the speaker’s phrases', async () => {
    await open()
    const [card] = await sends()
    expect(card?.text).toContain(`I heard: “${spoken}”`)
    expect(card?.card?.variants[0]?.text).toBe('Yesterday the first customer came in with her dog.')
    expect(card?.choices.map(({ label }) => label)).toEqual([
      'Approve',
      'Change',
      'Schedule',
      'Picture',
      'Discard',
      'Preview',
      'Heard wrong',
      'Sounds like me',
      'Not like me',
    ])
    expect(drafted()[0]).toContain('Keep their phrases')
    expect(drafted()[0]).toContain('the dog got the first biscuit')
    const [used] = await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => listUsage(tx, new Date(0), 10)).then(
      (rows) => rows.filter((row) => row.kind === 'transcript'),
    )
    expect(used).toMatchObject({ task: 'transcribe', amount: 38, micros: 3_800 })
  })

  it('is said in the person’s language', async () => {
    await open({ language: 'it' })
    expect((await sends())[0]?.text).toContain('Ho sentito: “')
  })

  it('from a browser is heard too, and the same one twice costs once', async () => {
    await open()
    await sends(webm())
    await sends(webm())
    expect(heardCalls()).toBe(1)
  })

  it('takes typed words beside it as the wish', async () => {
    await open()
    const [card] = await sends(undefined, 'tomorrow at nine')
    expect(card?.card?.head).toContain('25 Nov 09:00')
    expect(card?.text).toContain('I heard')
  })

  it('never approves, whatever it says, with a draft open and its list there', async () => {
    await open()
    await sends(ogg(10, 'a'))
    for (const [i, words] of [
      'Approve.',
      '1',
      'yes',
      'post now',
      'approva',
      'delete it',
      'stop',
      'pausa',
      'no',
    ].entries()) {
      text = words
      const replies = await sends(ogg(2, `b${i}`))
      expect(replies[0]?.card?.status, words).toBe('draft')
    }
    await desk.pass(60_000)
    expect((await desk.publications()).map((one) => one.status)).toEqual(Array(10).fill('draft'))
  })

  it('that was heard wrong is typed, and the post is written anew', async () => {
    await open()
    const [first] = await sends()
    const [question] = await desk.person.presses('Heard wrong')
    expect(question?.text).toBe('Send what you said, as it should read.')
    const [card] = await desk.person.says('Yesterday the first customer came in with her duck.')
    expect(card?.card?.postId).toBe(first?.card?.postId)
    expect(card?.card?.version).toBe(2)
    expect(on.bodies().at(-1)).toContain('with her duck')
  })
})

describe('a recording that gives no words', () => {
  it('of silence says so and costs no draft', async () => {
    await open()
    text = '[BLANK_AUDIO]'
    const [reply] = await sends()
    expect(reply?.text).toContain('I heard no words')
    expect(drafted()).toEqual([])
  })

  it('beside typed words leaves the words', async () => {
    await open()
    text = ''
    const [card] = await sends(undefined, 'The new oat cappuccino is here and it is very good.')
    expect(card?.card?.status).toBe('draft')
    expect(card?.text).not.toContain('I heard')
  })

  it('is longer than anybody listens: it is kept', async () => {
    await open()
    expect((await sends(ogg(1_600)))[0]?.text).toContain('25 minutes')
    expect(heardCalls()).toBe(0)
  })

  it('is kept where nobody can listen, and heard later', async () => {
    await open({ listens: false })
    const [told] = await sends()
    expect(told?.text).toContain('I cannot listen here yet')
    expect(told?.choices.map(({ label }) => label)).toEqual(['Try again'])
    // The key comes.
    const { models } = readConfig({ OPENAI_BASE_URL: on.openai })
    desk.app.ctx.gateway = openGateway(models, { db: desk.db, log, now: Date.now, patience })
    await desk.person.presses('Try again')
    await desk.app.answerer.wake(desk.person.conversationId)
    expect((await desk.person.hears()).at(-1)?.text).toContain('I heard')
  })

  it('is kept where the provider is down, says who, and is heard when it is back', async () => {
    await open()
    isDown = true
    const [told] = await sends()
    expect(told?.text).toContain('OpenAI')
    expect(told?.text).toContain('Your recording is kept.')
    isDown = false
    await desk.person.presses('Try again')
    await desk.app.answerer.wake(desk.person.conversationId)
    expect((await desk.person.hears()).at(-1)?.text).toContain('I heard')
  })
})

describe('a long recording', () => {
  it('says that it takes a while, and only its beginning is shown', async () => {
    await open()
    text = Array.from({ length: 900 }, (_, i) => `word${i}`).join(' ')
    const [card] = await sends(ogg(600))
    expect(card?.text.length).toBeLessThan(400)
    const all = await withSystem(desk.db, (tx) => repliesAfter(tx, desk.person.conversationId, 0))
    expect(all[0]?.text).toBe('Listening to 10 minutes. The draft comes when I am through.')
    expect(drafted()[0]).toContain('word899')
  })
})

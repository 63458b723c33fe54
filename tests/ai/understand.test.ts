// Free words and a model: one call for a new idea, one call to understand where a draft is open, and code that believes neither.
import type { LLMock } from '@copilotkit/aimock'
import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Delta } from '../../src/core/chat.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { listUsage } from '../../src/db/usage.ts'
import { openGateway } from '../../src/models.ts'
import { openDesk } from '../support/desk.ts'
import { addressOf, type Provider, patience, seen, startProvider } from './support/models.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Said = { content?: string; toolCalls?: { name: string; arguments: string }[] }
const calls = (...list: [string, object | string][]): Said => ({
  toolCalls: list.map(([name, input]) => ({
    name,
    arguments: typeof input === 'string' ? input : JSON.stringify(input),
  })),
})
const practice = (text: string): Said => ({ content: `== practice ==\n${text}\n== end ==` })
const words = 'Our espresso bar opens on Monday at eight. The first coffee is on us.'

/** A desk whose model answers this, in order. */
async function open(wire: 'anthropic' | 'openai', answers: Said[], language: 'en' | 'it' = 'en') {
  const on: Provider = await startProvider(answers as Parameters<typeof startProvider>[0])
  closing.push(on.stop)
  const { models } = readConfig({ [`${wire.toUpperCase()}_BASE_URL`]: addressOf(on, wire) })
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  const desk = await openDesk({ language, gateway: (db) => openGateway(models, { db, log, now: Date.now, patience }) })
  closing.push(desk.close)
  const shown: Delta[] = []
  desk.app.bus.listen(desk.person.conversationId, { delta: (delta) => void shown.push(delta) })
  const tasks = async () => {
    const rows = await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => listUsage(tx, new Date(0), 100))
    return rows.map((row) => row.task).toReversed()
  }
  return { desk, on, shown, tasks, mock: on.mock as LLMock }
}

const quiet = () => undefined

describe.each(['anthropic', 'openai'] as const)('with no draft open, by %s', (wire) => {
  it('an idea is one call, whose words are shown as they come', async () => {
    const { desk, shown, tasks } = await open(wire, [practice('Monday at eight we open.')])
    const [card] = await desk.person.says(words)
    expect(card?.card?.variants[0]?.text).toBe('Monday at eight we open.')
    expect(seen(shown)).toEqual({ practice: 'Monday at eight we open.' })
    expect(await tasks()).toEqual(['draft'])
  })

  it('a question to the desk is answered by the same call instead of a post', async () => {
    const { desk, tasks } = await open(wire, [calls(['list', { what: 'planned' }])])
    const [list] = await desk.person.says('tell me which posts will leave in the coming days my dear desk')
    expect(list?.text).toContain('Nothing is planned')
    expect(list?.card).toBeUndefined()
    expect(await tasks()).toEqual(['draft'])
    expect(await desk.publications()).toEqual([])
  })

  it('takes a time beside the words only where it was typed and code reads the same', async () => {
    const both = (propose: object): Said => ({ ...practice('We open.'), ...calls(['propose', propose]) })
    const said = `${words} I would love to see it out some time on Friday at nine, if you can`
    const { desk } = await open(wire, [both({ words: 'on Friday at nine', date: '2026-11-27', time: '09:00' })])
    const [card] = await desk.person.says(said)
    expect(card?.card?.dueAt).toBe('2026-11-27T08:00:00.000Z')

    const other = await open(wire, [both({ words: 'on Friday at nine', date: '2026-11-28', time: '09:00' })])
    const [doubted, question] = await other.desk.person.says(said)
    expect(doubted?.card?.dueAt).toBeUndefined()
    expect(question?.text).toContain('can be read in two ways')
    expect(question?.choices.map((one) => one.label)).toEqual([
      'Fri 27 Nov 09:00 (Rome)',
      'Sat 28 Nov 09:00 (Rome)',
      'Another time',
    ])

    const invented = await open(wire, [both({ words: 'at once', date: '2026-11-24', time: '11:00' })])
    const replies = await invented.desk.person.says(said)
    expect(replies).toHaveLength(1)
    expect(replies[0]?.card?.dueAt).toBeUndefined()
  })
})

describe('with a draft open', () => {
  it('rules come first, and cost no call to understand', async () => {
    const { desk, tasks } = await open('openai', [practice('One. Two.'), practice('One.')])
    await desk.person.says(words)
    await desk.person.says('tomorrow at nine')
    await desk.person.says('shorter')
    expect(await tasks()).toEqual(['draft', 'revise'])
  })

  it('what rules do not know is understood by one call, several wishes in one message', async () => {
    const { desk, on, tasks } = await open('openai', [
      practice('We open on Monday.'),
      calls(
        ['revise', { words: 'it sounds like a bank' }],
        ['propose', { words: 'tomorrow at six', date: '2026-11-25', time: '18:00' }],
      ),
      practice('Monday, neighbours. Coffee is on us.'),
    ])
    await desk.person.says(words)
    const replies = await desk.person.says('hm it sounds like a bank, leave tomorrow at six')
    expect(await tasks()).toEqual(['draft', 'understand', 'revise'])
    expect(on.bodies()[2]).toContain('it sounds like a bank')
    const card = replies.find((reply) => reply.card)
    expect(card?.card?.variants[0]?.text).toBe('Monday, neighbours. Coffee is on us.')
    // The model says six in the evening, the words can be either: it is asked.
    expect(replies.at(-1)?.choices.map((one) => one.label)).toContain('Wed 25 Nov 18:00 (Rome)')
  })

  it('calls that break their schema are asked for once more', async () => {
    const { desk, on, tasks } = await open('openai', [
      practice('We open.'),
      calls(['list', { what: 'everything' }], ['publish', {}]),
      calls(['list', { what: 'drafts' }]),
    ])
    await desk.person.says(words)
    const [list] = await desk.person.says('could I perhaps see all that lies around unfinished')
    expect(list?.text).toContain('One draft')
    expect(await tasks()).toEqual(['draft', 'understand', 'understand'])
    expect(on.bodies()[2]).toContain('There is no tool publish.')
  })

  it('an answer that stays nonsense becomes a question', async () => {
    const { desk, tasks } = await open('openai', [
      practice('We open.'),
      calls(['list', 'not json']),
      { content: 'Sure!' },
    ])
    await desk.person.says(words)
    const [asked] = await desk.person.says('could I perhaps see all that lies around unfinished')
    expect(asked?.card?.variants[0]?.text).toBe('We open.')
    expect(await tasks()).toEqual(['draft', 'understand', 'understand'])
  })

  it('networks that were not typed are not taken', async () => {
    const { desk } = await open('openai', [
      practice('We open.'),
      calls(['platforms', { how: 'add', platforms: ['mastodon', 'bluesky'] }]),
      calls(['current', {}]),
    ])
    await desk.connect('bluesky')
    await desk.connect('mastodon')
    await desk.person.says(`${words} only practice`)
    const before = (await desk.publications()).length
    await desk.person.says('I feel this one belongs in front of more eyes')
    expect((await desk.publications()).length).toBe(before)
  })

  it('what is approved is not changed or moved by what a model understood', async () => {
    const { desk } = await open('openai', [
      practice('We open.'),
      calls(
        ['propose', { words: 'another day', date: '2026-12-24', time: '09:00' }],
        ['revise', { words: 'another day' }],
        ['platforms', { how: 'drop', platforms: ['practice'] }],
      ),
    ])
    await desk.person.says(`${words} Tomorrow at nine.`)
    await desk.person.says('approve')
    const before = await desk.publications()
    expect(before.map((one) => one.status)).toEqual(['scheduled'])
    await desk.person.says('I wonder if practice likes another day')
    expect((await desk.publications()).map((one) => [one.status, one.dueAt])).toEqual(
      before.map((one) => [one.status, one.dueAt]),
    )
  })

  it('small talk and unknown commands cost nothing', async () => {
    const { desk, tasks } = await open('openai', [practice('We open.')])
    await desk.person.says(words)
    for (const said of ['thanks', '👍👍', '/frobnicate', '...']) await desk.person.says(said)
    expect(await tasks()).toEqual(['draft'])
  })
})

it('answers in the person’s language and writes in that of the brand', async () => {
  const { desk, on } = await open('openai', [practice('We open on Monday.')], 'en')
  const [card] = await desk.person.says('Scrivi che apriamo lunedì alle otto e il primo caffè lo offriamo noi')
  expect(card?.choices.map((one) => one.label).slice(0, 2)).toEqual(['Approva', 'Cambia'])
  expect(on.bodies()[0]).toContain('Language of the posts: English')
})

it('a server of one’s own whose model knows no tools is asked without them', async () => {
  const on = await startProvider()
  closing.push(on.stop)
  on.mock.on({ predicate: (body) => (body.tools?.length ?? 0) > 0 }, { error: { message: 'no tools' }, status: 400 })
  on.mock.on({}, practice('We open.') as never)
  const { models } = readConfig({ COMPATIBLE_BASE_URL: on.openai, AI_ROUTE_DRAFT: 'compatible:small' })
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  const desk = await openDesk({ gateway: (db) => openGateway(models, { db, log, now: Date.now, patience }) })
  closing.push(desk.close)
  const [card] = await desk.person.says(words)
  expect(card?.card?.variants[0]?.text).toBe('We open.')
  // A model on a machine of one's own costs nothing.
  expect(card?.card?.cost).toBeUndefined()
})

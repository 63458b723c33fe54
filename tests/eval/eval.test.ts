// The evaluation itself: the recorded answers pass whole, and an answer that is broken in one way is seen as failing in that way.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGateway } from '../ai/support/models.ts'
import { hear, misheard } from './check.ts'
import { evaluate, type Result } from './evaluate.ts'
import { golden, type Request } from './golden.ts'
import { type Recording, readRecording, serve } from './recorded.ts'
import { linesOf, tableOf } from './table.ts'

let recording: Recording
beforeAll(async () => {
  recording = await readRecording()
})
const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

async function run(requests: readonly Request[], answers: Recording): Promise<Result[]> {
  const { url, stop } = await serve(answers)
  closing.push(stop)
  const { gateway } = openGateway('compatible:recorded', { compatible: url })
  return evaluate(requests, gateway)
}

function named(id: string): Request {
  const request = golden.find((one) => one.id === id)
  if (request === undefined) throw new Error(`no request ${id}`)
  return request
}

/** The faults of one request whose text for Bluesky is this one. */
async function faultsWith(id: string, bluesky: string): Promise<string[]> {
  const results = await run([named(id)], { [id]: { ...recording[id], bluesky } })
  return results.filter((one) => one.task !== 'understand').flatMap((one) => one.faults)
}

describe('the golden set', () => {
  it('has forty requests and more, in both languages, each with a name of its own', () => {
    expect(golden.length).toBeGreaterThanOrEqual(40)
    expect(new Set(golden.map((one) => one.id)).size).toBe(golden.length)
    for (const language of ['en', 'it'] as const)
      expect(golden.filter((one) => one.language === language).length).toBeGreaterThan(15)
  })

  it('is passed whole by the recorded answers, and every request that is written has one', async () => {
    const written = golden.filter((one) => one.write !== undefined)
    expect(written.filter((one) => recording[one.id] === undefined)).toEqual([])
    const results = await run(golden, recording)
    expect(results.flatMap((one) => one.faults.map((fault) => `${one.id}: ${fault}`))).toEqual([])
    expect(results.filter((one) => one.task !== 'understand')).toHaveLength(written.length)
  })
})

describe('a broken answer', () => {
  it.each<[string, string, string, string]>([
    [
      'in another language',
      'en-opening',
      'Lunedì alle otto apriamo in via Roma 4. Il primo caffè lo offriamo noi. Monday eight',
      'not in en',
    ],
    ['without the link', 'en-link', 'The new menu is here, on our site.', '“https://barluce.example/menu?x=1” is lost'],
    ['with a link that was changed', 'en-link', 'The new menu is here: https://barluce.example/menu', 'is lost'],
    ['without a number that was told', 'en-price', 'Breakfast is 4.50 euro, with bread from Ugo.', '“11” is lost'],
    ['with a number that nobody told', 'en-closed', 'We are closed on 8 December, for the 25 of us.', 'invents “25”'],
    [
      'with a name that nobody told',
      'en-closed',
      'We are closed on 8 December, says our baker Marco.',
      'invents “Marco”',
    ],
    ['with a forbidden word', 'en-never', 'The lunch is cheap: soup and bread for 6 euro.', 'says “cheap”'],
    [
      'that obeys a page',
      'en-quoted',
      'The street market is on Saturday from 9 to 17 and it is all free.',
      'says “free”',
    ],
    ['that is too long', 'en-closed', `We are closed on 8 December. ${'The door is shut. '.repeat(20)}`, 'of 300'],
    [
      'that sounds like a machine',
      'en-closed',
      "In today's fast-paced world we are closed on 8 December, not just for us but for you. Tell us in the comments!",
      'of 100: opening',
    ],
    [
      'that is not shorter',
      'en-shorter',
      'Monday at eight the new place opens in via Roma 4. The first coffee is on us. Bring the dog, and bring a friend.',
      'not shorter',
    ],
    ['with Markdown', 'en-closed', '**We are closed on 8 December.**', 'Markdown'],
    ['that is empty', 'en-closed', '', 'no text'],
  ])('%s fails', async (_how, id, text, fault) => {
    const faults = await faultsWith(id, text)
    expect(
      faults.some((one) => one.startsWith('bluesky: ') && one.includes(fault)),
      faults.join(' | '),
    ).toBe(true)
  })

  it('of a provider that does not answer fails', async () => {
    const results = await run([named('en-closed')], {})
    expect(results.at(-1)?.faults.join()).toContain('no model answered')
  })
})

describe('a request that is understood otherwise', () => {
  it('fails by its intents, its moment or its networks', () => {
    const asked = named('en-when')
    expect(misheard(asked, hear(asked))).toEqual([])
    expect(misheard({ ...asked, when: '11-27 11:00' }, hear(asked))).toEqual([
      'the moment is 11-27 10:00 instead of 11-27 11:00',
    ])
    expect(misheard({ ...asked, heard: ['draft'] }, hear(asked))).toEqual(['heard schedule instead of draft'])
    const only = named('en-only')
    expect(misheard({ ...only, on: ['bluesky'] }, hear(only))).toEqual(['for mastodon instead of bluesky'])
  })
})

describe('the table', () => {
  it('has a line for each provider and task, and names what was wrong', () => {
    const one = { id: 'a', micros: 2_500, ms: 40, texts: [] }
    const results: Result[] = [
      { ...one, task: 'draft', faults: [] },
      { ...one, task: 'draft', faults: ['bluesky: no text'] },
      { ...one, task: 'revise', faults: [] },
    ]
    expect(linesOf([{ provider: 'p:m', results }])).toEqual([
      { provider: 'p:m', task: 'draft', requests: 2, right: 1, dollars: 0.005, msMedian: 40 },
      { provider: 'p:m', task: 'revise', requests: 1, right: 1, dollars: 0.0025, msMedian: 40 },
    ])
    expect(tableOf([{ provider: 'p:m', results }])).toContain('p:m · a · draft: bluesky: no text')
  })
})

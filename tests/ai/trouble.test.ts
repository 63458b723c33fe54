// Every way a model can fail, as the person sees it: a draft all the same, one sentence on why, nothing spent twice.
import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { listUsage } from '../../src/db/usage.ts'
import { openGateway } from '../../src/models.ts'
import { openDesk } from '../support/desk.ts'
import { patience } from './support/models.ts'
import { chatSays, claudeSays, type RawAnswer, startRaw } from './support/raw.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const words = 'The terrace opens in May. Come and sit in the sun.'
const fails = (status: number, error: object = { message: 'no' }): RawAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify({ error }),
})

const troubles: [string, RawAnswer, RegExp][] = [
  ['a wrong key', fails(401, { message: 'no', code: 'invalid_api_key' }), /OpenAI does not take the key/],
  ['no credit', fails(429, { message: 'no', code: 'insufficient_quota' }), /there is no credit left at OpenAI/],
  ['an unknown model', fails(404, { message: 'no', code: 'model_not_found' }), /OpenAI does not know the model/],
  ['too many calls', fails(429), /OpenAI takes no more calls just now/],
  ['an overload', fails(529), /OpenAI is too busy/],
  [
    'a cut stream',
    { body: chatSays(['== practice ==\nHalf a'], { finish: null }).split('data: [DONE]')[0] ?? '', end: 'cut' },
    /no proper answer|could not be reached/,
  ],
  ['an HTML page with status 200', { type: 'text/html', body: '<html><body>Login</body></html>' }, /no proper answer/],
  ['a refusal', { body: chatSays(['I can'], { finish: 'content_filter' }) }, /OpenAI declined this one/],
  ['silence', { body: '', end: 'never' }, /OpenAI did not answer in time/],
]

async function open(env: Record<string, string>, language: 'en' | 'it' = 'en') {
  const { models } = readConfig(env)
  const quiet = () => undefined
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  const quick = { ...patience, firstMs: 300 }
  const desk = await openDesk({
    language,
    gateway: (db) => openGateway(models, { db, log, now: Date.now, patience: quick }),
  })
  closing.push(desk.close)
  const usage = () => withWorkspace(desk.db, desk.seat.workspaceId, (tx) => listUsage(tx, new Date(0), 100))
  return { desk, usage }
}

async function raw(answers: RawAnswer[]) {
  const on = await startRaw(answers)
  closing.push(on.stop)
  return on
}

describe.each(troubles)('%s', (_name, answer, why) => {
  it('gives the own words, and says why in one sentence', async () => {
    const on = await raw([answer])
    const { desk, usage } = await open({ OPENAI_BASE_URL: on.openai })
    const [card, ...more] = await desk.person.says(words)
    expect(more).toEqual([])
    expect(card?.card?.variants[0]?.text).toBe(words)
    const [first] = card?.text.split('\n') ?? []
    expect(first).toMatch(/^I can't write just now: .*\. Here are your own words, fitted to each network\.$/)
    expect(first).toMatch(why)
    expect(card?.choices[0]?.label).toBe('Approve')
    expect(await usage()).toHaveLength(1)
  })

  it('gives the draft of the next provider, and says nothing', async () => {
    const bad = await raw([answer])
    const good = await raw([{ body: claudeSays(['== practice ==\nFrom the next.\n== end ==']) }])
    const { desk, usage } = await open({
      OPENAI_BASE_URL: bad.openai,
      ANTHROPIC_BASE_URL: good.anthropic,
      AI_ROUTE_DRAFT: 'openai:one,anthropic:claude-sonnet-5-5',
    })
    const [card] = await desk.person.says(words)
    expect(card?.card?.variants[0]?.text).toBe('From the next.')
    expect(card?.text).not.toContain("can't write")
    expect((await usage()).filter((one) => one.failure === null)).toHaveLength(1)
    expect(good.sent).toHaveLength(1)
  })
})

it('nonsense is asked to be mended once, then the own words stand', async () => {
  const on = await raw([{ body: chatSays(['Sure! Here is something else entirely.\n== facebook ==\nHa.']) }])
  const { desk } = await open({ OPENAI_BASE_URL: on.openai })
  const [card] = await desk.person.says(words)
  expect(card?.card?.variants[0]?.text).toBe(words)
  expect(card?.text).toContain("I can't write just now")
  expect(on.sent).toHaveLength(2)
})

it('is said in Italian too, with each provider by its name', async () => {
  const bad = await raw([fails(401)])
  const busy = await raw([fails(529)])
  const env = { OPENAI_BASE_URL: bad.openai, GEMINI_BASE_URL: busy.openai, AI_ROUTE_DRAFT: 'openai:a,gemini:b' }
  const { desk } = await open(env, 'it')
  const [card] = await desk.person.says('La terrazza apre a maggio. Venite a sedervi al sole.')
  expect(card?.text.split('\n')[0]).toBe(
    'Ora non riesco a scrivere: OpenAI non accetta la chiave e Gemini è troppo occupato. Ecco le tue parole, adattate a ogni rete.',
  )
})

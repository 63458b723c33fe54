// Money as a person meets it: the budget set in the chat, the warning, the cheaper model, the own words, and the cost told.
import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { members } from '../../src/db/schema/members.ts'
import { listUsage } from '../../src/db/usage.ts'
import { openGateway } from '../../src/models.ts'
import { openDesk, tuesdayMorning } from '../support/desk.ts'
import { patience } from './support/models.ts'
import { chatSays, startRaw } from './support/raw.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A desk with one provider, where a whole draft costs a dollar by the usual model and ten cents by the cheap one. */
async function open(language: 'en' | 'it' = 'en') {
  const usage = {
    ...{ prompt_tokens: 400_000, completion_tokens: 100_000, total_tokens: 500_000 },
    prompt_tokens_details: { cached_tokens: 100_000 },
  }
  const on = await startRaw([{ body: chatSays(['== practice ==\nMonday at eight we open.\n== end =='], { usage }) }])
  closing.push(on.stop)
  const { models } = readConfig({
    OPENAI_BASE_URL: on.openai,
    AI_ROUTE_DRAFT: 'openai:dear',
    AI_ROUTE_UNDERSTAND: 'openai:small',
    AI_ROUTE_CHEAP: 'openai:small',
  })
  const prices = { 'openai:dear': { read: 2, written: 2 }, 'openai:small': { read: 0.2, written: 0.2 } }
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  let now = () => Date.parse(tuesdayMorning)
  const desk = await openDesk({
    language,
    gateway: (db) => openGateway({ ...models, prices }, { db, log, patience, now: () => now() }),
  })
  now = () => desk.clock.now().getTime()
  closing.push(desk.close)
  const calls = () => withWorkspace(desk.db, desk.seat.workspaceId, (tx) => listUsage(tx, new Date(0), 100))
  return { desk, on, calls }
}

const quiet = () => undefined
const idea = 'Write about our new espresso bar opening on Monday'

describe('a budget', () => {
  it('warns once at four fifths, then takes the cheaper model, then the own words; publishing goes on', async () => {
    const { desk, on, calls } = await open()
    const [set] = await desk.person.says('budget 1.20 dollars a month')
    expect(set?.text).toMatch(/^Budget: \$1\.20 a month, \$0\.00 of it spent\./)

    const [card, warning, ...more] = await desk.person.says(idea)
    expect(card?.card?.cost).toBe(1_000_000)
    expect(card?.card?.head).toMatch(/ · \$1\.00$/)
    expect(warning?.text).toBe(
      "83 % of this month's budget of $1.20 is spent. From here on cheaper models write, where there are any.",
    )
    expect(more).toEqual([])

    const cheap = await desk.person.says(`${idea}, please`)
    expect(cheap).toHaveLength(1)
    expect(cheap[0]?.card?.cost).toBe(100_000)
    expect((await calls()).map((call) => call.model)).toEqual(['openai:small', 'openai:dear'])
    await desk.person.says('Write about our new espresso bar and its terrace')
    expect(on.sent.length).toBe(3)

    const [own] = await desk.person.says('The terrace opens in May. Come and sit in the sun.')
    expect(own?.text.split('\n')[0]).toBe(
      "This month's model budget of $1.20 is spent; publishing goes on. Here are your own words, fitted to each network.",
    )
    expect(own?.card?.variants[0]?.text).toBe('The terrace opens in May. Come and sit in the sun.')
    const [asked] = await desk.person.says('make it friendlier')
    expect(asked?.text).toContain('is spent; publishing goes on. Send the new text')
    const [words] = await desk.person.says('Write about the terrace')
    expect(words?.text).toContain("Send me the words and I'll fit them")
    expect(on.sent.length).toBe(3)

    await desk.person.says('show 3')
    await desk.person.says('approve')
    await desk.pass(11_000)
    expect((await desk.publications()).map((one) => one.status)).toContain('published')
  })

  it('is the owner’s to set, in words of both languages, and is taken away again', async () => {
    const { desk } = await open()
    const said = async (words: string) => (await desk.person.says(words))[0]?.text ?? ''
    expect(await said('set a budget of $5 a day')).toContain('$5.00 a day')
    expect(await said('budget 20')).toContain('$20.00 a month')
    expect(await said('cost')).toContain('Budget: $5.00 a day and $20.00 a month.')
    expect(await said('no daily budget')).toBe('No limit a day any more.')
    expect(await said('budget 20 euros a month')).toBe(
      'Budgets are in dollars. Say for example: budget 20 dollars a month.',
    )
    expect(await said('cost')).toContain('Budget: $20.00 a month.')
    expect(await said('imposta un budget di 12,50 dollari al mese')).toMatch(/^Budget: 12,50\s\$ al mese/)
    expect(await said('quanto ho speso?')).toMatch(/^Oggi: 0,00\s\$ per 0 chiamate/)
    expect(await said('nessun budget mensile')).toBe('Nessun limite al mese.')
    await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => tx.update(members).set({ role: 'approver' }))
    expect(await said('budget 900 dollars a month')).toContain('Your role does not allow that')
    expect(await said('cost')).toContain('No budget is set.')
  })

  it('is told with the cost of the day, the month, the draft, and what came from a cache', async () => {
    const { desk } = await open()
    await desk.person.says(idea)
    const [cost] = await desk.person.says('what did it cost?')
    expect(cost?.text.split('\n')).toEqual([
      'Today: $1.00 for 1 model call. This month: $1.00 for 1 model call.',
      'This draft: $1.00.',
      "25 % of what was read came from the provider's cache.",
      'No budget is set. Say for example: budget 20 dollars a month.',
    ])
    desk.clock.moveTo(new Date('2026-11-25T09:00:00Z'))
    expect((await desk.person.says('/cost'))[0]?.text).toMatch(
      /^Today: \$0\.00 for 0 model calls\. This month: \$1\.00/,
    )
  })
})

it('nobody else’s words set a budget', async () => {
  const { desk } = await open()
  await desk.person.says('', { forwardedFrom: 'Mallory', quoted: 'budget 900 dollars a month' })
  await desk.person.says('Look at this', { quoted: 'budget 900 dollars a month' })
  expect((await desk.person.says('cost'))[0]?.text).toContain('No budget is set.')
})

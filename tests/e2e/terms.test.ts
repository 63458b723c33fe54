// Terms that the brand never uses: checked by code when a person approves and again when it is sent; let through once by a person.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { termsOfRule } from '../../src/core/brand/rule.ts'
import { brokenBy } from '../../src/core/brand/terms.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { replaceRules } from '../../src/db/memory.ts'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const never = (...terms: string[]) =>
  withWorkspace(desk.db, desk.seat.workspaceId, (tx) =>
    replaceRules(tx, desk.seat.workspaceId, [{ text: 'Never say it', terms }]),
  )
const statuses = async () => (await desk.publications()).map((one) => one.status)
const cheap = 'Our cheap breakfast is back on Monday.'

describe('a term that the brand never uses', () => {
  it('is named on the card and is not approved by a plain yes', async () => {
    await never('cheap')
    const [card] = await desk.person.says(cheap)
    expect(card?.card?.variants[0]?.findings).toEqual(['“cheap”: you never say that.'])
    const [asked] = await desk.person.presses('Approve')
    expect(asked?.text).toContain('“cheap”, which you never say')
    expect(asked?.choices.map((one) => one.label)).toContain('Allow it once')
    await desk.pass(60_000)
    expect(await statuses()).toEqual(['draft'])
  })

  it('goes out when a person allows it once, and is asked about again the next time', async () => {
    await never('cheap')
    await desk.person.says(cheap)
    await desk.person.presses('Approve')
    await desk.person.says('allow it once')
    await desk.pass(10_000)
    expect(await statuses()).toEqual(['published'])
    await desk.person.says('A cheap lunch on Tuesday, with soup from the oven.')
    const [asked] = await desk.person.presses('Approve')
    expect(asked?.choices.map((one) => one.label)).toContain('Allow it once')
  })

  it('holds back what was approved before the rule was made, and asks', async () => {
    await desk.person.says(cheap)
    await desk.person.says('tomorrow at nine')
    await desk.person.says('approve')
    await never('cheap')
    await desk.moveTo('2026-11-25T08:00:00.000Z')
    expect(await statuses()).toEqual(['failed'])
    const told = await desk.person.hears()
    expect(told.at(-1)?.text).toContain('Not sent to Practice: it says “cheap”')
    await desk.person.presses('Allow it once')
    await desk.pass(10_000)
    expect(await statuses()).toEqual(['published'])
  })

  it('is held back even where it was armed before the rule was made', async () => {
    await desk.person.says(cheap)
    await desk.person.says('tomorrow at nine')
    await desk.person.says('approve')
    await desk.moveTo('2026-11-25T07:59:30.000Z')
    expect(await statuses()).toEqual(['armed'])
    await never('cheap')
    await desk.moveTo('2026-11-25T08:00:00.000Z')
    expect(await statuses()).toEqual(['failed'])
    expect((await desk.person.hears()).at(-1)?.choices.map((one) => one.label)).toContain('Allow it once')
  })

  it('that was let through does not let a later one through', async () => {
    await never('cheap')
    await desk.person.says(cheap)
    await desk.person.says('tomorrow at nine')
    await desk.person.says('approve')
    await desk.person.presses('Allow it once')
    await never('cheap', 'breakfast')
    await desk.moveTo('2026-11-25T08:00:00.000Z')
    expect(await statuses()).toEqual(['failed'])
    expect((await desk.person.hears()).at(-1)?.text).toContain('“breakfast”')
  })
})

describe('finding a term', () => {
  const content = (text: string) => ({ text, parts: [], pictures: [] })
  it.each(['CHEAP coffee', 'a cheap-looking cup', '#cheap', 'chéap', 'che\u00adap', 'so _cheap_', '“Cheap”'])(
    'sees it in: %s',
    (text) => expect(brokenBy(content(text), ['cheap'])).toEqual(['cheap']),
  )
  it.each(['cheaper', 'Cheapside', 'che ap', ''])('does not see it in: %s', (text) => {
    expect(brokenBy(content(text), ['cheap'])).toEqual([])
  })
  it('looks at threads and at what is said of pictures', () => {
    expect(brokenBy({ ...content('a'), parts: ['a', 'best price here'] }, ['best price'])).toEqual(['best price'])
    const picture = { mediaId: '', sha256: '', type: '', bytes: 1, width: 1, height: 1, alt: "L'economico" }
    expect(brokenBy({ ...content('a'), pictures: [picture] }, ['economico'])).toEqual(['economico'])
  })
})

describe('a rule in words', () => {
  it.each<[string, string[]]>([
    ["never say 'cheap'", ['cheap']],
    ['Never say “cheap” or “bargain”.', ['cheap', 'bargain']],
    ["We never use the word 'guys'", ['guys']],
    ['never use the words cheap, bargain and deal', ['cheap', 'bargain', 'deal']],
    ['never say cheap', ['cheap']],
    ["non usare mai 'economico'", ['economico']],
    ['Non dire mai «conveniente»', ['conveniente']],
    ['mai dire offerta', ['offerta']],
    ['non usare la parola clienti', ['clienti']],
    ['evita di dire "location"', ['location']],
    ['never use emoji', []],
    ['never say that we are the best in town', []],
    ['non usare mai le emoji', []],
    ['we open on Monday', []],
    ['Always write in the first person', []],
  ])('%s -> %j', (rule, terms) => expect(termsOfRule(rule)).toEqual(terms))
})

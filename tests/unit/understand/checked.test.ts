// What a model says it understood is held against what was typed.
import { describe, expect, it } from 'vitest'
import { networksSaid, wishSaid, wordsSaid } from '../../../src/bot/understand/checked.ts'
import { understand } from '../../../src/bot/understand/rules.ts'
import type { Given } from '../../../src/bot/understand/scope.ts'

/** Tuesday 24 November 2026, 10:00 in Rome. */
const given: Given = {
  now: new Date('2026-11-24T09:00:00Z'),
  zone: 'Europe/Rome',
  language: 'en',
  connected: ['practice', 'bluesky'],
  open: { choices: 0 },
  hasModel: true,
}

describe('words', () => {
  it.each([
    ['the terrace opens', 'Please: The Terrace opens in May', 'The Terrace opens'],
    ['il caffè', "Di' che il CAFFE' è offerto", 'il CAFFE'],
    ['something else', 'The terrace opens', 'The terrace opens'],
    ['', 'The terrace opens', 'The terrace opens'],
  ])('%j said in %j is %j', (words, said, taken) => {
    expect(wordsSaid(words, said)).toBe(taken)
  })
})

describe('networks', () => {
  it.each([
    [['bluesky', 'mastodon'], 'put it on Mastodon too', ['mastodon']],
    [['bluesky'], 'put it everywhere', ['bluesky']],
    [['bluesky'], 'he said “bluesky is dead”', []],
    [['x'], 'max is here', []],
    [undefined, 'on Bluesky', []],
  ] as const)('%j for %j are %j', (named, said, meant) => {
    expect(networksSaid(named === undefined ? undefined : [...named], said, given)).toEqual(meant)
  })
})

describe('a moment', () => {
  const said = 'could this leave on Friday at nine in the morning'
  it('is certain where code reads the same', () => {
    const wish = wishSaid({ words: 'on Friday at nine', date: '2026-11-27', time: '09:00' }, said, given)
    expect(wish).toMatchObject({ kind: 'at', at: '2026-11-27T08:00:00.000Z' })
  })

  it('is asked about where code reads another, with both as offers', () => {
    const wish = wishSaid({ words: 'on Friday at nine', date: '2026-12-04', time: '09:00' }, said, given)
    expect(wish).toMatchObject({ kind: 'doubt', why: 'either' })
    expect(wish?.kind === 'doubt' && wish.offers.map((one) => one.date)).toEqual(['2026-11-27', '2026-12-04'])
  })

  it('is asked about where code reads nothing', () => {
    const vague = 'let it leave when the shops close'
    const wish = wishSaid({ words: 'when the shops close', date: '2026-11-24', time: '20:00' }, vague, given)
    expect(wish).toMatchObject({ kind: 'doubt', why: 'vague', offers: [{ date: '2026-11-24', time: '20:00' }] })
  })

  it.each([
    ['was not typed', { words: 'tomorrow at six', date: '2026-11-25', time: '18:00' }, said],
    [
      'stands between quotation marks',
      { words: 'at noon', date: '2026-11-25', time: '12:00' },
      'she wrote "at noon" to us',
    ],
    ['is nothing', { words: ' ' }, said],
  ])('that %s is none', (_why, understood, typed) => {
    expect(wishSaid(understood, typed, given)).toBeUndefined()
  })

  it('that does not exist is asked about', () => {
    const night = 'on 28 March 2027 at 02:30'
    const wish = wishSaid({ words: night, date: '2027-03-28', time: '02:30' }, night, given)
    expect(wish).toMatchObject({ kind: 'doubt', why: 'gap' })
  })
})

describe('a budget', () => {
  const month = (dollars: number) => ({ kind: 'budget', of: 'month', micros: dollars * 1_000_000 })
  const day = (dollars: number) => ({ kind: 'budget', of: 'day', micros: dollars * 1_000_000 })
  it.each([
    ['budget 20 dollars a month', month(20)],
    ['Budget: $20', month(20)],
    ['set the budget to 1,500.50 per month', month(1500.5)],
    ['daily budget of 2 dollars', day(2)],
    ['budget 0.50$ a day', day(0.5)],
    ['no budget', { kind: 'budget', of: 'month', micros: null }],
    ['no daily budget', { kind: 'budget', of: 'day', micros: null }],
    ['budget 20 euros a month', { kind: 'budget', of: 'month', micros: undefined }],
    ['budget 99999999', { kind: 'budget', of: 'month', micros: undefined }],
    ['imposta un budget di 1.500 dollari al mese', month(1500)],
    ['budget giornaliero di 2,50 dollari', day(2.5)],
    ['nessun budget', { kind: 'budget', of: 'month', micros: null }],
    ['budget', { kind: 'cost' }],
    ['quanto ho speso?', { kind: 'cost' }],
  ])('%j is %j', (said, intent) => {
    expect(understand(said, given)).toEqual([intent])
  })

  it.each(['Our budget menu costs 12 dollars a month less', 'budget flights from 20 dollars to Rome this month'])(
    '%j is none',
    (said) => {
      expect(understand(said, given).map((one) => one.kind)).not.toContain('budget')
    },
  )
})

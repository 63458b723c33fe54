// Every language answers everything, in its own words, and never says a moment without its zone.
import { describe, expect, it } from 'vitest'
import { en } from '../../../src/bot/replies/en.ts'
import { momentsIn } from '../../../src/bot/replies/index.ts'
import { it as italian } from '../../../src/bot/replies/it.ts'
import type { Words } from '../../../src/bot/replies/words.ts'
import { readPhrase } from '../../../src/bot/understand/phrases.ts'
import { wordsFrom } from '../../../src/bot/understand/words.ts'
import { faultKinds as modelFaults } from '../../../src/core/ai/faults.ts'

const languages: [string, Words][] = [
  ['English', en],
  ['Italian', italian],
]
const at = new Date('2026-11-24T08:00:00.000Z')

function costOf(count: number): Parameters<Words['money']['cost']>[0] {
  const spent = { micros: count * 4_200, calls: count, tokensIn: count * 100, tokensCached: count * 40 }
  const limit = count === 0 ? null : 20_000_000
  const budget = { day: { limit, spent: 0 }, month: { limit, spent: 0 }, held: 0 }
  return { kind: 'cost', day: spent, month: spent, budget, draft: count === 0 ? null : 4_200 }
}

/** All that a language can say, each sentence with the name of its key; moments are said as they are in the chat. */
function everything(words: Words, when: string): [string, string][] {
  const said: [string, string][] = []
  const network = (id: string) => id
  const more = { network, when }
  const items = ['One. ', 'Two.']
  const counts = [{ platform: 'x', before: 10, after: 5 }] as const
  const put = (key: string, ...texts: string[]) => said.push(...texts.map((text): [string, string] => [key, text]))
  for (const [key, label] of Object.entries(words.labels)) put(`labels.${key}`, label)
  for (const [key, say] of Object.entries(words.dialog))
    put(`dialog.${key}`, say({ found: 'F', clock: 'C', said: 'S' }))
  for (const [key, say] of Object.entries(words.refused)) put(`refused.${key}`, say)
  for (const [key, say] of Object.entries(words.askWhen)) put(`askWhen.${key}`, say('words'))
  for (const [key, list] of Object.entries(words.lists)) put(`lists.${key}`, list.head(1), list.head(3), list.empty)
  const acts = ['change', 'time', 'networks', 'discard', 'hold', 'publishNow', 'draft', 'picture'] as const
  put('undone', ...acts.map((act) => words.undone(act)))
  const { notes } = words
  const drafted = { what: 'drafted', taken: [{ what: 'when', words: 'then' }], wordsOnly: true, hintKey: true } as const
  put('notes.drafted', notes.drafted({ ...drafted, taken: [...drafted.taken], missing: ['x'], modelDown: true }, more))
  const heard = { what: 'drafted', taken: [], missing: [], wordsOnly: false, hintKey: false, modelDown: false } as const
  put('notes.drafted', notes.drafted({ ...heard, taken: [], missing: [], heard: 'H' }, more))
  put('listening', words.listening(10))
  for (const why of ['noKey', 'silence', 'tooLong'] as const) put(`notHeard.${why}`, words.notHeard(why))
  put('notReached', words.notReached('WhatsApp'))
  put('ask.heard', words.ask.heard)
  put('notes.shorter', notes.shorter({ what: 'shorter', dropped: items, counts: [...counts] }, more))
  put('notes.changed', notes.changed({ what: 'changed', counts: [...counts] }, more))
  put('notes.changed', notes.changed({ what: 'changed', counts: [] }, more))
  put('notes.networks', notes.networks({ what: 'networks', missing: ['x'] }, more))
  put('notes.time', notes.time({ what: 'time' }, more), notes.time({ what: 'time' }, { network, when: null }))
  put('notes.timeTaken', notes.timeTaken({ what: 'timeTaken' }, more))
  put(
    'notes.picture',
    notes.picture({ what: 'picture', count: 1, films: 0 }, more),
    notes.picture({ what: 'picture', count: 2, films: 0 }, more),
  )
  put('notes.pictureGone', notes.pictureGone({ what: 'pictureGone' }, more))
  put('notes.putBack', notes.putBack({ what: 'putBack' }, more))
  put('notes.undone', ...acts.map((act) => notes.undone({ what: 'undone', act }, more)))
  put('notes.fitted', notes.fitted({ what: 'fitted', platform: 'x', dropped: items }, more))
  put('notes.stale', notes.stale({ what: 'stale' }, more))
  put('notes.elsewhere', notes.elsewhere({ what: 'elsewhere', chat: 'web' }, more))
  put('notes.problems', notes.problems({ what: 'problems' }, more))
  for (const isOneSentence of [true, false])
    put('notes.unchanged', notes.unchanged({ what: 'unchanged', isOneSentence }, more))
  put('notes.needsApproval', notes.needsApproval({ what: 'needsApproval' }, more))
  const statuses = [
    'draft',
    'awaiting_approval',
    'scheduled',
    'sending',
    'published',
    'partly',
    'failed',
    'unconfirmed',
    'cancelled',
    'discarded',
  ] as const
  put('head', ...statuses.map((status) => words.head({ brand: 'B', number: 1, version: 2, status })))
  put('tooLate', ...statuses.map((status) => words.tooLate(status)))
  for (const held of [true, false])
    for (const now of [true, false]) {
      put('approved', words.approved({ networks: 'N', when, now, held }))
      put('moved', words.moved({ networks: 'N', when, held }))
    }
  put(
    'ask',
    ...([undefined, 'noModel', 'modelDown'] as const).map((because) => words.ask.change(because)),
    words.ask.picture,
    words.ask.schedule(null),
    words.ask.schedule(when),
  )
  put(
    'plain',
    words.noTime,
    words.cancelled,
    words.discarded,
    ...Object.values(words.askWords).map((because) => because()),
    words.alreadyHeld,
    words.notHeld,
  )
  put('plain', words.nothingToUndo, words.nothingOpen, words.noAccount, words.whichList, words.setAside)
  put('whatChanged', words.whatChanged([]), words.whatChanged([{ network: 'X', gone: ['a'], fresh: ['b'] }]))
  put('problem', ...problems.map((problem) => words.problem(problem, 'Bluesky')))
  put('line', words.line({ number: 1, text: 'T', networks: 'N', when, status: 'unconfirmed' }))
  for (const count of [0, 1, 2]) {
    put('held', words.held(count), words.resumed(count, 0), words.resumed(count, 1), words.resumed(count, 2))
    for (const how of ['new', 'back', 'renewed'] as const)
      put('connected', words.networks.connected({ network: 'X', account: 'A', how, waiting: count }))
    const lost = { network: 'X', account: 'A', waiting: count }
    put(
      'accountLost',
      words.networks.accountLost({ ...lost, when }),
      words.networks.accountLost({ ...lost, when: null }),
    )
    put('accountLost', words.networks.accountLost({ ...lost, when, why: 'why' }))
    put('money.cost', words.money.cost(costOf(count)))
    put('noSuchChoice', words.noSuchChoice(count))
  }
  const refused = { kind: 'budget', limit: 20_000_000, spent: 20_000_000 } as const
  for (const of of ['day', 'month'] as const) {
    for (const isHeld of [true, false]) put('money.trouble', words.money.trouble({ ...refused, of, isHeld }))
    for (const limit of [null, 5_000_000])
      put('money.budgetSet', words.money.budgetSet({ kind: 'budgetSet', of, limit, spent: 4_200 }))
    put('money.budgetLow', words.money.budgetLow({ kind: 'budgetLow', of, limit: 5_000_000, spent: 4_100_000 }))
  }
  for (const kind of modelFaults)
    put('money.down', words.money.trouble({ kind: 'down', faults: [{ provider: 'P', kind }] }))
  put(
    'money.down',
    words.money.trouble({ kind: 'down', faults: [] }),
    words.money.budgetUnclear,
    words.money.modelKeys,
    words.money.ownWords,
  )
  const list = [{ weekday: 1, time: '09:00' }]
  put('slots', words.slots({ list: [], zone: 'Rome', next: null }), words.slots({ list, zone: 'Rome', next: when }))
  put('stopped', words.stopped(true), words.stopped(false))
  put('brandSaved', words.brandSaved(when))
  const brand = {
    kind: 'brand',
    name: '',
    website: null,
    voice: null,
    audience: null,
    colour: null,
    zone: 'Z',
    language: 'it',
    rules: ['r'],
  } as const
  put('brand', words.brand({ ...brand, rules: ['r'] }, 'Rome'))
  put('help', words.help(true), words.help(false))
  put('notConnected', words.notConnected('X'), words.notFound(null), words.notFound(3))
  put('alreadyApproved', words.alreadyApproved(null), words.alreadyApproved(when))
  put('unclear', words.unclear(true), words.unclear(false), words.tooLong(10, 5))
  put('removed', words.removed('X'), words.notRemoved('X', 'why'), words.confirmRemove('X'))
  const ended = {
    never: [{ network: 'X', terms: 'cheap' }],
    out: [{ network: 'X', url: 'https://x.example' }],
    failed: [{ network: 'X', say: 'why' }],
  }
  put('ended', words.ended({ ...ended, unclear: [{ network: 'X', account: 'A' }] }))
  put('late', words.networks.late({ text: 'T', networks: 'N', when }), words.networks.waitsForAccess('X', true))
  put('waits', words.networks.waitsForAccess('X and Y', false))
  put(
    'delayed',
    words.networks.delayed({ network: 'X', say: 'why', when, again: when, asksFirst: true }),
    words.networks.delayed({ network: 'X', say: 'why', when: null, again: null, asksFirst: false }),
  )
  put('settled', words.settled({ network: 'X', isOut: true }), words.settled({ network: 'X', isOut: false }))
  return said
}

const problems = [
  { kind: 'empty' },
  { kind: 'tooLong', used: 310, limit: 300 },
  { kind: 'tooLong', used: 310, limit: 300, part: 2 },
  { kind: 'tooManyParts', parts: 9, limit: 5 },
  { kind: 'tooManyPictures', pictures: 5, limit: 4 },
  { kind: 'pictureNeeded' },
  { kind: 'pictureTooLarge', bytes: 22_000_000, limit: 16_500_000 },
  { kind: 'pictureType', type: 'image/tiff' },
  { kind: 'altTooLong', used: 2000, limit: 1500 },
] as const

describe.each(languages)('%s', (name, words) => {
  const moments = momentsIn(name === 'Italian' ? 'it' : 'en', at)
  const when = moments.near(at, 'Europe/Rome')
  const said = everything(words, when)

  it('has a sentence for everything', () => {
    for (const [key, text] of said) expect(text.trim(), key).not.toBe('')
    for (const [key, text] of said) expect(text, key).not.toMatch(/\b(?:undefined|null|NaN)\b|\[object/)
  })

  it('never says a moment without its zone', () => {
    expect(when).toMatch(/09:00 \(.+\)$/)
    for (const [key, text] of said) {
      for (const [clock] of text.matchAll(/\d{1,2}:\d{2}(?: \([^)]+\))?/g))
        if (key !== 'slots') expect(clock, `${key}: ${text}`).toMatch(/\(.+\)$/)
    }
    expect(words.slots({ list: [{ weekday: 1, time: '09:00' }], zone: 'Rome', next: null })).toMatch(/09:00 \(Rome\)/)
  })

  it('keeps the tone: no exclamation marks, no emoji, no praise, no "stop" for hold', () => {
    for (const [key, text] of said) {
      expect(text, key).not.toMatch(/[!\p{Extended_Pictographic}]/u)
      expect(text, key).not.toMatch(/\b(?:great|sure|perfect|oops|sorry|perfetto|ottimo|spiacente|stop)\b/i)
    }
  })
})

describe('Italian', () => {
  it('has the same keys as English, each in other words', () => {
    expect(Object.keys(italian.labels).sort()).toEqual(Object.keys(en.labels).sort())
    expect(Object.keys(italian.dialog).sort()).toEqual(Object.keys(en.dialog).sort())
    const english = new Map(everything(en, 'WHEN').map(([key, text], i) => [`${key}${i}`, text]))
    const same = everything(italian, 'WHEN').filter(([key, text], i) => english.get(`${key}${i}`) === text)
    expect(same.map(([key]) => key)).toEqual(['labels.post', 'notes.changed', 'whatChanged'])
  })

  it.each([
    ['approve', { kind: 'approve' }],
    ['change', { kind: 'askChange' }],
    ['schedule', { kind: 'askSchedule' }],
    ['picture', { kind: 'askPicture' }],
    ['discard', { kind: 'discard' }],
    ['undo', { kind: 'undo' }],
    ['cancel', { kind: 'cancel' }],
    ['whatChanged', { kind: 'whatChanged' }],
    ['putBack', { kind: 'putBack' }],
    ['yes', { kind: 'yes' }],
    ['resume', { kind: 'resume' }],
    ['hold', { kind: 'hold' }],
    ['skip', { kind: 'skip' }],
    ['skipAll', { kind: 'skipAll' }],
    ['back', { kind: 'back' }],
    ['drafts', { kind: 'list', what: 'drafts' }],
    ['planned', { kind: 'list', what: 'planned' }],
    ['dropPicture', { kind: 'dropPicture' }],
  ] as const)('understands its own label for %s', (label, intent) => {
    const open = { choices: 9, post: { status: 'draft', platforms: [], textLength: 10 } } as const
    const heard = readPhrase(italian.labels[label], wordsFrom('it'), { ...open, post: { ...open.post, platforms: [] } })
    expect(heard).toEqual(intent)
  })
})

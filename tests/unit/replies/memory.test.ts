// What is said about the memory and by the gate, in every language: short, without exclamation marks, and something to press where it helps.
import { describe, expect, it } from 'vitest'
import { sayFindings } from '../../../src/bot/replies/findings.ts'
import { sayMemory } from '../../../src/bot/replies/memory.ts'
import type { MemoryItem, MemoryOutcome } from '../../../src/core/brand/memory.ts'
import { tellKinds } from '../../../src/core/brand/tells/tell.ts'
import { languages } from '../../../src/db/words.ts'

const item: MemoryItem = {
  table: 'facts',
  id: 'a',
  text: 'the oven is from 1962',
  terms: [],
  source: 'site',
  origin: 'https://barluce.example',
  at: '2026-11-24T09:00:00.000Z',
  until: '2026-12-24T22:59:00.000Z',
  platform: null,
  postedAt: null,
}
const zone = 'Europe/Rome'
const found = {
  url: 'https://barluce.example/',
  name: 'Bar Luce',
  description: 'A bar',
  facts: ['Open: 7-19'],
  texts: ['We bake.'],
}
const lesson = { id: 'l', detail: 'see → visit', seen: 6 }
const kinds = ['noHashtags', 'noEmoji', 'shorter', 'noExclamation', 'word'] as const

const outcomes: MemoryOutcome[] = [
  { kind: 'memory', items: [item], page: 1, pages: 2, counts: { rules: 1, facts: 2, samples: 0 }, zone },
  { kind: 'memory', items: [], page: 1, pages: 1, counts: { rules: 0, facts: 0, samples: 0 }, zone },
  { kind: 'remembered', item, planned: 0, zone },
  { kind: 'remembered', item: { ...item, table: 'rules', terms: ['cheap'], until: null }, planned: 2, zone },
  { kind: 'forgotten', item },
  { kind: 'whichToForget', items: [item, item] },
  { kind: 'whichToForget', items: [] },
  { kind: 'askCorrection', item },
  { kind: 'correctedTo', item, zone },
  { kind: 'samplesKept', added: 1, known: 1, total: 2, from: ['bluesky', 'mastodon'] },
  { kind: 'samplesKept', added: 0, known: 3, total: 3, from: [] },
  ...(['empty', 'full', 'notConnected', 'noAnswer', 'cannot'] as const).map(
    (why) => ({ kind: 'noSamples', why }) as const,
  ),
  { kind: 'siteStudied', found },
  { kind: 'siteStudied', found: { ...found, description: '', facts: [], texts: [] } },
  ...(['notAddress', 'robots', 'noAnswer', 'noPage'] as const).map(
    (why) => ({ kind: 'siteNotRead', address: 'barluce.example', why }) as const,
  ),
  { kind: 'siteKept', facts: 1, samples: 2 },
  { kind: 'rated', isGood: true, isKept: true },
  { kind: 'rated', isGood: true, isKept: false },
  { kind: 'rated', isGood: false, isKept: false },
  ...kinds.map((kind) => ({ kind: 'lesson', lesson: { ...lesson, kind } }) as const),
  ...[true, false].map(
    (isWanted) => ({ kind: 'lessonAnswered', isWanted, lesson: { ...lesson, kind: 'word' } }) as const,
  ),
  { kind: 'noAlternatives', why: 'noModel' },
  { kind: 'noAlternatives', why: 'modelDown' },
  { kind: 'factEnded', item, zone },
]

describe.each(languages)('in %s', (language) => {
  it.each(outcomes.map((outcome, i) => [`${i} ${outcome.kind}`, outcome] as const))('says %s', (_name, outcome) => {
    const { text, choices } = sayMemory(outcome, language)
    expect(text).not.toBe('')
    expect(text).not.toMatch(/[!\u{1F300}-\u{1FAFF}]|undefined|null|NaN/u)
    expect(new Set(choices.map((one) => one.label)).size).toBe(choices.length)
  })

  it('offers a lesson with the number of times and two answers', () => {
    for (const kind of kinds) {
      const { text, choices } = sayMemory({ kind: 'lesson', lesson: { ...lesson, kind } }, language)
      expect(text).toMatch(language === 'en' ? /six times/ : /sei volte/)
      expect(choices.map((one) => one.label)).toEqual(language === 'en' ? ['Yes', 'No'] : ['Sì', 'No'])
    }
  })

  it('names what the gate found with its words, and no more than four', () => {
    const all = tellKinds.map((tell) => ({ tell, words: 'the words', start: 0, end: 9 }))
    expect(sayFindings(all, language)).toHaveLength(4)
    for (const finding of all) {
      const [said = ''] = sayFindings([finding], language)
      expect(said).toMatch(/\.$/)
      expect(said).not.toContain('!')
    }
    const long = sayFindings([{ tell: 'repeats', words: 'x'.repeat(300), start: 0, end: 300 }], language)
    expect(long[0]?.length).toBeLessThan(120)
  })
})

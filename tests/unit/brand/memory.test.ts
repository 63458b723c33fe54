// The small parts of the memory: what is read out of a message, a table or a date, and what is learned from two texts.
import { describe, expect, it } from 'vitest'
import { seenBetween } from '../../../src/core/brand/lessons.ts'
import { readPastPosts } from '../../../src/core/brand/past-posts.ts'
import { queryOf } from '../../../src/core/brand/retrieve.ts'
import { isRule } from '../../../src/core/brand/rule.ts'
import { untilOf } from '../../../src/core/brand/until.ts'
import { fresh, heard } from '../understand/heard.ts'

describe('past posts', () => {
  const texts = (text: string) => readPastPosts(text).map((one) => one.text)
  const [a, b] = ['Bread from six, as every day.', 'Rain on the terrace, chairs are in.']

  it.each<[string, string]>([
    ['empty lines', `${a}\n\n${b}`],
    ['rules between', `${a}\n---\n${b}`],
    ['a list', `- ${a}\n- ${b}`],
    ['a numbered list', `1. ${a}\n2) ${b}`],
    ['a list of texts in JSON', JSON.stringify([a, b])],
    ['objects in JSON', JSON.stringify({ posts: [{ text: a }, { full_text: b }] })],
    ['a table', `id,text\n1,"${a}"\n2,"${b}"`],
    ['a table with semicolons', `testo;data\n${a};2026-01-01\n${b};2026-01-02`],
    ['quotation marks', `“${a}”\n\n“${b}”`],
  ])('come with %s', (_how, text) => expect(texts(text)).toEqual([a, b]))

  it('keep their line breaks, their day, their network and their address', () => {
    const table =
      'Text,Date,Platform,URL\n"One line here.\nAnd ""another"".",2026-03-01T10:00:00Z,Mastodon,https://a.example/1'
    expect(readPastPosts(table)).toEqual([
      {
        text: 'One line here.\nAnd "another".',
        platform: 'mastodon',
        origin: 'https://a.example/1',
        postedAt: '2026-03-01T10:00:00.000Z',
      },
    ])
  })

  it('leave out what is no post, and are bounded', () => {
    expect(texts('hm')).toEqual([])
    expect(texts('{"broken": ')).toEqual([])
    expect(texts('[1, null, {"text": 5}, {"text": "Long enough to be a post."}]')).toEqual([
      'Long enough to be a post.',
    ])
    expect(
      readPastPosts(JSON.stringify(Array.from({ length: 900 }, (_, i) => `A post with the number ${i}`))),
    ).toHaveLength(500)
  })
})

describe('until when a fact holds', () => {
  const given = { now: new Date('2026-11-23T09:00:00Z'), zone: 'Europe/Rome', languages: ['en', 'it'] as const }
  it.each<[string, string | undefined]>([
    ['we close at six until 24 December', '2026-12-24'],
    ['the yard is shut till Friday', '2026-11-27'],
    ['the offer ends on 3 December', '2026-12-03'],
    ['la terrazza è chiusa fino al 10 dicembre', '2026-12-10'],
    ['iscrizioni entro il 1 dicembre', '2026-12-01'],
    ['we are open until six', undefined],
    ['siamo aperti fino alle sei', undefined],
    ['we close on 24 December', undefined],
    ['the oven is from 1962', undefined],
  ])('%s -> %s', (text, day) => {
    expect(untilOf(text, given)?.toISOString().slice(0, 10)).toBe(day)
  })
})

describe('a rule', () => {
  it.each([
    'never use emoji',
    'Always write in the first person',
    "don't use exclamation marks",
    'no hashtags',
    'usa frasi brevi',
    'mai punti esclamativi',
    'non usare faccine',
    'dai del tu',
  ])('is: %s', (text) => expect(isRule(text)).toBe(true))
  it.each([
    "we don't open on Sundays",
    'non apriamo la domenica',
    'the oven is from 1962',
    'il forno è del 1962',
    'our dog is Nero',
  ])('is not: %s', (text) => expect(isRule(text)).toBe(false))
})

describe('what is learned from a draft and what was approved', () => {
  const draft = 'Great news! The bar opens on Monday at eight. ☕ Come and see it. #coffee'
  it.each<[string, string, string[]]>([
    ['the hashtags', draft.replace(' #coffee', ''), ['noHashtags']],
    ['the emoji', draft.replace(' ☕', ''), ['noEmoji']],
    ['the exclamation mark', draft.replace('!', '.'), ['noExclamation']],
    ['half of it', 'The bar opens on Monday at eight. ☕ #coffee', ['noExclamation', 'shorter']],
    ['one word', draft.replace('see it', 'visit it'), ['word see → visit']],
    ['nothing', draft, []],
    ['a number', draft.replace('eight', 'nine').replace('Monday', 'Friday'), ['word eight → nine']],
    ['all of it', 'Closed today, the oven broke and Ugo is on his way with the part. ☕ #coffee!', []],
  ])('%s', (_what, approved, seen) => {
    expect(seenBetween(draft, approved).map((one) => `${one.kind} ${one.detail}`.trim())).toEqual(seen)
  })
})

describe('a query', () => {
  it('has no operator of its own, whatever is in the words', () => {
    expect(queryOf("it's & !( | <-> 'quoted' coffee:*")).toBe("'quoted' | 'coffee'")
    expect(queryOf('')).toBe('')
  })
})

describe('messages about the memory', () => {
  it.each<[string, string]>([
    ['what do you know about us', 'memory'],
    ['Cosa sai di noi?', 'memory'],
    ['/memoria', 'memory'],
    ['remember that we close at six', 'remember'],
    ['Ricorda: mai emoji', 'remember'],
    ["never say 'cheap'", 'remember'],
    ['non dire più «economico»', 'remember'],
    ['forget the rule about cheap', 'forget'],
    ['dimentica che chiudiamo alle sei', 'forget'],
    ['read our website barluce.example', 'studySite'],
    ['our website is https://barluce.example/home', 'studySite'],
    ['leggi il nostro sito', 'studySite'],
    ['import my posts from bluesky', 'importPosts'],
    ['importa i miei post', 'importPosts'],
    ['here are some of my posts: Bread from six.', 'keepSamples'],
    ['Ecco alcuni dei nostri vecchi post:\nPane dalle sei.', 'keepSamples'],
    ['give me two other versions', 'alternatives'],
    ['another version please', 'alternatives'],
    ["un'altra versione", 'alternatives'],
    ['sounds like me', 'rate'],
  ])('%s -> %s', (text, kind) => expect(heard(text)).toBe(kind))

  it.each(['I said it', 'word for word', 'remember', 'forget it', '👍', 'never', 'read this'])(
    'leaves alone what only sounds like it: %s',
    (text) => {
      expect(heard(text, fresh)).not.toMatch(
        /memory|remember|forget|studySite|importPosts|keepSamples|alternatives|rate/,
      )
    },
  )

  it('takes an open correction for what it is, and commands for commands', () => {
    const open = { open: { choices: 0, asked: 'correction' as const } }
    expect(heard('The oven is from 1963 and was the baker’s.', open)).toBe('corrected')
    expect(heard('undo', open)).toBe('undo')
    expect(heard('stop', open)).toBe('stop')
  })
})

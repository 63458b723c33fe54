// How replies read on WhatsApp: numbers, words where nobody asked, and nothing lost where a message is full.
import { describe, expect, it } from 'vitest'
import { encode, linkTo } from '../../../src/channels/chat/whatsapp.ts'
import { encodeMessage } from '../../../src/channels/chat/whatsapp-cloud/encode.ts'
import type { Card, Reply } from '../../../src/core/chat.ts'
import { message } from '../../support/whatsapp-cloud/schema.ts'
import { messageFaults } from '../../support/whatsapp-cloud/vendor.ts'
import { choicesIn } from './desk.ts'

const labels = ['Approve', 'Change', 'Schedule', 'Picture', 'Discard']
const choices = (names: string[]) => names.map((label, i) => ({ id: `id-${i}`, label }))
const reply = (more: Partial<Reply> = {}): Reply => {
  return { id: 'r', number: 1, at: '2026-11-24T09:00:00.000Z', text: 'Here it is.', choices: choices(labels), ...more }
}
const variant = (platform: 'bluesky' | 'mastodon', text: string) => {
  return {
    platform,
    accountId: platform,
    account: 'Luce',
    text,
    count: { used: text.length, limit: 300, unit: 'graphemes' },
    problems: [],
  } as const
}
const card = (...texts: string[]): Card => ({
  ...{
    postId: 'p',
    number: 1,
    version: 1,
    hash: 'h',
    status: 'draft',
    head: 'Bar Luce · draft 1.1 · no time set',
    media: [],
  },
  variants: texts.map((text, i) => ({ ...variant(i === 0 ? 'bluesky' : 'mastodon', text), problems: [] })),
})

describe('a reply', () => {
  it('is its words, the card with equal words once, and the numbered choices', () => {
    expect(encode(reply({ card: card('We open.', 'We open.') }), 4_096).map((sheet) => sheet.text)).toEqual([
      'Here it is.\n\n*Bar Luce · draft 1.1 · no time set*\n\n*Bluesky Luce* 8/300 · *Mastodon Luce* 8/300\nWe open.\n\n' +
        '1 Approve   2 Change   3 Schedule   4 Picture   5 Discard',
    ])
  })

  it('says what was chosen for a network beside its counter', () => {
    const [first, ...others] = card('We open.', 'We open.').variants
    if (first === undefined) throw new Error('a card has a network')
    const variants = [{ ...first, options: ['unlisted', 'cropped to 4:5'] }, ...others]
    const [sheet] = encode(reply({ card: { ...card(), variants } }), 4_096)
    expect(sheet?.text).toContain('*Bluesky Luce* 8/300 (unlisted, cropped to 4:5) · *Mastodon Luce* 8/300\n')
  })

  it('nobody asked for has words to say in the place of numbers', () => {
    const [sheet] = encode(reply({ unasked: true, choices: choices(['Delete', 'Keep it']) }), 4_096)
    expect(sheet?.text).toBe('Here it is.\n\n→ “Delete” · “Keep it”')
    expect(choicesIn(sheet?.text ?? '')).toEqual([])
  })

  it.for([1_600, 4_096])('loses nothing where a message takes %i', (most) => {
    const long = Array.from({ length: 700 }, (_, i) => `word${i}`).join(' ')
    const sheets = encode(reply({ card: card(long, 'Short.') }), most)
    expect(sheets.length).toBeGreaterThan(1)
    for (const { text } of sheets) expect(text.length).toBeLessThanOrEqual(most)
    const all = sheets.map(({ text }) => text).join(' ')
    for (const word of ['word0', 'word350', 'word699', 'Short.'])
      expect(all).toMatch(new RegExp(`\\b${word.replace('.', '\\.')}`))
    expect(sheets.map((sheet) => sheet.choices.length)).toEqual([...sheets.slice(1).map(() => 0), 5])
    expect(choicesIn(sheets.at(-1)?.text ?? '')).toEqual(labels)
  })

  it.for([
    ['three as buttons', ['Yes', 'No', 'Later'], 'short', 'button'],
    ['three under long words as words alone', ['Yes', 'No', 'Later'], 'long', undefined],
    [
      'two that begin alike as a list',
      ['Friday 27 November 2026 at nine', 'Friday 27 November 2026 at ten'],
      'short',
      'list',
    ],
    ['five as a list', labels, 'short', 'list'],
    ['ten as a list', Array.from({ length: 10 }, (_, i) => `Choice ${i}`), 'short', 'list'],
    ['eleven as words alone', Array.from({ length: 11 }, (_, i) => `Choice ${i}`), 'short', undefined],
    ['none as words alone', [], 'short', undefined],
  ] as const)('offers %s, as Meta takes it', ([, names, length, kind]) => {
    const text = length === 'long' ? 'word '.repeat(300) : 'Which?'
    const [sheet] = encode(reply({ text, choices: choices([...names]) }), 4_096)
    if (sheet === undefined) throw new Error('no message')
    const body = encodeMessage({ to: '39333123', sheet })
    expect(message.safeParse(body).error).toBeUndefined()
    expect(messageFaults(body)).toEqual([])
    expect(body.type === 'interactive' ? body.interactive.type : undefined).toBe(kind)
  })

  it('is opened by an address with a code', () => {
    expect(linkTo('+1 555-078-3881', '/start abc')).toBe('https://wa.me/15550783881?text=%2Fstart%20abc')
  })
})

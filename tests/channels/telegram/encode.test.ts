// How a reply looks in Telegram: one message, in Telegram's own rules, whatever words are in it.
import { describe, expect, it } from 'vitest'
import { encode, type Sheet } from '../../../src/channels/chat/telegram/encode.ts'
import type { CardVariant, Reply } from '../../../src/core/chat.ts'
import { textRefusal } from '../../support/botapi/texts.ts'

const variant = (platform: CardVariant['platform'], text: string, more: Partial<CardVariant> = {}): CardVariant => ({
  ...{ platform, accountId: platform, account: names[platform] ?? platform, text, problems: [] },
  count: { used: text.length, limit: 500, unit: 'graphemes' },
  ...more,
})

const names: Partial<Record<CardVariant['platform'], string>> = {
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  practice: 'Practice',
}

function reply(text: string, variants?: CardVariant[], labels: string[] = []): Reply {
  const choices = labels.map((label, i) => ({ id: `choice-${i}`, label }))
  const base = { id: 'r', number: 1, text, at: '2026-11-24T09:00:00.000Z', choices }
  if (variants === undefined) return base
  const shared = { postId: 'p', number: 1, version: 1, hash: 'h', status: 'draft', media: [] }
  return { ...base, card: { ...shared, head: 'Bar Luce · draft 1 · tomorrow, Tue 24 Nov 09:00 (Rome)', variants } }
}

const parts = (sheet: Sheet | undefined, type: string) =>
  (sheet?.entities ?? [])
    .filter((one) => one.type === type)
    .map((one) => sheet?.text.slice(one.offset, one.offset + one.length))

/** The messages of a reply, each of them one that Telegram takes. */
function shown(given: Reply): Sheet[] {
  const sheets = encode(given)
  for (const { text, entities } of sheets) expect(textRefusal(text, entities)).toBeUndefined()
  for (const sheet of sheets.slice(0, -1)) expect(sheet.buttons).toEqual([])
  return sheets
}

describe('a card', () => {
  it('is one message: what was done, the head, each network with its counter and its words as a quote', () => {
    const [sheet, ...more] = shown(
      reply('Here it is.', [variant('bluesky', 'Come on Monday.'), variant('mastodon', 'Do come on Monday.')]),
    )
    expect(more).toEqual([])
    expect(sheet?.text).toBe(
      [
        'Here it is.',
        '',
        'Bar Luce · draft 1 · tomorrow, Tue 24 Nov 09:00 (Rome)',
        '',
        'Bluesky 15/500',
        'Come on Monday.',
        '',
        'Mastodon 18/500',
        'Do come on Monday.',
      ].join('\n'),
    )
    expect(parts(sheet, 'bold')).toEqual([
      'Bar Luce · draft 1 · tomorrow, Tue 24 Nov 09:00 (Rome)',
      'Bluesky',
      'Mastodon',
    ])
    expect(parts(sheet, 'blockquote')).toEqual(['Come on Monday.', 'Do come on Monday.'])
  })

  it('shows equal words once, with their networks', () => {
    const [sheet] = shown(reply('', [variant('bluesky', 'Same.'), variant('mastodon', 'Same.')]))
    expect(sheet?.text).toContain('Bluesky 5/500 · Mastodon 5/500\nSame.')
    expect(parts(sheet, 'blockquote')).toEqual(['Same.'])
  })

  it('shows a thread part by part, the problems, and the account where it has a name of its own', () => {
    const thread = variant('bluesky', 'One. Two.', {
      account: '@luce',
      parts: ['One.', 'Two.'],
      problems: ['Too long for Bluesky.'],
    })
    const [sheet] = shown(reply('', [thread]))
    expect(sheet?.text).toContain('Bluesky @luce 9/500\nOne.\nTwo.\nToo long for Bluesky.')
    expect(parts(sheet, 'blockquote')).toEqual(['One.', 'Two.'])
  })

  it('leads to what is out', () => {
    const out = { at: '2026-11-24T09:00:00.000Z', url: 'https://example.org/1' }
    const [sheet] = shown(reply('', [variant('bluesky', 'Out.', { published: out })]))
    expect(sheet?.entities).toContainEqual(expect.objectContaining({ type: 'text_link', url: out.url }))
    expect(sheet?.text).toContain('Bluesky ✓')
  })

  it('has its choices in rows of two', () => {
    const [sheet] = shown(
      reply('', [variant('practice', 'x')], ['Approve', 'Change', 'Schedule', 'Picture', 'Discard']),
    )
    expect(sheet?.buttons.map((row) => row.map((button) => button.text))).toEqual([
      ['Approve', 'Change'],
      ['Schedule', 'Picture'],
      ['Discard'],
    ])
    expect(sheet?.buttons[0]?.[0]?.callback_data).toBe('choice-0')
  })

  it.for([
    '<b>bold</b> & *stars* _lines_ `code` [x](y)',
    '</blockquote><script>alert(1)</script>',
    '👩‍🚀 first 🎉 then text',
    '\n\nlines\n\n',
  ])('cannot be broken by words: %j', (words) => {
    const [sheet] = shown(reply('Note 🎉', [variant('bluesky', words)]))
    expect(parts(sheet, 'blockquote')).toEqual([words])
  })

  it('refuses an id that Telegram would not carry', () => {
    const given = { ...reply('x'), choices: [{ id: 'é'.repeat(33), label: 'Approve' }] }
    expect(() => encode(given)).toThrow('66 bytes')
    expect(() => encode({ ...given, choices: [{ id: '', label: 'Approve' }] })).toThrow('0 bytes')
    expect(encode({ ...given, choices: [{ id: 'a'.repeat(64), label: 'Approve' }] })).toHaveLength(1)
  })
})

describe('what does not fit', () => {
  const long = 'Long words. '.repeat(336).trim()

  it('comes before the card, in full, the longest first', () => {
    const sheets = shown(reply('Drafted.', [variant('mastodon', long), variant('bluesky', 'Short.')], ['Approve']))
    expect(sheets).toHaveLength(2)
    expect(parts(sheets[0], 'blockquote')).toEqual([long])
    expect(sheets[0]?.text.startsWith('Mastodon')).toBe(true)
    expect(sheets[1]?.text).toContain(`Mastodon ${long.length}/500 ↑`)
    expect(parts(sheets[1], 'blockquote')).toEqual(['Short.'])
    expect(sheets[1]?.buttons).toHaveLength(1)
  })

  it('stays on the card as long as there is room to the last unit', () => {
    const room = (length: number) => shown(reply('', [variant('practice', 'a'.repeat(length))]))
    const rest = 4_096 - (room(1)[0]?.text.length ?? 0) + 1
    // The counter grows with the words.
    const most = rest - 3
    expect(room(most).map((sheet) => sheet.text.length)).toEqual([4_096])
    expect(room(most + 1)).toHaveLength(2)
  })

  it('is cut between words, never through a character, and loses nothing', () => {
    const words = '🎉'.repeat(5_000)
    const sheets = shown(reply('', [variant('practice', words)]))
    expect(sheets.length).toBeGreaterThan(2)
    expect(sheets.flatMap((sheet) => parts(sheet, 'blockquote')).join('')).toBe(words)
    const talk = shown(reply('word '.repeat(2_000), undefined, ['Yes']))
    expect(talk.map((sheet) => sheet.text.at(-1))).toEqual([' ', ' ', ' '])
    expect(talk.at(-1)?.buttons).toHaveLength(1)
  })
})

it('a reply without words is still a message', () => {
  expect(shown(reply(''))).toEqual([{ text: '…', entities: [], buttons: [] }])
})

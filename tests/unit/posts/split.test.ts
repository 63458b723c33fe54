// Threads: where a long text is cut, and what must hold for any text.
import { describe, expect, it } from 'vitest'
import type { Unit } from '../../../src/core/posts/count.ts'
import { count } from '../../../src/core/posts/count.ts'
import { splitThread } from '../../../src/core/posts/split.ts'
import { pieces, seeded } from './random.ts'

const cases: [string, string, number, string[]][] = [
  ['leaves what fits alone', 'One. Two.', 20, ['One. Two.']],
  ['gives nothing for white space', ' \n ', 20, []],
  ['cuts at a paragraph first', 'One two three.\n\nFour five. Six', 24, ['One two three.', 'Four five. Six']],
  ['cuts at a line next', 'One two three.\nFour five. Six', 24, ['One two three.', 'Four five. Six']],
  ['cuts at a sentence next', 'One two three. Four five six.', 24, ['One two three.', 'Four five six.']],
  ['cuts at a word next', 'one two three four five six', 14, ['one two three', 'four five six']],
  ['cuts at a grapheme last', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 2, ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']],
  ['cuts at a sentence without spaces', '新しい店です。開店は月曜日。', 10, ['新しい店です。', '開店は月曜日。']],
  ['fills a part over a short heading', 'Hi\n\nOne two three four five', 12, ['Hi\n\nOne two', 'three four', 'five']],
  [
    'keeps a link whole',
    'go to https://example.com/a-b.c?d=e now',
    30,
    ['go to', 'https://example.com/a-b.c?d=e', 'now'],
  ],
  [
    'lets a link over the limit stand alone',
    'see https://example.com/long ok',
    10,
    ['see', 'https://example.com/long', 'ok'],
  ],
  [
    'does not take an abbreviation for an end',
    'We met Dr. Rossi there. He left.',
    26,
    ['We met Dr. Rossi there.', 'He left.'],
  ],
]

describe('splitThread', () => {
  it.each(cases)('%s', (_, text, limit, parts) => {
    expect(splitThread(text, { limit, unit: 'graphemes' })).toEqual(parts)
  })

  it('numbers the parts within the limit', () => {
    const parts = splitThread('one two three four five six seven', { limit: 18, unit: 'graphemes', numbering: true })
    expect(parts).toEqual(['one two (1/4)', 'three four (2/4)', 'five six (3/4)', 'seven (4/4)'])
    expect(splitThread('one two', { limit: 18, unit: 'graphemes', numbering: true })).toEqual(['one two'])
  })

  it('numbers more than nine parts within the limit', () => {
    const parts = splitThread('word '.repeat(40), { limit: 14, unit: 'graphemes', numbering: true })
    expect(parts.length).toBeGreaterThan(9)
    expect(parts.every((part) => part.length <= 14)).toBe(true)
    expect(parts.at(-1)).toContain(`(${parts.length}/${parts.length})`)
  })

  it('fits every part and loses only white space, whatever the text', () => {
    const draw = seeded(77)
    const units: Unit[] = ['graphemes', 'weighted', 'mastodon', 'characters', 'escaped', 'threads']
    for (let run = 0; run < 1500; run++) {
      const text = Array.from({ length: draw.below(60) }, () => draw.from(pieces)).join('')
      const limit = 60 + draw.below(80)
      const unit = draw.from(units)
      const parts = splitThread(text, { limit, unit })
      const shown = JSON.stringify({ text, limit, unit, parts })
      expect(parts.join('').replace(/\s/g, ''), shown).toBe(text.replace(/\s/g, ''))
      for (const part of parts) {
        if (/\s|。/.test(part) || !/\./.test(part)) expect(count(part, unit), shown).toBeLessThanOrEqual(limit)
        expect(part, shown).toBe(part.trim())
      }
      const links = text.match(/(?<=^|\s)https?:\/\/\S+(?=\s|$)/g) ?? []
      for (const link of links)
        expect(
          parts.some((part) => part.includes(link)),
          shown,
        ).toBe(true)
    }
  })

  it('splits sixty thousand characters without keeping anybody waiting', () => {
    const text = 'The first coffee is on us, see https://example.com/menu for more. '.repeat(900)
    const parts = splitThread(text, { limit: 280, unit: 'weighted' })
    expect(parts.length).toBeGreaterThan(100)
    expect(parts.every((part) => count(part, 'weighted') <= 280)).toBe(true)
  }, 5_000)
})

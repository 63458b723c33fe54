// Shorter and plainer without a model: what goes, what stays, and that nothing goes unsaid.
import { describe, expect, it } from 'vitest'
import type { Unit } from '../../../src/core/posts/count.ts'
import { count } from '../../../src/core/posts/count.ts'
import type { DropOptions } from '../../../src/core/posts/shorten.ts'
import { dropSentences, fitTo, withoutEmoji, withoutHashtags } from '../../../src/core/posts/shorten.ts'
import { pieces, seeded } from './random.ts'

const drops: [string, string, DropOptions | undefined, string, string[]][] = [
  [
    'the last sentence',
    'We open Monday. First coffee is on us. See you.',
    undefined,
    'We open Monday. First coffee is on us.',
    ['See you.'],
  ],
  [
    'a sentence without a capital',
    'we open at 9 a.m. on monday. see you.',
    undefined,
    'we open at 9 a.m. on monday.',
    ['see you.'],
  ],
  ['nothing after three dots', 'well... maybe monday.', undefined, 'well... maybe monday.', []],
  ['as many as asked', 'One. Two. Three.', { steps: 2 }, 'One.', ['Two.', 'Three.']],
  ['never the only one', 'One and only.', { steps: 3 }, 'One and only.', []],
  ['across lines', 'One.\n\nTwo.\nThree.', undefined, 'One.\n\nTwo.', ['Three.']],
  ['before the hashtags', 'One. Two.\n\n#coffee #trieste', undefined, 'One.\n\n#coffee #trieste', ['Two.']],
  ['before the link', 'One. Two.\nhttps://example.com/a', undefined, 'One.\nhttps://example.com/a', ['Two.']],
  ['before both', 'One. Two: https://example.com #coffee', undefined, 'One. https://example.com #coffee', ['Two:']],
  [
    'until it fits',
    'One two. Three four. Five six.',
    { toFit: { limit: 22, unit: 'graphemes' } },
    'One two. Three four.',
    ['Five six.'],
  ],
  ['nothing where it fits', 'One two. Three.', { toFit: { limit: 22, unit: 'graphemes' } }, 'One two. Three.', []],
  ['nothing of links alone', 'https://example.com', undefined, 'https://example.com', []],
  ['nothing at an abbreviation', 'Dr. Rossi comes at 8. You too.', undefined, 'Dr. Rossi comes at 8.', ['You too.']],
]

describe('dropSentences', () => {
  it.each(drops)('drops %s', (_, text, options, kept, dropped) => {
    expect(dropSentences(text, options)).toEqual({ text: kept, dropped })
  })
})

describe('fitTo', () => {
  it.each([
    ['One two. Three four.', 12, 'One two.', ['Three four.']],
    ['One two three four', 12, 'One two…', ['three four']],
    ['One two three four #tag', 16, 'One two… #tag', ['three four']],
    ['Onetwothreefour', 8, 'Onetwot…', ['hreefour']],
    ['One two', 12, 'One two', []],
    ['One two three\n#averylonghashtag', 10, 'One two…', ['three', '#averylonghashtag']],
  ])('makes %j fit %i', (text, limit, fitted, dropped) => {
    expect(fitTo(text, limit, 'graphemes')).toEqual({ text: fitted, dropped })
  })

  it('fits whatever the text and tells every word that went', () => {
    const draw = seeded(5)
    const units: Unit[] = ['graphemes', 'weighted', 'mastodon', 'characters', 'escaped', 'threads']
    for (let run = 0; run < 800; run++) {
      const text = `Well ${Array.from({ length: draw.below(40) }, () => draw.from(pieces)).join('')}`
      const unit = draw.from(units)
      const limit = 40 + draw.below(60)
      const fitted = fitTo(text, limit, unit)
      const shown = JSON.stringify({ text, limit, unit, fitted })
      expect(count(fitted.text, unit), shown).toBeLessThanOrEqual(limit)
      if (count(text.trim(), unit) > limit) expect(fitted.dropped.length, shown).toBeGreaterThan(0)
    }
  })
})

describe('withoutEmoji', () => {
  it.each([
    ['Coffee ☕ time 🎉', 'Coffee time'],
    ['☕ Coffee', 'Coffee'],
    ['Coffee 👨‍👩‍👧‍👦!', 'Coffee!'],
    ['Coffee☕time', 'Coffeetime'],
    ['One\n🎉🎉\nTwo', 'One\nTwo'],
    ['One\n\nTwo', 'One\n\nTwo'],
    ['I ❤️ it ❤', 'I it'],
    ['1️⃣ first 2 second', 'first 2 second'],
    ['© 2026 Luce™ → #1', '© 2026 Luce™ → #1'],
    ['Ciao 🇮🇹 👍🏽 amici', 'Ciao amici'],
  ])('makes %j %j', (text, bare) => {
    expect(withoutEmoji(text)).toBe(bare)
  })
})

describe('withoutHashtags', () => {
  it.each([
    ['New #coffee bar #trieste', 'New coffee bar'],
    ['New bar.\n\n#coffee #trieste', 'New bar.'],
    ['#coffee for all', 'coffee for all'],
    ['See https://example.com/#menu', 'See https://example.com/#menu'],
    ['We are #1 in C#', 'We are #1 in C#'],
    ['Un #caffè, per favore', 'Un caffè, per favore'],
  ])('makes %j %j', (text, bare) => {
    expect(withoutHashtags(text)).toBe(bare)
  })
})

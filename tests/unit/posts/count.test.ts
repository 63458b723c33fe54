// The counting units against tables, and the weighted one against twitter-text, which X itself published.
import twitter from 'twitter-text'
import { describe, expect, it } from 'vitest'
import { count } from '../../../src/core/posts/count.ts'
import { pieces, seeded } from './random.ts'

const family = '👨‍👩‍👧‍👦'

describe('each unit', () => {
  it.each([
    ['graphemes', '', 0],
    ['graphemes', 'caffè', 5],
    ['graphemes', 'caffe\u0300', 5],
    ['graphemes', family, 1],
    ['graphemes', '🇮🇹🇮🇹', 2],
    ['graphemes', 'https://example.com', 19],
    ['graphemes', 'नमस्ते', 3],
    ['graphemes', 'a\r\nb', 3],
    ['weighted', '', 0],
    ['weighted', 'Monday at eight', 15],
    ['weighted', 'caffe\u0300', 5],
    ['weighted', 'コーヒー', 8],
    ['weighted', family, 2],
    ['weighted', '❤️', 2],
    ['weighted', '“quoted”…', 10],
    ['weighted', 'https://example.com/a/very/long/path/that/nobody/reads', 23],
    ['weighted', 'see example.com now', 31],
    ['weighted', 'node.js', 7],
    ['weighted', 'barluce.example', 15],
    ['weighted', 'info@example.com', 16],
    ['mastodon', 'see example.com now', 19],
    ['mastodon', 'see https://example.com now', 31],
    ['mastodon', 'thanks @leo@mastodon.social', 11],
    ['mastodon', 'thanks @leo@mastodon.social, @bar.luce@social.example.org.', 23],
    ['mastodon', 'write to info@example.com', 25],
    ['mastodon', family, 1],
    ['characters', 'caffè', 5],
    ['characters', family, 11],
    ['escaped', 'plain', 5],
    ['escaped', 'a (b) #c_d *e* ~f @g', 28],
    ['escaped', '\\|{}[]<>', 16],
    ['threads', 'caffè', 5],
    ['threads', '☕', 3],
    ['threads', '☕️', 6],
    ['threads', `a${family}`, 26],
    ['threads', 'кофе', 4],
  ] as const)('%s of %j is %i', (unit, text, length) => {
    expect(count(text, unit)).toBe(length)
  })
})

describe('weighted, against twitter-text', () => {
  const oracle = (text: string) => twitter.parseTweet(text).weightedLength

  it.each([
    'https://example.com.',
    'https://example.com/a_(b)_c and more',
    'https://example.com/a?b=c&d=e#f!',
    'HTTPS://EXAMPLE.COM/A',
    'http://example.com:8080/path',
    'example.com:8080/path',
    'example.com?x=1',
    'example.com/menu?x=1.',
    'www.example.co.uk',
    'a.b.c.d.example.com',
    'not_a-.com',
    '-example.com',
    '.example.com',
    '/example.com',
    'x_example.com',
    '_example.com',
    'sub_domain.example.com',
    'example.com.',
    'example.comm',
    'example.com日本語',
    '日本語example.com',
    '例え.com/path',
    'caffè.it',
    '#example.com',
    '@example.com',
    '$example.com',
    'test@example.com',
    'a,example.com,b',
    '(example.com)',
    '“example.com”',
    'https://t.co/abcdef123?x=1',
    'https://t.co/abcdef/ghi',
    `https://t.co/${'a'.repeat(41)}`,
    `https://${'a'.repeat(64)}.com/`,
    `https://example.com/${'a'.repeat(4100)}`,
    'https://localhost/x',
    'https://192.168.0.1/x',
    'https://xn--fiqs8s.xn--fiqs8s/x',
    'https://example.com/@user/1',
    'https://example.com/\u2013dash\u2013',
    'http://пример.рф/путь',
    'пример.рф',
    'example.com\nexample.org\texample.net',
    'https://example.comhttps://example.org',
    'one.com/two.com',
    'https://user:pass@example.com/x',
    '\u200eexample.com',
    '👍🏽👍🏿 ❤️ ☕ 🇮🇹🇫🇷 1️⃣ #️⃣ 🏳️‍🌈',
    '©®™ © ®️',
    'ﷺ ﬁ ½ ① \u2028',
    'a\u0301\u0323 \u1e9b\u0323 \u212b',
    '\ud800 lone',
  ])('agrees on %j', (text) => {
    expect(count(text, 'weighted')).toBe(oracle(text))
  })

  it('agrees on every code point by itself', () => {
    const differs: string[] = []
    for (let point = 0; point <= 0x10ffff; point++) {
      const text = String.fromCodePoint(point)
      if (count(text, 'weighted') !== oracle(text)) differs.push(point.toString(16))
    }
    expect(differs).toEqual([])
  }, 60_000)

  it('agrees on random texts', () => {
    const draw = seeded(2411)
    for (let run = 0; run < 5000; run++) {
      const text = Array.from({ length: draw.below(12) }, () => draw.from(pieces)).join('')
      expect(count(text, 'weighted'), JSON.stringify(text)).toBe(oracle(text))
    }
  }, 60_000)

  it('counts emoji that are younger than twitter-text as one sequence', () => {
    expect(count('❤️‍🔥', 'weighted')).toBe(2)
    expect(count('🐦‍🔥', 'weighted')).toBe(2)
  })
})

// Random choices that a test can repeat: the same seed gives the same run.

/** Draws from one seeded stream: whole numbers below a bound, and one of a list. */
export type Draw = { below(bound: number): number; from<T>(list: readonly T[]): T }

/** Starts a stream (mulberry32) from a seed. */
export function seeded(seed: number): Draw {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    below,
    from(list) {
      const [first] = list.slice(below(list.length))
      if (first === undefined) throw new RangeError('An empty list has nothing to draw from.')
      return first
    },
  }
}

/** Pieces that texts are made of, chosen to be hard: links, handles, tags, emoji, several scripts, marks and white space. */
export const pieces = [
  ...[
    'Monday',
    'at',
    'eight',
    'we',
    'open',
    'the new place',
    'caffè',
    'perché',
    'più',
    'Österreich',
    'naïve',
    'e\u0301t\u00e9',
  ],
  ...['コーヒー', '珈琲', '新しい店', '커피', 'кофе', 'καφές', 'قهوة', 'קפה', 'กาแฟ', 'ﬁ', 'K', '𝒞', '𠮷'],
  ...[
    '.',
    '. ',
    '! ',
    '? ',
    ', ',
    ': ',
    '…',
    '—',
    '“',
    '”',
    '(',
    ')',
    "'",
    '"',
    '/',
    '-',
    '_',
    '@',
    '#',
    '&',
    '$',
    '~',
  ],
  ...[' ', ' ', ' ', ' ', ' ', '\n', '\n\n', '\t', '\u00a0', '\u200b', '\u200d', '\u2019', '\u2060'],
  ...[
    'https://example.com',
    'http://example.com/a/b?c=d#e',
    'https://t.co/abc123',
    'https://t.co/abc/def',
    'example.com',
  ],
  ...[
    'example.it/menu',
    'foo.bar',
    'www.caffè.it',
    'münchen.de',
    '例え.com',
    'a.b.co.uk',
    'v1.2',
    'node.js',
    'file.zip',
    'x.y',
  ],
  ...[
    'https://en.wikipedia.org/wiki/A_(b)',
    'https://localhost/x',
    'https://example.com:8080/x',
    'http://a_b.example.com/',
  ],
  ...[
    'ex-ample.org.',
    'info@example.com',
    '@leopost',
    '@leo@mastodon.social',
    '#coffee',
    '#1',
    '$CASH',
    'xn--fiqs8s.com',
  ],
  ...['☕', '☕️', '🎉', '👍🏽', '👨‍👩‍👧‍👦', '🇮🇹', '🇮', '1️⃣', '❤️', '❤', '©', '™', '✔', '⚽', '😀😀', '🏳️‍🌈'],
] as const

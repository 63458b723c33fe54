// Claims: numbers and names in a text that nobody gave. They may be true; they are the person's to confirm.
import { fold } from '../time/fold.ts'
import type { Finding, Word } from './tells/tell.ts'
import { wordsOf } from './tells/words.ts'

/** The numbers and names of a text that stand in none of the sources: the request, the facts, the quoted words, the brand. */
export function claims(text: string, sources: readonly string[]): Finding[] {
  const known = knownIn(sources)
  const { words } = wordsOf(text)
  return [...numbers(text, known), ...names(text, words, known)].toSorted((a, b) => a.start - b.start)
}

type Known = { words: ReadonlySet<string>; numbers: ReadonlySet<number> }

const number = /(?<![\p{L}\p{N}_#@/.-])\p{N}+(?:[.,:]\p{N}+)*(?:\s?[%€$£])?(?![\p{L}\p{N}_/])/gu
const digits = /\p{N}+(?:[.,]\p{N}+)*/gu

function knownIn(sources: readonly string[]): Known {
  const words = new Set<string>()
  const numbers = new Set<number>()
  for (const source of sources) {
    for (const { text } of wordsOf(source).words) {
      words.add(text)
      for (const part of text.split(/['&-]/)) words.add(part)
      const said = numberWords.get(text)
      if (said !== undefined) numbers.add(said)
    }
    for (const [found] of source.matchAll(digits)) for (const value of valuesOf(found)) numbers.add(value)
  }
  return { words, numbers }
}

/** "1,500" and "1.500" are the same for some people, and 1.5 for others: all of these are known. */
function valuesOf(text: string): number[] {
  const plain = Number(text.replaceAll(/[.,]/g, ''))
  const decimal = Number(text.replace(',', '.'))
  return [plain, decimal, ...text.split(/[.,]/).map(Number)].filter((value) => !Number.isNaN(value))
}

function numbers(text: string, known: Known): Finding[] {
  return [...text.matchAll(number)].flatMap((found): Finding[] => {
    const bare = found[0].replace(/\s?[%€$£]$/u, '')
    if (isKnownNumber(bare, known)) return []
    return [{ tell: 'claim', words: found[0], start: found.index, end: found.index + found[0].length }]
  })
}

function isKnownNumber(bare: string, known: Known): boolean {
  const clock = /^(?<hour>\d{1,2})[:.](?<minute>\d{2})$/.exec(bare)?.groups
  if (clock) {
    const hour = Number(clock.hour)
    const minute = Number(clock.minute)
    // Eight in the evening is 20:00, and eight is 8:00.
    if ((known.numbers.has(hour) || known.numbers.has(hour - 12)) && (minute === 0 || known.numbers.has(minute)))
      return true
  }
  const exact = [Number(bare.replaceAll(/[.,]/g, '')), Number(bare.replace(',', '.'))]
  return exact.some((value) => known.numbers.has(value))
}

function names(text: string, words: readonly Word[], known: Known): Finding[] {
  const found: Finding[] = []
  for (const [i, word] of words.entries()) {
    const before = words[i - 1]
    const isFirst = before?.sentence !== word.sentence
    const sign = text.charAt(word.start - 1)
    const isName = /\p{Lu}/u.test(text.charAt(word.start)) && !isFirst && sign !== '#' && !opensClause(text, word)
    if (!isName || isKnownWord(word.text, known)) continue
    const last = found.at(-1)
    if (last !== undefined && text.slice(last.end, word.start) === ' ') {
      last.end = word.end
      last.words = text.slice(last.start, word.end)
    } else found.push({ tell: 'claim', words: text.slice(word.start, word.end), start: word.start, end: word.end })
  }
  return found
}

/** After a colon, a dash or an opening quote a capital says nothing. */
function opensClause(text: string, word: Word): boolean {
  return /[:;–—"“«(]\s*$/u.test(text.slice(Math.max(0, word.start - 3), word.start))
}

function isKnownWord(word: string, known: Known): boolean {
  if (common.has(word) || known.words.has(word)) return true
  const parts = word.split(/['-]/)
  // "Trieste's" and "l'Anna" are names that may be known without what hangs on them.
  return parts.some((part) => part.length > 2 && (known.words.has(part) || common.has(part)))
}

const common = new Set([
  ...'i ok monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december english italian italy europe christmas easter'.split(
    ' ',
  ),
  ...'lunedi martedi mercoledi giovedi venerdi sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre natale pasqua italia'.split(
    ' ',
  ),
])

const units = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
].flatMap((line) => line.split(' ').map((word, value): [string, number] => [word, value]))

const numberWords: ReadonlyMap<string, number> = new Map([
  ...units,
  ...(
    [
      ['thirty', 30],
      ['trenta', 30],
      ['forty', 40],
      ['quaranta', 40],
      ['fifty', 50],
      ['cinquanta', 50],
      ['sixty', 60],
      ['seventy', 70],
      ['eighty', 80],
      ['ninety', 90],
      ['hundred', 100],
      ['cento', 100],
      ['noon', 12],
      ['mezzogiorno', 12],
      ['una', 1],
      ['first', 1],
      ['second', 2],
      ['third', 3],
      ['half', 30],
      ['mezza', 30],
    ] as const
  ).map(([word, value]): [string, number] => [fold(word).text, value]),
])

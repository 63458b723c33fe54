// Shapes that give machine-made text away in any language: lists of three, dashes, emoji as bullets, hashtags, nothing concrete.
import { emojiRuns } from '../../posts/emoji.ts'
import type { ShapeRule, Word, Words } from './tell.ts'

/** The rules about shape. */
export const shapes: readonly ShapeRule[] = [
  {
    tell: 'triad',
    find: triads,
    hits: [
      'Fast. Simple. Free. That is our bar.',
      'No noise. No rush. No fuss.',
      'Coffee that is bold, authentic, and inspiring.',
      'Un caffè intenso, avvolgente e inclusivo.',
      'Our place is warm, bright and calm, with coffee, cake and music.',
    ],
    misses: [
      'We have coffee, tea and cake.',
      'Open Monday, Tuesday and Friday from eight.',
      'Anna, Ugo and Mia bake.',
      'Lunedì caffè, pane e burro.',
      'We open on Monday. Coffee is free. Anna bakes the bread.',
    ],
  },
  {
    tell: 'dashes',
    find: (text) => (places(text, /—|\s–\s/g).length >= 2 ? places(text, /—|\s–\s/g).slice(1, 2) : []),
    hits: ['Coffee — the real one — is back.', 'We open Monday — at eight. Bring a friend — or two.'],
    misses: ['Coffee — the real one, I mean.', 'Open 8–12 and 15–19.', 'The well-known two-seat table.'],
  },
  {
    tell: 'emojiBullets',
    find: emojiBullets,
    hits: ['New today:\n✅ coffee\n✅ cake', '🚀 fast\n☕ hot\nCome by.', '☕ Caffè\n🥐 Brioche\n🎶 Musica'],
    misses: ['☕ Coffee is free on Monday.', 'Coffee ☕ and cake 🍰', '- coffee\n- cake'],
  },
  {
    tell: 'hashtags',
    find: hashtags,
    hits: [
      'We open on Monday at eight #bar #coffee #espresso #trieste #italy #love',
      'Now open #bar #coffee #cup #now',
    ],
    misses: [
      'We open on Monday at eight in via Roma. #trieste #espresso',
      'Table #4 is free.',
      'see example.org/#a #b',
    ],
  },
  {
    tell: 'noDetail',
    find: noDetail,
    hits: [
      'We believe that every day is a new opportunity to grow and to find joy in the little things that truly matter.',
      'Ogni giorno è una nuova occasione per crescere insieme e per trovare la gioia nelle piccole cose che contano.',
    ],
    misses: [
      'Every morning at eight we open the door and there is the smell of bread from the oven next to the counter.',
      'Yesterday the first customer came in with her dog, and Anna gave it the end of the ham from the breakfast.',
      'Coffee is free today.',
      'The new menu is there, with all the prices and the names of the farms: see barluce.example before you come by.',
    ],
  },
]

function places({ source }: Words, pattern: RegExp): { start: number; end: number }[] {
  return [...source.matchAll(pattern)].map((found) => ({ start: found.index, end: found.index + found[0].length }))
}

/** Words that judge instead of showing; a list of three such is a tell at once. */
const abstract =
  /(?:ful|ive|less|able|ible|ous|ing|ic|tion|ity|ness|ment|zione|ezza|ivo|iva|ivi|ive|oso|osa|osi|ose|ante|ente|evole|ale)$/u
const judging = new Set(
  'bold warm fresh bright calm fast simple easy smart strong modern unique real true pure perfect autentico autentica genuino genuina unico unica semplice veloce moderno moderna intenso intensa buono giusto pulito passion passione amore love heart cuore'.split(
    ' ',
  ),
)

function triads(text: Words): { start: number; end: number }[] {
  const lists = listsOfThree(text)
  const empty = lists.filter((list) => list.words.every(({ text: word }) => judging.has(word) || isAbstract(word)))
  return [...(lists.length > 1 ? lists.slice(1) : empty), ...shortSentences(text)].map(({ start, end }) => ({
    start,
    end,
  }))
}

function isAbstract(word: string): boolean {
  return word.length > 5 && abstract.test(word)
}

type List = { start: number; end: number; words: Word[] }

/** "a, b and c" of single words. Days, names and numbers make a list of facts, which is none. */
function listsOfThree({ source, words }: Words): List[] {
  const found: List[] = []
  for (let i = 0; i + 3 < words.length; i++) {
    const [a, b, and, c] = [words[i], words[i + 1], words[i + 2], words[i + 3]]
    if (!a || !b || !and || !c || !['and', 'e', 'ed', 'or', 'o'].includes(and.text)) continue
    if (source.slice(a.end, b.start) !== ', ' || !/^,? $/.test(source.slice(b.end, and.start))) continue
    const list = [a, b, c]
    if (list.slice(1).some(({ start }) => /[\p{Lu}\p{N}]/u.test(source.charAt(start)))) continue
    found.push({ start: a.start, end: c.end, words: list })
    i += 3
  }
  return found
}

/** Three sentences in a row of at most three words each, the first two of the same first word or all of one word. */
function shortSentences({ words }: Words): List[] {
  const sentences = [...Map.groupBy(words, (word) => word.sentence).values()]
  for (let i = 0; i + 2 < sentences.length; i++) {
    const three = sentences.slice(i, i + 3)
    const [first] = three
    const isSame = three.every((one) => one[0]?.text === first?.[0]?.text)
    if (three.some((one) => one.length > 3) || !(isSame || three.every((one) => one.length === 1))) continue
    const all = three.flat()
    return [{ start: all[0]?.start ?? 0, end: all.at(-1)?.end ?? 0, words: all }]
  }
  return []
}

function emojiBullets({ source }: Words): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = []
  let start = 0
  for (const line of source.split('\n')) {
    const [first] = emojiRuns(line.trimStart().slice(0, 16))
    if (first?.isEmoji) lines.push({ start, end: start + line.length })
    start += line.length + 1
  }
  return lines.length >= 2 ? lines.slice(0, 1) : []
}

const mostTags = 5

function hashtags(text: Words): { start: number; end: number }[] {
  const tags = places(text, /(?<=^|\s)#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu)
  const isMost = tags.length > 2 && tags.length * 2 > text.words.length - tags.length
  const [first, last] = [tags[0], tags.at(-1)]
  return (tags.length > mostTags || isMost) && first && last ? [{ start: first.start, end: last.end }] : []
}

const fewWords = 15
const concrete = new Set(
  'monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight one two three four five six seven eight nine ten dozen hundred lunedi martedi mercoledi giovedi venerdi sabato domenica oggi domani ieri stasera due tre quattro cinque sei sette otto nove dieci cento'.split(
    ' ',
  ),
)

/** A text of some length without a number, a name, a day or an address. */
function noDetail({ source, words }: Words): { start: number; end: number }[] {
  if (words.length < fewWords || /\p{N}|@\p{L}|\p{L}\.\p{L}{2}/u.test(source)) return []
  const hasName = words.some((word, i) => {
    const isFirst = words[i - 1]?.sentence !== word.sentence
    return !isFirst && word.text !== 'i' && !word.text.startsWith("i'") && /\p{Lu}/u.test(source.charAt(word.start))
  })
  if (hasName || words.some(({ text }) => concrete.has(text))) return []
  return [{ start: 0, end: source.length }]
}

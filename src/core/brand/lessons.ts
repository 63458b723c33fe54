// What can be learned from how a draft became what was approved. Only seen here; offered and written elsewhere, after a yes.
import type { LessonKind } from '../../db/schema/lessons.ts'
import type { Language } from '../../db/words.ts'
import { withoutEmoji, withoutHashtags } from '../posts/shorten.ts'
import type { Lesson } from './memory.ts'
import { wordsOf } from './tells/words.ts'

/** One thing that was changed. `detail` of a word: the one that went and the one that came. */
export type Seen = { kind: LessonKind; detail: string }

/** So often a thing is seen before it is offered. */
export const timesBeforeOffer = 3
/** A text of this share of the draft's length was made shorter on purpose. */
const shorterShare = 0.75

/** What was changed between a draft and what was approved of it. */
export function seenBetween(draft: string, approved: string): Seen[] {
  if (draft.trim() === '' || approved.trim() === '' || draft === approved) return []
  const went = (has: (text: string) => boolean) => has(draft) && !has(approved)
  const seen: Seen[] = []
  if (went((text) => withoutHashtags(text) !== text.trim())) seen.push({ kind: 'noHashtags', detail: '' })
  if (went((text) => withoutEmoji(text) !== text)) seen.push({ kind: 'noEmoji', detail: '' })
  if (went((text) => text.includes('!'))) seen.push({ kind: 'noExclamation', detail: '' })
  const plain = (text: string) => withoutEmoji(withoutHashtags(text)).length
  if (plain(approved) < plain(draft) * shorterShare) seen.push({ kind: 'shorter', detail: '' })
  return [...seen, ...replacedWords(draft, approved)]
}

/** The two words of a lesson about words. */
export function wordsOfLesson(lesson: Pick<Lesson, 'detail'>): { old: string; fresh: string } {
  const [old = '', fresh = ''] = lesson.detail.split(arrow)
  return { old, fresh }
}

/** A lesson as a rule, in the language of whoever said yes. */
export function ruleOfLesson(lesson: Pick<Lesson, 'kind' | 'detail'>, language: Language): string {
  const { old, fresh } = wordsOfLesson(lesson)
  return rules[language][lesson.kind](old, fresh)
}

const rules: Record<Language, Record<LessonKind, (old: string, fresh: string) => string>> = {
  en: {
    noHashtags: () => 'No hashtags.',
    noEmoji: () => 'No emoji.',
    noExclamation: () => 'No exclamation marks.',
    shorter: () => 'Write shorter: the drafts are cut by a quarter and more.',
    word: (old, fresh) => `Write “${fresh}” instead of “${old}”.`,
  },
  it: {
    noHashtags: () => 'Niente hashtag.',
    noEmoji: () => 'Niente emoji.',
    noExclamation: () => 'Niente punti esclamativi.',
    shorter: () => 'Scrivi più corto: le bozze vengono tagliate di un quarto e più.',
    word: (old, fresh) => `Scrivi «${fresh}» invece di «${old}».`,
  },
}

const arrow = ' → '
const mostReplaced = 2

/** Single words that were exchanged in a text that else stayed as it was. Numbers and names are of one post only. */
function replacedWords(draft: string, approved: string): Seen[] {
  const before = wordsOf(draft).words
  const after = wordsOf(approved).words
  if (before.length !== after.length || before.length < 4) return []
  const pairs = before.flatMap((one, i) => {
    const other = after[i]
    return other === undefined || other.text === one.text ? [] : [{ one, other }]
  })
  if (pairs.length === 0 || pairs.length > mostReplaced) return []
  return pairs
    .filter(({ one, other }) => isWord(draft, one.start, one.text) && isWord(approved, other.start, other.text))
    .map(({ one, other }) => ({
      kind: 'word',
      detail: `${draft.slice(one.start, one.end)}${arrow}${approved.slice(other.start, other.end)}`,
    }))
}

function isWord(text: string, start: number, word: string): boolean {
  return word.length > 2 && !/\p{N}/u.test(word) && !/\p{Lu}/u.test(text.charAt(start))
}

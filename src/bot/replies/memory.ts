// The replies about what is remembered: each thing with where it came from and when, and one tap to correct or forget it.
import { ruleOfLesson, wordsOfLesson } from '../../core/brand/lessons.ts'
import type { MemoryItem, MemoryOutcome } from '../../core/brand/memory.ts'
import { unreachable } from '../../core/errors.ts'
import { isPlatformId, type PlatformId, platformNames } from '../../core/platform.ts'
import type { Language } from '../../db/words.ts'
import { dollars } from './dollars.ts'
import { en } from './memory-en.ts'
import { it } from './memory-it.ts'
import type { MemoryWords } from './memory-words.ts'
import { free, plain } from './pieces.ts'
import type { Spoken, SpokenChoice } from './spoken.ts'

const languages: Record<Language, MemoryWords> = { en, it }
const longest = 200

/** The reply to an outcome of the memory. */
export function sayMemory(outcome: MemoryOutcome, language: Language): Spoken {
  const words = languages[language]
  const { labels } = words
  const undo = free(labels.undo, { kind: 'undo' })
  const day = (at: string | null, zone: string) => (at === null ? null : sayDay(at, zone, language))
  switch (outcome.kind) {
    case 'memory':
      return memory(outcome, words, language)
    case 'remembered': {
      const { item, planned, zone } = outcome
      const asPost = free(labels.asPost, draftOf(item.text))
      const text = words.remembered({ item, planned, until: day(item.until, zone) })
      return { text, choices: [undo, ...(item.terms.length === 0 ? [asPost] : [])] }
    }
    case 'forgotten':
      return { text: words.forgotten(excerpt(outcome.item.text)), choices: [undo] }
    case 'whichToForget': {
      const list = outcome.items.map((item, i) => `${i + 1} · ${excerpt(item.text)}`)
      const forget = outcome.items.map((item, i) =>
        free(`${labels.forget} ${i + 1}`, { kind: 'forgetItem', item: ref(item) }),
      )
      return { text: [words.whichToForget(outcome.items.length), ...list].join('\n'), choices: forget }
    }
    case 'askCorrection':
      return plain(words.askCorrection(excerpt(outcome.item.text)))
    case 'correctedTo': {
      const { item, zone } = outcome
      return { text: words.correctedTo({ text: item.text, until: day(item.until, zone) }), choices: [undo] }
    }
    case 'samplesKept': {
      const networks = outcome.from.map((id) => platformNames[id])
      return { text: words.samplesKept({ ...outcome, networks }), choices: outcome.added > 0 ? [undo] : [] }
    }
    case 'noSamples':
      return plain(words.noSamples[outcome.why])
    case 'siteStudied': {
      const { found } = outcome
      const isEmpty = found.facts.length + found.texts.length === 0 && found.description === ''
      const choices = [free(labels.keepAll, { kind: 'keepSite', found }), free(labels.no, { kind: 'no' })]
      return { text: words.siteStudied(found), choices: isEmpty ? [] : choices }
    }
    case 'siteNotRead':
      return plain(words.siteNotRead[outcome.why](outcome.address))
    case 'siteKept':
      return { text: words.siteKept(outcome), choices: [undo] }
    case 'rated': {
      const wrongs = (['tooLong', 'tooSalesy', 'notOurWords'] as const).map((wrong) =>
        free(labels[wrong], { kind: 'remember', text: words.rules[wrong] }),
      )
      return { text: words.rated(outcome), choices: outcome.isGood ? (outcome.isKept ? [undo] : []) : wrongs }
    }
    case 'lesson': {
      const { lesson } = outcome
      const answer = (isWanted: boolean) => ({ kind: 'learn', lesson, isWanted }) as const
      const text = words.lesson[lesson.kind]({ seen: lesson.seen, ...wordsOfLesson(lesson) })
      return { text, choices: [free(labels.yes, answer(true)), free(labels.no, answer(false))] }
    }
    case 'lessonAnswered': {
      const text = words.lessonAnswered(outcome.isWanted, ruleOfLesson(outcome.lesson, language))
      return { text, choices: outcome.isWanted ? [undo] : [] }
    }
    case 'alternatives':
      return alternatives(outcome, words, language)
    case 'noAlternatives':
      return plain(words.noAlternatives[outcome.why])
    case 'factEnded': {
      const { item, zone } = outcome
      const choices = [
        free(labels.stillTrue, { kind: 'stillHolds', item: ref(item) }),
        free(labels.correct, { kind: 'correctItem', item: ref(item) }),
        free(labels.forget, { kind: 'forgetItem', item: ref(item) }),
      ]
      return { text: words.factEnded({ text: excerpt(item.text), until: day(item.until, zone) ?? '' }), choices }
    }
    default:
      return unreachable(outcome)
  }
}

function memory(outcome: Extract<MemoryOutcome, { kind: 'memory' }>, words: MemoryWords, language: Language): Spoken {
  const { items, zone, page, pages } = outcome
  const { labels } = words
  if (items.length === 0) return plain(words.memory.empty)
  const list = items.map((item, i) => {
    const named = item.platform === null ? item.origin : platformNames[item.platform]
    const from = `${words.source[item.source](named)}, ${sayDay(item.postedAt ?? item.at, zone, language)}`
    const until = item.until === null ? null : sayDay(item.until, zone, language)
    return words.memory.line(i + 1, { kind: words.kinds[item.table], text: excerpt(item.text), from, until })
  })
  const each = items.flatMap((item, i) => [
    free(`${labels.correct} ${i + 1}`, { kind: 'correctItem', item: ref(item) }),
    free(`${labels.forget} ${i + 1}`, { kind: 'forgetItem', item: ref(item) }),
  ])
  const more = page < pages ? [free(labels.more, { kind: 'memory', page: page + 1 })] : []
  return { text: [words.memory.head(outcome), ...list].join('\n'), choices: [...each, ...more] }
}

function alternatives(
  outcome: Extract<MemoryOutcome, { kind: 'alternatives' }>,
  words: MemoryWords,
  language: Language,
): Spoken {
  const { post, texts, cost } = outcome
  const shown = texts.map((one, i) => {
    const ids = Object.keys(one).filter(isPlatformId)
    const byText = Map.groupBy(ids, (id: PlatformId) => one[id] ?? '')
    const list = [...byText].map(([text, networks]) => ({
      networks: ids.length === 1 ? '' : networks.map((id) => platformNames[id]).join(', '),
      text,
    }))
    return { number: i + 1, texts: list }
  })
  const bound = { postId: post.id, version: post.version }
  const choices = texts.map(
    (one, i): SpokenChoice => ({
      label: `${words.labels.use} ${i + 1}`,
      intent: { kind: 'useAlternative', texts: one, cost },
      ...bound,
    }),
  )
  return { text: words.alternatives(shown, cost === 0 ? null : dollars(cost, language)), choices }
}

function draftOf(text: string): SpokenChoice['intent'] {
  return { kind: 'draft', text, original: text, taken: [], platforms: [], media: [], requestOnly: false }
}

function ref({ table, id }: MemoryItem) {
  return { table, id }
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}

function sayDay(at: string, zone: string, language: Language): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone } as const
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'it-IT', options).format(new Date(at))
}

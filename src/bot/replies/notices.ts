// What is said about notifications, in every language.
import type { NoticeOutcome } from '../../core/notices/outcome.ts'
import type { Language, NoticeKind, NoticeWay } from '../../db/words.ts'
import { lines } from './join.ts'
import type { Spoken } from './spoken.ts'

/** The reply about what a member hears of and how. */
export function sayNotices(outcome: NoticeOutcome, language: Language): Spoken {
  const words = texts[language]
  const { list, isNew, missing, kept, quiet, url } = outcome
  const rows = list.map(({ kind, ways }) => `${words.kinds[kind]}: ${waysIn(ways, language)}`)
  const text = lines(
    isNew ? words.headNew : words.head,
    ...rows,
    kept && words.kept,
    ...missing.map((way) => words.missing[way](url)),
    quiet !== null && words.quiet(quiet),
    missing.length === 0 && words.page(url),
  )
  return { text, choices: [] }
}

/** The subject of a letter about a happening. */
export function noticeSubject(kind: NoticeKind, brand: string, language: Language): string {
  const { subjects } = texts[language]
  return brand === '' ? subjects[kind] : `${brand}: ${subjects[kind]}`
}

/** The name of a kind of happening, as it stands in a list. */
export function noticeKindName(kind: NoticeKind, language: Language): string {
  return texts[language].kinds[kind]
}

/** "in the chat, by e-mail" */
function waysIn(ways: readonly NoticeWay[], language: Language): string {
  const words = texts[language]
  return ways.length === 0 ? words.nowhere : ways.map((way) => words.ways[way]).join(', ')
}

const texts = {
  en: {
    head: 'You hear of:',
    headNew: 'From now on you hear of:',
    kinds: {
      published: 'A post is out',
      failed: 'A post failed',
      unconfirmed: 'Nobody knows whether a post is out',
      approval: 'Your yes is needed',
      accountLost: 'An account was lost',
    } as Record<NoticeKind, string>,
    ways: { chat: 'in the chat', mail: 'by e-mail', webhook: 'by webhook' } as Record<NoticeWay, string>,
    nowhere: 'not at all',
    kept: 'Somebody has to hear of that: it stays in the chat.',
    missing: {
      mail: (url: string) => `You have no confirmed e-mail address yet. Add one here: ${url}`,
      webhook: (url: string) => `You have no webhook yet. Set one here: ${url}`,
      noMail: () => 'This installation sends no mail yet: whoever runs it sets SMTP_URL and MAIL_FROM.',
    },
    quiet: ({ from, to }: { from: string; to: string }) =>
      `Quiet from ${from} to ${to}: it waits until then, webhooks do not.`,
    page: (url: string) => `All of it on a page: ${url}`,
    subjects: {
      published: 'a post is out',
      failed: 'a post failed',
      unconfirmed: 'did a post go out?',
      approval: 'your yes is needed',
      accountLost: 'an account was lost',
    } as Record<NoticeKind, string>,
  },
  it: {
    head: 'Ti avviso così:',
    headNew: 'Da ora ti avviso così:',
    kinds: {
      published: 'Un post è uscito',
      failed: 'Un post non è riuscito',
      unconfirmed: 'Non si sa se un post è uscito',
      approval: 'Serve il tuo sì',
      accountLost: 'Un account è perso',
    } as Record<NoticeKind, string>,
    ways: { chat: 'nella chat', mail: 'per e-mail', webhook: 'con il webhook' } as Record<NoticeWay, string>,
    nowhere: 'per nulla',
    kept: 'Questo qualcuno deve saperlo: resta nella chat.',
    missing: {
      mail: (url: string) => `Non hai ancora un indirizzo e-mail confermato. Aggiungilo qui: ${url}`,
      webhook: (url: string) => `Non hai ancora un webhook. Impostalo qui: ${url}`,
      noMail: () => 'Questa installazione non manda ancora e-mail: chi la gestisce imposta SMTP_URL e MAIL_FROM.',
    },
    quiet: ({ from, to }: { from: string; to: string }) =>
      `Quiete dalle ${from} alle ${to}: si aspetta fino ad allora, i webhook no.`,
    page: (url: string) => `Tutto su una pagina: ${url}`,
    subjects: {
      published: 'un post è uscito',
      failed: 'un post non è riuscito',
      unconfirmed: 'un post è uscito?',
      approval: 'serve il tuo sì',
      accountLost: 'un account è perso',
    } as Record<NoticeKind, string>,
  },
}

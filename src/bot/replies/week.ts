// How a week is told: a few sentences with their numbers, as of when, and honest where there is little to go by.

import { type MeasureName, measureNames, type NetworkReport } from '../../core/insights/report.ts'
import type { Outcome } from '../../core/outcome.ts'
import { type Measures, platformNames } from '../../core/platform.ts'
import type { Language } from '../../db/words.ts'
import { wordsIn } from './index.ts'
import { lines } from './join.ts'
import { free } from './pieces.ts'
import type { Spoken } from './spoken.ts'
import type { Moments } from './words.ts'

type Week = Extract<Outcome, { kind: 'week' }>
type WeekWords = {
  digest: string
  none: string
  notRead: (posts: number) => string
  posts: (of: { written: number; posts: number; counted: number }) => string
  notYet: string
  names: Record<MeasureName, string>
  more: (percent: number) => string
  best: (best: NonNullable<Week['report']['best']>, network: string) => string
  thin: (counted: number) => string
  asOf: (when: string) => string
}

const longestQuote = 80

/** A week in a language. */
export function sayWeek(outcome: Week, { language, moments }: { language: Language; moments: Moments }): Spoken {
  const { report, picture, zone, isDigest } = outcome
  const words = weekWords[language]
  const text = lines(
    isDigest && words.digest,
    report.posts === 0
      ? words.none
      : report.counted === 0
        ? words.notRead(report.posts)
        : lines(
            `${words.posts(report)} ${sumsIn(report.sums, report.before, words)}`,
            report.networks.length > 1 && report.networks.map((one) => network(one, words)).join('\n'),
            report.best === null
              ? words.thin(report.counted)
              : words.best(report.best, platformNames[report.best.platform]),
            report.asOf !== null && words.asOf(moments.at(report.asOf, zone)),
          ),
  )
  const { theseDays } = wordsIn(language).labels
  const choices = report.posts === 0 && !isDigest ? [free(theseDays, { kind: 'report', week: 'seven' })] : []
  return { text, choices, ...(picture !== null && { media: [picture] }) }
}

function network({ platform, sums, counted }: NetworkReport, words: WeekWords): string {
  return `${platformNames[platform]}: ${counted === 0 ? words.notYet : sumsIn(sums, null, words)}`
}

/** "1,200 views, 40 likes (+12 %)": only what was counted. */
function sumsIn(sums: Measures, before: Measures | null, words: WeekWords): string {
  const said = measureNames.flatMap((name) => {
    const [now, then] = [sums[name], before?.[name]]
    if (now === undefined) return []
    const change = then === undefined || then === 0 ? '' : ` (${words.more(Math.round(((now - then) / then) * 100))})`
    return [`${now} ${words.names[name]}${change}`]
  })
  return said.length === 0 ? '' : `${said.join(', ')}.`
}

const quoted = (text: string) => {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line
}
const signed = (percent: number) => `${percent > 0 ? '+' : ''}${percent} %`

const weekWords: Record<Language, WeekWords> = {
  en: {
    digest: 'Last week:',
    none: 'Nothing went out in that week.',
    notRead: (posts) =>
      `${posts === 1 ? 'One post' : `${posts} posts`} went out. There are no numbers yet; the first are read within a quarter of an hour.`,
    posts: (o) =>
      `${o.written === 1 ? 'One post' : `${o.written} posts`}${o.posts > o.written ? `, out ${o.posts} times` : ''}${o.counted < o.posts ? `, ${o.counted} of these counted` : ''}:`,
    notYet: 'not counted yet.',
    names: {
      impressions: 'views',
      reach: 'people reached',
      likes: 'likes',
      comments: 'comments',
      shares: 'shares',
      clicks: 'clicks',
    },
    more: signed,
    best: (best, network) =>
      `Most answered, of ${best.among}: “${quoted(best.text)}” on ${network}, ${best.answers} likes, comments and shares. More like it is worth a try; ${best.among} posts prove little.`,
    thin: (counted) => `${counted === 1 ? 'One post' : `${counted} posts`} with numbers: too few to say what works.`,
    asOf: (when) => `As of ${when}. What a network does not count is not here.`,
  },
  it: {
    digest: 'La settimana scorsa:',
    none: 'In quella settimana non è uscito niente.',
    notRead: (posts) =>
      `${posts === 1 ? 'È uscito un post' : `Sono usciti ${posts} post`}. Non ci sono ancora numeri; i primi si leggono entro un quarto d’ora.`,
    posts: (o) =>
      `${o.written === 1 ? 'Un post' : `${o.written} post`}${o.posts > o.written ? `, ${o.posts} uscite` : ''}${o.counted < o.posts ? `, di cui ${o.counted} contate` : ''}:`,
    notYet: 'non ancora contato.',
    names: {
      impressions: 'visualizzazioni',
      reach: 'persone raggiunte',
      likes: 'mi piace',
      comments: 'commenti',
      shares: 'condivisioni',
      clicks: 'clic',
    },
    more: signed,
    best: (best, network) =>
      `Quello con più risposte, su ${best.among}: «${quoted(best.text)}» su ${network}, ${best.answers} tra mi piace, commenti e condivisioni. Vale la pena riprovarci; ${best.among} post dimostrano poco.`,
    thin: (counted) =>
      `${counted === 1 ? 'Un post' : `${counted} post`} con numeri: troppo pochi per dire che cosa funziona.`,
    asOf: (when) => `Dati al ${when}. Quello che una rete non conta qui non c’è.`,
  },
}

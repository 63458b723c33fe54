// Italian: the words for days, clock times, spans and habits.
import { type Atom, type AtomRule, type Clock, type Groups, oneOf, type PartOfDay, rule } from '../atoms.ts'
import type { TimeWords } from './language.ts'
import { clockOf, counted, figureRules, numberIn } from './numbers.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const weekdays = counted('lunedi martedi mercoledi giovedi venerdi sabato domenica')
const shortWeekdays = counted('lun mar mer gio ven sab dom')
const monthNames = counted(
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
)
const months = new Map([...monthNames, ...counted('gen feb mar apr mag giu lug ago set ott nov dic'), ['sett', 9]])

const ones = counted('uno due tre quattro cinque sei sette otto nove')
const tens = ['venti', 'trenta', 'quaranta', 'cinquanta'].map((word, i): [string, number] => [word, 20 + 10 * i])
const numbers = new Map<string, number>([
  ...ones,
  ...[...counted('dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove')].map(
    ([word, i]): [string, number] => [word, i + 9],
  ),
  ...tens,
  // The ten loses its last vowel before uno and otto: ventuno, ventotto.
  ...tens.flatMap(([ten, value]) =>
    [...ones].map(([one, add]): [string, number] => [(/^[uo]/.test(one) ? ten.slice(0, -1) : ten) + one, value + add]),
  ),
  ['un', 1],
  ['una', 1],
  ["un'", 1],
])

const number = `(?:\\d{1,3}|${oneOf(numbers.keys())})`
const hourWords = oneOf([...numbers.keys()].filter((word) => (numbers.get(word) ?? 0) <= 24 && !/^un/.test(word)))
const hour = `(?:\\d{1,2}|${hourWords}|l'una|una)`
const weekday = oneOf(weekdays.keys())
const month = oneOf(months.keys())
const at =
  "(?:(?:verso|circa|per|intorno|attorno)\\s+)?(?:alle\\s+ore|dalle\\s+ore|alle|dalle|all'|alla|a\\s+le|ore|h\\.?|le|per\\s+l')"
const sharp = '(?:\\s+(?:in\\s+punto|circa|precise))?'
/** What may follow a bare number that is a time: not a thing that it counts. */
const until = `\\s*(?:$|[,;!?)\\n]|:(?!\\d)|\\.(?!\\d)|(?:alle|all'|ore|e|ed|o|oppure|di|del|della|su|per|domani|oggi|stasera|stamattina|circa|verso|che|sul|sulla|sui|sulle|il|lo|la|i|gli|noi|siamo|abbiamo|apriamo|vi|ci|un|una|con|ogni|tutti|invece|grazie|forse|mattina|pomeriggio|sera|notte|a mezz\\p{L}+|-)(?![\\p{L}])|${weekday}|${month})`

const n = (said: string | undefined): number => (said === "l'una" ? 1 : (numberIn(numbers, said) ?? Number.NaN))
const clock = (said: string | undefined, minute: number, more: Partial<Clock> = {}): Clock =>
  clockOf(said !== undefined && /^\d/.test(said) ? said : n(said), minute, more)
const dayNumber = (said = ''): number => (/^(?:primo|1\D)/.test(said) ? 1 : n(said))

function dateOf({ day, month: name = '', year }: Groups): Atom {
  const date = { is: 'date', day: dayNumber(day), month: months.get(name) ?? 0 } as const
  return { day: year === undefined ? date : { ...date, year: Number(year) } }
}

function weekdayOf({ which, weekday: name = '', short = '', after, habit }: Groups): Atom {
  const day = { is: 'weekday', weekday: weekdays.get(name) ?? shortWeekdays.get(short) ?? 1 } as const
  const said = which ?? after
  if (said !== undefined) {
    return {
      day: { ...day, which: /^quest/.test(said) ? 'this' : /^(?:scors|passat)/.test(said) ? 'last' : 'nearest' },
    }
  }
  return { day: habit === undefined ? day : { ...day, which: 'habit' } }
}

const parts: Record<string, PartOfDay> = {
  mattina: 'morning',
  mattino: 'morning',
  mattinata: 'morning',
  pomeriggio: 'afternoon',
  sera: 'evening',
  serata: 'evening',
  notte: 'night',
}
const part = '(?<part>mattina|mattino|pomeriggio|sera|notte)'

function span({ count, unit = '', half, more }: Groups): Atom {
  const size = unit.startsWith('m') ? minuteMs : hourMs
  const extra = half !== undefined ? size / 2 : more !== undefined ? n(more) * minuteMs : 0
  const value = /[.,]/.test(count ?? '') ? Number(count?.replace(',', '.')) : n(count)
  return { durationMs: Math.round(value * size) + extra }
}

const count = `(?<count>un'|\\d{1,2}[.,]\\d|${number})`
const spanUnits = '(?<unit>ore|ora|oretta|h|minuti|minuto|minutini|min)'
const dayUnits = '(?<unit>giorni|giorno|settimane|settimana|mesi|mese)'
const spans: AtomRule[] = [
  rule("(?:tra|fra)\\s+(?:una\\s+)?mezz'?\\s?or(?:a|etta)", () => ({ durationMs: 30 * minuteMs })),
  rule("(?:tra|fra)\\s+un\\s+quarto\\s+d'\\s?ora", () => ({ durationMs: 15 * minuteMs })),
  rule("(?:tra|fra)\\s+tre\\s+quarti\\s+d'\\s?ora", () => ({ durationMs: 45 * minuteMs })),
  rule(
    `(?:tra|fra)\\s+(?:circa\\s+)?${count}\\s*${spanUnits}(?:(?<half>\\s+e\\s+mezz[ao])|\\s+e\\s+(?:(?<quarter>un\\s+quarto)|(?<more>${number})(?:\\s+(?:minuti|min))?))?`,
    (g) => span(g.quarter === undefined ? g : { ...g, more: '15' }),
  ),
  rule(`(?<count>un'|${number})\\s*${spanUnits}(?<half>\\s+e\\s+mezz[ao])?\\s+fa`, (g) => ({
    durationMs: -(span(g).durationMs ?? 0),
  })),
  rule("mezz'?\\s?ora\\s+fa", () => ({ durationMs: -30 * minuteMs })),
  rule(`(?:tra|fra)\\s+${count}\\s*${dayUnits}`, (g) => daysAhead(g, 1)),
  rule(`(?<count>${number})\\s+${dayUnits}\\s+fa`, (g) => daysAhead(g, -1)),
]

function daysAhead({ count: said, unit = '' }: Groups, sign: number): Atom {
  const value = n(said) * sign
  if (unit.startsWith('mes')) return { day: { is: 'months', months: value } }
  return { day: { is: 'offset', days: value * (unit.startsWith('settiman') ? 7 : 1) } }
}

const days: AtomRule[] = [
  rule('oggi(?:\\s+stesso)?', () => ({ day: { is: 'offset', days: 0 } })),
  rule('domattina|domani\\s+mattina', () => ({ day: { is: 'offset', days: 1 }, part: 'morning' })),
  rule('domani', () => ({ day: { is: 'offset', days: 1 } })),
  rule("dopo\\s?domani|doman\\s+l'altro", () => ({ day: { is: 'offset', days: 2 } })),
  rule('ieri', () => ({ day: { is: 'offset', days: -1 } })),
  rule("l'altro\\s?ieri|ieri\\s+l'altro|avantieri", () => ({ day: { is: 'offset', days: -2 } })),
  rule(
    'sta(?<part>sera|mattina|notte)|questa?\\s+(?<also>mattina|mattino|pomeriggio|sera|notte)|oggi\\s+pomeriggio',
    (g) => ({
      day: { is: 'offset', days: 0 },
      part: parts[g.part ?? g.also ?? 'pomeriggio'] ?? 'afternoon',
    }),
  ),
  rule(`ieri\\s+${part}`, (g) => ({ day: { is: 'offset', days: -1 }, part: parts[g.part ?? ''] ?? 'evening' })),
  rule(
    `(?:(?<which>quest[oa]|prossim[oa]|scors[oa])\\s+|(?:il|la)\\s+(?<after>prossim[oa]|scors[oa])\\s+)?(?<weekday>${weekday})`,
    weekdayOf,
  ),
  rule(`(?:il\\s+|la\\s+)?(?<weekday>${weekday})\\s+(?<after>prossim[oa]|scors[oa]|passat[oa])`, weekdayOf),
  rule(`(?<habit>il|la|di)\\s+(?<weekday>${weekday})(?!\\s+(?:prossim|scors|passat|\\d))`, weekdayOf),
  rule(`(?<short>${oneOf(shortWeekdays.keys())})\\.?(?=\\s*,?\\s*(?:\\d|alle\\s))`, weekdayOf),
  rule(
    `(?:il\\s+|l'|lo\\s+)?(?<day>primo|1o|1°|${number})\\s+(?:di\\s+)?(?<month>${month})\\.?(?:\\s+(?:del\\s+)?(?<year>\\d{4}))?`,
    dateOf,
  ),
  rule(`(?:il\\s+(?:giorno\\s+)?|l'|giorno\\s+)(?<day>primo|1o|1°|${number})(?=${until})`, (g) => ({
    day: { is: 'dayOfMonth', day: dayNumber(g.day) },
  })),
  rule('il\\s+(?<day>\\d{1,2})[/.-](?<month>\\d{1,2})(?:[/.-](?<year>\\d{4}))?', ({ day, month: number, year }) => {
    const date = { is: 'slashed', first: Number(day), second: Number(number) } as const
    return { day: year === undefined ? date : { ...date, year: Number(year) } }
  }),
  rule(
    "(?:a\\s+|alla\\s+|per\\s+)?(?:la\\s+)?fine\\s+(?:del\\s+)?mese|(?:l')?ultimo\\s+(?:giorno\\s+)?del\\s+mese",
    () => ({
      day: { is: 'monthEnd', months: 0 },
    }),
  ),
  rule('(?:a\\s+|alla\\s+)?fine\\s+(?:del\\s+)?(?:mese\\s+prossimo|prossimo\\s+mese)', () => ({
    day: { is: 'monthEnd', months: 1 },
  })),
]

const periods: AtomRule[] = [
  rule(
    '(?:inizio\\s+|fine\\s+|(?:nel)?la\\s+)?(?:(?<before>prossima|scorsa|questa)\\s+settimana|settimana\\s+(?<after>prossima|scorsa))',
    (g) => {
      const which = g.before ?? g.after
      return { period: { is: 'week', weeks: which === 'prossima' ? 1 : which === 'scorsa' ? -1 : 0 } }
    },
  ),
  rule('(?:in|questo|nel|il)\\s+(?:week-?end|fine\\s+settimana|finesettimana)', () => ({
    period: { is: 'weekend', weeks: 0 },
  })),
  rule(
    '(?:il\\s+)?(?:prossimo\\s+(?:week-?end|fine\\s+settimana)|(?:week-?end|fine\\s+settimana)\\s+prossimo)',
    () => ({
      period: { is: 'weekend', weeks: 1 },
    }),
  ),
  rule('(?:(?:il|nel)\\s+)?(?:prossimo\\s+mese|mese\\s+prossimo)', () => ({ period: { is: 'month', month: 0 } })),
  rule(`(?:a|in|ad|per)\\s+(?:inizio\\s+|fine\\s+|meta\\s+)?(?<month>${oneOf(monthNames.keys())})`, (g) => ({
    period: { is: 'month', month: months.get(g.month ?? '') ?? 0 },
  })),
  rule(
    'prima\\s+o\\s+poi|presto|piu\\s+tardi|(?:tra|fra)\\s+(?:poco|un\\s+po|qualche\\s+\\p{L}+)|un\\s+giorno|quando\\s+(?:vuoi|capita|puoi)|nei\\s+prossimi\\s+giorni|in\\s+settimana|a\\s+un\\s+certo\\s+punto|in\\s+giornata',
    () => ({ isVague: true }),
  ),
  rule(
    '(?:di|del|della|in|nel|la|al|alla)?\\s*(?:(?:prima|tarda)\\s+)?(?<part>mattina|mattino|mattinata|pomeriggio|sera|serata)',
    (g) => ({
      part: parts[g.part ?? ''] ?? 'morning',
    }),
  ),
  rule('(?:di|della)\\s+notte', () => ({ part: 'smallHours' })),
  rule('notte', () => ({ part: 'night' })),
]

const plusMinutes = `(?:e\\s+(?:(?<half>mezz[ao])|(?<quarter>un\\s+quarto)|(?<three>tre\\s+quarti)|(?<more>${number})(?:\\s+minuti)?)|meno\\s+(?:(?<lessQuarter>un\\s+quarto)|(?<less>${number})))`

function weak(atom: Atom | undefined): Atom | undefined {
  return atom && { ...atom, isWeak: true }
}

function withMinutes(g: Groups): Atom | undefined {
  const base = clock(g.hour, 0)
  const less = g.lessQuarter === undefined ? (g.less === undefined ? 0 : n(g.less)) : 15
  if (less > 59) return undefined
  if (less > 0)
    return { clock: { ...base, hour: base.hour === 1 && !base.is24 ? 12 : base.hour - 1, minute: 60 - less } }
  if (g.half !== undefined) return { clock: { ...base, minute: 30 } }
  if (g.quarter !== undefined) return { clock: { ...base, minute: 15 } }
  if (g.three !== undefined) return { clock: { ...base, minute: 45 } }
  return { clock: { ...base, minute: g.more === undefined ? 0 : n(g.more) } }
}

const noonAt = '(?:(?:verso|per)\\s+)?(?:a\\s+|alle\\s+)?'
const clocks: AtomRule[] = [
  rule(`${noonAt}mezzogiorno(?:\\s+(?<half>e\\s+mezz[ao])|\\s+e\\s+(?<quarter>un\\s+quarto))?`, (g) => ({
    clock: { hour: 12, minute: g.half === undefined ? (g.quarter === undefined ? 0 : 15) : 30, is24: true },
  })),
  rule(`${noonAt}mezzanotte(?:\\s+(?<half>e\\s+mezz[ao]))?`, (g) => ({
    clock: { hour: 0, minute: g.half === undefined ? 0 : 30, is24: true, isMidnight: true },
  })),
  rule(`${at}\\s*(?<hour>${hour})\\s+${plusMinutes}${sharp}`, withMinutes),
  rule(`(?<hour>${hour})\\s+${plusMinutes}(?=${until})`, (g) => weak(withMinutes(g))),
  rule(`(?:un\\s+)?quarto\\s+alle\\s+(?<hour>${hour})`, (g) => withMinutes({ hour: g.hour, lessQuarter: 'x' })),
  rule(`${at}\\s*(?<hour>${hour})${sharp}(?=${until})`, (g) => ({ clock: clock(g.hour, 0) })),
  rule(`(?:${at}\\s*)?(?<hour>\\d{1,2})\\s?(?<half>am|pm)`, (g) => ({
    clock: clock(g.hour, 0, { half: g.half === 'am' ? 'am' : 'pm' }),
  })),
  rule(`(?:dopo|prima\\s+delle|entro)\\s+(?:le\\s+)?(?<hour>${hour})(?=${until})`, (g) => ({
    clock: clock(g.hour, 0),
    isVague: true,
  })),
  rule(`all'una|l'una|alla\\s+una`, () => ({ clock: clock('una', 0) })),
  rule(`(?<hour>${hour})${sharp}(?=${until})`, (g) => ({ clock: clock(g.hour, 0), isWeak: true, number: n(g.hour) })),
]

const oneDay = `(?:(?:il|la|di)\\s+)?${weekday}`
const join = '(?:\\s*,\\s*(?:e\\s+)?|\\s+e\\s+)'

/** What Italian knows about time. */
export const it: TimeWords = {
  atoms: [...figureRules({ colonIs24: true, before: at, until }), ...spans, ...days, ...periods, ...clocks],
  link: /^(?:[\s,-]|(?<!\p{L})(?:alle|all'|il|la|le|di|del|della|in|per|verso|circa|dalle|poi|tra|fra|ore)(?!\p{L}))*$/u,
  or: /^[\s,]*(?:o|oppure|o forse|o magari|o anche|forse|magari|e|ed|ed? anche|e poi|a|alle|fino alle|fino a|-|\/)(?:\s+(?:alle|il|la|le|verso|anche|forse|ancora|di))*\s*$/u,
  leads: /(?:(?<!\p{L})(?:per|il|la|le|alle|in|da|dalle|verso|tra|fra|di|nella|nel)\s+)+$/u,
  hedges:
    /(?<!\p{L})(?:forse|magari|probabilmente|non|mai|dopo|prima\s+d(?:i|elle)|entro|fino\s+a|da)\s+(?:(?:il|la|le|alle|di)\s+)*$/u,
  negations: /(?<!\p{L})(?:non|mai)\s/u,
  habits: /(?<!\p{L})ogni\s+$/u,
  hasMonthFirst: false,
  slots: {
    days: new RegExp(
      `(?:ogni\\s+(?:${weekday}|giorno|mattina|pomeriggio|sera|notte|weekend|fine\\s+settimana)(?:${join}(?:ogni\\s+|di\\s+|il\\s+)?${weekday})*|tutti\\s+i\\s+(?:giorni(?:\\s+(?:feriali|lavorativi))?|${weekday})(?:${join}(?:i\\s+)?${weekday})*|tutte\\s+le\\s+domeniche|(?:nei|i)\\s+(?:giorni\\s+)?(?:feriali|lavorativi)|nei\\s+weekend|(?:(?:il|di)\\s+)${weekday}(?:${join}${oneDay})+|${weekday}(?:${join}${weekday})*\\s+di\\s+ogni\\s+settimana)`,
      'gu',
    ),
    day: [
      ...[...weekdays].map(([name, value]) => ({ pattern: new RegExp(`\\b${name}\\b`, 'u'), weekdays: [value] })),
      { pattern: /\bdomeniche\b/u, weekdays: [7] },
      { pattern: /\bferiali\b|\blavorativi\b/u, weekdays: [1, 2, 3, 4, 5] },
      { pattern: /\bweekend\b|\bfine\s+settimana\b/u, weekdays: [6, 7] },
      {
        pattern:
          /\bogni\s+(?:giorno|mattina|pomeriggio|sera|notte)\b|\btutti\s+i\s+giorni\b(?!\s+(?:feriali|lavorativi))/u,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
      },
    ],
  },
  zoneNoise: /\b(?:il|mio|fuso|orario|ora|l'ora|e|di|sono|a|vivo|siamo|in|locale)\b/gu,
  say: {
    weekdays: ['lun', 'mar', 'mer', 'gio', 'ven', 'sab', 'dom'],
    months: ['gen', 'feb', 'mar', 'apr', 'mag', 'giu', 'lug', 'ago', 'set', 'ott', 'nov', 'dic'],
    today: 'oggi',
    tomorrow: 'domani',
    summerTime: 'ora legale',
    winterTime: 'ora solare',
  },
}

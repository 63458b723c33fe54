// English: the words for days, clock times, spans and habits.
import { type Atom, type AtomRule, type Clock, type Groups, oneOf, type PartOfDay, rule } from '../atoms.ts'
import type { TimeWords } from './language.ts'
import { clockOf, counted, figureRules, numberIn } from './numbers.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const weekdays = counted('monday tuesday wednesday thursday friday saturday sunday')
const shortWeekdays = new Map(
  Object.entries({ mon: 1, tue: 2, tues: 2, wed: 3, weds: 3, thu: 4, thur: 4, thurs: 4, fri: 5, sat: 6, sun: 7 }),
)
const monthNames = counted('january february march april may june july august september october november december')
const months = new Map([...monthNames, ...counted('jan feb mar apr may jun jul aug sep oct nov dec'), ['sept', 9]])

const ones = counted(
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
)
const tens: [string, number][] = [
  ['twenty', 20],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
]
const numbers = new Map<string, number>([
  ...ones,
  ...tens,
  ...tens.flatMap(([ten, value]) =>
    [...ones].slice(0, 9).flatMap(([one, add]): [string, number][] => [
      [`${ten} ${one}`, value + add],
      [`${ten}-${one}`, value + add],
    ]),
  ),
])
const ordinals = new Map<string, number>([
  ...counted(
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  ),
  ...[...counted('first second third fourth fifth sixth seventh eighth ninth')].flatMap(
    ([word, n]): [string, number][] => [
      [`twenty ${word}`, 20 + n],
      [`twenty-${word}`, 20 + n],
    ],
  ),
  ['thirtieth', 30],
  ['thirty first', 31],
  ['thirty-first', 31],
])

const number = `(?:\\d{1,3}|${oneOf(numbers.keys())})`
const hour = `(?:\\d{1,2}|${oneOf([...ones.keys()].slice(0, 12))})`
const minuteWords = oneOf([...numbers.keys()].filter((word) => (numbers.get(word) ?? 0) >= 10))
const ordinal = `(?:\\d{1,2}(?:st|nd|rd|th)|${oneOf(ordinals.keys())})`
const weekday = oneOf(weekdays.keys())
const month = oneOf(months.keys())
const at = '(?:at|around|about)(?:\\s+(?:around|about))?'
/** What may follow a bare number or ordinal that is a time: not a thing that it counts. */
const until =
  "\\s*(?:$|[,;!?)\\n]|:(?!\\d)|\\.(?!\\d)|(?:at|on|or|and|to|in the|of|this|next|for|tomorrow|today|tonight|please|sharp|that|about|saying|we|i|it|the|our|there|come|with|because|every|noon|maybe|instead|o'clock|morning|afternoon|evening|night|-)(?![\\p{L}])|" +
  `${weekday}|${month}|am|pm)`

const n = (said: string | undefined): number => numberIn(numbers, said) ?? Number.NaN
const clock = (said: string | undefined, minute: number, more: Partial<Clock> = {}): Clock =>
  clockOf(said !== undefined && /^\d/.test(said) ? said : n(said), minute, more)
const dayNumber = (said = ''): number => ordinals.get(said.replace(/\s+/g, ' ')) ?? Number.parseInt(said, 10)
const halfOf = (said: string | undefined): Partial<Clock> =>
  said === undefined ? {} : { half: said.startsWith('a') ? 'am' : 'pm' }
const amPm = '(?<half>a\\.?\\s?m\\.?|p\\.?\\s?m\\.?)'

function dateOf({ day, month: name = '', year }: Groups): Atom {
  const date = { is: 'date', day: dayNumber(day), month: months.get(name) ?? 0 } as const
  return { day: year === undefined ? date : { ...date, year: Number(year) } }
}

function weekdayOf({ which, weekday: name = '', short = '' }: Groups): Atom {
  const value = weekdays.get(name) ?? shortWeekdays.get(short) ?? 1
  const day = { is: 'weekday', weekday: value } as const
  if (which === undefined) return { day }
  return {
    day: {
      ...day,
      which: which === 'this' ? 'this' : which === 'next' ? 'next' : which === 'coming' ? 'nearest' : 'last',
    },
  }
}

const parts: Record<string, PartOfDay> = {
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'night',
}
const part = '(?<part>morning|afternoon|evening|night)'

function span({ count, unit = '', half, more }: Groups): Atom {
  const size = unit.startsWith('h') ? hourMs : minuteMs
  const value = /^an?$/.test(count ?? '') ? 1 : /[.,]/.test(count ?? '') ? Number(count?.replace(',', '.')) : n(count)
  const extra = half === undefined ? (more === undefined ? 0 : n(more) * minuteMs) : size / 2
  return { durationMs: Math.round(value * size) + extra }
}

const spanUnits = '(?<unit>hours?|hrs?|h|minutes?|mins?|min)'
const spans: AtomRule[] = [
  rule('in\\s+(?:a\\s+)?half\\s+an?\\s+hour|in\\s+a\\s+half\\s+hour|half\\s+an\\s+hour\\s+from\\s+now', () => ({
    durationMs: 30 * minuteMs,
  })),
  rule('in\\s+a\\s+quarter\\s+of\\s+an\\s+hour', () => ({ durationMs: 15 * minuteMs })),
  rule('in\\s+three\\s+quarters\\s+of\\s+an\\s+hour', () => ({ durationMs: 45 * minuteMs })),
  rule(
    `in\\s+(?:about\\s+)?(?<count>an?|\\d{1,2}[.,]\\d|${number})\\s*${spanUnits}(?<half>\\s+and\\s+a\\s+half)?(?:\\s+(?:and\\s+)?(?<more>${number})\\s*(?:minutes?|mins?|min|m))?(?:\\s+from\\s+now)?`,
    span,
  ),
  rule(`in\\s+(?<count>${number})\\s+and\\s+a\\s+half\\s+(?<unit>hours)(?<half>)`, span),
  rule(`in\\s+(?<count>\\d{1,2})h(?<more>\\d{2})(?<unit>)`, ({ count, more }) => ({
    durationMs: n(count) * hourMs + n(more) * minuteMs,
  })),
  rule(`(?<count>an?|${number})\\s+${spanUnits}\\s+from\\s+now`, span),
  rule(`(?<count>an?|${number})\\s+${spanUnits}\\s+ago`, (groups) => ({ durationMs: -(span(groups).durationMs ?? 0) })),
  rule(`in\\s+(?<count>an?|${number})\\s+(?<unit>days?|weeks?|months?)(?:'s?\\s+time)?`, daysAhead),
  rule(`(?<count>an?|${number})\\s+(?<unit>days?|weeks?|months?)\\s+(?:from\\s+(?:now|today)|(?<ago>ago))`, daysAhead),
]

function daysAhead({ count, unit = '', ago }: Groups): Atom {
  const value = (/^an?$/.test(count ?? '') ? 1 : n(count)) * (ago === undefined ? 1 : -1)
  if (unit.startsWith('month')) return { day: { is: 'months', months: value } }
  return { day: { is: 'offset', days: value * (unit.startsWith('week') ? 7 : 1) } }
}

const days: AtomRule[] = [
  rule('today', () => ({ day: { is: 'offset', days: 0 } })),
  rule('tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr', () => ({ day: { is: 'offset', days: 1 } })),
  rule('(?:the\\s+)?day\\s+after\\s+tomorrow|overmorrow', () => ({ day: { is: 'offset', days: 2 } })),
  rule('yesterday', () => ({ day: { is: 'offset', days: -1 } })),
  rule('(?:the\\s+)?day\\s+before\\s+yesterday', () => ({ day: { is: 'offset', days: -2 } })),
  rule('tonight', () => ({ day: { is: 'offset', days: 0 }, part: 'night' })),
  rule('last\\s+night', () => ({ day: { is: 'offset', days: -1 }, part: 'night' })),
  rule(`(?:later\\s+)?this\\s+${part}`, (g) => ({
    day: { is: 'offset', days: 0 },
    part: parts[g.part ?? ''] ?? 'morning',
  })),
  rule(`(?:(?<which>this|next|coming|last)\\s+)?(?<weekday>${weekday})`, weekdayOf),
  rule(`this\\s+(?<which>coming)\\s+(?<weekday>${weekday})`, weekdayOf),
  rule(
    `(?:(?<which>this|next|last)\\s+)?(?<short>${oneOf(shortWeekdays.keys())})\\.?(?=\\s*,?\\s*(?:\\d|at\\s))`,
    weekdayOf,
  ),
  rule(
    `(?:(?:on\\s+)?the\\s+)?(?<day>${ordinal}|\\d{1,2})\\s+(?:of\\s+)?(?<month>${month})\\.?(?:,?\\s+(?<year>\\d{4}))?`,
    dateOf,
  ),
  rule(
    `(?<month>${month})\\.?\\s+(?:the\\s+)?(?<day>${ordinal}|\\d{1,2})(?![:.h]\\d)(?:,?\\s+(?<year>\\d{4}))?`,
    dateOf,
  ),
  rule(`the\\s+(?<day>${ordinal})(?=${until})`, (g) => ({ day: { is: 'dayOfMonth', day: dayNumber(g.day) } })),
  rule(`on\\s+the\\s+(?<day>${ordinal}|\\d{1,2})(?=${until})`, (g) => ({
    day: { is: 'dayOfMonth', day: dayNumber(g.day) },
  })),
  rule(`(?<day>\\d{1,2}(?:st|nd|rd|th))(?=${until})`, (g) => ({
    day: { is: 'dayOfMonth', day: dayNumber(g.day) },
    isWeak: true,
  })),
  rule('(?:the\\s+)?(?:end|last\\s+day)\\s+of\\s+(?:the\\s+|this\\s+)?month|month\\s+end', () => ({
    day: { is: 'monthEnd', months: 0 },
  })),
  rule('(?:the\\s+)?end\\s+of\\s+next\\s+month', () => ({ day: { is: 'monthEnd', months: 1 } })),
]

const periods: AtomRule[] = [
  rule('(?:early\\s+|late\\s+|later\\s+|end\\s+of\\s+)?(?<which>this|next|last)\\s+week', (g) => ({
    period: { is: 'week', weeks: g.which === 'next' ? 1 : g.which === 'last' ? -1 : 0 },
  })),
  rule(`(?:an?|${number})\\s+weeks?\\s+(?:from|after|on)`, () => ({ isVague: true })),
  rule('(?:(?:this|the|on\\s+the|at\\s+the)\\s+)(?:coming\\s+)?weekend', () => ({
    period: { is: 'weekend', weeks: 0 },
  })),
  rule('next\\s+weekend', () => ({ period: { is: 'weekend', weeks: 1 } })),
  rule('next\\s+month', () => ({ period: { is: 'month', month: 0 } })),
  rule(`(?:sometime\\s+)?in\\s+(?:early\\s+|late\\s+|mid\\s+)?(?<month>${oneOf(monthNames.keys())})`, (g) => ({
    period: { is: 'month', month: months.get(g.month ?? '') ?? 0 },
  })),
  rule(
    'some\\s?time|some\\s?day|soon|shortly|asap|later|later\\s+on|at\\s+some\\s+point|whenever|one\\s+of\\s+these\\s+days|in\\s+a\\s+(?:bit|while|moment)|in\\s+a\\s+few\\s+(?:minutes|hours|days|weeks)|in\\s+a\\s+couple\\s+of\\s+(?:hours|days|weeks)',
    () => ({ isVague: true }),
  ),
  rule(
    '(?:in\\s+the\\s+)?(?:early\\s+|late\\s+)?(?<part>morning|afternoon|evening)|at\\s+(?<night>night)|(?<alone>night)',
    (g) => ({
      part: parts[g.part ?? 'night'] ?? 'night',
    }),
  ),
]

const clocks: AtomRule[] = [
  rule(`(?:${at}\\s+)?(?:12\\s+)?(?:noon|midday)`, () => ({ clock: { hour: 12, minute: 0, is24: true } })),
  rule(`(?:${at}\\s+)?(?:12\\s+)?midnight`, () => ({ clock: { hour: 0, minute: 0, is24: true, isMidnight: true } })),
  rule(`(?:${at}\\s+)?(?<hour>${hour})(?:[:.](?<minute>\\d{2}))?\\s?${amPm}`, (g) => ({
    clock: clock(g.hour, Number(g.minute ?? 0), halfOf(g.half)),
  })),
  rule(`(?:${at}\\s+)?half\\s+past\\s+(?<hour>${hour})`, (g) => ({ clock: clock(g.hour, 30) })),
  rule(`${at}\\s+half\\s+(?<hour>${hour})`, (g) => ({ clock: clock(g.hour, 30) })),
  rule(`(?:${at}\\s+)?(?:a\\s+)?quarter\\s+(?<side>past|to)\\s+(?<hour>${hour})`, (g) => around(g.hour, 15, g.side)),
  rule(`(?:${at}\\s+)?(?<count>${number})\\s+(?:minutes\\s+)?past\\s+(?<hour>${hour})`, (g) =>
    around(g.hour, n(g.count), 'past'),
  ),
  rule(`(?<count>${number})\\s+(?:minutes\\s+)?to\\s+(?<hour>${hour})(?=${until})`, (g) =>
    weak(around(g.hour, n(g.count), 'to')),
  ),
  rule(`${at}\\s+(?<count>${number})\\s+(?:minutes\\s+)?to\\s+(?<hour>${hour})`, (g) =>
    around(g.hour, n(g.count), 'to'),
  ),
  rule(`(?:${at}\\s+)?(?<hour>${hour})\\s+o'?clock`, (g) => ({ clock: clock(g.hour, 0) })),
  rule(`${at}\\s+(?<hour>${hour})\\s+(?<minute>${minuteWords})`, (g) => ({ clock: clock(g.hour, n(g.minute)) })),
  rule(`(?<hour>${hour})\\s+(?<minute>${minuteWords})(?=${until})`, (g) => ({
    clock: clock(g.hour, n(g.minute)),
    isWeak: true,
  })),
  rule(`${at}\\s+(?<hour>${hour})(?:ish)?(?=${until})`, (g) => ({ clock: clock(g.hour, 0) })),
  rule(`(?:after|before|by|until)\\s+(?<hour>${hour})(?=${until})`, (g) => ({
    clock: clock(g.hour, 0),
    isVague: true,
  })),
  rule(`(?<hour>\\d{1,2})\\s?(?:h|hrs)(?=${until})`, (g) => ({
    clock: clock(g.hour, 0, { is24: true }),
    isWeak: true,
  })),
  rule(`(?<hour>${hour})(?:ish)?(?=${until})`, (g) => ({ clock: clock(g.hour, 0), isWeak: true, number: n(g.hour) })),
]

function weak(atom: Atom | undefined): Atom | undefined {
  return atom && { ...atom, isWeak: true }
}

function around(said: string | undefined, minutes: number, side: string | undefined): Atom | undefined {
  if (!(minutes >= 1 && minutes <= 59)) return undefined
  const base = clock(said, 0)
  if (side === 'past') return { clock: { ...base, minute: minutes } }
  return { clock: { ...base, hour: base.hour === 1 && !base.is24 ? 12 : base.hour - 1, minute: 60 - minutes } }
}

const habitDays = '(?:mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays|weekends)'
const anyDay = `(?:(?:every|each)\\s+(?:${weekday}|day|weekday|weekend|work(?:ing)?\\s?day|morning|afternoon|evening|night)|${habitDays}|daily)`

/** What English knows about time. */
export const en: TimeWords = {
  atoms: [...figureRules({ colonIs24: false, before: at, until }), ...spans, ...days, ...periods, ...clocks],
  link: /^(?:[\s,-]|(?<!\p{L})(?:at|on|the|of|in|by|for|around|about|from|then|between|either)(?!\p{L}))*$/u,
  or: /^[\s,]*(?:or|or maybe|or perhaps|or else|or even|and|maybe|to|until|till|-|\/|&)(?:\s+(?:at|on|by|around|the|maybe|even|also|again))*\s*$/u,
  leads: /(?:(?<!\p{L})(?:at|on|in|for|the|around|about|from|starting|between|either)\s+)+$/u,
  hedges:
    /(?<!\p{L})(?:maybe|perhaps|possibly|probably|not|never|after|before|until|till|by|since|around)\s+(?:(?:at|on|in|for|the)\s+)*$/u,
  negations: /(?<!\p{L})(?:not|never)\s/u,
  habits: /(?<!\p{L})(?:every|each)\s+$/u,
  hasMonthFirst: true,
  slots: {
    days: new RegExp(
      `(?:on\\s+)?${anyDay}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+(?:on\\s+)?|\\s*&\\s*)(?:${anyDay}|${weekday}))*`,
      'gu',
    ),
    day: [
      ...[...weekdays].map(([name, value]) => ({ pattern: new RegExp(`\\b${name}s?\\b`, 'u'), weekdays: [value] })),
      { pattern: /\bweekdays?\b|\bwork(?:ing)?\s?days?\b/u, weekdays: [1, 2, 3, 4, 5] },
      { pattern: /\bweekends?\b/u, weekdays: [6, 7] },
      {
        pattern: /\bdaily\b|\b(?:every|each)\s+(?:day|morning|afternoon|evening|night)\b/u,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
      },
    ],
  },
  zoneNoise: /\b(?:my|time|zone|timezone|is|i'm|i|am|in|the|it's|we|are|live|standard|local)\b/gu,
  say: {
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    today: 'today',
    tomorrow: 'tomorrow',
    summerTime: 'summer time',
    winterTime: 'winter time',
  },
}

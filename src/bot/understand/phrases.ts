// Whole messages with one fixed meaning: commands, yes and no, numbers, the words on the buttons.
import type { Intent, Open } from '../../core/intent.ts'
import { fold } from '../../core/time/fold.ts'
import type { PhraseKey, Words } from './language.ts'
import { platformNamed } from './platforms.ts'
import { wordsFrom } from './words.ts'

/** Reads a message that is a command ("/show 3"), in any language; undefined where it does not start with a slash. */
export function readCommand(text: string, open: Open): Intent | undefined {
  const match = /^\/(?<name>[a-z_]+)(?:@\w+)?(?:\s+(?<rest>[\s\S]*))?$/iu.exec(text.trim())
  const name = match?.groups?.name?.toLowerCase()
  if (name === undefined) return undefined
  const rest = match?.groups?.rest?.trim() ?? ''
  if (name === 'show' && /^#?\d{1,4}$/.test(rest)) return { kind: 'show', number: Number(rest.replace('#', '')) }
  if (commands[name] === 'connect' && rest !== '') {
    const platform = platformNamed(fold(rest).text)
    return platform && { kind: 'connect', platform }
  }
  // The usual way out of a chat's questions; it only means the post when nothing is asked and the post is on its way.
  if (name === 'cancel')
    return { kind: open.asked === undefined && open.post?.status === 'approved' ? 'cancel' : 'leave' }
  if (name === 'memory' || name === 'memoria') return { kind: 'memory' }
  const key = commands[name]
  return key === undefined ? undefined : meaningOf(key, open)
}

/** Reads a message that is one of the fixed phrases; `languages` in the order of preference. */
export function readPhrase(text: string, languages: readonly Words[], open: Open): Intent | undefined {
  // "approve?" and a quoted "approve" are talk about approving, not an approval.
  const folded = fold(text).text.trim()
  const isQuestion = folded.endsWith('?')
  for (const words of languages) {
    for (const said of forms(folded, words)) {
      const show = words.show.exec(said)?.groups?.number
      if (show !== undefined) return { kind: 'show', number: Number(show) }
      const key = keysOf(words).get(said)
      if (key !== undefined && (!isQuestion || questions.has(key))) return meaningOf(key, open)
    }
  }
  return undefined
}

/** Reads a message that is a number from a list ("2", "number 2", "the second one"). */
export function readNumber(text: string, languages: readonly Words[]): number | undefined {
  const said = bare(fold(text.replace(/\ufe0f?\u20e3|[.)\s]+$/gu, '')).text)
  for (const words of languages) {
    const number = Number(words.pick.exec(said)?.groups?.number ?? words.ordinals.get(said) ?? 0)
    if (number > 0) return number
  }
  return undefined
}

/** True for a whole message that answers what was shown: yes, no, approve, post now, a number. It is never part of a longer wish. */
export function isAnswer(text: string): boolean {
  const all = wordsFrom('en')
  const said = readPhrase(text, all, { choices: 0 })
  const isNow = said?.kind === 'schedule' && said.when.kind === 'now'
  return isNow || (said !== undefined && answers.has(said.kind)) || readNumber(text, all) !== undefined
}

const answers: ReadonlySet<Intent['kind']> = new Set(['yes', 'no', 'approve', 'discard', 'cancel'])

const questions: ReadonlySet<PhraseKey> = new Set([
  'planned',
  'drafts',
  'published',
  'cost',
  'lastWeek',
  'sevenDays',
  'help',
  'whatChanged',
  'current',
  'slots',
])

const commands: Record<string, PhraseKey> = {
  start: 'start',
  help: 'help',
  aiuto: 'help',
  drafts: 'drafts',
  bozze: 'drafts',
  planned: 'planned',
  queue: 'planned',
  programma: 'planned',
  published: 'published',
  show: 'current',
  insights: 'sevenDays',
  numeri: 'sevenDays',
  cost: 'cost',
  costi: 'cost',
  models: 'modelKeys',
  modelli: 'modelKeys',
  brand: 'showBrand',
  hold: 'hold',
  pausa: 'hold',
  resume: 'resume',
  riprendi: 'resume',
  undo: 'undo',
  annulla: 'undo',
  skip: 'skip',
  salta: 'skip',
  skipall: 'skipAll',
  back: 'back',
  indietro: 'back',
  stop: 'stop',
  approve: 'approve',
  discard: 'discard',
  change: 'askChange',
  schedule: 'askSchedule',
  picture: 'askPicture',
  slots: 'slots',
  connect: 'connect',
  collega: 'connect',
  setup: 'setUp',
  settings: 'setUp',
}

function meaningOf(key: PhraseKey, open: Open): Intent | undefined {
  switch (key) {
    case 'planned':
    case 'drafts':
    case 'published':
      return { kind: 'list', what: key }
    case 'slots':
      return { kind: 'slots', how: 'list', slots: [] }
    case 'now':
      return { kind: 'schedule', when: { kind: 'now' } }
    case 'remove':
      // "delete it" means what can be done with the post as it is now.
      if (open.post?.status === 'out' || open.post?.isPublic === true) return { kind: 'delete' }
      return { kind: open.post?.status === 'approved' ? 'cancel' : 'discard' }
    case 'lastWeek':
      return { kind: 'report', week: 'last' }
    case 'sevenDays':
      return { kind: 'report', week: 'seven' }
    case 'modelKeys':
      return { kind: 'modelKeys' }
    case 'connect':
      return { kind: 'connect' }
    case 'chatter':
      return undefined
    default:
      return { kind: key }
  }
}

/** True for small talk that asks for nothing and is no post. */
export function isChatter(text: string, languages: readonly Words[]): boolean {
  const folded = fold(text).text
  return languages.some((words) => forms(folded, words).some((said) => keysOf(words).get(said) === 'chatter'))
}

function forms(folded: string, words: Words): string[] {
  const said = bare(folded)
  return [
    said,
    bare(said.replace(words.courtesy, '')),
    bare(said.replace(words.courtesy, '').replace(words.courtesy, '')),
  ]
}

/** Without the marks around it; quotation marks stay, as quoted words are not the person's own. */
function bare(folded: string): string {
  // 👎 and its like take back what stands beside them.
  const marks =
    '(?![👎❌🚫⛔🛑🤔✋])[\\s.,;:!?…\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\u200d\\ufe0f\\u{1f1e6}-\\u{1f1ff}]'
  return folded.replace(new RegExp(`^(?:${marks})+|(?:${marks})+$`, 'gu'), '').replace(/\s+/gu, ' ')
}

const byWords = new WeakMap<Words, Map<string, PhraseKey>>()

function keysOf(words: Words): Map<string, PhraseKey> {
  const known = byWords.get(words)
  if (known) return known
  // Object.entries forgets that the keys are those of the record.
  const entries = Object.entries(words.phrases) as [PhraseKey, readonly string[]][]
  const made = new Map(entries.flatMap(([key, phrases]) => phrases.map((phrase): [string, PhraseKey] => [phrase, key])))
  byWords.set(words, made)
  return made
}

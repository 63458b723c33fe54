// What is said about people and approvals, read by rule: a whole message of the member's own typed words.
import type { Intent } from '../../core/intent.ts'
import type { PlatformId } from '../../core/platform.ts'
import { fold } from '../../core/time/fold.ts'
import type { Role } from '../../db/words.ts'
import { readNotices } from './notices.ts'
import { platformNamed } from './platforms.ts'
import { teamEn } from './team-en.ts'
import { teamIt } from './team-it.ts'

/** What one language says about people and approvals. Patterns meet folded text; names are taken as they were typed. */
export type TeamPatterns = {
  /** Roles by the words for them. */
  roles: Record<string, { role: Role; isClient: boolean }>
  ordinals: ReadonlyMap<string, number>
  /** Groups `name` and `role`. */
  invite: RegExp[]
  setRole: RegExp[]
  /** Group `name`. */
  remove: RegExp[]
  switchTo: RegExp[]
  places: RegExp
  team: RegExp
  showPolicy: RegExp
  /** Group `where` holds networks. */
  nobody: RegExp[]
  any: RegExp[]
  two: RegExp[]
  /** Groups `names` and `where`. */
  named: RegExp[]
  authorMay: RegExp
  authorMayNot: RegExp
  /** Group `number`, or none for the post that is open. */
  whoApproved: RegExp[]
  review: RegExp
  /** Group `except`. */
  approveAll: RegExp[]
  /** Groups `from` and `to`. */
  quiet: RegExp
  noQuiet: RegExp
  signIn: RegExp
  /** Group `chat`: one that is named, or none for any. */
  pair: RegExp[]
  exportAll: RegExp
  erase: RegExp
  keepAll: RegExp
  /** Between two names or two numbers. */
  and: RegExp
}

const languages = { en: teamEn, it: teamIt }

/** Reads a message about people and approvals; undefined when it is anything else. */
export function readTeam(text: string, first: 'en' | 'it'): Intent | undefined {
  const said = text.trim().replace(/[.!?\s]+$/u, '')
  if (said.length > 200 || said.includes('\n')) return undefined
  const command = readTeamCommand(said) ?? readNotices(said)
  if (command !== undefined) return command
  const others = first === 'en' ? (['en', 'it'] as const) : (['it', 'en'] as const)
  for (const language of others) {
    const found = readIn(said, languages[language])
    if (found !== undefined) return found
  }
  return undefined
}

const commandNames: Record<string, (rest: string) => Intent | undefined> = {
  team: () => ({ kind: 'showTeam' }),
  squadra: () => ({ kind: 'showTeam' }),
  switch: switching,
  passa: switching,
  review: () => ({ kind: 'reviewAll' }),
  rivedi: () => ({ kind: 'reviewAll' }),
  approvals: () => ({ kind: 'showPolicy' }),
  approvazioni: () => ({ kind: 'showPolicy' }),
  export: () => ({ kind: 'exportData' }),
  esporta: () => ({ kind: 'exportData' }),
  forget: () => ({ kind: 'askErasing' }),
  dimentica: () => ({ kind: 'askErasing' }),
  pair: pairing,
  abbina: pairing,
  login: () => ({ kind: 'signInLink' }),
  entra: () => ({ kind: 'signInLink' }),
  invite: (rest) => readIn(`invite ${rest}`, teamEn),
  invita: (rest) => readIn(`invita ${rest}`, teamIt),
}

function switching(rest: string): Intent {
  return rest === '' ? { kind: 'switchTo' } : { kind: 'switchTo', name: rest }
}

/** Telegram and WhatsApp by name; the web is come to by a link. */
function pairing(named: string): Intent | undefined {
  const chat = fold(named).text
  if (chat === 'telegram' || chat === 'whatsapp') return { kind: 'pair', chat }
  if (chat === 'web') return { kind: 'signInLink' }
  return chat === '' ? { kind: 'pair' } : undefined
}

function readTeamCommand(said: string): Intent | undefined {
  const match = /^\/(?<name>[a-z]+)(?:@\w+)?(?:\s+(?<rest>.*))?$/iu.exec(said)
  const read = commandNames[match?.groups?.name?.toLowerCase() ?? '']
  return read?.(match?.groups?.rest?.trim() ?? '')
}

function readIn(said: string, words: TeamPatterns): Intent | undefined {
  const { text: folded, at } = fold(said)
  /** The groups of the first pattern that fits, as they were typed. */
  const typed = (patterns: readonly RegExp[]): Record<string, string> | undefined => {
    for (const pattern of patterns) {
      const match = new RegExp(pattern.source, 'du').exec(folded)
      if (match === null) continue
      const spans = Object.entries(match.indices?.groups ?? {}).filter(([, span]) => span !== undefined)
      return Object.fromEntries(spans.map(([key, [from, to]]) => [key, said.slice(at[from], at[to]).trim()]))
    }
    return undefined
  }
  if (words.team.test(folded)) return { kind: 'showTeam' }
  if (words.places.test(folded)) return { kind: 'switchTo' }
  if (words.showPolicy.test(folded)) return { kind: 'showPolicy' }
  if (words.review.test(folded)) return { kind: 'reviewAll' }
  if (words.signIn.test(folded)) return { kind: 'signInLink' }
  const paired = typed(words.pair)
  if (paired !== undefined) return pairing(paired.chat ?? '')
  if (words.exportAll.test(folded)) return { kind: 'exportData' }
  if (words.erase.test(folded)) return { kind: 'askErasing' }
  if (words.keepAll.test(folded)) return { kind: 'keepEverything' }
  if (words.noQuiet.test(folded)) return { kind: 'quietHours', hours: null }
  const policy = readPolicy(folded, typed, words)
  if (policy !== undefined) return policy
  const invited = typed(words.invite)
  if (invited?.name !== undefined) {
    const role = words.roles[fold(invited.role ?? '').text]
    return { kind: 'invite', name: invited.name, role: role?.role, isClient: role?.isClient ?? false }
  }
  const given = typed(words.setRole)
  const role = given?.role === undefined ? undefined : words.roles[fold(given.role).text]
  if (given?.name !== undefined && role !== undefined) return { kind: 'setRole', name: given.name, ...role }
  const removed = typed(words.remove)
  if (removed?.name !== undefined) return { kind: 'removeMember', name: removed.name }
  const moved = typed(words.switchTo)
  if (moved?.name !== undefined) return { kind: 'switchTo', name: moved.name }
  const asked = typed(words.whoApproved)
  if (asked !== undefined)
    return asked.number === undefined ? { kind: 'whoApproved' } : { kind: 'whoApproved', number: Number(asked.number) }
  const all = typed(words.approveAll)
  if (all !== undefined) return approveAll(all.except, words)
  const quiet = words.quiet.exec(folded)?.groups
  const [from, to] = [hour(quiet?.from), hour(quiet?.to)]
  return from === undefined || to === undefined ? undefined : { kind: 'quietHours', hours: { from, to } }
}

function readPolicy(
  folded: string,
  typed: (patterns: readonly RegExp[]) => Record<string, string> | undefined,
  words: TeamPatterns,
): Intent | undefined {
  if (words.authorMay.test(folded)) return { kind: 'policy', wish: { how: 'author', isEnough: true }, platforms: [] }
  if (words.authorMayNot.test(folded))
    return { kind: 'policy', wish: { how: 'author', isEnough: false }, platforms: [] }
  for (const how of ['two', 'any', 'nobody'] as const) {
    const found = typed(words[how])
    const platforms = found === undefined ? undefined : networksIn(found.where, words)
    if (platforms !== undefined) return { kind: 'policy', wish: { how }, platforms }
  }
  const found = typed(words.named)
  const platforms = found?.names === undefined ? undefined : networksIn(found.where, words)
  if (found?.names === undefined || platforms === undefined) return undefined
  const names = split(found.names, words)
  return { kind: 'policy', wish: { how: 'named', names }, platforms }
}

/** The networks that are named; none for everywhere, undefined where one is unknown. */
function networksIn(where: string | undefined, words: TeamPatterns): PlatformId[] | undefined {
  if (where === undefined || where === '') return []
  const found = split(where, words).map((name) => platformNamed(fold(name).text))
  return found.every((one) => one !== undefined) ? found : undefined
}

function split(text: string, words: TeamPatterns): string[] {
  return text
    .split(words.and)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Numbers and ordinals that are left out; anything else is not understood. */
function approveAll(except: string | undefined, words: TeamPatterns): Intent | undefined {
  if (except === undefined || except === '') return { kind: 'approveMany', except: [] }
  const numbers = split(except, words).map((one) => {
    const plain = fold(one)
      .text.replace(/^(?:the|il|lo|la|number|numero|no\.?)\s+/u, '')
      .trim()
    return /^\d{1,2}$/.test(plain) ? Number(plain) : words.ordinals.get(plain)
  })
  return numbers.every((one) => one !== undefined) ? { kind: 'approveMany', except: numbers } : undefined
}

/** "22", "22:30", "8 am" as "08:00". */
function hour(said: string | undefined): string | undefined {
  const match = /^(?<h>\d{1,2})(?:[:.](?<m>\d{2}))?\s*(?<half>am|pm)?$/u.exec(said?.trim() ?? '')
  const { h, m, half } = match?.groups ?? {}
  if (h === undefined) return undefined
  const hours = (Number(h) % (half === undefined ? 25 : 12)) + (half === 'pm' ? 12 : 0)
  const minutes = Number(m ?? 0)
  if (hours > 24 || minutes > 59) return undefined
  return `${String(hours % 24).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

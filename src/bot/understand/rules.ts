// Understands a message by rule, without a model: what is a wish and what is words.
import type { Intent } from '../../core/intent.ts'
import { asksForQuote, readBeside, restOfThis } from './beside.ts'
import { detectLanguage } from './detect.ts'
import type { Words } from './language.ts'
import { readMemory } from './memory.ts'
import { moments, wishOf } from './moments.ts'
import { readPostOption } from './options.ts'
import { readCommand, readNumber, readPhrase } from './phrases.ts'
import { readPictures } from './pictures.ts'
import type { Given } from './scope.ts'
import { readSetting } from './settings.ts'
import { readCaption, readMedia, readTalk } from './talk.ts'
import { readTeam } from './team.ts'
import { wished } from './wished.ts'
import { type Piece, readWishes } from './wishes.ts'
import { wordsFrom } from './words.ts'

export type { Given }

/** Lists of times are no longer than this. */
const mostOffers = 5

/** What a message asks for, in order. Only the member's own typed words may be given here: quoted and forwarded ones never. */
export function understand(text: string, given: Given): Intent[] {
  const said = text.trim()
  const media = [...(given.media ?? [])]
  const languages = wordsFrom(detectLanguage(said) ?? given.language)
  if (given.quote === 'forward' || (given.quote === 'reply' && said === ''))
    return readBeside(said, languages, given, media)
  if (said === '') return media.length > 0 ? [readMedia(media, given)] : []
  const spoken = wordsFrom(given.language)
  const isPlain = given.quote === undefined && media.length === 0
  const ofTeam = isPlain ? readTeam(said, given.language) : undefined
  if (ofTeam) return [ofTeam]
  const { asked } = given.open
  // The answer to "what should change?" goes to the author as it is; a command or a yes is none.
  if ((asked === 'comment' || asked === 'askChanges') && !said.startsWith('/') && !readPhrase(said, spoken, given.open))
    return [{ kind: 'comment', words: said, asksChange: asked === 'askChanges' }]
  const drawn = isPlain && asked !== 'heard' ? readPictures(said, given.language, given) : undefined
  if (drawn) return [drawn]
  const short = readShort(said, spoken, given)
  // A picture changes what would be approved, so that a short answer beside it answers nothing.
  if (short) return media.length > 0 ? [readMedia(media, given)] : short
  const chosen = given.open.post === undefined ? undefined : readChosen(said, languages)
  if (chosen && media.length === 0) return [chosen]
  const remembered = media.length > 0 ? undefined : readMemory(said, languages[0]?.language ?? given.language, given)
  if (remembered) return [remembered]
  if (given.open.asked === 'correction' && media.length === 0) return [{ kind: 'corrected', text: said }]
  for (const words of languages) {
    const setting = readSetting(said, words)
    if (setting) return [setting]
    const pieces = readWishes(said.replace(/[.!?…\s]+$/u, ''), words, given)
    // "Post it now?" asks whether, "tomorrow at nine?" proposes when.
    if (pieces && /\?[.!…\s]*$/u.test(said) && isBold(pieces)) return [{ kind: 'unclear', words: said }]
    if (pieces && asksForQuote(pieces, given)) return readBeside(said, languages, given, media)
    if (pieces) return media.length > 0 ? readCaption(said, pieces, media, given) : wished(pieces)
  }
  const rest = media.length > 0 && given.quote === undefined ? restOfThis(said, languages) : undefined
  if (rest !== undefined) {
    const pieces = languages.map((words) => readWishes(rest.replace(/[.!?…\s]+$/u, ''), words, given)).find(Boolean)
    if (rest === '' || pieces) return readCaption(said, pieces ?? [], media, given)
  }
  const intents = readTalk(said, languages, given, media)
  // "Make a post of this", in reply to somebody.
  const isRequest = intents.some((intent) => intent.kind === 'draft' && intent.requestOnly)
  return given.quote === 'reply' && (isRequest || restOfThis(said, languages) !== undefined)
    ? readBeside(said, languages, given, media)
    : intents
}

function readChosen(said: string, languages: readonly Words[]): Intent | undefined {
  for (const words of languages) {
    const option = readPostOption(said.replace(/[.!\s]+$/u, ''), words)
    if (option) return { kind: 'options', options: [option], platforms: [] }
  }
  return undefined
}

/** Everything that is a whole message of its own: commands, phrases, numbers, and the answer to "when?". */
function readShort(said: string, spoken: readonly Words[], given: Given): Intent[] | undefined {
  const fixed = readCommand(said, given.open) ?? readPhrase(said, spoken, given.open)
  if (fixed) return [fixed]
  if (said.startsWith('/')) return [{ kind: 'unclear', words: said }]
  const { choices, asked } = given.open
  const number = readNumber(said, spoken)
  // After "when?" nobody is offered more than a handful, so that 9 is an hour.
  const isHour = asked === 'schedule' && number !== undefined && number > Math.min(choices, mostOffers)
  if (number !== undefined && !isHour) return [{ kind: 'pick', number, rest: '' }]
  const picked = /^(?<number>\d{1,2})(?:\ufe0f?\u20e3)?[.):,]?\s+(?<rest>[\s\S]+)$/u.exec(said)?.groups
  const place = Number(picked?.number ?? 0)
  if (picked && place >= 1 && place <= choices && !isLateHour(said, place, spoken, given)) {
    const rest = picked.rest ?? ''
    const isWish =
      readPhrase(rest, spoken, given.open) ?? spoken.some((words) => readWishes(rest, words, given) !== undefined)
    // "3 new flavours this week" is a post, "3 tomorrow at ten" is a choice and a time.
    if (isWish) return [{ kind: 'pick', number: place, rest }]
  }
  return asked === 'schedule' ? answerWhen(said, spoken, given) : undefined
}

/** "9 tomorrow" is rather an hour than the ninth choice. */
function isLateHour(said: string, place: number, spoken: readonly Words[], given: Given): boolean {
  if (place <= mostOffers) return false
  return spoken.some((words) => moments(said, words, given).some((when) => when.kind === 'at' && when.span.start === 0))
}

/** After "when?" a lone number is a time. */
function answerWhen(said: string, spoken: readonly Words[], given: Given): Intent[] | undefined {
  const bare = said.replace(/[.!?\s]+$/u, '')
  for (const words of spoken) {
    for (const lead of ['', words.timeLead]) {
      const [when, more] = moments(lead + bare, words, given)
      if (when && !more && when.span.start === 0 && when.span.end === lead.length + bare.length) {
        return [{ kind: 'schedule', when: wishOf({ ...when, words: bare }) }]
      }
    }
  }
  return undefined
}

function isBold(pieces: readonly Piece[]): boolean {
  return (
    pieces.some((piece) => piece.is === 'approve' || (piece.is === 'when' && piece.wish.kind === 'now')) ||
    pieces.every(({ is }) => is === 'publish')
  )
}

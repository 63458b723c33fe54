// What is left when a message is no command and no run of wishes: a new post, a change in free words, or something unclear.
import type { Intent } from '../../core/intent.ts'
import type { PlatformId } from '../../core/platform.ts'
import { fold } from '../../core/time/fold.ts'
import { type Separated, separate, whollyWished } from './draft.ts'
import type { Words } from './language.ts'
import { isChatter } from './phrases.ts'
import type { Given } from './scope.ts'
import { isLink, isLong, isWordless, wordCount } from './size.ts'
import { changeIntents, optionIntents, wished } from './wished.ts'
import { type Piece, readWishes } from './wishes.ts'

/** A message that is only media: the picture that was asked for, or the beginning of a post. */
export function readMedia(media: string[], given: Given): Intent {
  if (given.open.asked === 'picture') return { kind: 'attach', media }
  return { kind: 'draft', text: '', original: '', taken: [], platforms: [], media, requestOnly: false }
}

/** Reads a caption that is nothing but wishes: a post of pictures without words, or wishes beside the picture asked for. */
export function readCaption(said: string, pieces: readonly Piece[], media: string[], given: Given): Intent[] {
  if (given.open.asked === 'picture') return [{ kind: 'attach', media }, ...wished(pieces)]
  return drafted(said, whollyWished(pieces), media)
}

/** Reads free talk. With a post in focus a short remark is about it and a long text is a new post. */
export function readTalk(said: string, languages: readonly Words[], given: Given, media: string[]): Intent[] {
  const unclear: Intent[] = [{ kind: 'unclear', words: said }]
  const hasMedia = media.length > 0
  const { post, asked } = given.open
  const isOut = post?.status === 'out'
  const hasPost = post !== undefined && (!isOut || asked === 'change')
  const published = hasMedia
    ? undefined
    : (readPublished(said, languages) ?? (isOut && readReplacement(said, languages)))
  if (published) return [published]
  const separated = separate(said, languages, given)
  const isNoPost =
    isWordless(said) || isChatter(said, languages) || (asksDesk(said, languages) && !separated.isRequested)
  if (!hasMedia && isNoPost) return unclear
  const remark = hasPost && !hasMedia ? readRemark(said, languages, given) : undefined
  if (remark && !separated.isRequested) return remark
  if (!separated.isRequested && !hasMedia && !isPost(said, hasPost, given)) return unclear
  return drafted(said, separated, media)
}

/** A change of something that is public, named by its day or as the last. */
function readPublished(said: string, languages: readonly Words[]): Intent | undefined {
  const { text: folded, at } = fold(said)
  for (const words of languages) {
    const named = words.published.exec(folded)?.groups
    if (named === undefined) continue
    const { text, yesterday, today } = named
    const day = yesterday === undefined ? (today === undefined ? undefined : 'today') : 'yesterday'
    const more = text === undefined ? {} : { text: said.slice(at[folded.length - text.length]) }
    return { kind: 'correct', words: said, ...(day && { day }), ...more }
  }
  return undefined
}

function readReplacement(said: string, languages: readonly Words[]): Intent | undefined {
  const text = replacement(said, languages)
  return text === undefined ? undefined : { kind: 'revise', changes: [{ how: 'replace', text }], platforms: [] }
}

/** What is said about the post in focus: new words for it, or a change that only a model can make. */
function readRemark(said: string, languages: readonly Words[], given: Given): Intent[] | undefined {
  const text = replacement(said, languages)
  if (text !== undefined) return [{ kind: 'revise', changes: [{ how: 'replace', text }], platforms: [] }]
  if (given.open.asked === 'change') {
    // Without a model the answer to "what should it say?" can only be the new words themselves.
    const change = given.hasModel ? ({ how: 'say', words: said } as const) : ({ how: 'replace', text: said } as const)
    return readMixed(said, languages, given) ?? [{ kind: 'revise', changes: [change], platforms: [] }]
  }
  return isLong(said) ? undefined : readMixed(said, languages, given)
}

function replacement(said: string, languages: readonly Words[]): string | undefined {
  const { text: folded, at } = fold(said)
  for (const words of languages) {
    const text = words.replace.exec(folded)?.groups?.text
    if (text !== undefined) return said.slice(at[folded.length - text.length])
  }
  return undefined
}

/** Clause by clause: wishes that rules can follow beside changes that they cannot ("shorter, funnier, tomorrow at nine"). */
function readMixed(said: string, languages: readonly Words[], given: Given): Intent[] | undefined {
  const clauses = said
    .split(/[,;.!\n]+\s*/u)
    .map((clause) => withoutLink(clause.trim(), languages))
    .filter((clause) => clause !== '')
  const pieces: Piece[] = []
  for (const clause of clauses) {
    const wishes = languages.map((words) => readWishes(clause, words, given)).find((read) => read !== undefined)
    const isChange = languages.some((words) => words.change.test(fold(clause).text.trim()))
    if (wishes) pieces.push(...wishes)
    else if (isChange)
      pieces.push({
        is: 'change',
        change: { how: 'say', words: clause },
        platforms: [],
        start: 0,
        end: 0,
        words: clause,
      })
    else return undefined
  }
  return pieces.length > 0 ? wished(pieces) : undefined
}

/** Without the "and" or "please" that a clause begins with. */
function withoutLink(clause: string, languages: readonly Words[]): string {
  const { text, at } = fold(clause)
  const lead = Math.max(...languages.map((words) => words.link.exec(text)?.[0].length ?? 0))
  return clause.slice(at[lead] ?? 0)
}

/**
 * Whether a text is a new post. Beside a post in focus a model decides about a short one; without a model a short
 * sentence becomes a new draft, as that loses nothing: the other one stays among the drafts, and undo takes it back.
 */
function isPost(said: string, hasPost: boolean, { hasModel, open }: Given): boolean {
  if (isLong(said) || isLink(said)) return true
  if (open.asked === 'schedule' || open.asked === 'picture') return false
  if (hasPost) return !hasModel && wordCount(said) > 2
  return wordCount(said) > (hasModel ? 2 : 1)
}

function asksDesk(said: string, languages: readonly Words[]): boolean {
  return !isLong(said) && languages.some((words) => words.asks.test(fold(said).text))
}

/** The intents of a new post of what was separated: the draft, then what is to be left out or changed of it. */
export function drafted(original: string, separated: Separated, media: string[]): Intent[] {
  const { text, taken, pieces, when, isBrief, isRequested } = separated
  const platforms = (isDropped: boolean): PlatformId[] => [
    ...new Set(
      pieces.flatMap((piece) =>
        piece.is === 'platforms' && (piece.how === 'drop') === isDropped ? piece.platforms : [],
      ),
    ),
  ]
  const draft: Intent = {
    kind: 'draft',
    text,
    original,
    taken,
    platforms: platforms(false),
    ...(when ? { when } : {}),
    media,
    requestOnly: isBrief || (isRequested && text === ''),
  }
  const dropped = platforms(true)
  const drop: Intent[] = dropped.length > 0 ? [{ kind: 'platforms', how: 'drop', platforms: dropped }] : []
  return [draft, ...drop, ...changeIntents(pieces), ...optionIntents(pieces)]
}

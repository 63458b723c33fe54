// Words of somebody else that came along: they become a post, and the member's own words beside them are the wish.
// What they say themselves is never read here.
import type { Intent } from '../../core/intent.ts'
import { fold } from '../../core/time/fold.ts'
import { separate, whollyWished } from './draft.ts'
import type { Words } from './language.ts'
import { exec } from './platforms.ts'
import type { Given } from './scope.ts'
import { isLong } from './size.ts'
import { drafted, readCaption } from './talk.ts'
import { type Piece, readWishes } from './wishes.ts'

/** Reads the member's own words, which may be none, beside a message that was forwarded or replied to. Nothing of it approves. */
export function readBeside(said: string, languages: readonly Words[], given: Given, media: string[]): Intent[] {
  const bare = said.replace(/[.!?…\s]+$/u, '')
  const rest = restOfThis(bare, languages) ?? bare
  const pieces = rest === '' ? [] : languages.map((words) => readWishes(rest, words, given)).find(Boolean)
  if (given.open.asked === 'picture' && media.length > 0)
    return pieces ? readCaption(said, pieces, media, given) : [{ kind: 'attach', media }]
  if (pieces || said === '') return ofQuote(drafted('', { ...whollyWished(pieces ?? []), taken: [] }, media), '')
  const separated = separate(said, languages, given)
  const isRequest = separated.isBrief || (separated.isRequested && separated.text === '')
  // A short remark is said to us; a long text stands before the words that it is about.
  const isRemark = isRequest || (!separated.isRequested && !isLong(separated.text))
  const intents = drafted(said, isRemark ? { ...separated, text: '', taken: [] } : separated, media)
  return ofQuote(intents, isRemark ? said : separated.text, isRemark)
}

/** What is left behind "make a post of this", the wishes perhaps; undefined where nobody asks for that. */
export function restOfThis(said: string, languages: readonly Words[]): string | undefined {
  const { text: folded, at } = fold(said)
  for (const { ofThis } of languages) {
    const asked = exec(ofThis, folded, 0)
    if (asked !== undefined) return said.slice(at[asked.length] ?? said.length).replace(/^[\s,;:–—-]+/u, '')
  }
  return undefined
}

/** True where own words in reply to somebody ask for a post of what was replied to: "post this tomorrow". */
export function asksForQuote(pieces: readonly Piece[], { quote }: Given): boolean {
  return quote === 'reply' && pieces.some(({ is }) => is === 'publish')
}

function ofQuote(intents: Intent[], original: string, requestOnly = false): Intent[] {
  return intents.map((intent) =>
    intent.kind === 'draft'
      ? { ...intent, original, requestOnly: requestOnly && original !== '', ofQuote: true }
      : intent,
  )
}

// Messages that came together and are one wish: which of them, and how they read as one.
import type { Quote } from '../core/intent.ts'
import { beginningOf } from '../core/media/reading.ts'
import type { MessageRow } from '../db/conversations.ts'
import type { Said } from '../db/schema/messages.ts'
import { isAnswer } from './understand/phrases.ts'

/** The first messages that are one wish: free words and media, up to a press, an edit, a yes or a reply to something else. */
export function fold(ready: MessageRow[]): MessageRow[] {
  const alone = ({ said }: MessageRow) =>
    said.choice !== undefined || said.edits !== undefined || (!hasFiles(said) && isAnswer(said.text ?? ''))
  const end = ready.findIndex((message, i) => i > 0 && (alone(message) || message.said.replyTo !== undefined))
  const isAlone = ready[0] !== undefined && alone(ready[0])
  return ready.slice(0, isAlone ? 1 : end === -1 ? undefined : end)
}

function hasFiles({ media, documents }: Said): boolean {
  return media !== undefined || documents !== undefined
}

/** Messages as one: the words one under the other, all media, in order; the last of them stands for all. */
export function joined(messages: MessageRow[]): MessageRow {
  const last = messages.at(-1)
  if (last === undefined) throw new Error('nothing to answer')
  if (messages.length === 1) return last
  const all = <K extends 'text' | 'quoted' | 'forwardedFrom' | 'heard'>(key: K) =>
    messages.flatMap((message) => message.said[key] ?? [])
  const [texts, quotes, origins] = [all('text'), all('quoted'), new Set(all('forwardedFrom'))]
  const heard = all('heard')
  const media = messages.flatMap((message) => message.said.media ?? [])
  const documents = messages.flatMap((message) => message.said.documents ?? [])
  const document = messages.find((message) => message.said.document !== undefined)?.said.document
  return {
    ...last,
    said: {
      ...last.said,
      ...(texts.length > 0 && { text: texts.join('\n') }),
      ...(quotes.length > 0 && { quoted: quotes.join('\n') }),
      ...(origins.size > 0 && { forwardedFrom: [...origins].filter((name) => name !== '').join(', ') }),
      ...(media.length > 0 && { media }),
      ...(heard.length > 0 && { heard: heard.join('\n') }),
      ...(documents.length > 0 && { documents }),
      ...(document !== undefined && { document }),
    },
  }
}

/** Longest name that is shown of somebody whose words were forwarded. */
const longestName = 60

/** So much of a document stands for it where no model writes. */
const longestLead = 1_200

/** The words of somebody else in what was said, if any, with their name on one line. */
export function quoteIn({ quoted, forwardedFrom, heard, document }: Said): Quote | undefined {
  if (quoted === undefined) return undefined
  if (heard !== undefined) return { from: null, text: quoted, isSpoken: true }
  const name = forwardedFrom?.replaceAll(/\s+/gu, ' ').trim().slice(0, longestName).toWellFormed()
  if (document !== undefined) {
    const lead = beginningOf(quoted, longestLead)
    return { from: document.name || null, text: quoted, of: 'document', ...(lead !== quoted && { lead }) }
  }
  return { from: name || null, text: quoted }
}

// Documents become words before a message is understood: each is read once, and what was read is data, never a wish.
import type { Context } from '../core/context.ts'
import { type NotRead, readDocument } from '../core/media/reading.ts'
import type { Outcome } from '../core/outcome.ts'
import { withWorkspace } from '../db/client.ts'
import type { MessageRow } from '../db/conversations.ts'
import { getMedia } from '../db/media.ts'

/** What reading came to: the messages with what was read in them, or what is to be said. */
export type Read = { kind: 'read'; messages: MessageRow[] } | { kind: 'not'; outcome: Outcome }

/** Reads the documents of messages. What is read is quoted: it never counts as typed. */
export async function readAlong(ctx: Context, workspaceId: string, messages: MessageRow[]): Promise<Read> {
  const read: MessageRow[] = []
  for (const message of messages) {
    const words = await wordsOf(ctx, workspaceId, message)
    if (typeof words === 'string') return { kind: 'not', outcome: { kind: 'notRead', why: words } }
    read.push(words)
  }
  return { kind: 'read', messages: read }
}

/** A message with the words of its documents, or why they have none. */
async function wordsOf(ctx: Context, workspaceId: string, message: MessageRow): Promise<MessageRow | NotRead> {
  const { documents = [], quoted, forwardedFrom = '' } = message.said
  if (documents.length === 0) return message
  const rows = await withWorkspace(ctx.db, workspaceId, (tx) => getMedia(tx, documents))
  const texts: string[] = []
  let isWhole = true
  for (const row of rows) {
    const found = await readDocument(ctx, workspaceId, row)
    if (found.kind === 'none') return found.why
    texts.push(found.text)
    isWhole &&= found.isWhole
  }
  if (texts.length === 0) return 'broken'
  const name = rows.map((row) => row.name).find((one) => one !== '') ?? ''
  const words = [quoted, ...texts].filter((part) => part !== undefined).join('\n\n')
  return { ...message, said: { ...message.said, quoted: words, forwardedFrom, document: { name, isWhole } } }
}

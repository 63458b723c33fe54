// Both sides of a conversation in one order, as they are shown.
import type { Reply } from '../../core/chat.ts'
import type { MessageRow, ReplyRow } from '../../db/conversations.ts'
import { startId } from '../conversation.ts'

/** What a person said: their words, or the label they pressed, and pictures. */
export type Said = { from: 'person'; id: string; at: string; text?: string; choice?: string; pictures?: string[] }

/** What either side said. */
export type Entry = Said | (Reply & { from: 'leopost' })

/** Where labels and pictures are looked up. */
export type Shown = { labels: Map<string, string>; pictures: Map<string, string>; replies: Map<string, Reply> }

/** Puts replies (by number) and messages (by id) into one order: a message before the first reply that answers it or came after it. */
export function inOrder(replies: ReplyRow[], messages: MessageRow[]): (ReplyRow | MessageRow)[] {
  const order: (ReplyRow | MessageRow)[] = []
  let next = 0
  for (const reply of replies) {
    for (let message = messages[next]; message !== undefined; message = messages[++next]) {
      if (message.id > (reply.messageId ?? 0) && message.sentAt >= reply.createdAt) break
      order.push(message)
    }
    order.push(reply)
  }
  return [...order, ...messages.slice(next)]
}

/** A row as it is shown. */
export function entryOf(row: ReplyRow | MessageRow, shown: Shown): Entry {
  return 'number' in row ? { from: 'leopost', ...(shown.replies.get(row.id) ?? row.body) } : saidOf(row, shown)
}

/** A person's message as it is shown. */
export function saidOf(message: MessageRow, { labels, pictures }: Pick<Shown, 'labels' | 'pictures'>): Said {
  const { choice, media = [], voice, documents } = message.said
  // A recording or a document without words beside it would be an empty row.
  const text =
    message.said.text || (voice === undefined ? undefined : '🎤') || (documents === undefined ? undefined : '📄')
  const label = choice === undefined ? undefined : labels.get(choice)
  const addresses = media.flatMap((id) => pictures.get(id) ?? [])
  return {
    from: 'person',
    id: message.externalId,
    at: message.sentAt.toISOString(),
    ...(text !== undefined && text !== '' && { text }),
    ...(label !== undefined && { choice: label }),
    ...(addresses.length > 0 && { pictures: addresses }),
  }
}

/** False for the message with which the server began. */
export function isShown(message: MessageRow): boolean {
  return message.externalId !== startId || message.said.text !== '/start'
}

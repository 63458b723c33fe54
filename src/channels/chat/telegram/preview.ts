// An answer while it grows, with a button to stop it: a draft in a private chat, an edited message in a group. Nothing of it stays, and nobody waits for it.
import type { Delta } from '../../../core/chat.ts'
import { platformNames } from '../../../core/platform.ts'
import { chatOf, isPrivate } from './address.ts'
import { type Calls, refusalOf } from './api.ts'
import { mostUnits } from './encode.ts'

/** Drafts may come often; edits count as messages of the group. */
const everyMs = { private: 400, group: 3_000 }

/** The button beside what grows; Telegram hands its data back when it is pressed. */
export const stopButton = { text: 'Stop', callback_data: 'stop' }
const withStop = { reply_markup: { inline_keyboard: [[stopButton]] } }

type Growing = {
  texts: Map<string, string>
  draftId: number
  shownAt: number
  /** The message that carries the button, and in a group the words too. */
  messageId?: number
  busy?: Promise<void>
}

/** Shows what grows, by address. Its own trouble is nobody's: the answer itself comes by `send`. */
export function createPreview(calls: Calls, now: () => Date) {
  const growing = new Map<string, Growing>()
  let drafts = 0
  let quietUntil = 0

  async function show(address: string, one: Growing, text: string): Promise<void> {
    const chat_id = chatOf(address)
    const isDraft = isPrivate(address)
    // A draft carries no button: it stands in a message of its own above it.
    if (one.messageId === undefined) {
      const first = { chat_id, text: isDraft ? '…' : text, disable_notification: true, ...withStop }
      one.messageId = (await calls.sendMessage(first)).message_id
    } else if (!isDraft) await calls.editMessageText({ chat_id, message_id: one.messageId, text, ...withStop })
    if (isDraft) await calls.sendMessageDraft({ chat_id, draft_id: one.draftId, text })
  }

  function heard(error: unknown): void {
    const refusal = refusalOf(error)
    if (refusal?.code === 429) quietUntil = now().getTime() + (refusal.retryAfter ?? 30) * 1000
  }

  return {
    /** Takes a piece of an answer and shows all of it, if it is time. */
    async grow(address: string, delta: Delta): Promise<void> {
      const one: Growing = growing.get(address) ?? { texts: new Map(), draftId: ++drafts, shownAt: 0 }
      growing.set(address, one)
      if ('reset' in delta) return one.texts.clear()
      const name = delta.platform === undefined ? '' : platformNames[delta.platform]
      one.texts.set(name, (one.texts.get(name) ?? '') + delta.text)
      const at = now().getTime()
      const every = isPrivate(address) ? everyMs.private : everyMs.group
      const text = tail(written(one.texts))
      if (one.busy !== undefined || at < quietUntil || at - one.shownAt < every || text === '') return
      one.shownAt = at
      one.busy = show(address, one, text).catch(heard)
      await one.busy
      delete one.busy
    },
    /** The answer itself comes now: what was shown of it goes. */
    async end(address: string): Promise<void> {
      const one = growing.get(address)
      growing.delete(address)
      await one?.busy
      if (one?.messageId === undefined) return
      await calls.deleteMessage({ chat_id: chatOf(address), message_id: one.messageId }).catch(heard)
    },
  }
}

function written(texts: ReadonlyMap<string, string>): string {
  if (texts.size < 2) return [...texts.values()].join('').trim()
  return [...texts].map(([name, text]) => `${name}\n${text.trim()}`).join('\n\n')
}

/** The end of a text that is too long to be shown whole. */
function tail(text: string): string {
  if (text.length <= mostUnits) return text
  return `…${text.slice(2 - mostUnits)}`.toWellFormed()
}

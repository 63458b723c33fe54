// What happens inside this process while a conversation is answered: pieces of words, and wake-ups. Nothing here is truth.
import type { Delta, Reply } from '../core/chat.ts'

type Listener = {
  delta?: (delta: Delta, messageId: number) => void
  woken?: () => void
  /** A message was answered in this process: what was said is at hand. */
  answered?: (messageId: number, replies: Reply[]) => void
}

/** Answers kept at hand for whoever asks a moment later. */
const mostKept = 500

/** Listeners by conversation. */
export type Bus = ReturnType<typeof createBus>

export function createBus() {
  const listeners = new Map<string, Set<Listener>>()
  const latest = new Map<number, Reply[]>()
  return {
    /** Listens to one conversation; returns what ends it. */
    listen(conversationId: string, listener: Listener): () => void {
      const known = listeners.get(conversationId) ?? new Set()
      known.add(listener)
      listeners.set(conversationId, known)
      return () => {
        known.delete(listener)
        if (known.size === 0) listeners.delete(conversationId)
      }
    },
    delta(conversationId: string, messageId: number, delta: Delta): void {
      for (const listener of listeners.get(conversationId) ?? []) listener.delta?.(delta, messageId)
    },
    /** A message was answered here, and its turn is committed. */
    answered(conversationId: string, messageId: number, replies: Reply[]): void {
      latest.set(messageId, replies)
      const [oldest] = latest.keys()
      if (latest.size > mostKept && oldest !== undefined) latest.delete(oldest)
      for (const listener of listeners.get(conversationId) ?? []) listener.answered?.(messageId, replies)
    },
    /** What was said to a message that was answered here a moment ago. */
    answerOf: (messageId: number): Reply[] | undefined => latest.get(messageId),
    /** Something was said or answered: whoever waits looks into the database. */
    wake(conversationId: string): void {
      for (const listener of listeners.get(conversationId) ?? []) listener.woken?.()
    },
    wakeAll(): void {
      for (const known of listeners.values()) for (const listener of known) listener.woken?.()
    },
  }
}

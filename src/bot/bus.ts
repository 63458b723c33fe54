// What happens inside this process while a conversation is answered: pieces of words, and wake-ups. Nothing here is truth.
import type { Delta } from '../core/chat.ts'

type Listener = { delta?: (delta: Delta, messageId: number) => void; woken?: () => void }

/** Listeners by conversation. */
export type Bus = ReturnType<typeof createBus>

export function createBus() {
  const listeners = new Map<string, Set<Listener>>()
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
    /** Something was said or answered: whoever waits looks into the database. */
    wake(conversationId: string): void {
      for (const listener of listeners.get(conversationId) ?? []) listener.woken?.()
    },
    wakeAll(): void {
      for (const known of listeners.values()) for (const listener of known) listener.woken?.()
    },
  }
}

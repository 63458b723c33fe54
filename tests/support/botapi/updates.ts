// The updates that wait for the bot: kept until an offset confirms them, handed out by long polling as Telegram does.
import { Refusal, type World } from './world.ts'

type Update = { update_id: number } & Record<string, unknown>

/** What somebody sends beside the words. */
export type Sending = { id?: number; [field: string]: unknown }

export function createUpdates(world: World, now: () => Date) {
  let waiting: Update[] = []
  let lastId = 1_000
  let confirmed = 0
  const wakers = new Set<() => void>()
  let poller: AbortController | undefined

  function wake(): void {
    for (const waker of wakers) waker()
  }

  async function until(isTrue: () => boolean, ends: AbortSignal): Promise<void> {
    while (!isTrue() && !ends.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>()
      wakers.add(resolve)
      ends.addEventListener('abort', () => resolve(), { once: true })
      await promise
      wakers.delete(resolve)
    }
  }

  return {
    /** Puts an update of any kind before the bot; answers its number. */
    push(update: Record<string, unknown>): number {
      const update_id = ++lastId
      waiting.push({ update_id, ...update })
      wake()
      return update_id
    },
    /** A message of somebody in a chat, as an update carries it. */
    message(from: { id: number; name: string }, chatId: number, more: Sending = {}): Record<string, unknown> {
      const { id, ...content } = more
      const chat = world.chats.get(chatId)
      if (chat === undefined) throw new Error('no such chat')
      return {
        message_id: id ?? world.nextId(),
        date: Math.floor(now().getTime() / 1000),
        chat: { id: chat.id, type: chat.type, title: chat.title },
        from: { id: from.id, is_bot: false, first_name: from.name },
        ...content,
      }
    },
    /** Resolves when the bot has confirmed an update: it was taken. */
    taken: (id: number, patience = AbortSignal.timeout(10_000)) =>
      until(() => confirmed >= id, patience).then(() => {
        if (confirmed < id) throw new Error('an update was not taken')
      }),
    confirmed: () => confirmed,
    async get(
      asked: { offset?: number | undefined; limit?: number | undefined; timeout?: number | undefined },
      ended: AbortSignal,
    ): Promise<Update[]> {
      if (world.webhook() !== undefined)
        throw new Refusal(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        )
      const offset = asked.offset ?? 0
      if (offset - 1 > confirmed) confirmed = offset - 1
      waiting = waiting.filter((update) => update.update_id >= offset)
      wake()
      poller?.abort()
      const mine = new AbortController()
      poller = mine
      const patience = AbortSignal.timeout((asked.timeout ?? 0) * 1000)
      await until(() => waiting.length > 0, AbortSignal.any([mine.signal, patience, ended]))
      if (mine.signal.aborted)
        throw new Refusal(
          409,
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
        )
      return waiting.slice(0, asked.limit ?? 100)
    },
  }
}

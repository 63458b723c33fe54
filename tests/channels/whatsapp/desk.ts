// A desk with a person at WhatsApp, whichever way leads there: the whole of Leopost, the clock in the test's hand.

import type { Chat } from '../../../src/core/chat.ts'
import { withSystem } from '../../../src/db/client.ts'
import { conversations } from '../../../src/db/schema/conversations.ts'
import { addIdentity } from '../../../src/db/tenants.ts'
import { createLog } from '../../../src/log.ts'
import type { ChatPerson } from '../../contract/chat.ts'
import type { TestClock } from '../../support/clock.ts'
import { type DeskOptions, openDesk } from '../../support/desk.ts'

export const luce = { number: '393331234567', name: 'Luce' }
export const stranger = { number: '393339999999', name: 'Nobody' }

/** A way to WhatsApp as a test uses it: the chat, and the hand that plays the person and the service behind it. */
export type Way = {
  chat: Chat
  /** How the chat knows a person. */
  idOf(number: string): string
  /** Brings what a person sent; the same id is the same message. */
  says(from: typeof luce, text: string, id?: string): Promise<void>
  /** What a person sees, oldest first. */
  shown(number: string): string[]
  /** Tells the chat what the service found out afterwards. */
  tell?(): Promise<void>
  outage: { begins(): void; ends(): void }
  close(): Promise<void>
}

export type WhatsAppDesk<W extends Way> = Awaited<ReturnType<typeof openWhatsAppDesk<W>>>

/** Opens it all. The person is known already unless `isKnown` is false. */
export async function openWhatsAppDesk<W extends Way>(
  make: (clock: Pick<TestClock, 'now'>, log: ReturnType<typeof createLog>) => Promise<W>,
  options: { desk?: DeskOptions; isKnown?: boolean; others?: (clock: TestClock) => Chat[] } = {},
) {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  let now = () => new Date()
  const way = await make({ now: () => now() }, log)
  const desk = await openDesk({
    ...options.desk,
    chats: (clock) => {
      now = clock.now
      return [way.chat, ...(options.others?.(clock) ?? [])]
    },
  })
  const { app, clock, db } = desk
  if (options.isKnown !== false) {
    const identity = { personId: desk.seat.personId, chat: way.chat.id, externalId: way.idOf(luce.number) }
    await withSystem(db, (tx) => addIdentity(tx, identity))
  }

  /** Lets everything that waits be answered and delivered at this moment. */
  async function work(): Promise<void> {
    await app.inbox.idle()
    await app.answerWaiting()
    await desk.settle()
    await app.courier.sweep()
    const all = await withSystem(db, (tx) => tx.select({ id: conversations.id }).from(conversations))
    for (const { id } of all) await app.courier.deliver(id)
    await way.tell?.()
  }

  async function waits(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1_000) {
      clock.pass(Math.min(left, 1_000))
      await work()
    }
  }

  async function says(text: string, id?: string): Promise<void> {
    // Nobody answers within a second, and WhatsApp tells no less.
    clock.pass(1_000)
    await way.says(luce, text, id)
  }

  const person: ChatPerson = {
    says,
    async presses(label) {
      const list = way.shown(luce.number).findLast((text) => choicesIn(text).includes(label))
      if (list === undefined) throw new Error(`${label} is not offered`)
      await says(String(choicesIn(list).indexOf(label) + 1))
      await work()
    },
    sees: async () => way.shown(luce.number).map((text) => ({ text, choices: choicesIn(text) })),
    waits,
    posts: async () => (await desk.publications()).map((one) => one.status),
    outage: way.outage,
    stranger: {
      says: (text) => way.says(stranger, text),
      sees: async () => way.shown(stranger.number),
    },
    async close() {
      await desk.close()
      await way.close()
    },
  }
  return { desk, way, person, work, waits, lines }
}

/** The numbered choices at the end of a message. */
export function choicesIn(text: string): string[] {
  const block = text.split('\n\n').at(-1) ?? ''
  const found = block.split(/\n| {3}/).map((one) => /^(\d+) (.+)$/.exec(one))
  return found.every((one, i) => one?.[1] === String(i + 1)) ? found.map((one) => one?.[2] ?? '') : []
}

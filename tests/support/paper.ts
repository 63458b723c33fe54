// A chat without buttons: replies are slips of paper with numbered choices. Strict about what it is given, and it can go away.
import type { Arrival, Chat, Reply } from '../../src/core/chat.ts'
import type { ChatError } from '../../src/core/errors.ts'

/** A slip as the reader sees it. */
export type Slip = { id: string; address: string; text: string; edits: number }

/** Makes the chat, and the hand that writes in it. */
export function createPaper(now: () => Date, can: { edits: boolean; foldMs: number } = { edits: true, foldMs: 2_000 }) {
  const slips: Slip[] = []
  let trouble: ChatError | undefined
  let receive: ((arrival: Arrival) => Promise<void>) | undefined
  let counter = 0

  function written(reply: Reply): string {
    const cards = (reply.card?.variants ?? []).flatMap((one) => [
      `${one.platform} ${one.count.used}/${one.count.limit}`,
      one.text,
    ])
    const choices = reply.choices.map((choice, i) => `${i + 1} ${choice.label}`).join('  ')
    return [reply.text, reply.card?.head, ...cards, choices]
      .filter((line) => line !== undefined && line !== '')
      .join('\n')
  }

  const chat: Chat = {
    id: 'paper',
    can: { buttons: false, length: 4_000, foldMs: can.foldMs },
    async start(given) {
      receive = given
    },
    async send(address, reply) {
      if (trouble !== undefined) throw trouble
      const slip = { id: `slip${++counter}`, address, text: written(reply), edits: 0 }
      slips.push(slip)
      return { externalId: slip.id }
    },
    ...(can.edits && {
      async edit(_address: string, externalId: string, reply: Reply) {
        if (trouble !== undefined) throw trouble
        const slip = slips.find((one) => one.id === externalId)
        if (slip === undefined) throw new Error('no such slip')
        slip.text = written(reply)
        slip.edits++
        return { externalId }
      },
    }),
    async stop() {
      receive = undefined
    },
  }

  return {
    chat,
    slips,
    /** Writes a message; resolves when it was taken. */
    async writes(text: string, more: { id?: string; from?: string; quoted?: string } = {}): Promise<void> {
      const from = more.from ?? 'luce'
      const id = more.id ?? `note${++counter}`
      const quoted = more.quoted === undefined ? {} : { quoted: more.quoted }
      await receive?.({
        sender: { externalId: from, name: from },
        inbound: { id, address: from, sentAt: now(), text, ...quoted },
      })
    },
    /** From now on nothing gets through; undefined: everything does again. */
    breaks(error: ChatError | undefined): void {
      trouble = error
    },
  }
}

export type Paper = ReturnType<typeof createPaper>

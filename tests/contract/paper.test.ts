// A chat with numbers instead of buttons keeps the contract: what WhatsApp will need.

import { ChatError } from '../../src/core/errors.ts'
import { withSystem } from '../../src/db/client.ts'
import { addIdentity } from '../../src/db/tenants.ts'
import { openDesk } from '../support/desk.ts'
import { createPaper, type Paper } from '../support/paper.ts'
import { type ChatPerson, chatContract } from './chat.ts'

async function open(): Promise<ChatPerson> {
  let paper: Paper | undefined
  const desk = await openDesk({
    chats: (clock) => {
      paper = createPaper(clock.now)
      return [paper.chat]
    },
  })
  if (paper === undefined) throw new Error('the chat was not made')
  const hand = paper
  const { app, clock } = desk
  await withSystem(desk.db, (tx) =>
    addIdentity(tx, { personId: desk.seat.personId, chat: 'paper', externalId: 'luce' }),
  )
  const own = () => hand.slips.filter((slip) => slip.address === 'luce')
  const choicesOf = (text: string) =>
    [...(text.split('\n').at(-1) ?? '').matchAll(/(?:^| {2})\d+ ([^\d]+?)(?= {2}\d|$)/g)].map((found) => found[1] ?? '')
  const work = async () => {
    await app.inbox.idle()
    await app.answerWaiting()
    await desk.settle()
    await app.courier.sweep()
    for (const id of await conversations(desk)) await app.courier.deliver(id)
  }
  return {
    async says(text, id) {
      clock.pass(1)
      await hand.writes(text, id === undefined ? {} : { id })
    },
    async presses(label) {
      const shown = own().at(-1)?.text ?? ''
      const number = choicesOf(shown).indexOf(label) + 1
      if (number === 0) throw new Error(`${label} is not offered: ${shown}`)
      clock.pass(1)
      await hand.writes(String(number))
      await work()
    },
    sees: async () => own().map((slip) => ({ text: slip.text, choices: choicesOf(slip.text) })),
    async waits(ms) {
      for (let left = ms; left > 0; left -= 1_000) {
        clock.pass(Math.min(left, 1_000))
        await work()
      }
    },
    posts: async () => (await desk.publications()).map((one) => one.status),
    outage: { begins: () => hand.breaks(new ChatError('unavailable')), ends: () => hand.breaks(undefined) },
    stranger: {
      says: (text) => hand.writes(text, { from: 'nobody' }),
      sees: async () => hand.slips.filter((slip) => slip.address === 'nobody').map((slip) => slip.text),
    },
    close: () => desk.close(),
  }
}

async function conversations(desk: Awaited<ReturnType<typeof openDesk>>): Promise<string[]> {
  const { conversations: table } = await import('../../src/db/schema/conversations.ts')
  return (await withSystem(desk.db, (tx) => tx.select({ id: table.id }).from(table))).map((row) => row.id)
}

chatContract('A chat with numbers', open, { folds: true, buttons: false })

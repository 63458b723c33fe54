// The door of the chats: who is talking, where, and whether they may come in. Strangers get one sentence and cost nothing.
import type { Arrival, Chat } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { hashToken } from '../core/secrets.ts'
import { readSystem, type Tx, withSystem } from '../db/client.ts'
import { takeEdit } from '../db/edits.ts'
import { wakeDeliveries } from '../db/outbox.ts'
import { addIdentity, conversationAt, seatOf, useLink, whoIs } from '../db/tenants.ts'
import { takeFiles } from './files.ts'
import { clean, type Inbox } from './inbox.ts'
import { signedChoice } from './signs.ts'
import { detectLanguage } from './understand/detect.ts'

const told = {
  stranger: {
    en: 'This is a private desk. If you belong to it, ask its owner for an invitation.',
    it: 'Questo è un tavolo privato. Se ne fai parte, chiedi un invito a chi lo gestisce.',
  },
  badCode: {
    en: 'That code is used up or too old. Ask for a fresh link.',
    it: 'Quel codice è già usato o troppo vecchio. Chiedi un nuovo link.',
  },
}

/** A silence that is shorter leaves nothing waiting. */
const shortMs = 3_600_000

/** Told where a member's conversation is before each of their messages. */
export type Met = (chat: Chat, at: { conversationId: string; address: string }) => void

/** Makes the receiver that chats are started with. A message of a member is stored before it returns. */
export function createDoor(ctx: Context, inbox: Inbox, met: Met) {
  /** One sentence an hour and address, kept in memory: a stranger is never written down. */
  const answered = new Map<string, number>()

  return (chat: Chat) =>
    async ({ sender, inbound }: Arrival): Promise<void> => {
      const code = codeIn(inbound.text)
      const known = await readSystem(ctx.db, (tx) => whoIs(tx, chat.id, sender.externalId))
      const personId = known ?? (code === undefined ? undefined : await pair(chat, sender.externalId, code))
      if (personId === undefined) return turnAway(chat, inbound.address, inbound.text, code !== undefined)
      const at = await readSystem(ctx.db, (tx) => place(tx, chat.id, inbound.address, personId))
      if (at === undefined) return turnAway(chat, inbound.address, inbound.text, false)
      const { conversationId, workspaceId } = at
      const { id: externalId, sentAt, address, text, files = [], edits, sign, ...rest } = inbound
      met(chat, { conversationId, address })
      if (sign !== undefined) {
        const choice = await signedChoice(ctx.db, conversationId, inbound)
        if (choice !== undefined)
          await inbox.receive({ conversationId, said: { choice }, externalId, sentAt, foldMs: 0 })
        return
      }
      const words = code === undefined ? text : '/start'
      const taken = await takeFiles(ctx, workspaceId, files)
      const said = { ...rest, ...taken, ...(words !== undefined && { text: words }) }
      // A press, an edit or a command stands alone.
      const foldMs = said.choice !== undefined || words?.startsWith('/') ? 0 : chat.can.foldMs
      const given = { conversationId, said, sentAt }
      if (edits === undefined) {
        await inbox.receive({ ...given, externalId, foldMs })
        // What waits for a person was put off as they were silent: whoever writes all day has nothing waiting.
        const silentMs = ctx.clock.now().getTime() - (at.lastInboundAt?.getTime() ?? 0)
        if (chat.can.windowMs !== undefined && silentMs > shortMs)
          await withSystem(ctx.db, (tx) => wakeDeliveries(tx, conversationId, ctx.clock.now()))
        return
      }
      const edit = { externalId: edits, said: clean(said), now: ctx.clock.now() }
      const became = await withSystem(ctx.db, (tx) => takeEdit(tx, conversationId, edit))
      if (became === 'new') await inbox.receive({ ...given, externalId: edits, foldMs })
      if (became === 'late') await inbox.receive({ ...given, said: { ...said, edits }, externalId, foldMs: 0 })
    }

  /** A one-time code from a sign-in link makes this a place where its person talks from. */
  async function pair(chat: Chat, externalId: string, code: string): Promise<string | undefined> {
    return withSystem(ctx.db, async (tx) => {
      const used = await useLink(tx, hashToken(code), ctx.clock.now())
      if (typeof used === 'string') return undefined
      await addIdentity(tx, { personId: used.personId, chat: chat.id, externalId })
      return used.personId
    })
  }

  async function turnAway(chat: Chat, address: string, text: string | undefined, hadCode: boolean): Promise<void> {
    const now = ctx.clock.now().getTime()
    const last = answered.get(`${chat.id}:${address}`)
    if (last !== undefined && now - last < 3_600_000 && !hadCode) return
    if (answered.size > 10_000) answered.clear()
    answered.set(`${chat.id}:${address}`, now)
    // A code is no language.
    const language = (text === undefined || hadCode ? undefined : detectLanguage(text)) ?? 'en'
    const say = told[hadCode ? 'badCode' : 'stranger'][language]
    const reply = { id: 'stranger', number: 0, text: say, at: ctx.clock.now().toISOString(), choices: [] }
    await chat.send(address, reply).catch((error) => ctx.log.warn({ err: error }, 'a stranger was not answered'))
  }
}

/** Where a member's conversation at this address is; none where they have no seat any more. */
async function place(
  tx: Tx,
  chat: string,
  address: string,
  personId: string,
): Promise<{ conversationId: string; workspaceId: string; lastInboundAt: Date | null } | undefined> {
  const seat = await seatOf(tx, personId)
  if (seat === undefined) return undefined
  const { id, workspaceId, lastInboundAt } = await conversationAt(tx, {
    chat,
    address,
    personId,
    workspaceId: seat.workspaceId,
  })
  // What comes in belongs where the conversation is now, as long as the person has a seat there.
  const here = workspaceId === null ? seat : await seatOf(tx, personId, workspaceId)
  return { conversationId: id, workspaceId: (here ?? seat).workspaceId, lastInboundAt }
}

/** The one-time code in "/start CODE" or in a message that is nothing but a code. */
function codeIn(text: string | undefined): string | undefined {
  return /^(?:\/start\s+)?([A-Za-z0-9_-]{40,64})$/.exec(text?.trim() ?? '')?.[1]
}

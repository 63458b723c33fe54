// The door of the chats: who is talking, where, and whether they may come in. Strangers get one sentence and cost nothing.
import type { Arrival, Chat, Inbound, Sender } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { hashToken } from '../core/secrets.ts'
import { arrive, begin } from '../core/team/arrivals.ts'
import { passOn } from '../core/team/outside.ts'
import { arrivalOf, type Place } from '../db/arriving.ts'
import { record } from '../db/audit.ts'
import { readSystem, type Tx, withSystem } from '../db/client.ts'
import { changeConversation } from '../db/conversations.ts'
import { takeEdit } from '../db/edits.ts'
import { wakeDeliveries } from '../db/outbox.ts'
import { useLink } from '../db/sessions.ts'
import { teamOf } from '../db/team.ts'
import { addIdentity, brandsOf, conversationAt, type Seat, seatOf } from '../db/tenants.ts'
import { setHandle } from '../db/ways-in.ts'
import { takeFiles } from './files.ts'
import { clean, type Inbox } from './inbox.ts'
import { signedChoice } from './signs.ts'
import { detectLanguage } from './understand/detect.ts'

const told = {
  stranger: {
    en: 'This is a private desk. If you belong to it, ask its owner for an invitation.',
    it: 'Questo è un tavolo privato. Se ne fai parte, chiedi un invito a chi lo gestisce.',
  },
  tooOften: {
    en: 'That was a lot at once. What you send in the next minute is not read; send it again then.',
    it: 'Era molto in una volta. Quello che mandi nel prossimo minuto non viene letto: rimandalo dopo.',
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

/** How often somebody may try here: wrong codes, words of strangers, messages of a member. Each key is the talker's own. */
export type Gate = {
  codes: Counter
  strangers: Counter
  members: Counter
  /** Messages of all members of a workspace. */
  workspaces: Counter
  /** Anybody who writes gets a workspace of their own. */
  isOpen: boolean
  /** The zone of such a workspace until its owner says another. */
  zone: string
  signUps: Counter
}

/** Counts one try or message; false where it was one too many. */
type Counter = { spend(key: string): Promise<boolean>; isSpent(key: string): Promise<boolean> }

/** For so long a stranger is a stranger without another look. */
const strangeMs = 10_000

/** Makes the receiver that chats are started with. A message of a member is stored before it returns. */
export function createDoor(ctx: Context, inbox: Inbox, met: Met, gate: Gate) {
  /** One sentence an hour and address, kept in memory: a stranger is never written down. */
  const answered = new Map<string, number>()
  const strange = new Map<string, number>()

  return (chat: Chat) =>
    async ({ sender, inbound }: Arrival): Promise<void> => {
      const code = codeIn(inbound.text)
      const key = `${chat.id}:${sender.externalId}`
      const known = await personOf(chat, sender, key, inbound.address, code !== undefined)
      const comer = await letIn(chat, { sender, address: inbound.address, known: known?.personId, code, key })
      const personId = comer?.personId
      if (personId === undefined) return strangerSaid(chat, sender, inbound, code !== undefined)
      // A code may have changed where its person sits.
      const at =
        (code === undefined ? known?.place : undefined) ??
        (await readSystem(ctx.db, (tx) => place(tx, chat.id, inbound.address, personId)))
      if (at === undefined) return turnAway(chat, inbound.address, inbound.text, false)
      const { conversationId, workspaceId } = at
      if (!(await gate.members.spend(key)) || !(await gate.workspaces.spend(workspaceId)))
        return turnAway(chat, inbound.address, inbound.text, false, 'tooOften')
      const { id: externalId, sentAt, address, text, files = [], edits, sign, ...rest } = inbound
      met(chat, { conversationId, address })
      if (sign !== undefined) {
        const choice = await signedChoice(ctx.db, conversationId, inbound)
        if (choice !== undefined)
          await inbox.receive({ conversationId, said: { choice }, externalId, sentAt, foldMs: 0 })
        return
      }
      // Whoever joins a desk is told what can be done there; its owner is asked who they are.
      const words = code === undefined ? text : comer?.joined === true ? '/help' : '/start'
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

  /** Who it is. Somebody who was a stranger a moment ago is not looked up again, unless they bring a code. */
  async function personOf(chat: Chat, sender: Sender, key: string, address: string, hasCode: boolean) {
    const { externalId } = sender
    const now = ctx.clock.now().getTime()
    if (!hasCode && now - (strange.get(key) ?? Number.NEGATIVE_INFINITY) < strangeMs) return undefined
    const known = await readSystem(ctx.db, (tx) => arrivalOf(tx, { chat: chat.id, externalId, address }))
    const handle = sender.handle ?? null
    if (known !== undefined && known.handle !== handle)
      await readSystem(ctx.db, (tx) => setHandle(tx, { chat: chat.id, externalId, handle }))
    strange.delete(key)
    if (known === undefined) {
      if (strange.size > 10_000) strange.clear()
      strange.set(key, now)
    }
    return known
  }

  type Comer = { sender: Sender; address: string; known: string | undefined; code: string | undefined; key: string }

  /** The person who talks, after whatever their code is good for. Too many wrong codes and none is looked at. */
  async function letIn(chat: Chat, { sender, address, known, code, key }: Comer): Promise<Come | undefined> {
    if (code === undefined) return come(known ?? (await comeIn(chat, sender, address, key)))
    if (await gate.codes.isSpent(key)) return come(known)
    const found = await useCode(chat, sender, address, known, code)
    if (found === undefined) await gate.codes.spend(key)
    else strange.delete(key)
    return found ?? come(known)
  }

  /** A one-time code makes this a place where its person talks from; an invitation gives a seat as well. */
  async function useCode(
    chat: Chat,
    { externalId, name, handle }: Sender,
    address: string,
    known: string | undefined,
    code: string,
  ): Promise<Come | undefined> {
    const here = { chat: chat.id, externalId, handle: handle ?? null }
    const link = await withSystem(ctx.db, async (tx) => {
      const now = ctx.clock.now()
      const used = await useLink(tx, hashToken(code), now)
      if (typeof used === 'string') return undefined
      if (known !== undefined) return known
      const seat = await seatOf(tx, used.personId)
      if (seat === undefined) return undefined
      await addIdentity(tx, { ...here, personId: used.personId })
      const { workspaceId, memberId } = seat
      await record(tx, [{ workspaceId, memberId, act: 'pair chat', detail: { chat: chat.id }, createdAt: now }])
      await greet(tx, chat, address, seat)
      return used.personId
    })
    if (link !== undefined) return come(link)
    const seat = await arrive(ctx, { code, personId: known, name }, async (tx, { personId, workspaceId }) => {
      if (known === undefined) await addIdentity(tx, { ...here, personId })
      const { id } = await conversationAt(tx, { chat: chat.id, address, personId, workspaceId })
      await changeConversation(tx, id, { workspaceId, focusPostId: null, asked: null, dialog: null })
      return { conversationId: id }
    })
    return typeof seat === 'object' ? { personId: seat.personId, joined: true } : undefined
  }

  /** Says in a chat that was just paired whose desk it is at; a desk without a name is about to ask for one. */
  async function greet(tx: Tx, chat: Chat, address: string, { personId, workspaceId, memberId }: Seat): Promise<void> {
    const workspace = (await brandsOf(tx, [workspaceId])).get(workspaceId)?.name ?? ''
    const member = (await teamOf(tx, workspaceId)).find(({ id }) => id === memberId)
    if (workspace === '' || member === undefined) return
    const { id: conversationId } = await conversationAt(tx, { chat: chat.id, address, personId, workspaceId })
    const { role, isClient } = member
    await ctx.tell(tx, { conversationId, workspaceId }, { kind: 'welcome', workspace, role, isClient })
  }

  /** Where anybody may come, somebody who writes alone gets a workspace of their own. */
  async function comeIn(
    chat: Chat,
    { externalId, name, handle }: Sender,
    address: string,
    key: string,
  ): Promise<string | undefined> {
    const isAlone = chat.isAlone?.(address) ?? true
    if (!gate.isOpen || !isAlone || !(await gate.signUps.spend('all'))) return undefined
    const seat = await begin(ctx, { name, zone: gate.zone, language: 'en' }, (tx, { personId }) =>
      addIdentity(tx, { personId, chat: chat.id, externalId, handle: handle ?? null }),
    )
    strange.delete(key)
    return seat.personId
  }

  /** In a group of ours a stranger's reply to a card is a comment; anything else is turned away. */
  async function strangerSaid(chat: Chat, sender: Sender, inbound: Inbound, hadCode: boolean): Promise<void> {
    if (!(await gate.strangers.spend(`${chat.id}:${sender.externalId}`))) return
    const { address, replyTo, text } = inbound
    const isGroup = chat.isAlone?.(address) === false
    if (isGroup && replyTo !== undefined && text !== undefined) {
      const said = { chat: chat.id, address, externalId: replyTo, name: sender.name, words: text.slice(0, 2_000) }
      if (await withSystem(ctx.db, (tx) => passOn(ctx, tx, said))) return
    }
    // In a group nobody is told off in front of the others.
    if (!isGroup || hadCode) await turnAway(chat, address, text, hadCode)
  }

  async function turnAway(
    chat: Chat,
    address: string,
    text: string | undefined,
    hadCode: boolean,
    why: 'stranger' | 'tooOften' = 'stranger',
  ): Promise<void> {
    const now = ctx.clock.now().getTime()
    const last = answered.get(`${chat.id}:${address}`)
    if (last !== undefined && now - last < 3_600_000 && !hadCode) return
    if (answered.size > 10_000) answered.clear()
    answered.set(`${chat.id}:${address}`, now)
    // A code is no language.
    const language = (text === undefined || hadCode ? undefined : detectLanguage(text)) ?? 'en'
    const say = told[hadCode ? 'badCode' : why][language]
    const reply = { id: 'stranger', number: 0, text: say, at: ctx.clock.now().toISOString(), choices: [] }
    await chat.send(address, reply).catch((error) => ctx.log.warn({ err: error }, 'a stranger was not answered'))
  }
}

/** Somebody who may talk here; `joined` a desk just now. */
type Come = { personId: string; joined?: boolean }

function come(personId: string | undefined): Come | undefined {
  return personId === undefined ? undefined : { personId }
}

/** Where a member is heard at this address, made where it is not known yet; none where they have no seat any more. */
async function place(tx: Tx, chat: string, address: string, personId: string): Promise<Place | undefined> {
  const seat = await seatOf(tx, personId)
  if (seat === undefined) return undefined
  const at = await conversationAt(tx, { chat, address, personId, workspaceId: seat.workspaceId })
  // What comes in belongs where the conversation is now, as long as the person has a seat there.
  const here = at.workspaceId === null ? seat : await seatOf(tx, personId, at.workspaceId)
  return { conversationId: at.id, workspaceId: (here ?? seat).workspaceId, lastInboundAt: at.lastInboundAt }
}

/** The one-time code in "/start CODE", "pair CODE", or in a message that is nothing but a code. */
function codeIn(text: string | undefined): string | undefined {
  return /^(?:\/?(?:start|pair|abbina)(?:@\w+)?\s+)?([A-Za-z0-9_-]{40,64})$/i.exec(text?.trim() ?? '')?.[1]
}

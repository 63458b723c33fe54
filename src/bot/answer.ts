// The loop on one screen: take the lease, take the next message, understand, act, write; until nothing waits.

import type { Delta, Reply } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import type { Outcome } from '../core/outcome.ts'
import { readSystem, withSystem } from '../db/client.ts'
import {
  answerLeaseSeconds,
  countAttempt,
  lease,
  type MessageRow,
  readyMessages,
  release,
  setAside,
} from '../db/conversations.ts'
import { readTurn, type TurnState } from '../db/turns.ts'
import type { Bus } from './bus.ts'
import { stepDialog } from './dialogs/step.ts'
import { asItReads } from './edited.ts'
import { fold, joined, quoteIn } from './fold.ts'
import { listen } from './listen.ts'
import { freely, inWorkspace, languageOf, meaningOf, readingOf } from './meaning.ts'
import type { Settled } from './meant.ts'
import { readAlong } from './read.ts'
import { type Asking, commitTurn, focusOf, prepareIntents, TurnLostError, turnOf } from './turn.ts'

/** After so many tries a message is set aside and the person is told. */
const mostTries = 3

/** What answers conversations in this process. */
export type Answerer = ReturnType<typeof createAnswerer>

export type AnswererParts = {
  bus: Bus
  /** True for a chat whose replies must be delivered; reading is the delivery on the web. */
  needsDelivery(chat: string): boolean
  /** True where only the person reads a conversation, in a chat that knows them by itself. */
  isAlone(chat: string, address: string): boolean
  /** True where messages that came together are one wish. */
  folds(messages: MessageRow[]): boolean
  /** Called with what was written, after it was committed. */
  said(conversationId: string, chat: string, replies: Reply[]): void
}

/** One conversation that is being answered here, and the messages that are right now. */
type Running = { done: Promise<void>; again: boolean; abort: AbortController; messages: number[] }

export function createAnswerer(ctx: Context, parts: AnswererParts) {
  const running = new Map<string, Running>()
  let isStopping = false

  /** Answers what waits in a conversation, one message at a time and in order; returns when nothing waits or somebody else answers. */
  function wake(conversationId: string): Promise<void> {
    const known = running.get(conversationId)
    if (known !== undefined) {
      known.again = true
      return known.done
    }
    if (isStopping) return Promise.resolve()
    const one: Running = { done: Promise.resolve(), again: false, abort: new AbortController(), messages: [] }
    running.set(conversationId, one)
    one.done = loop(conversationId, one)
      .catch((error) =>
        ctx.log.error({ conversation: conversationId, err: error }, 'answering failed; it will be tried again'),
      )
      .finally(() => {
        running.delete(conversationId)
        // Woken between the last look and the release of the lease: look once more.
        if (one.again) void wake(conversationId)
      })
    return one.done
  }

  async function loop(id: string, one: Running): Promise<void> {
    const owner = `${ctx.process}/answer`
    if (!(await readSystem(ctx.db, (tx) => lease(tx, id, owner)))) return
    const renewal = setInterval(
      () => {
        readSystem(ctx.db, (tx) => lease(tx, id, owner)).catch((error) =>
          ctx.log.warn({ err: error }, 'a lease was not renewed'),
        )
      },
      (answerLeaseSeconds * 1000) / 3,
    )
    try {
      do {
        one.again = false
        for (;;) {
          const ready = await readSystem(ctx.db, (tx) => readyMessages(tx, id, ctx.clock.now()))
          const next = parts.folds(ready) ? fold(ready) : ready.slice(0, 1)
          if (next.length === 0 || isStopping) break
          one.abort = new AbortController()
          one.messages = next.map((message) => message.id)
          await answerTogether(next, owner, one.abort.signal).finally(() => {
            one.messages = []
          })
        }
      } while (one.again && !isStopping)
    } finally {
      clearInterval(renewal)
      await readSystem(ctx.db, (tx) => release(tx, id, owner))
    }
  }

  /** Messages that are one wish, to their end: answered, or counted as a failed try, or set aside. */
  async function answerTogether(ready: MessageRow[], owner: string, signal: AbortSignal): Promise<void> {
    const last = joined(ready)
    try {
      const messages = last.said.edits === undefined ? ready : [await asItReads(ctx, last)]
      const state = await readSystem(ctx.db, (tx) => readTurn(tx, last.conversationId, last.said.choice))
      if (state === undefined) return void (await withSystem(ctx.db, (tx) => setAside(tx, [last.id], ctx.clock.now())))
      const here = await inWorkspace(ctx, state)
      const listened = await listen(here, state, messages, { signal, begun: (seconds) => tellBegun(state, seconds) })
      if (listened.kind === 'not') {
        const said: Settled = { kind: 'say', outcomes: [listened.outcome] }
        if (listened.isLater) await giveUp(messages, owner, listened.outcome)
        else await carryOut(state, messages, said, owner, signal)
        return
      }
      const read = await readAlong(here, state.workspaceId, listened.messages)
      if (read.kind === 'not')
        return void (await carryOut(state, messages, { kind: 'say', outcomes: [read.outcome] }, owner, signal))
      const message = joined(read.messages)
      const language = languageOf(state, message.said.text)
      const found = await meaningOf(here, state, message, language)
      const free = { language, signal }
      const meaning = found.kind === 'free' ? await freely(here, state, message, { ...found, ...free }) : found
      await carryOut(state, read.messages, meaning, owner, signal)
    } catch (error) {
      if (error instanceof TurnLostError) return
      if (signal.aborted) return void (await stopped(ready, owner))
      await failed(last, owner, error)
    }
  }

  /** Does what a message means and writes the turn. Used by both lanes; the fast one has no lease. */
  async function carryOut(
    state: TurnState,
    messages: MessageRow[],
    meaning: Settled,
    owner: string | undefined,
    signal: AbortSignal,
  ): Promise<Reply[]> {
    const conversationId = state.conversation.id
    const message = joined(messages)
    const asking: Asking = {
      messages,
      media: message.said.media ?? [],
      quoted: quoteIn(message.said),
      language: languageOf(state, message.said.text),
      choice: meaning.kind === 'act' ? meaning.choice : undefined,
      isAlone: parts.isAlone(state.conversation.chat, state.conversation.address),
      signal,
      stream: (delta: Delta) => parts.bus.delta(conversationId, message.id, delta),
    }
    const here = await inWorkspace(ctx, state)
    const reading = readingOf(here, state, message, asking.language)
    const turn = { ...turnOf(here, state, asking), ...(reading !== undefined && { reading }) }
    const focus = focusOf(state)
    const writing = { lease: owner, deliver: parts.needsDelivery(state.conversation.chat) }
    const written = async () => {
      if (meaning.kind === 'act') {
        const commits = await prepareIntents(turn, meaning.intents, focus)
        // Who begins a post has left the questions: the next word is about the post.
        const isBegun = meaning.intents.some(({ kind }) => kind === 'draft')
        const change = isBegun && state.conversation.dialog !== null ? { dialog: null } : {}
        return commitTurn(turn, state, asking, commits, { ...writing, change })
      }
      const step = await stepDialog(turn, state, message, meaning, (id) => abortRunning(id, message.id))
      return commitTurn(turn, state, asking, [step.commit], { ...writing, change: step.change })
    }
    const replies = await written()
    parts.said(conversationId, state.conversation.chat, replies)
    for (const one of messages) parts.bus.answered(conversationId, one.id, one === messages.at(-1) ? replies : [])
    return replies
  }

  async function failed(message: MessageRow, owner: string, error: unknown): Promise<void> {
    const tries = await withSystem(ctx.db, (tx) => countAttempt(tx, message.id))
    ctx.log.error({ message: message.id, tries, err: error }, 'a message could not be answered')
    if (tries < mostTries) return
    await giveUp([message], owner, { kind: 'setAside', messageId: message.id })
  }

  /** Tells the person that messages are set aside and why, with Try again; the next one goes on. */
  async function giveUp(messages: MessageRow[], owner: string, why: Outcome): Promise<void> {
    const now = ctx.clock.now()
    const { id: messageId, conversationId } = joined(messages)
    const chat = await withSystem(ctx.db, async (tx) => {
      const state = await readTurn(tx, conversationId)
      const ids = messages.map((message) => message.id)
      await setAside(tx, ids, now)
      if (state === undefined || state.conversation.leaseOwner !== owner) return undefined
      await ctx.tell(tx, { conversationId, workspaceId: state.workspaceId, messageId }, why)
      return state.conversation.chat
    })
    if (chat !== undefined) parts.said(conversationId, chat, [])
    parts.bus.wake(conversationId)
  }

  /** Says that a recording takes a while. */
  async function tellBegun({ conversation, workspaceId }: TurnState, seconds: number): Promise<void> {
    const to = { conversationId: conversation.id, workspaceId }
    await withSystem(ctx.db, (tx) => ctx.tell(tx, to, { kind: 'listening', seconds }))
    parts.said(conversation.id, conversation.chat, [])
    parts.bus.wake(conversation.id)
  }

  /** The person said stop while this was running: the answer to that is the answer to this. */
  async function stopped(messages: MessageRow[], owner: string): Promise<void> {
    const state = await readSystem(ctx.db, (tx) => readTurn(tx, joined(messages).conversationId))
    if (state === undefined) return
    await carryOut(state, messages, { kind: 'say', outcomes: [] }, owner, new AbortController().signal)
  }

  /** Aborts what is being answered in a conversation, but for the message that asks for it; true where something was. */
  function abortRunning(conversationId: string, by: number): boolean {
    const one = running.get(conversationId)
    if (one === undefined || one.messages.length === 0 || one.messages.includes(by)) return false
    one.abort.abort(new Error('stopped by the person'))
    return true
  }

  return {
    wake,
    carryOut,
    /** Resolves when nothing is being answered here. No new answer begins. */
    async stop(timeoutMs = 10_000): Promise<void> {
      isStopping = true
      const patience = new Promise<void>((done) => setTimeout(done, timeoutMs).unref())
      await Promise.race([Promise.all([...running.values()].map((one) => one.done)), patience])
    },
  }
}

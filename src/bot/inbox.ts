// What comes in: stored once, acknowledged when it is committed, and sorted into two lanes.

import type { Reply } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { readSystem } from '../db/client.ts'
import { getMessage, hasWordsBefore, type MessageRow, repliesTo, storeMessage } from '../db/conversations.ts'
import type { Said } from '../db/schema/messages.ts'
import { readTurn } from '../db/turns.ts'
import type { Answerer } from './answer.ts'
import type { Bus } from './bus.ts'
import { createLane } from './lane.ts'
import { inWorkspace, isQuick, languageOf, meaningOf } from './meaning.ts'
import { TurnLostError } from './turn.ts'
import { isAnswer } from './understand/phrases.ts'

/** A cleaned message for one conversation. */
export type Receiving = { conversationId: string; externalId: string; said: Said; sentAt: Date; foldMs: number }

/** Most characters of one message. */
export const longestText = 20_000

/** How often the database is asked about a message that somebody else answers. */
const lookMs = 1_000

/** Messages sorted out and answered quickly at once; slow answers have loops of their own. */
const atOnce = 2

export type Inbox = ReturnType<typeof createInbox>

export function createInbox(ctx: Context, answerer: Answerer, bus: Bus) {
  const lane = createLane(atOnce)
  /** Conversations whose messages wait here to be sorted out, with how many. */
  const queued = new Map<string, number>()
  const sorting = new Set<Promise<void>>()

  /**
   * Stores a message and begins to answer it. Returns when it is committed; a repeated delivery stores nothing and
   * returns the first.
   */
  async function receive(given: Receiving): Promise<{ message: MessageRow; isNew: boolean }> {
    const now = ctx.clock.now()
    const answerAt = new Date(now.getTime() + given.foldMs)
    const stored = await readSystem(ctx.db, (tx) =>
      storeMessage(tx, { ...given, said: clean(given.said), answerAt, createdAt: now }),
    )
    if (stored.message.answeredAt === null) {
      const sorted = inLane(stored.message)
      sorting.add(sorted)
      void sorted.then(() => sorting.delete(sorted))
    }
    return stored
  }

  async function inLane(message: MessageRow): Promise<void> {
    const { id, conversationId } = message
    queued.set(conversationId, (queued.get(conversationId) ?? 0) + 1)
    try {
      await lane(conversationId, () => begin(message))
    } catch (error) {
      ctx.log.error({ message: id, err: error }, 'a message waits for the next try')
    } finally {
      const left = (queued.get(conversationId) ?? 1) - 1
      if (left === 0) queued.delete(conversationId)
      else queued.set(conversationId, left)
    }
  }

  /**
   * Presses, numbers, commands, undo and stop are answered at once, before older free text; the rest waits its turn. So does
   * a typed yes where words came just before it: "tomorrow at nine", "ok" is no yes to what was shown before both.
   */
  async function begin(message: MessageRow): Promise<void> {
    // Taken together with one that waited longer.
    if (bus.answerOf(message.id) !== undefined) return
    const state = await readSystem(ctx.db, (tx) => readTurn(tx, message.conversationId, message.said.choice))
    if (state === undefined) return
    const language = languageOf(state, message.said.text)
    const here = await inWorkspace(ctx, state)
    const meaning = await meaningOf(here, state, message, language)
    const waits = isAnswer(message.said.text ?? '') && (await readSystem(ctx.db, (tx) => hasWordsBefore(tx, message)))
    const isSlow = isSlowToRead(message.said)
    if (waits || isSlow || !isQuick(meaning, message.answerAt > ctx.clock.now())) {
      // More may come that belongs to it; who holds the lease takes what is ready together.
      if (message.answerAt > ctx.clock.now())
        ctx.clock.at(message.answerAt, () => void answerer.wake(message.conversationId))
      else void answerer.wake(message.conversationId)
      return
    }
    try {
      await answerer.carryOut(state, [message], meaning, undefined, new AbortController().signal)
    } catch (error) {
      if (error instanceof TurnLostError) return
      // The slow lane counts the tries and sets aside what cannot be answered.
      ctx.log.warn({ message: message.id, err: error }, 'a quick answer failed')
      await answerer.wake(message.conversationId)
    }
    if (meaning.kind === 'tryAgain') await answerer.wake(message.conversationId)
  }

  /** Waits until a message is answered or set aside and returns the replies to it; undefined when `signal` ends first. */
  async function answered(message: MessageRow, signal: AbortSignal): Promise<Reply[] | undefined> {
    let woken = () => {}
    let heard: Reply[] | undefined
    const stop = bus.listen(message.conversationId, {
      woken: () => woken(),
      answered(messageId, replies) {
        if (messageId !== message.id) return
        heard = replies
        woken()
      },
    })
    try {
      // Answered here: the replies are at hand. Elsewhere, or before: the database knows, and is asked now and then.
      let lookAt = message.answeredAt === null ? performance.now() + lookMs : 0
      for (;;) {
        const next = new Promise<void>((done) => {
          woken = done
        })
        heard ??= bus.answerOf(message.id)
        if (heard !== undefined) return heard
        if (performance.now() >= lookAt) {
          const known = await replied(message.id)
          if (known !== undefined) return known
          lookAt = performance.now() + lookMs
        }
        if (signal.aborted) return undefined
        await Promise.race([next, pause(lookMs, signal)])
      }
    } finally {
      stop()
    }
  }

  /** The replies to a message that was answered or set aside; undefined while it waits. */
  function replied(messageId: number): Promise<Reply[] | undefined> {
    return readSystem(ctx.db, async (tx) => {
      const now = await getMessage(tx, messageId)
      const isOpen = now !== undefined && now.answeredAt === null && now.setAsideAt === null
      return isOpen ? undefined : repliesTo(tx, messageId)
    })
  }

  return {
    receive,
    answered,
    /** True while messages of a conversation wait here to be sorted out. */
    isQueued: (id: string) => queued.has(id),
    /** Resolves when all that came in here was sorted out, and what is quick was answered. */
    async idle(): Promise<void> {
      while (sorting.size > 0) await Promise.all(sorting)
    },
  }
}

/** What has to be listened to, read or looked up before it is understood. */
function isSlowToRead({ edits, voice, documents }: Said): boolean {
  return edits !== undefined || voice !== undefined || documents !== undefined
}

/** What jsonb refuses is taken out, and what looks like a secret is struck out before it is stored. */
export function clean(said: Said): Said {
  const words = (text: string | undefined) =>
    text === undefined ? undefined : strikeSecrets(text.replaceAll('\0', '').toWellFormed())
  const text = words(said.text)
  const quoted = words(said.quoted)
  const forwardedFrom = words(said.forwardedFrom)
  return {
    ...said,
    ...(text !== undefined && { text }),
    ...(quoted !== undefined && { quoted }),
    ...(forwardedFrom !== undefined && { forwardedFrom }),
  }
}

const secrets =
  /\b(sk-[A-Za-z0-9_-]{16,}|lp_[A-Za-z0-9_-]{16,}|xox[abp]-[A-Za-z0-9-]{10,}|gh[pousr]_[A-Za-z0-9]{20,}|AKIA[0-9A-Z]{16}|\d{8,10}:AA[A-Za-z0-9_-]{30,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})/g

function strikeSecrets(text: string): string {
  return text.replaceAll(secrets, '[secret]')
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        done()
      },
      { once: true },
    )
  })
}

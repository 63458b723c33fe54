// A moment a person wishes for, made certain: resolved in its zone, in the future, never guessed.
import type { Tx } from '../../db/client.ts'
import type { Wished } from '../../db/schema/posts.ts'
import type { WhenWish } from '../intent.ts'
import type { Outcome } from '../outcome.ts'
import { resolve, type Wall } from '../time/wall.ts'
import type { Turn } from '../turn.ts'
import { freeSlot } from './slots.ts'

/** The question of a moment that is not certain. */
export type AskWhen = Extract<Outcome, { kind: 'askWhen' }>

/** No wish, the moment now, a certain moment, or the question to ask. */
export type Wish =
  | { kind: 'none' }
  | { kind: 'now' }
  | { kind: 'at'; wished: Wished; dueAt: Date }
  | { kind: 'ask'; outcome: AskWhen }

/** Turns what was understood into a moment that can be scheduled, or a question. */
export async function wishOf(tx: Tx, turn: Turn, when: WhenWish | undefined): Promise<Wish> {
  if (when === undefined) return { kind: 'none' }
  if (when.kind === 'now') return { kind: 'now' }
  if (when.kind === 'doubt') return { kind: 'ask', outcome: { kind: 'askWhen', ...asked(when), post: null } }
  if (when.kind === 'nextSlot') {
    const slot = await freeSlot(tx, turn)
    if (slot === null)
      return { kind: 'ask', outcome: { kind: 'askWhen', why: 'noDate', words: '', offers: [], post: null } }
    return certain(turn, slot)
  }
  const dueAt = new Date(when.at)
  // "In half an hour" is an instant: it keeps its seconds. A wall clock is resolved again by the rules of its zone.
  const resolved = resolve(when.wall)
  if (resolved.kind === 'at' && Math.abs(resolved.at.getTime() - dueAt.getTime()) >= 60_000)
    return certain(turn, when.wall)
  return future(turn, when.wall, dueAt)
}

/** A wall-clock moment, or the question its zone raises on the nights when clocks change. */
export function certain(turn: Turn, wall: Wall): Wish {
  const resolved = resolve(wall)
  if (resolved.kind === 'at') return future(turn, wall, resolved.at)
  const why = resolved.kind
  const offers = resolved.kind === 'gap' ? [resolved.wall] : [wall]
  return { kind: 'ask', outcome: { kind: 'askWhen', why, words: wall.time, offers, post: null } }
}

function future(turn: Turn, wall: Wall, dueAt: Date): Wish {
  if (dueAt.getTime() > turn.now.getTime()) return { kind: 'at', wished: { ...wall }, dueAt }
  const tomorrow = new Date(Date.parse(`${wall.date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const offers = [{ ...wall, date: tomorrow }].filter((one) => {
    const at = resolve(one)
    return at.kind === 'at' && at.at > turn.now
  })
  return {
    kind: 'ask',
    outcome: { kind: 'askWhen', why: 'past', words: `${wall.date} ${wall.time}`, offers, post: null },
  }
}

function asked(when: Extract<WhenWish, { kind: 'doubt' }>) {
  return { why: when.why, words: when.words, offers: when.offers }
}

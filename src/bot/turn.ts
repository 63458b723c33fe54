// One turn: the state it begins with, the slow part of each intent, and the one transaction that makes all of it true.
import { type ActionIntent, act } from '../core/actions/index.ts'
import type { Delta, Reply } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { opens, type Quote } from '../core/intent.ts'
import type { Outcome } from '../core/outcome.ts'
import { eventsOf } from '../core/team/events.ts'
import { marked } from '../core/team/marks.ts'
import type { Commit, Focus, Turn } from '../core/turn.ts'
import { record } from '../db/audit.ts'
import { asSystem, asWorkspace, type Tx } from '../db/client.ts'
import {
  type ConversationChange,
  changeConversation,
  lockConversation,
  type MessageRow,
  markAnswered,
} from '../db/conversations.ts'
import { type ChoiceRow, type TurnState, useChoice } from '../db/turns.ts'
import type { Language } from '../db/words.ts'
import { say } from './outbox.ts'
import { compose } from './replies/compose.ts'

/** The message or messages that are answered together. */
export type Asking = {
  messages: MessageRow[]
  media: string[]
  quoted: Quote | undefined
  language: Language
  /** The choice that was pressed, if it was one. */
  choice: ChoiceRow | undefined
  isAlone: boolean
  signal: AbortSignal
  stream: (delta: Delta) => void
}

/** Thrown inside the transaction when somebody else answered, or the lease is gone: nothing of this turn stays. */
export class TurnLostError extends Error {
  override readonly name = 'TurnLostError'
}

/** The turn as the actions see it. */
export function turnOf(ctx: Context, state: TurnState, asking: Asking): Turn {
  const last = asking.messages.at(-1)
  if (last === undefined) throw new Error('a turn without a message')
  const { choice } = asking
  return {
    ...ctx,
    workspaceId: state.workspaceId,
    conversationId: state.conversation.id,
    chat: state.conversation.chat,
    language: asking.language,
    member: state.member,
    scope: last.said.scope ?? 'admin',
    isAlone: asking.isAlone,
    brand: state.brand,
    messageId: last.id,
    messages: asking.messages.map((message) => message.id),
    media: asking.media,
    quoted: asking.quoted,
    evidence: choice === undefined ? `message:${last.id}` : `choice:${choice.id}`,
    bound: choice?.postId ? { postId: choice.postId, version: choice.version } : undefined,
    now: ctx.clock.now(),
    signal: asking.signal,
    stream: asking.stream,
  }
}

/** Runs the slow part of intents, in order. What cannot be slow returns at once. */
export async function prepareIntents(turn: Turn, intents: ActionIntent[], focus: Readonly<Focus>): Promise<Commit[]> {
  const commits: Commit[] = []
  for (const intent of intents) commits.push(await act(turn, intent, focus))
  return commits
}

/** What a conversation is about as a turn begins; nothing where the turn is about another workspace. */
export function focusOf({ conversation, workspaceId }: TurnState): Focus {
  if (conversation.workspaceId !== null && conversation.workspaceId !== workspaceId)
    return { postId: null, asked: null }
  return { postId: conversation.focusPostId, asked: conversation.asked }
}

/** How a turn is fenced and what else it changes. */
export type Writing = {
  /** The owner of the lease that must still hold; undefined for the fast lane, which needs none. */
  lease: string | undefined
  deliver: boolean
  change?: ConversationChange
}

/**
 * The one transaction of a turn: the writes of all intents in order, the choice used up, focus, dialog, outbox, and the
 * message answered. Throws a TurnLostError where the message was answered by somebody else.
 */
export async function commitTurn(
  turn: Turn,
  state: TurnState,
  asking: Asking,
  commits: Commit[],
  writing: Writing,
): Promise<Reply[]> {
  return turn.db.transaction(async (tx) => {
    await asWorkspace(tx, turn.workspaceId)
    // A press on a card of another workspace turns the conversation to it; what was open in the one before is not carried over.
    const isMoving = state.conversation.workspaceId !== null && state.conversation.workspaceId !== turn.workspaceId
    const focus: Focus = focusOf(state)
    const outcomes = await commitAll(tx, turn, asking, commits, focus)
    await record(tx, eventsOf(turn, outcomes))
    await asSystem(tx)
    if (writing.lease !== undefined) {
      const conversation = await lockConversation(tx, turn.conversationId)
      if (conversation.leaseOwner !== writing.lease) throw new TurnLostError('the lease is gone')
    }
    const answered = asking.messages.map((message) => message.id)
    if (!(await markAnswered(tx, answered, turn.now, turn.workspaceId)))
      throw new TurnLostError('answered by somebody else')
    const { id, workspaceId, language, focusPostId, asked } = state.conversation
    const here = focus.moveTo ?? turn.workspaceId
    const isElsewhere = isMoving || focus.moveTo !== undefined
    const change: ConversationChange = {
      ...(workspaceId !== here && { workspaceId: here }),
      ...(language !== turn.language && { language: turn.language }),
      ...(focusPostId !== focus.postId && { focusPostId: focus.postId }),
      ...(asked !== focus.asked && { asked: focus.asked }),
      ...writing.change,
      ...(isElsewhere && { focusPostId: focus.postId, asked: focus.asked, dialog: null }),
    }
    await changeConversation(tx, id, change)
    const { places } = state
    const place = marked(places)
    const voice = { language: turn.language, now: turn.now, ...(places.count > 1 && { place }) }
    const to = {
      conversationId: turn.conversationId,
      workspaceId: here,
      messageId: turn.messageId,
      deliverAt: writing.deliver ? turn.now : null,
      unasked: false,
      now: turn.now,
    }
    return say(
      tx,
      to,
      tidy(outcomes).map((outcome) => compose(outcome, voice)),
    )
  })
}

async function commitAll(tx: Tx, turn: Turn, asking: Asking, commits: Commit[], focus: Focus): Promise<Outcome[]> {
  const { choice } = asking
  const isUsedUp = choice !== undefined && !opens.has(choice.intent.kind)
  if (isUsedUp && !(await useChoice(tx, choice.id, turn.member.id, turn.now))) return pressedBefore(tx, turn, focus)
  const outcomes: Outcome[] = []
  for (const commit of commits) {
    const more = await commit(tx, focus)
    outcomes.push(...more)
    if (more.some((outcome) => stops.has(outcome.kind))) break
  }
  return outcomes
}

/** A choice pressed twice does nothing the second time; the person sees where the post stands. */
async function pressedBefore(tx: Tx, turn: Turn, focus: Focus): Promise<Outcome[]> {
  const used: Outcome = { kind: 'refused', why: 'used' }
  if (turn.bound === undefined) return [used]
  const now = await act({ ...turn, bound: { ...turn.bound, version: null } }, { kind: 'current' }, focus)
  return [used, ...(await now(tx, focus))]
}

/** After one of these the rest of a message is not carried out: it would act on something else than was meant. */
const stops = new Set<Outcome['kind']>(['refused', 'nothingOpen', 'noAccount', 'askWords', 'notFound', 'noSuchChoice'])

/** Several cards of one post in one turn become the last of them, with the first note: "draft, then a time" is one card. */
function tidy(outcomes: Outcome[]): Outcome[] {
  return outcomes.flatMap((outcome, i): Outcome[] => {
    if (outcome.kind !== 'card') return [outcome]
    const later = outcomes.slice(i + 1).some((next) => next.kind === 'card' && next.post.id === outcome.post.id)
    if (later) return []
    const first = outcomes.find((one) => one.kind === 'card' && one.post.id === outcome.post.id)
    return [first?.kind === 'card' ? { ...outcome, note: first.note } : outcome]
  })
}

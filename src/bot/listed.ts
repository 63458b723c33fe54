// Answers to what was offered: a press, a number, a label, a yes or a no. Each means one choice, or is asked about.
import type { Context } from '../core/context.ts'
import type { Intent } from '../core/intent.ts'
import { fold } from '../core/time/fold.ts'
import { readSystem, type Tx } from '../db/client.ts'
import type { MessageRow } from '../db/conversations.ts'
import { isInRoom } from '../db/rooms.ts'
import { type ChoiceRow, choicesUnder, getChoice, labelsUnasked, listAnswered, type TurnState } from '../db/turns.ts'
import { isAction, isFreeTalk, type Meaning, mean } from './meant.ts'

/** The label of a choice of what was said unasked just before, or of the reply it refers to, is a press of it. */
export async function byUnaskedLabel(
  ctx: Context,
  state: TurnState,
  { said, sentAt }: MessageRow,
): Promise<Meaning | undefined> {
  const isOwn = said.quoted === undefined && said.forwardedFrom === undefined && said.again === undefined
  const text = bareLabel(said.text ?? '')
  if (!isOwn || text === '' || text.length > longestLabel || (said.media ?? []).length > 0) return undefined
  const { id } = state.conversation
  const choices = await readSystem(ctx.db, async (tx) => {
    const referred = said.replyTo === undefined ? [] : await choicesUnder(tx, id, said.replyTo)
    if (referred.length > 0) return referred
    // A yes that nobody asked for at that moment is shown what it would be said to.
    return (await labelsUnasked(tx, id, sentAt)).filter(({ intent }) => intent.kind !== 'approve')
  })
  const meant = choices.filter((choice) => bareLabel(choice.label) === text)
  const [first, second] = meant
  if (first === undefined) return undefined
  // What is asked once more anyway may mean the newest; what cannot be taken back must not be guessed.
  if (second !== undefined && first.intent.kind !== 'delete')
    return { kind: 'say', outcomes: [{ kind: 'whichList', post: null }] }
  return mean([first.intent], first)
}

/** The press of a button. */
export async function pressed(ctx: Context, state: TurnState, id: string): Promise<Meaning> {
  const choice = await readSystem(ctx.db, (tx) => getChoice(tx, id))
  if (choice === undefined) return { kind: 'say', outcomes: [{ kind: 'refused', why: 'gone' }] }
  // In a group everybody sees the buttons; whose press counts is decided by who presses.
  const isHere = await readSystem(ctx.db, (tx) => isInRoom(tx, state.conversation.id, choice.conversationId))
  if (!isHere || choice.workspaceId !== state.workspaceId)
    return { kind: 'say', outcomes: [{ kind: 'refused', why: 'notYours' }] }
  return mean([choice.intent], choice)
}

/** A number answers the last list that had been said before the message was sent. */
export async function picked(
  ctx: Context,
  state: TurnState,
  message: MessageRow,
  pick: { number: number; rest: string },
  read: (words: string) => Intent[],
): Promise<Meaning> {
  const list = await readSystem(ctx.db, (tx) => answered(tx, state, message))
  if (list.isMixed) return { kind: 'act', intents: [{ kind: 'current' }], choice: undefined }
  const choice = list.choices[pick.number - 1]
  if (choice === undefined) return { kind: 'say', outcomes: [{ kind: 'noSuchChoice', count: list.choices.length }] }
  // "3 tomorrow at ten": the number opens the question and the words answer it.
  const answer = pick.rest === '' ? [] : read(pick.rest).filter(isAction)
  return answer.length > 0 && choice.intent.kind === 'askSchedule'
    ? mean(answer, choice)
    : mean([choice.intent], choice)
}

/** Words that no rule is sure of, and that are the label of a choice of the last list, press it: "Forget 2", "Allow it once". */
export async function byListedLabel(
  ctx: Context,
  state: TurnState,
  message: MessageRow,
  text: string,
  first: Intent | undefined,
): Promise<ChoiceRow | undefined> {
  // "Discard" under a proposed picture leaves the picture, not the post.
  const mayDrop = first?.kind === 'discard'
  const isOpen = first === undefined || isFreeTalk(first) || mayDrop
  const { said } = message
  const isAlone = said.quoted === undefined && said.again === undefined && (said.media ?? []).length === 0
  if (!isOpen || !isAlone || text.length > longestLabel || state.choices === 0) return undefined
  const list = await readSystem(ctx.db, (tx) => answered(tx, state, message))
  const wanted = bareLabel(text)
  const meant = list.isMixed ? [] : list.choices.filter((choice) => bareLabel(choice.label) === wanted)
  const [only] = meant
  if (only === undefined || meant.length > 1 || wanted === '') return undefined
  return mayDrop && only.intent.kind !== 'dropProposal' ? undefined : only
}

const longestLabel = 40

function bareLabel(text: string): string {
  return fold(text)
    .text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** A yes or a no that is the whole message. */
export async function yesOrNo(
  ctx: Context,
  state: TurnState,
  message: MessageRow,
  said: 'yes' | 'no',
): Promise<Meaning> {
  const list = await readSystem(ctx.db, (tx) => answered(tx, state, message))
  if (list.isMixed) return { kind: 'act', intents: [{ kind: 'current' }], choice: undefined }
  const meant = list.choices.filter(({ intent }) =>
    intent.kind === 'learn'
      ? intent.isWanted === (said === 'yes')
      : (said === 'yes' ? affirms : denies).has(intent.kind),
  )
  const [choice] = meant
  // Several moments on offer: a bare yes does not say which.
  if (choice === undefined || meant.length > 1)
    return { kind: 'act', intents: [{ kind: 'current' }], choice: undefined }
  return mean([choice.intent], choice)
}

const affirms = new Set<Intent['kind']>([
  'keepSite',
  'stillHolds',
  'approve',
  'itIsThere',
  'sendLate',
  'schedule',
  'delete',
])
const denies = new Set<Intent['kind']>(['askChange', 'no'])

function answered(tx: Tx, state: TurnState, message: MessageRow) {
  return listAnswered(tx, state.conversation.id, { sentAt: message.sentAt, replyTo: message.said.replyTo })
}

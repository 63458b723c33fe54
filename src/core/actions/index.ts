// The table: what is asked for -> the code that does it. A new intent is missing here until it has an action.
import type { Intent, IntentKind } from '../intent.ts'
import type { Outcome } from '../outcome.ts'
import { teamActions } from '../team/actions.ts'
import type { Commit, Focus, Instead, Turn } from '../turn.ts'
import { altText } from './alt-text.ts'
import { alternatives, useAlternative } from './alternatives.ts'
import { approve } from './approve.ts'
import { brand, showBrand } from './brand.ts'
import { connect } from './connect.ts'
import { correct, repost } from './correct.ts'
import { describe } from './describe.ts'
import { cancel, discard } from './discard.ts'
import { draft, putBack } from './draft.ts'
import { drawPicture } from './draw-picture.ts'
import { gap } from './gap.ts'
import { hold, resume } from './hold.ts'
import { itIsThere, leaveIt, sendAgain, sendLate, takeAway } from './late.ts'
import { learn, rate } from './learn.ts'
import { corrected, correctItem, forget, forgetItem, memory, remember, stillHolds } from './memory.ts'
import { budget, cost } from './money.ts'
import { networks } from './networks.ts'
import { options } from './options.ts'
import { attach, dropPicture, dropProposal, usePicture } from './picture.ts'
import { preview } from './preview.ts'
import { report } from './report.ts'
import { fit, revise } from './revise.ts'
import { importPosts, keepSamples, keepSite, studySite } from './samples.ts'
import { schedule } from './schedule.ts'
import { shapePictures } from './shape-pictures.ts'
import { ask, current, list, openPost, show, whatChanged } from './show.ts'
import { slots } from './slots.ts'
import { undo } from './undo.ts'
import { colour, wordsCard } from './words-card.ts'

/** Intents that the conversation itself answers: picking from a list, steering a dialog, stopping, setting up. */
export type EngineKind =
  | 'pick'
  | 'yes'
  | 'no'
  | 'skip'
  | 'skipAll'
  | 'back'
  | 'leave'
  | 'stop'
  | 'start'
  | 'setUp'
  | 'tryAgain'
  | 'unclear'
  | 'answer'

type Action<K extends IntentKind> = (
  turn: Turn,
  intent: Extract<Intent, { kind: K }>,
  focus: Readonly<Focus>,
) => Commit | Promise<Commit | Instead>

/** Every intent that acts on the workspace. */
export const actions: { [K in Exclude<IntentKind, EngineKind>]: Action<K> } = {
  draft,
  revise: (turn, intent, focus) => revise(turn, intent, focus.postId),
  platforms: (turn, intent, focus) => networks(turn, intent, focus.postId),
  propose: schedule,
  schedule,
  list,
  show,
  current,
  openPost,
  whatChanged,
  help: (turn) => async () => [{ kind: 'help', hasModel: turn.gateway !== undefined }],
  approve,
  discard,
  cancel,
  askChange: (turn) => ask(turn, 'change'),
  askSchedule: (turn) => ask(turn, 'schedule'),
  askPicture: (turn) => ask(turn, 'picture'),
  askHeard: (turn) => ask(turn, 'heard'),
  attach: (turn, intent, focus) => attach(turn, intent.media, focus.postId),
  dropPicture,
  options,
  undo,
  putBack,
  fit,
  hold,
  resume,
  slots,
  gap,
  brand,
  showBrand,
  connect,
  cost,
  budget,
  report,
  modelKeys: () => async () => [{ kind: 'modelKeys' }],
  delete: (turn, intent, focus) => takeAway(turn, intent, focus.postId),
  correct,
  repost,
  itIsThere,
  sendAgain,
  leaveIt,
  sendLate,
  memory,
  remember,
  forget,
  forgetItem,
  correctItem,
  corrected,
  stillHolds,
  keepSamples,
  importPosts,
  studySite,
  keepSite,
  rate,
  learn,
  alternatives: (turn, intent, focus) => alternatives(turn, intent, focus.postId),
  useAlternative,
  preview: (turn, intent, focus) => preview(turn, intent, focus.postId),
  wordsCard: (turn, intent, focus) => wordsCard(turn, intent, focus.postId),
  usePicture: (turn, intent, focus) => usePicture(turn, intent, focus.postId),
  shapePictures: (turn, intent, focus) => shapePictures(turn, intent, focus.postId),
  drawPicture,
  describe: (turn, intent, focus) => describe(turn, intent, focus.postId),
  dropProposal,
  altText: (turn, intent) => altText(turn, intent),
  colour,
  ...teamActions,
}

/** What the table answers. */
export type ActionIntent = Exclude<Intent, { kind: EngineKind }>

/** Runs the slow part of the action of an intent and returns its writes; where something else was meant, that of it. */
export async function act(turn: Turn, intent: ActionIntent, focus: Readonly<Focus>): Promise<Commit> {
  // The table is typed kind by kind; the compiler cannot follow that the kind of this intent is the key.
  const action = actions[intent.kind] as unknown as (
    turn: Turn,
    intent: ActionIntent,
    focus: Readonly<Focus>,
  ) => Prepared
  const prepared = await action(turn, intent, focus)
  if (!('instead' in prepared)) return prepared
  const { reading: _, ...plain } = turn
  const commits: Commit[] = []
  for (const one of prepared.instead) commits.push(await act(plain, one, focus))
  return async (tx, now) => {
    const outcomes: Outcome[] = []
    for (const commit of commits) outcomes.push(...(await commit(tx, now)))
    return outcomes
  }
}

type Prepared = Commit | Promise<Commit | Instead>

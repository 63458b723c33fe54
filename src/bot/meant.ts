// What a message may mean, and how the intents in it become one meaning.
import type { ActionIntent } from '../core/actions/index.ts'
import type { DialogIntent, Intent } from '../core/intent.ts'
import type { Outcome } from '../core/outcome.ts'
import type { ChoiceRow } from '../db/turns.ts'

/** What a message means: things to do, a step of a dialog, or something to say at once. */
export type Meaning =
  | { kind: 'act'; intents: ActionIntent[]; choice: ChoiceRow | undefined }
  | { kind: 'dialog'; step: DialogIntent | { kind: 'words' } }
  | { kind: 'say'; outcomes: Outcome[] }
  /** Rules found nothing; a model may. It is asked before the turn, never in the quick lane. */
  | { kind: 'free'; words: string }
  | { kind: 'stop' }
  | { kind: 'setUp' }
  | { kind: 'tryAgain'; messageId: number }

/** A meaning that can be carried out. */
export type Settled = Exclude<Meaning, { kind: 'free' }>

/** The meaning of these intents, in order; `choice` is what was pressed to mean them. */
export function mean(intents: Intent[], choice?: ChoiceRow): Settled {
  const [first] = intents
  if (first === undefined) return { kind: 'say', outcomes: [{ kind: 'unclear', post: null }] }
  if (first.kind === 'stop') return { kind: 'stop' }
  if (first.kind === 'start' || first.kind === 'setUp') return { kind: 'setUp' }
  if (first.kind === 'tryAgain') return { kind: 'tryAgain', messageId: Number(first.messageId) }
  if (isStep(first)) return { kind: 'dialog', step: first }
  if (first.kind === 'unclear') return { kind: 'act', intents: [{ kind: 'current' }], choice }
  if (first.kind === 'no') return { kind: 'act', intents: [{ kind: 'current' }], choice }
  return { kind: 'act', intents: intents.filter(isAction), choice }
}

/** True for a step of a dialog. */
export function isStep(intent: Intent): intent is DialogIntent {
  return ['skip', 'skipAll', 'back', 'leave', 'answer'].includes(intent.kind)
}

/** True for something to do. */
export function isAction(intent: Intent): intent is ActionIntent {
  return (
    !isStep(intent) && !['pick', 'yes', 'no', 'stop', 'start', 'setUp', 'tryAgain', 'unclear'].includes(intent.kind)
  )
}

/** True for words that no rule is sure of. */
export function isFreeTalk({ kind }: Intent): boolean {
  return kind === 'draft' || kind === 'revise' || kind === 'unclear'
}
